package dev.snapclone.config;

/**
 * Settings for snapshots.
 *
 * @param allVolumes whether they take all attached volumes unless a command says otherwise
 */
public record SnapshotSettings(boolean allVolumes) {
  public static final SnapshotSettings USUAL = new SnapshotSettings(false);
}
