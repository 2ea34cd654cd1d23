package dev.snapclone.procedure;

import org.jspecify.annotations.Nullable;

/**
 * A volume of an instance, root or data.
 *
 * @param id UUID
 * @param name untrusted; may be empty
 * @param sizeGb size, GiB
 * @param device such as /dev/vda; null when the cloud does not tell
 * @param bootable whether Cinder calls it bootable
 * @param volumeType null when not told
 */
public record AttachedVolume(
    String id,
    String name,
    int sizeGb,
    @Nullable String device,
    boolean bootable,
    @Nullable String volumeType) {}
