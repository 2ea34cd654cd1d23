package dev.snapclone.procedure;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.CloudException;
import dev.snapclone.cloud.Image;
import dev.snapclone.cloud.Marks;
import dev.snapclone.cloud.ResourceKind;
import dev.snapclone.cloud.VolumeSnapshot;
import dev.snapclone.job.Creation;
import dev.snapclone.job.Mark;
import dev.snapclone.job.ResourceRef;
import dev.snapclone.job.Steps;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Nova's createImage of a volume-booted instance: first snapshots of all its volumes, then a
 * zero-byte image that names them. When it fails in between, the snapshots stay without an image
 * (seen: Nova counts the snapshots beforehand, but not their gigabytes). Nova puts no marks on
 * them, only the image's name, so that name contains the job's id until the set is complete.
 */
final class VolumeBackedImage implements Creation<String> {
  /** Nova makes the image some seconds after the snapshots; later than this it never will. */
  private static final Duration STRAY_AGE = Duration.ofSeconds(30);

  private final Cloud cloud;
  private final SnapshotPlan plan;
  private final InstantSource clock;
  private final String name;

  VolumeBackedImage(Cloud cloud, SnapshotPlan plan, InstantSource clock, String job) {
    this.cloud = cloud;
    this.plan = plan;
    this.clock = clock;
    this.name = SnapshotRemoval.nameUntilComplete(plan.name(), job);
  }

  @Override
  public String make(Mark mark) {
    ShuttingDown.requireOff(cloud, plan);
    return cloud.createImage(plan.original().id(), name, plan.marks(mark));
  }

  @Override
  public List<String> find(Mark mark) {
    List<String> images =
        cloud.images().stream()
            .filter(image -> hasMark(image.properties(), mark, image.id()))
            .sorted(Comparator.comparing(Image::created).thenComparing(Image::id))
            .map(Image::id)
            .toList();
    if (images.isEmpty()) {
      for (VolumeSnapshot stray : strays()) {
        if (!stray.status().equals("creating")
            && stray.created().plus(STRAY_AGE).isBefore(clock.instant())) {
          cloud.deleteVolumeSnapshot(stray.id());
        }
      }
    }
    return images;
  }

  private boolean hasMark(Map<String, String> properties, Mark mark, String id) {
    String self = properties.getOrDefault(Marks.SELF, Marks.NONE);
    return mark.job().equals(properties.get(Marks.JOB))
        && mark.step().equals(properties.get(Marks.STEP))
        && plan.original().id().equals(properties.get(Marks.ORIGINAL))
        && (self.equals(Marks.NONE) || self.equals(id));
  }

  /** The snapshots that an attempt of this job left without an image. */
  List<VolumeSnapshot> strays() {
    Set<String> volumes =
        plan.volumes().stream().map(AttachedVolume::id).collect(Collectors.toSet());
    List<VolumeSnapshot> named =
        cloud.volumeSnapshots().stream()
            .filter(s -> s.name().equals(SnapshotRemoval.nameBehind(name)))
            .filter(s -> volumes.contains(s.volumeId()) && !s.status().equals("deleting"))
            .toList();
    if (named.isEmpty()) {
      return List.of();
    }
    Set<String> ofImages = new HashSet<>();
    cloud.images().forEach(i -> SetDisk.of(i).forEach(disk -> ofImages.add(disk.snapshotId())));
    return named.stream().filter(s -> !ofImages.contains(s.id())).toList();
  }

  /** Removes the snapshots first: only the image tells which they are. */
  @Override
  public void discard(String twin) {
    for (SetDisk disk : cloud.image(twin).map(SetDisk::of).orElse(List.of())) {
      VolumeSnapshot snapshot = cloud.volumeSnapshot(disk.snapshotId()).orElse(null);
      if (snapshot != null && snapshot.status().equals("creating")) {
        // Cinder would refuse it for now.
        throw new CloudException(
            CloudException.Kind.CONFLICT,
            cloud.name(),
            "volume",
            409,
            "Snapshot " + snapshot.id() + " is still creating.",
            null,
            null);
      }
      if (snapshot != null && !snapshot.status().equals("deleting")) {
        cloud.deleteVolumeSnapshot(snapshot.id());
      }
    }
    cloud.deleteImage(twin);
  }

  @Override
  public ResourceRef describe(String made) {
    return new ResourceRef(ResourceKind.IMAGE.name(), made, plan.name());
  }

  /** Removes the image, then its snapshots that are not journaled by themselves yet. */
  void undo(String image, Steps steps) {
    SnapshotRemoval removal = new SnapshotRemoval(cloud);
    Behind behind =
        steps.once(
            "snapshot-behind",
            Behind.class,
            () ->
                new Behind(
                    cloud.image(image).map(SetDisk::of).orElse(List.of()).stream()
                        .map(SetDisk::snapshotId)
                        .toList()));
    removal.image("snapshot", image, steps.jobId(), steps);
    for (int i = 0; i < behind.ids().size(); i++) {
      removal.behindImage("behind-" + (i + 1), behind.ids().get(i), name, steps.jobId(), steps);
    }
  }

  /** The volume snapshots that an image names. Stored as JSON. */
  record Behind(List<String> ids) {
    Behind {
      ids = List.copyOf(ids);
    }
  }
}
