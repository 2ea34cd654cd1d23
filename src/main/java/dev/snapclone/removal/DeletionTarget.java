package dev.snapclone.removal;

import dev.snapclone.cloud.ResourceKind;
import dev.snapclone.job.LockKey;
import dev.snapclone.job.ResourceRef;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One of several things that a job deletes: a snapshot, a clone, or what is left of one. Stored as
 * JSON; exactly one of them is given.
 *
 * @param instance a clone
 * @param orphan null in plans of older versions
 */
public record DeletionTarget(
    @Nullable DeleteSnapshotPlan snapshot,
    @Nullable DeletePlan instance,
    @Nullable OrphanPlan orphan) {
  public DeletionTarget {
    if (Stream.of(
                Optional.ofNullable(snapshot),
                Optional.ofNullable(instance),
                Optional.ofNullable(orphan))
            .filter(Optional::isPresent)
            .count()
        != 1) {
      throw new IllegalArgumentException("a snapshot, a clone or an orphan, one of them");
    }
  }

  static DeletionTarget of(DeleteSnapshotPlan snapshot) {
    return new DeletionTarget(snapshot, null, null);
  }

  static DeletionTarget of(DeletePlan instance) {
    return new DeletionTarget(null, instance, null);
  }

  static DeletionTarget of(OrphanPlan orphan) {
    return new DeletionTarget(null, null, orphan);
  }

  /** The snapshot, the clone's instance, or the orphan. */
  ResourceRef resource() {
    if (orphan != null) {
      return orphan.resource();
    }
    if (snapshot != null) {
      ResourceKind kind = snapshot.image() ? ResourceKind.IMAGE : ResourceKind.VOLUME_SNAPSHOT;
      return new ResourceRef(kind.name(), snapshot.id(), snapshot.name());
    }
    DeletePlan plan = Objects.requireNonNull(instance);
    return new ResourceRef(ResourceKind.INSTANCE.name(), plan.instanceId(), plan.instanceName());
  }

  LockKey lock(String cloud) {
    return new LockKey(cloud, resource().id());
  }

  /** Whether others made it. */
  boolean ofOthers() {
    return snapshot != null && snapshot.ofOthers();
  }
}
