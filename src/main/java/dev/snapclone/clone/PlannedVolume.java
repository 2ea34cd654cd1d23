package dev.snapclone.clone;

import org.jspecify.annotations.Nullable;

/**
 * A volume that a clone makes before it boots. Survives JSON.
 *
 * @param snapshotId the volume snapshot that it is made from
 * @param sizeGb its size, GiB; at least the snapshot's
 * @param volumeType the type of the snapshot's volume; null when that is not known any more
 */
public record PlannedVolume(
    String snapshotId, String name, int sizeGb, @Nullable String volumeType) {}
