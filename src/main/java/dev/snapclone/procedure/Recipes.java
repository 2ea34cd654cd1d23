package dev.snapclone.procedure;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.Instance;
import dev.snapclone.cloud.Port;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Computes recipes from fresh reads. */
public final class Recipes {
  private Recipes() {}

  /**
   * The recipe of an instance as it is now. Networks and security groups come from its ports, as
   * ids: the instance itself tells security groups by name only, and names can be ambiguous.
   *
   * @throws dev.snapclone.cloud.CloudException when the cloud failed
   */
  public static Recipe of(Cloud cloud, Instance instance, BootSource bootSource, Os os) {
    Set<String> networks = new LinkedHashSet<>();
    Set<String> groups = new LinkedHashSet<>();
    Set<String> fixedIps = new LinkedHashSet<>();
    for (Port port : cloud.ports(instance.id())) {
      networks.add(port.networkId());
      groups.addAll(port.securityGroupIds());
      fixedIps.addAll(port.fixedIps());
    }
    boolean severalZones = cloud.availabilityZones().size() > 1;
    return new Recipe(
        instance.id(),
        instance.name(),
        bootSource.kind(),
        instance.flavorId().isEmpty() ? null : instance.flavorId(),
        List.copyOf(networks),
        List.copyOf(groups),
        instance.keypair(),
        severalZones ? instance.availabilityZone() : null,
        os,
        List.copyOf(fixedIps));
  }
}
