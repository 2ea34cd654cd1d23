package dev.snapclone.procedure;

import dev.snapclone.job.Job;
import dev.snapclone.job.Outcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A finished snapshot, and what became of it since. Stored as facts in its job's outcome; only this
 * class knows their keys. Facts of older versions lack some.
 *
 * @param cloud the bot's name for the cloud
 * @param instanceId its original
 * @param instanceName at that time; empty when unknown
 * @param disks the volume snapshots of a set; otherwise empty
 * @param deletedBy the job that deleted it, null for none
 */
public record SnapshotMade(
    String cloud,
    String id,
    BootSource.Kind kind,
    Os os,
    String instanceId,
    String instanceName,
    List<String> disks,
    @Nullable String deletedBy) {
  public SnapshotMade {
    disks = List.copyOf(disks);
  }

  private static final String SNAPSHOT = "snapshot";
  private static final String KIND = "snapshot-kind";
  private static final String CLOUD = "cloud";
  private static final String OS = "os";
  private static final String INSTANCE = "instance";
  private static final String NAME = "original-name";
  private static final String DISKS = "snapshot-disks";
  private static final String DELETED_BY = "deleted-by";
  private static final String COPYS_DELETED_BY = "snapshot-deleted-by";

  /** What a job took; empty when it takes no snapshots, or did not succeed. */
  public static Optional<SnapshotMade> of(Job job) {
    Outcome outcome = job.outcome();
    Map<String, String> facts = outcome == null ? Map.of() : outcome.facts();
    String id = facts.getOrDefault(SNAPSHOT, "");
    return BootSource.Kind.of(facts.getOrDefault(KIND, ""))
        .filter(kind -> !id.isEmpty())
        .map(
            kind ->
                new SnapshotMade(
                    job.cloud(),
                    id,
                    kind,
                    Os.of(facts.getOrDefault(OS, "")).orElse(Os.UNKNOWN),
                    facts.getOrDefault(INSTANCE, ""),
                    facts.getOrDefault(NAME, ""),
                    disks(facts.getOrDefault(DISKS, "")),
                    facts.get(DELETED_BY)));
  }

  private static List<String> disks(String fact) {
    return fact.isEmpty() ? List.of() : List.of(fact.split(","));
  }

  /** The same, unless a job deleted it. */
  public static Optional<SnapshotMade> standing(Job job) {
    return of(job).filter(snapshot -> snapshot.deletedBy() == null);
  }

  /** The facts for the outcome of its job. */
  public Map<String, String> facts() {
    Map<String, String> facts = new HashMap<>();
    facts.put(SNAPSHOT, id);
    facts.put(KIND, kind.word());
    facts.put(CLOUD, cloud);
    facts.put(OS, os.word());
    facts.put(INSTANCE, instanceId);
    facts.put(NAME, instanceName);
    if (!disks.isEmpty()) {
      facts.put(DISKS, String.join(",", disks));
    }
    return facts;
  }

  /** A copy's outcome after its snapshot was deleted; the clone stays. */
  public static Outcome ofCopyDeleted(Outcome outcome, String by) {
    return outcome.with(COPYS_DELETED_BY, by);
  }

  /** The job that deleted the snapshot which a copy had kept, if any. */
  static Optional<String> ofCopyDeletedBy(Outcome outcome) {
    return Optional.ofNullable(outcome.facts().get(COPYS_DELETED_BY));
  }

  /** The job's outcome after the snapshot was deleted. */
  public static Outcome deleted(Outcome outcome, String by) {
    return outcome.with(DELETED_BY, by);
  }
}
