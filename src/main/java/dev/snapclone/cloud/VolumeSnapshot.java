package dev.snapclone.cloud;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A volume snapshot as Cinder describes it.
 *
 * @param id UUID
 * @param name untrusted; may be empty
 * @param status creating, available, error, deleting …
 * @param volumeId the volume that it is a snapshot of
 * @param sizeGb size of the volume at that time, GiB
 * @param progressPercent 0 to 100, null when unknown; real drivers often know 0 and 100 only
 * @param metadata marks and recipe among it
 */
public record VolumeSnapshot(
    String id,
    String name,
    String status,
    String volumeId,
    int sizeGb,
    @Nullable Integer progressPercent,
    Map<String, String> metadata,
    Instant created) {
  public VolumeSnapshot {
    metadata = Map.copyOf(metadata);
  }
}
