package dev.snapclone.cloud;

import org.jspecify.annotations.Nullable;

/**
 * A volume attached to an instance.
 *
 * @param device such as /dev/vda; null when not told
 * @param deleteOnTermination whether the volume goes with the instance; null when not told (told
 *     from 2.79 on)
 */
public record VolumeAttachment(
    String volumeId, @Nullable String device, @Nullable Boolean deleteOnTermination) {}
