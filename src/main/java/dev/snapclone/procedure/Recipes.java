package dev.snapclone.procedure;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.Instance;
import dev.snapclone.cloud.Port;
import java.util.List;

/** Creates recipes from fresh reads. */
public final class Recipes {
  private Recipes() {}

  /**
   * The recipe of an instance as it is now. Security groups come from its ports: the instance
   * itself has only their names, which can be ambiguous.
   *
   * @throws dev.snapclone.cloud.CloudException when the cloud failed
   */
  public static Recipe of(Cloud cloud, Instance instance, BootSource bootSource, Os os) {
    List<Port> ports = Nics.inOrder(instance, cloud.ports(instance.id()));
    boolean severalZones = cloud.availabilityZones().size() > 1;
    return new Recipe(
        instance.id(),
        instance.name(),
        bootSource.kind(),
        instance.launched().flavorId().isEmpty() ? null : instance.launched().flavorId(),
        new Recipe.Networking(
            ports.stream().map(Nic::of).toList(),
            ports.stream().flatMap(p -> p.fixedIps().stream()).distinct().toList()),
        instance.launched().keypair(),
        severalZones ? instance.launched().availabilityZone() : null,
        os);
  }
}
