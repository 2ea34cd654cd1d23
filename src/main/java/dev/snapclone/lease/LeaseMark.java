package dev.snapclone.lease;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.CloudException;
import dev.snapclone.cloud.Clouds;
import dev.snapclone.cloud.Image;
import dev.snapclone.cloud.Instance;
import dev.snapclone.cloud.Marks;
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
    if (cloud.isEmpty() || !job.id().equals(mark(cloud.get(), thing).get(Marks.JOB))) {
      return;
    }
    String value = ends == null ? Marks.NONE : ends.truncatedTo(ChronoUnit.SECONDS).toString();
    Map<String, String> said = Map.of(Marks.EXPIRES, value);
    try {
      switch (thing.kind()) {
        case INSTANCE -> cloud.get().setInstanceMetadata(thing.id(), said);
        case IMAGE -> cloud.get().setImageProperties(thing.id(), said);
        default -> cloud.get().setVolumeSnapshotMetadata(thing.id(), said);
      }
    } catch (CloudException e) {
      if (e.kind() != CloudException.Kind.NOT_FOUND) {
        throw e;
      }
    }
  }

  private static Map<String, String> mark(Cloud cloud, Leased thing) {
    return switch (thing.kind()) {
      case INSTANCE -> cloud.instance(thing.id()).map(Instance::metadata).orElse(Map.of());
      case IMAGE -> cloud.image(thing.id()).map(Image::properties).orElse(Map.of());
      default -> cloud.volumeSnapshot(thing.id()).map(VolumeSnapshot::metadata).orElse(Map.of());
    };
  }
}
