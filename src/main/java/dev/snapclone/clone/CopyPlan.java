package dev.snapclone.clone;

import dev.snapclone.job.Timing;
import dev.snapclone.procedure.SnapshotPlan;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a copy would do: a snapshot, and an instance from it. Stored as JSON.
 *
 * @param partName name of the boot volume of a volume-booted instance's copy
 * @param volumeType its type; null for the cloud's choice
 * @param deleteSnapshot whether to delete the snapshot at the end, if nothing needs it
 */
public record CopyPlan(
    SnapshotPlan snapshot,
    String partName,
    @Nullable String volumeType,
    LaunchPlan launch,
    boolean deleteSnapshot)
    implements Timing.Timed {
  public CopyPlan {
    Objects.requireNonNull(snapshot, "snapshot");
    Objects.requireNonNull(launch, "launch");
  }

  @Override
  public Timing timing() {
    Timing taken = snapshot.timing();
    String kind = "copy-" + taken.kind() + (deleteSnapshot ? "-delete" : "");
    return launch.timed(new Timing(kind, taken.sizeClass()));
  }
}
