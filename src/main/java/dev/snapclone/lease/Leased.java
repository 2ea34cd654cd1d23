package dev.snapclone.lease;

import dev.snapclone.cloud.ResourceKind;
import dev.snapclone.job.Job;
import dev.snapclone.job.ResourceRef;
import dev.snapclone.procedure.BootSource;
import dev.snapclone.procedure.CloneMade;
import dev.snapclone.procedure.SnapshotMade;
import java.util.List;
import java.util.Optional;

/**
 * What a job made that is kept for a time: a snapshot, or its clones.
 *
 * @param ids at least one
 * @param name those of all, in a line; untrusted
 * @param original the name of the instance that it comes from, for the rules; untrusted
 */
record Leased(ResourceKind kind, List<String> ids, String name, String original) {
  /** So much of the names of several is read. */
  private static final int READABLE = 200;

  /** What stands of a job; empty when it made nothing, or a job has deleted it. */
  static Optional<Leased> of(Job job) {
    List<CloneMade> clones = CloneMade.allStanding(job);
    return clones.isEmpty()
        ? SnapshotMade.standing(job).map(made -> of(job, made))
        : Optional.of(
            new Leased(
                ResourceKind.INSTANCE,
                clones.stream().map(clone -> clone.copy().id()).toList(),
                names(clones.stream().map(clone -> clone.copy().name()).toList()),
                clones.get(0).origin().name()));
  }

  private static String names(List<String> all) {
    String joined = String.join(", ", all);
    return all.size() == 1 || joined.length() <= READABLE
        ? joined
        : all.get(0) + " … " + all.get(all.size() - 1);
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
        List.of(made.id()),
        name.isEmpty() ? made.id() : name,
        made.instanceName());
  }
}
