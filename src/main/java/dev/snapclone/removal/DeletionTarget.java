package dev.snapclone.removal;

import dev.snapclone.cloud.ResourceKind;
import dev.snapclone.job.LockKey;
import dev.snapclone.job.ResourceRef;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One of several things that a job deletes: a snapshot or a clone. Stored as JSON.
 *
 * @param snapshot null for a clone
 * @param instance a clone; null for a snapshot
 */
public record DeletionTarget(@Nullable DeleteSnapshotPlan snapshot, @Nullable DeletePlan instance) {
  public DeletionTarget {
    if ((snapshot == null) == (instance == null)) {
      throw new IllegalArgumentException("a snapshot or a clone, one of the two");
    }
  }

  /** The snapshot, or the clone's instance. */
  ResourceRef resource() {
    if (snapshot != null) {
      ResourceKind kind = snapshot.image() ? ResourceKind.IMAGE : ResourceKind.VOLUME_SNAPSHOT;
      return new ResourceRef(kind.name(), snapshot.id(), snapshot.name());
    }
    DeletePlan plan = Objects.requireNonNull(instance);
    return new ResourceRef(ResourceKind.INSTANCE.name(), plan.instanceId(), plan.instanceName());
  }

  LockKey lock() {
    return new LockKey(
        snapshot != null ? snapshot.cloud() : Objects.requireNonNull(instance).cloud(),
        resource().id());
  }

  /** Whether others made it. */
  boolean ofOthers() {
    return snapshot != null && snapshot.ofOthers();
  }
}
