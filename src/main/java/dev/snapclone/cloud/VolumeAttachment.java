package dev.snapclone.cloud;

import org.jspecify.annotations.Nullable;

/**
 * A volume attached to an instance.
 *
 * @param device such as /dev/vda; null when unknown
 * @param deleteOnTermination whether the volume goes with the instance; null when unknown (known
 *     from 2.79 on)
 */
public record VolumeAttachment(
    String volumeId, @Nullable String device, @Nullable Boolean deleteOnTermination) {}
