package dev.snapclone.cloud;

import java.util.List;

/**
 * A network.
 *
 * @param id UUID
 * @param name untrusted; may be empty
 * @param external whether it is an external (floating IP) network
 * @param subnetIds its subnets
 */
public record Network(String id, String name, boolean external, List<String> subnetIds) {
  public Network {
    subnetIds = List.copyOf(subnetIds);
  }
}
