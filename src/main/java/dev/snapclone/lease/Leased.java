package dev.snapclone.lease;

import dev.snapclone.cloud.ResourceKind;
import dev.snapclone.job.Job;
import dev.snapclone.job.ResourceRef;
import dev.snapclone.procedure.BootSource;
import dev.snapclone.procedure.CloneMade;
import dev.snapclone.procedure.SnapshotMade;
import java.util.Optional;

/**
 * What a job made that is kept for a time: a snapshot, or a clone.
 *
 * @param name untrusted
 * @param original the name of the instance that it comes from, for the rules; untrusted
 */
record Leased(ResourceKind kind, String id, String name, String original) {
  /** What stands of a job; empty when it made nothing, or a job has deleted it. */
  static Optional<Leased> of(Job job) {
    return CloneMade.standing(job)
        .map(
            clone ->
                new Leased(
                    ResourceKind.INSTANCE,
                    clone.copy().id(),
                    clone.copy().name(),
                    clone.origin().name()))
        .or(() -> SnapshotMade.standing(job).map(made -> of(job, made)));
  }

  private static Leased of(Job job, SnapshotMade made) {
    String name =
        job.outcome() == null
            ? ""
            : job.outcome().made().stream()
                .filter(ref -> ref.id().equals(made.id()))
                .map(ResourceRef::name)
                .findFirst()
                .orElse("");
    return new Leased(
        made.kind() == BootSource.Kind.IMAGE ? ResourceKind.IMAGE : ResourceKind.VOLUME_SNAPSHOT,
        made.id(),
        name.isEmpty() ? made.id() : name,
        made.instanceName());
  }
}
