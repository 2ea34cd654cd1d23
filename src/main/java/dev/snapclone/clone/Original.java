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
 * What is known of the instance that a snapshot is of: the recipe that the snapshot carries, and
 * the instance itself as far as it is still there. The recipe wins, since it tells how the original
 * was when the snapshot was taken.
 *
 * @param id the original's id, null when nothing tells
 * @param instance the original now, null when it is gone
 * @param recipe null when the snapshot carries none that can be believed
 * @param ports the original's ports now
 */
record Original(
    @Nullable String id, @Nullable Instance instance, @Nullable Recipe recipe, List<Port> ports) {
  Original {
    ports = List.copyOf(ports);
  }

  /** The original of an image snapshot, or of the zero-byte image of a volume-booted instance. */
  static Original of(Cloud cloud, Image image) {
    Optional<Recipe> recipe = Recipe.read(image.properties(), image.id());
    if (recipe.isPresent()) {
      return known(cloud, recipe.get());
    }
    if (image.volumeBacked()) {
      // such an image may carry the instance_uuid of an ancestor, so the snapshots are asked
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

  /** The original of a volume snapshot: what its volume is attached to. */
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

  /** The original of a snapshot whose recipe is known. */
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
   * Its name: now, or when it was snapshotted. The snapshot's own name was somebody's choice, and
   * stands in for it only where nothing else is known.
   */
  String name(String snapshotName) {
    if (instance != null) {
      return instance.name();
    }
    return recipe != null && recipe.originalName() != null ? recipe.originalName() : snapshotName;
  }

  /** Flavor id, null when nothing tells. */
  @Nullable String flavorId() {
    if (recipe != null && recipe.flavorId() != null) {
      return recipe.flavorId();
    }
    return instance == null || instance.flavorId().isEmpty() ? null : instance.flavorId();
  }

  /**
   * Its NICs, in order; empty when nothing tells what belongs to which. A recipe of an older
   * version does not, but where the present ports have together what it notes, they do.
   */
  List<Nic> nics() {
    if (recipe != null && !recipe.nics().isEmpty()) {
      return recipe.nics();
    }
    List<Nic> now = instance == null ? List.of() : Nics.of(instance, ports);
    return networkIds().isEmpty() || agree(now) ? now : List.of();
  }

  private boolean agree(List<Nic> now) {
    return now.stream()
            .map(Nic::networkId)
            .collect(Collectors.toSet())
            .equals(Set.copyOf(networkIds()))
        && now.stream()
            .flatMap(n -> n.securityGroupIds().stream())
            .collect(Collectors.toSet())
            .equals(Set.copyOf(securityGroupIds()));
  }

  /** Network ids as a recipe of an older version notes them; else empty. */
  List<String> networkIds() {
    return recipe == null ? List.of() : recipe.networkIds();
  }

  /** Security group ids of all NICs together, likewise. */
  List<String> securityGroupIds() {
    return recipe == null ? List.of() : recipe.securityGroupIds();
  }

  /** Name of its keypair, null for none or when nothing tells. */
  @Nullable String keypair() {
    if (recipe != null && recipe.keypair() != null) {
      return recipe.keypair();
    }
    return instance == null ? null : instance.keypair();
  }

  /** Its availability zone, null when it does not matter or nothing tells. */
  @Nullable String availabilityZone() {
    if (recipe != null) {
      return recipe.availabilityZone();
    }
    return instance == null ? null : instance.availabilityZone();
  }

  /** Its fixed addresses; empty when nothing tells. */
  List<String> fixedIps() {
    return recipe != null && !recipe.fixedIps().isEmpty()
        ? recipe.fixedIps()
        : ports.stream().flatMap(p -> p.fixedIps().stream()).distinct().toList();
  }

  /**
   * What it has and its clone has not: the volumes that were recorded with the snapshot, else those
   * that it has now; none where neither is known.
   *
   * @param marks the snapshot's properties or metadata
   * @param root the volume that the snapshot is of; null for an image
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

  /** Its flavor; null when it is not known, or gone. */
  @Nullable Flavor flavor(Cloud cloud) {
    String id = flavorId();
    return id == null ? null : cloud.flavor(id).orElse(null);
  }
}
