package dev.snapclone.procedure;

import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Outcome;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A finished snapshot.
 *
 * @param kind of its head
 * @param id of the image or the volume snapshot
 * @param disks the volume snapshots of a set; otherwise empty
 * @param secondsApart between the first and the last disk of a set
 * @param original how the instance is that may have been shut down for it
 */
public record TakenSnapshot(
    BootSource.Kind kind,
    String id,
    String name,
    List<Disk> disks,
    long secondsApart,
    Downtime.End original) {
  private static final String NOT_STARTED = "procedure.stop.not-started";

  public TakenSnapshot {
    disks = List.copyOf(disks);
  }

  /** Of an instance that was left as it was. */
  TakenSnapshot(BootSource.Kind kind, String id, String name, List<Disk> disks, long secondsApart) {
    this(kind, id, name, disks, secondsApart, Downtime.End.UNTOUCHED);
  }

  /** The same, of an instance that was shut down for it. */
  TakenSnapshot after(Downtime.End downtime) {
    return new TakenSnapshot(kind, id, name, disks, secondsApart, downtime);
  }

  /**
   * A volume snapshot of a set. Stored as JSON.
   *
   * @param volumeId what it is a snapshot of
   */
  public record Disk(String snapshotId, String volumeId) {}

  /** The snapshot of a volume: one of the set, or the only one. */
  public String of(String volumeId) {
    return disks.stream()
        .filter(d -> d.volumeId().equals(volumeId))
        .map(Disk::snapshotId)
        .findFirst()
        .orElse(id);
  }

  /**
   * What became of the original, where it was shut down.
   *
   * @param originalName untrusted
   */
  public List<Text> downtime(String originalName) {
    Arg instance = Arg.name(originalName);
    return switch (original) {
      case UNTOUCHED -> List.of();
      case RUNS_AGAIN -> List.of(Text.of("procedure.stop.runs-again", instance));
      case LEFT_TO_OTHERS -> List.of(Text.of("procedure.stop.left-to-others", instance));
      case NOT_STARTED ->
          List.of(Text.of(NOT_STARTED, instance), Text.of("procedure.stop.not-started-next"));
    };
  }

  /** That the instance was left off, as the outcome of a job says; empty when it was not. */
  public static Optional<Text> leftOff(@Nullable Outcome outcome) {
    return outcome == null
        ? Optional.empty()
        : outcome.lines().stream().filter(line -> line.key().equals(NOT_STARTED)).findFirst();
  }
}
