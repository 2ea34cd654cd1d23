package dev.snapclone.cloud;

import java.util.List;

/**
 * A group of instances that Nova places together or apart.
 *
 * @param id UUID
 * @param name untrusted; not unique
 * @param policy affinity, anti-affinity, soft-affinity or soft-anti-affinity; empty when unknown
 * @param memberIds its instances; may name some that are gone
 */
public record ServerGroup(String id, String name, String policy, List<String> memberIds) {
  public ServerGroup {
    memberIds = List.copyOf(memberIds);
  }

  /** Whether all members have to run on one host. */
  public boolean together() {
    return policy.equals("affinity");
  }

  /** Whether each member has to run on a host of its own. */
  public boolean apart() {
    return policy.equals("anti-affinity");
  }
}
