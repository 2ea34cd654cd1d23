package dev.snapclone.removal;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.Image;
import dev.snapclone.cloud.Instance;
import dev.snapclone.cloud.ResourceKind;
import dev.snapclone.cloud.Volume;
import dev.snapclone.cloud.VolumeSnapshot;
import dev.snapclone.job.ResourceRef;
import dev.snapclone.procedure.SetDisk;
import dev.snapclone.procedure.SnapshotRemoval;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What of a cloud was made from what, read once for a plan. */
final class Dependents {
  private final List<Instance> instances;
  private final List<Volume> volumes;
  private final List<VolumeSnapshot> snapshots;
  private final List<Image> images;

  Dependents(Cloud cloud) {
    instances = cloud.instances();
    volumes = cloud.volumes();
    snapshots = cloud.volumeSnapshots();
    images = cloud.images();
  }

  List<Instance> instances() {
    return instances;
  }

  List<Volume> volumes() {
    return volumes;
  }

  List<VolumeSnapshot> snapshots() {
    return snapshots;
  }

  List<Image> images() {
    return images;
  }

  /** The instances that were booted from an image. */
  List<Instance> bootedFrom(String image) {
    return instances.stream().filter(i -> image.equals(i.launched().imageId())).toList();
  }

  /** The volumes that were made from a volume snapshot. */
  List<Volume> madeFrom(String snapshot) {
    return volumes.stream().filter(v -> snapshot.equals(v.source().snapshotId())).toList();
  }

  /** The images that a volume snapshot belongs to. */
  List<Image> imagesOver(String snapshot) {
    return images.stream()
        .filter(i -> SetDisk.of(i).stream().anyMatch(d -> snapshot.equals(d.snapshotId())))
        .toList();
  }

  /** The snapshots of a volume. */
  List<VolumeSnapshot> snapshotsOf(String volume) {
    return snapshots.stream().filter(s -> s.volumeId().equals(volume)).toList();
  }

  Optional<VolumeSnapshot> snapshot(String id) {
    return snapshots.stream().filter(s -> s.id().equals(id)).findFirst();
  }

  Optional<Image> image(String id) {
    return images.stream().filter(i -> i.id().equals(id)).findFirst();
  }

  /** Whether one of some images boots from a volume snapshot, which Nova named after it. */
  boolean behind(VolumeSnapshot snapshot, Set<String> some) {
    return imagesOver(snapshot.id()).stream()
        .anyMatch(
            image ->
                some.contains(image.id())
                    && snapshot.name().equals(SnapshotRemoval.nameBehind(image.name())));
  }

  /** When a snapshot or an instance was created; empty when there is none. */
  Optional<Instant> created(String id) {
    return image(id)
        .map(Image::created)
        .or(() -> snapshot(id).map(VolumeSnapshot::created))
        .or(
            () ->
                instances.stream()
                    .filter(i -> i.id().equals(id))
                    .map(i -> i.launched().created())
                    .findFirst());
  }

  /** Kind and name of an image, a volume snapshot or an instance; only the id of what is gone. */
  ResourceRef named(String id) {
    Optional<ResourceRef> instance =
        instances.stream()
            .filter(i -> i.id().equals(id))
            .map(i -> new ResourceRef(ResourceKind.INSTANCE.name(), id, i.name()))
            .findFirst();
    Optional<ResourceRef> image =
        image(id).map(i -> new ResourceRef(ResourceKind.IMAGE.name(), id, i.name()));
    String name = snapshot(id).map(VolumeSnapshot::name).orElse("");
    return instance
        .or(() -> image)
        .orElseGet(() -> new ResourceRef(ResourceKind.VOLUME_SNAPSHOT.name(), id, name));
  }

  /** Whether something of it may still be there. */
  boolean standing(DeletionTarget target) {
    DeleteSnapshotPlan snapshot = target.snapshot();
    if (snapshot == null) {
      return true;
    }
    String id = snapshot.id();
    return image(id).isPresent()
        || snapshot(id).isPresent()
        || snapshot.behind().stream().anyMatch(part -> snapshot(part).isPresent());
  }

  /** The instance that a volume is attached to, if any. */
  Optional<Instance> holder(Volume volume) {
    return volume.attachments().stream()
        .flatMap(at -> instances.stream().filter(i -> i.id().equals(at.instanceId())))
        .findFirst();
  }

  /** A volume's name, or its id where it has none. */
  static String named(Volume volume) {
    return volume.name().isEmpty() ? volume.id() : volume.name();
  }
}
