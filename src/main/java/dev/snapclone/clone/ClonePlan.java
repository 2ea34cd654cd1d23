package dev.snapclone.clone;

import dev.snapclone.procedure.LeftOut;
import java.util.List;
import java.util.Objects;

/**
 * What a clone would do, computed from fresh reads before anybody is asked. Survives JSON.
 *
 * @param cloud the bot's name for the cloud
 * @param source what it is made from
 * @param volumes made first, the one to boot from first; empty when it boots from the image
 * @param launch the instance
 * @param leftOut what the original has and the clone has not, as far as it is known
 */
public record ClonePlan(
    String cloud, Source source, List<PlannedVolume> volumes, LaunchPlan launch, LeftOut leftOut) {
  public ClonePlan {
    Objects.requireNonNull(cloud, "cloud");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(launch, "launch");
    volumes = List.copyOf(volumes);
    if (leftOut == null) {
      // A stored plan from before this was a field: its lines tell.
      leftOut = LeftOut.NOTHING;
    }
    if ((source.kind() == SourceKind.IMAGE_SNAPSHOT) != volumes.isEmpty()) {
      throw new IllegalArgumentException("boots from an image or from volumes, one of the two");
    }
  }

  /** What a clone is made from. */
  public enum SourceKind {
    /** Nova's image of an image-booted instance: boots from the image. */
    IMAGE_SNAPSHOT,
    /** A Cinder snapshot of a root volume: a volume is made from it first. */
    VOLUME_SNAPSHOT,
    /**
     * The zero-byte image that Nova makes of a volume-booted instance: a volume from each of its
     * volume snapshots.
     */
    VOLUME_BACKED_IMAGE
  }

  /**
   * The snapshot.
   *
   * @param id the image's or the volume snapshot's id
   * @param name its name; untrusted
   */
  public record Source(SourceKind kind, String id, String name) {}
}
