package dev.snapclone.cloud;

import java.util.List;

/**
 * A network.
 *
 * @param id UUID
 * @param name untrusted; may be empty
 * @param external whether it is an external (floating IP) network
 * @param portSecurity whether its ports have port security unless they say otherwise; without it no
 *     security group can be applied
 */
public record Network(
    String id, String name, boolean external, List<String> subnetIds, boolean portSecurity) {
  public Network {
    subnetIds = List.copyOf(subnetIds);
  }
}
