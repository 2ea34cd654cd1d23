package dev.snapclone.clone;

import org.jspecify.annotations.Nullable;

/**
 * A volume that a clone creates before it boots. Stored as JSON.
 *
 * @param snapshotId the volume snapshot that it is made from
 * @param sizeGb GiB; at least the snapshot's size
 * @param volumeType the type of the snapshot's volume; null when no longer known
 * @param device where it is attached, as in the original; null for the cloud's choice
 */
public record PlannedVolume(
    String snapshotId,
    String name,
    int sizeGb,
    @Nullable String volumeType,
    @Nullable String device) {}
