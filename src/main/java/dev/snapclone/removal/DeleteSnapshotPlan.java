package dev.snapclone.removal;

import java.util.List;
import java.util.Objects;

/**
 * What deleting a snapshot would do. Stored as JSON.
 *
 * @param cloud the bot's name for the cloud
 * @param snapshotJob the job that took the snapshot, whose mark it must still have; empty for a
 *     snapshot that others made
 * @param image whether it is an image snapshot; otherwise a volume snapshot
 * @param name untrusted
 * @param behind the volume snapshots of a zero-byte image, which stay when only the image is
 *     deleted
 */
public record DeleteSnapshotPlan(
    String cloud, String snapshotJob, boolean image, String id, String name, List<String> behind) {
  public DeleteSnapshotPlan {
    Objects.requireNonNull(cloud, "cloud");
    Objects.requireNonNull(snapshotJob, "snapshotJob");
    Objects.requireNonNull(id, "id");
    behind = List.copyOf(behind);
  }

  /** Whether no job of the bot took it. */
  boolean ofOthers() {
    return snapshotJob.isEmpty();
  }
}
