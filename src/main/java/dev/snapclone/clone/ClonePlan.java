package dev.snapclone.clone;

import dev.snapclone.job.PlanLine;
import dev.snapclone.job.Timing;
import dev.snapclone.procedure.Bill;
import dev.snapclone.procedure.LeftOut;
import dev.snapclone.procedure.PlanLines;
import java.util.List;
import java.util.Objects;

/**
 * What a clone would do, computed from fresh reads before approval. Stored as JSON.
 *
 * @param cloud the bot's name for the cloud
 * @param source what it is made from
 * @param volumes to create first: the boot volume, unless it boots from an image, and the data
 *     volumes in the order of their devices
 * @param leftOut known parts of the original that the clone lacks
 */
public record ClonePlan(
    String cloud, Source source, List<PlannedVolume> volumes, LaunchPlan launch, LeftOut leftOut)
    implements Timing.Timed, Bill.Priced {
  public ClonePlan {
    Objects.requireNonNull(cloud, "cloud");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(launch, "launch");
    volumes = List.copyOf(volumes);
    if (leftOut == null) {
      // Older stored plans lack this field but have it as lines.
      leftOut = LeftOut.NOTHING;
    }
    if (source.kind() != SourceKind.IMAGE_SNAPSHOT && volumes.isEmpty()) {
      throw new IllegalArgumentException("boots from an image or from a volume");
    }
  }

  /** What it costs and risks, as far as the plan alone tells. */
  public List<PlanLine> costsAndRisks() {
    PlanLines lines = new PlanLines();
    boolean fromImage = source.kind() == SourceKind.IMAGE_SNAPSHOT;
    CloneLines.tell(launch, cloud, volumes, fromImage, lines);
    leftOut.warn(lines);
    CloneLines.risks(launch, lines);
    return lines.all();
  }

  @Override
  public Timing timing() {
    boolean fromImage = source.kind() == SourceKind.IMAGE_SNAPSHOT;
    int volumesGb = volumes.stream().mapToInt(PlannedVolume::sizeGb).sum();
    return launch.timed(
        Timing.of(
            (dataVolumes().isEmpty() ? "" : "set-") + (fromImage ? "image-clone" : "volume-clone"),
            fromImage ? launch.flavor().diskGb() + volumesGb : volumesGb));
  }

  /** The volumes of one of several instances. */
  List<PlannedVolume> volumes(LaunchPlan one) {
    return volumes.stream().map(volume -> volume.of(one.name())).toList();
  }

  @Override
  public Bill bill() {
    Bill bill = Bill.NOTHING.instance(launch.flavor());
    for (PlannedVolume volume : volumes) {
      bill = bill.volume(volume.sizeGb(), volume.volumeType());
    }
    return bill.times(launch.count());
  }

  /** The volumes that it does not boot from. */
  List<PlannedVolume> dataVolumes() {
    return source.kind() == SourceKind.IMAGE_SNAPSHOT
        ? volumes
        : volumes.subList(1, volumes.size());
  }

  public enum SourceKind {
    /** Nova's image of an image-booted instance: boots from the image. */
    IMAGE_SNAPSHOT,
    /** A Cinder snapshot of a root volume, from which a volume is created first. */
    VOLUME_SNAPSHOT,
    /** The zero-byte image of a volume-booted instance; each volume snapshot becomes a volume. */
    VOLUME_BACKED_IMAGE
  }

  /**
   * The snapshot.
   *
   * @param id of the image or the volume snapshot
   * @param name untrusted
   */
  public record Source(SourceKind kind, String id, String name) {}
}
