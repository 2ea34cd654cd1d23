package dev.snapclone.cloud;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A volume to make.
 *
 * @param name name, at most 255 characters
 * @param sizeGb size, GiB; at least the snapshot's
 * @param snapshotId made from this snapshot; null for an empty volume
 * @param volumeType null for the default (of a snapshot: its volume's type)
 * @param availabilityZone null for the default
 * @param metadata ASCII values of at most 255 characters
 */
public record NewVolume(
    String name,
    int sizeGb,
    @Nullable String snapshotId,
    @Nullable String volumeType,
    @Nullable String availabilityZone,
    Map<String, String> metadata) {
  public NewVolume {
    metadata = Map.copyOf(metadata);
  }
}
