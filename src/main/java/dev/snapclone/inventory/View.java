package dev.snapclone.inventory;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.Flavor;
import dev.snapclone.cloud.Instance;
import dev.snapclone.cloud.Keypair;
import dev.snapclone.cloud.Network;
import dev.snapclone.cloud.SecurityGroup;
import dev.snapclone.cloud.ServerGroup;
import dev.snapclone.cloud.VolumeType;
import java.util.List;
import java.util.function.Function;

/**
 * One kind of resource that the inventory keeps of each cloud.
 *
 * @param <T> the item type
 */
public final class View<T> {
  public static final View<Instance> INSTANCES = new View<>("instances", Cloud::instances);

  /** Images that Nova made of instances. */
  public static final View<SnapshotEntry> IMAGE_SNAPSHOTS =
      new View<>("image-snapshots", SnapshotEntry::images);

  /** Volume snapshots of volumes that can be booted. */
  public static final View<SnapshotEntry> VOLUME_SNAPSHOTS =
      new View<>("volume-snapshots", SnapshotEntry::volumeSnapshots);

  public static final View<Flavor> FLAVORS = new View<>("flavors", Cloud::flavors);

  public static final View<Network> NETWORKS = new View<>("networks", Cloud::networks);

  /** The bot user's keypairs. */
  public static final View<Keypair> KEYPAIRS = new View<>("keypairs", Cloud::keypairs);

  public static final View<SecurityGroup> SECURITY_GROUPS =
      new View<>("security-groups", Cloud::securityGroups);

  public static final View<String> AVAILABILITY_ZONES =
      new View<>("availability-zones", Cloud::availabilityZones);

  public static final View<VolumeType> VOLUME_TYPES =
      new View<>("volume-types", Cloud::volumeTypes);

  public static final View<ServerGroup> SERVER_GROUPS =
      new View<>("server-groups", Cloud::serverGroups);

  public static final List<View<?>> ALL =
      List.of(
          INSTANCES,
          IMAGE_SNAPSHOTS,
          VOLUME_SNAPSHOTS,
          FLAVORS,
          NETWORKS,
          KEYPAIRS,
          SECURITY_GROUPS,
          AVAILABILITY_ZONES,
          VOLUME_TYPES,
          SERVER_GROUPS);

  private final String name;
  private final Function<Cloud, List<T>> load;

  private View(String name, Function<Cloud, List<T>> load) {
    this.name = name;
    this.load = load;
  }

  /** The name in logs and messages, such as {@code image-snapshots}. */
  public String name() {
    return name;
  }

  List<T> load(Cloud cloud) {
    return List.copyOf(load.apply(cloud));
  }

  @Override
  public String toString() {
    return name;
  }
}
