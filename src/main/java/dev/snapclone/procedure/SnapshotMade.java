package dev.snapclone.procedure;

import dev.snapclone.job.Job;
import dev.snapclone.job.Outcome;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The snapshot that a finished job took, and what became of it since. Its job's outcome keeps it as
 * facts, whose keys nothing else knows; those of older versions lack some.
 *
 * @param cloud the bot's name for the cloud
 * @param instanceId what was snapshotted
 * @param instanceName as it was called then; empty when not known
 * @param deletedBy the job that deleted it, null for none
 */
public record SnapshotMade(
    String cloud,
    String id,
    BootSource.Kind kind,
    Os os,
    String instanceId,
    String instanceName,
    @Nullable String deletedBy) {
  private static final String SNAPSHOT = "snapshot";
  private static final String KIND = "snapshot-kind";
  private static final String CLOUD = "cloud";
  private static final String OS = "os";
  private static final String INSTANCE = "instance";
  private static final String NAME = "original-name";
  private static final String DELETED_BY = "deleted-by";

  /** What a job took; empty when it takes no snapshots, or has not ended well. */
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
                    facts.get(DELETED_BY)));
  }

  /** The same while it was not deleted by a job. */
  public static Optional<SnapshotMade> standing(Job job) {
    return of(job).filter(snapshot -> snapshot.deletedBy() == null);
  }

  /** What the outcome of its job keeps. */
  public Map<String, String> facts() {
    return Map.of(
        SNAPSHOT, id,
        KIND, kind.word(),
        CLOUD, cloud,
        OS, os.word(),
        INSTANCE, instanceId,
        NAME, instanceName);
  }

  /** The outcome of its job once another one has deleted it. */
  public static Outcome deleted(Outcome outcome, String by) {
    return outcome.with(DELETED_BY, by);
  }
}
