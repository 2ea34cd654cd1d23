package dev.snapclone.lease;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.CloudException;
import dev.snapclone.cloud.Clouds;
import dev.snapclone.cloud.Image;
import dev.snapclone.cloud.Instance;
import dev.snapclone.cloud.Marks;
import dev.snapclone.cloud.ResourceKind;
import dev.snapclone.cloud.VolumeSnapshot;
import dev.snapclone.job.Job;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes on a resource when it ends, so that people who look at the cloud see it. */
public record LeaseMark(Clouds clouds) {
  /**
   * Writes it, unless the resource is gone or not the job's any more.
   *
   * @param ends null when it stays
   * @throws CloudException when the cloud failed
   */
  void write(Job job, Leased thing, @Nullable Instant ends) {
    Optional<Cloud> cloud = clouds.named(job.cloud()).map(it -> it.forJob(job.id()));
    cloud.ifPresent(it -> thing.ids().forEach(id -> write(it, job.id(), thing.kind(), id, ends)));
  }

  private static void write(
      Cloud cloud, String job, ResourceKind kind, String id, @Nullable Instant ends) {
    if (!job.equals(mark(cloud, kind, id).get(Marks.JOB))) {
      return;
    }
    String value = ends == null ? Marks.NONE : ends.truncatedTo(ChronoUnit.SECONDS).toString();
    Map<String, String> said = Map.of(Marks.EXPIRES, value);
    try {
      switch (kind) {
        case INSTANCE -> cloud.setInstanceMetadata(id, said);
        case IMAGE -> cloud.setImageProperties(id, said);
        default -> cloud.setVolumeSnapshotMetadata(id, said);
      }
    } catch (CloudException e) {
      if (e.kind() != CloudException.Kind.NOT_FOUND) {
        throw e;
      }
    }
  }

  private static Map<String, String> mark(Cloud cloud, ResourceKind kind, String id) {
    return switch (kind) {
      case INSTANCE -> cloud.instance(id).map(Instance::metadata).orElse(Map.of());
      case IMAGE -> cloud.image(id).map(Image::properties).orElse(Map.of());
      default -> cloud.volumeSnapshot(id).map(VolumeSnapshot::metadata).orElse(Map.of());
    };
  }
}
