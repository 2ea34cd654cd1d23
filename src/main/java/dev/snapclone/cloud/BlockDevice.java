package dev.snapclone.cloud;

import org.jspecify.annotations.Nullable;

/**
 * An entry of the block_device_mapping that Nova writes on the zero-byte image of a volume-booted
 * instance.
 *
 * @param bootIndex 0 for the root disk, null for data disks
 * @param device such as /dev/vda; null when unknown
 * @param sourceType in words: snapshot, volume, image or blank
 * @param snapshotId the volume snapshot behind it, null when there is none
 * @param sizeGb size in GiB, null when unknown
 * @param deleteOnTermination whether the volume goes with the instance
 */
public record BlockDevice(
    @Nullable Integer bootIndex,
    @Nullable String device,
    String sourceType,
    @Nullable String snapshotId,
    @Nullable Integer sizeGb,
    boolean deleteOnTermination) {}
