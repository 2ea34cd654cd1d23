package dev.snapclone.clone;

import dev.snapclone.procedure.SnapshotPlan;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a copy would do: a snapshot, and an instance from it. Survives JSON.
 *
 * @param snapshot the snapshot to take
 * @param partName the volume that the copy of a volume-booted instance boots from
 * @param volumeType its type; null for the cloud's choice
 * @param launch the instance
 * @param deleteSnapshot whether the snapshot goes at the end, when nothing needs it
 */
public record CopyPlan(
    SnapshotPlan snapshot,
    String partName,
    @Nullable String volumeType,
    LaunchPlan launch,
    boolean deleteSnapshot) {
  public CopyPlan {
    Objects.requireNonNull(snapshot, "snapshot");
    Objects.requireNonNull(launch, "launch");
  }
}
