package dev.snapclone.procedure;

import org.jspecify.annotations.Nullable;

/**
 * A volume of an instance, root or data.
 *
 * @param id UUID
 * @param name untrusted; may be empty
 * @param sizeGb GiB
 * @param device such as /dev/vda; null when unknown
 * @param bootable Cinder's flag
 * @param volumeType null when unknown
 */
public record AttachedVolume(
    String id,
    String name,
    int sizeGb,
    @Nullable String device,
    boolean bootable,
    @Nullable String volumeType) {}
