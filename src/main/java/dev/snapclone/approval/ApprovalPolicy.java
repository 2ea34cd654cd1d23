package dev.snapclone.approval;

import java.time.Duration;
import java.util.Map;

/**
 * When approval is asked.
 *
 * @param required how many different approvers, by what is done: snapshot, clone, copy, delete
 * @param fourEyes whether the requester's own yes does not count
 * @param expireAfter how long an approval may be answered
 */
public record ApprovalPolicy(
    Map<String, Integer> required, boolean fourEyes, Duration expireAfter) {
  public ApprovalPolicy {
    required = Map.copyOf(required);
  }

  /** How many approvers something needs; 0 for none. */
  public int requiredFor(String what) {
    return required.getOrDefault(what, 0);
  }
}
