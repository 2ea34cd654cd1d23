package dev.snapclone.procedure;

import java.util.List;

/**
 * A finished snapshot.
 *
 * @param kind of its head
 * @param id of the image or the volume snapshot
 * @param disks the volume snapshots of a set; otherwise empty
 * @param secondsApart between the first and the last disk of a set
 */
public record TakenSnapshot(
    BootSource.Kind kind, String id, String name, List<Disk> disks, long secondsApart) {
  public TakenSnapshot {
    disks = List.copyOf(disks);
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
}
