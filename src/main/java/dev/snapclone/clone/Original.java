package dev.snapclone.clone;

import dev.snapclone.cloud.BlockDevice;
import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.Flavor;
import dev.snapclone.cloud.Image;
import dev.snapclone.cloud.Instance;
import dev.snapclone.cloud.Port;
import dev.snapclone.cloud.Volume;
import dev.snapclone.cloud.VolumeSnapshot;
import dev.snapclone.procedure.LeftOut;
import dev.snapclone.procedure.Nic;
import dev.snapclone.procedure.Nics;
import dev.snapclone.procedure.Recipe;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a snapshot's instance: the recipe in the snapshot, and the instance itself if it
 * still exists. The recipe wins, since it describes the time of the snapshot.
 *
 * @param id null when unknown
 * @param instance as it is now, null when it is gone
 * @param recipe null when the snapshot has no trustworthy one
 * @param ports as they are now
 */
record Original(
    @Nullable String id, @Nullable Instance instance, @Nullable Recipe recipe, List<Port> ports) {
  Original {
    ports = List.copyOf(ports);
  }

  /** For an image snapshot, or the zero-byte image of a volume-booted instance. */
  static Original of(Cloud cloud, Image image) {
    Optional<Recipe> recipe = Recipe.read(image.properties(), image.id());
    if (recipe.isPresent()) {
      return known(cloud, recipe.get());
    }
    if (image.volumeBacked()) {
      // such an image may have an ancestor's instance_uuid, so the snapshots are asked
      return image.blockDevices().stream()
          .filter(d -> d.snapshotId() != null && Integer.valueOf(0).equals(d.bootIndex()))
          .map(BlockDevice::snapshotId)
          .findFirst()
          .flatMap(cloud::volumeSnapshot)
          .map(s -> of(cloud, s))
          .orElseGet(() -> new Original(null, null, null, List.of()));
    }
    return found(cloud, image.properties().get("instance_uuid"));
  }

  /** For a volume snapshot: the instance that its volume is attached to. */
  static Original of(Cloud cloud, VolumeSnapshot snapshot) {
    Optional<Recipe> recipe = Recipe.read(snapshot.metadata(), snapshot.id());
    if (recipe.isPresent()) {
      return known(cloud, recipe.get());
    }
    return found(
        cloud,
        cloud
            .volume(snapshot.volumeId())
            .map(Volume::attachments)
            .filter(attached -> !attached.isEmpty())
            .map(attached -> attached.get(0).instanceId())
            .orElse(null));
  }

  /** For a snapshot whose recipe is known. */
  static Original known(Cloud cloud, Recipe recipe) {
    return with(cloud, recipe.originalId(), recipe);
  }

  private static Original found(Cloud cloud, @Nullable String id) {
    return id == null || id.isEmpty()
        ? new Original(null, null, null, List.of())
        : with(cloud, id, null);
  }

  private static Original with(Cloud cloud, String id, @Nullable Recipe recipe) {
    Instance instance = cloud.instance(id).orElse(null);
    return new Original(
        id, instance, recipe, instance == null ? List.of() : cloud.ports(instance.id()));
  }

  /**
   * Its current name, or the one when it was snapshotted. The snapshot's own name was chosen by a
   * person and is the last resort.
   */
  String name(String snapshotName) {
    if (instance != null) {
      return instance.name();
    }
    return recipe != null && recipe.originalName() != null ? recipe.originalName() : snapshotName;
  }

  /** Null when unknown. */
  @Nullable String flavorId() {
    if (recipe != null && recipe.flavorId() != null) {
      return recipe.flavorId();
    }
    return instance == null || instance.launched().flavorId().isEmpty()
        ? null
        : instance.launched().flavorId();
  }

  /**
   * Its NICs in order; empty when unknown. An older version's recipe lacks them, but if the current
   * ports match it, they are used.
   */
  List<Nic> nics() {
    if (recipe != null && !recipe.networking().nics().isEmpty()) {
      return recipe.networking().nics();
    }
    List<Nic> now = instance == null ? List.of() : Nics.of(instance, ports);
    return networkIds().isEmpty() || matches(now) ? now : List.of();
  }

  private boolean matches(List<Nic> now) {
    return now.stream()
            .map(Nic::networkId)
            .collect(Collectors.toSet())
            .equals(Set.copyOf(networkIds()))
        && now.stream()
            .flatMap(n -> n.securityGroupIds().stream())
            .collect(Collectors.toSet())
            .equals(Set.copyOf(securityGroupIds()));
  }

  /** From a recipe of an older version; otherwise empty. */
  List<String> networkIds() {
    return recipe == null ? List.of() : recipe.networking().networkIds();
  }

  /** Of all NICs together, from a recipe of an older version; otherwise empty. */
  List<String> securityGroupIds() {
    return recipe == null ? List.of() : recipe.networking().securityGroupIds();
  }

  /** Null for none or when unknown. */
  @Nullable String keypair() {
    if (recipe != null && recipe.keypair() != null) {
      return recipe.keypair();
    }
    return instance == null ? null : instance.launched().keypair();
  }

  /** Null when it does not matter or is unknown. */
  @Nullable String availabilityZone() {
    if (recipe != null) {
      return recipe.availabilityZone();
    }
    return instance == null ? null : instance.launched().availabilityZone();
  }

  /** Empty when unknown. */
  List<String> fixedIps() {
    return recipe != null && !recipe.networking().fixedIps().isEmpty()
        ? recipe.networking().fixedIps()
        : ports.stream().flatMap(p -> p.fixedIps().stream()).distinct().toList();
  }

  /**
   * The volumes that its clone lacks: those recorded with the snapshot, else the current ones; none
   * if neither is known.
   *
   * @param marks the snapshot's properties or metadata
   * @param root the snapshot's volume; null for an image
   * @throws dev.snapclone.cloud.CloudException when the cloud failed
   */
  LeftOut leftOut(
      Cloud cloud, Map<String, String> marks, String snapshotId, @Nullable String root) {
    List<LeftOut.Disk> volumes =
        LeftOut.read(marks, snapshotId)
            .orElseGet(
                () ->
                    instance == null
                        ? List.of()
                        : instance.volumeIds().stream()
                            .filter(id -> !id.equals(root))
                            .map(id -> new LeftOut.Disk(id, "", 0))
                            .toList());
    return LeftOut.of(cloud, volumes, flavor(cloud));
  }

  /** Null when unknown or gone. */
  @Nullable Flavor flavor(Cloud cloud) {
    String id = flavorId();
    return id == null ? null : cloud.flavor(id).orElse(null);
  }
}
