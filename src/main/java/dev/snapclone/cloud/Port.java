package dev.snapclone.cloud;

import java.util.List;

/**
 * A port of an instance.
 *
 * @param id UUID
 * @param networkId its network
 * @param instanceId the instance that has it
 * @param mac hardware address
 * @param fixedIps fixed addresses
 * @param securityGroupIds ids; names can be ambiguous, so clones use these
 * @param portSecurity whether security groups and anti-spoofing apply
 */
public record Port(
    String id,
    String networkId,
    String instanceId,
    String mac,
    List<String> fixedIps,
    List<String> securityGroupIds,
    boolean portSecurity) {
  public Port {
    fixedIps = List.copyOf(fixedIps);
    securityGroupIds = List.copyOf(securityGroupIds);
  }
}
