package dev.snapclone.inventory;

import dev.snapclone.cloud.Flavor;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * Which flavors have room for a copy or a clone, from what is known without asking the cloud. Where
 * that cannot be told, all have; the plan asks the cloud.
 */
public final class FittingFlavors {
  private final Inventory inventory;
  private final String cloud;
  private final Map<String, Flavor> flavors;

  FittingFlavors(Inventory inventory, String cloud, Map<String, Flavor> flavors) {
    this.inventory = inventory;
    this.cloud = cloud;
    this.flavors = flavors;
  }

  /**
   * Those for a copy of an instance.
   *
   * @param instance id or name, as typed
   */
  public Predicate<Flavor> forCopyOf(String instance) {
    int disk =
        inventory.look(cloud, View.INSTANCES).items().stream()
            .filter(i -> i.id().equals(instance) || i.name().equals(instance))
            .filter(i -> i.launched().imageId() != null)
            .map(i -> flavors.get(i.launched().flavorId()))
            .filter(Objects::nonNull)
            .mapToInt(Flavor::diskGb)
            .min()
            .orElse(0);
    return flavor -> flavor.diskGb() >= disk;
  }

  /**
   * Those for a clone of a snapshot.
   *
   * @param snapshot id or name, as typed
   */
  public Predicate<Flavor> forCloneOf(String snapshot) {
    int disk =
        inventory.look(cloud, View.IMAGE_SNAPSHOTS).items().stream()
            .filter(s -> s.id().equals(snapshot) || s.name().equals(snapshot))
            .filter(s -> s.disks().equals(List.of(s.id())))
            .mapToInt(s -> Math.max(1, s.sizeGb()))
            .min()
            .orElse(0);
    return flavor -> flavor.diskGb() >= disk;
  }
}
