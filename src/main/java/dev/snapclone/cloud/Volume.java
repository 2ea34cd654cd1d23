package dev.snapclone.cloud;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A volume as Cinder describes it.
 *
 * @param id UUID
 * @param name untrusted; may be empty
 * @param status available, in-use, creating, error, reserved, deleting …
 * @param sizeGb size in GiB
 * @param bootable whether it can be booted
 * @param snapshotId the snapshot that it was made from, null when none
 * @param sourceVolumeId the volume that it is a clone of, null when none
 * @param volumeType null when not told
 * @param availabilityZone null when not told
 * @param encrypted whether it is encrypted
 * @param multiattach whether it may be attached more than once
 * @param imageMetadata volume_image_metadata: what the image that it was made from said; all
 *     strings
 * @param attachments where it is attached
 */
public record Volume(
    String id,
    String name,
    String status,
    int sizeGb,
    boolean bootable,
    @Nullable String snapshotId,
    @Nullable String sourceVolumeId,
    @Nullable String volumeType,
    @Nullable String availabilityZone,
    boolean encrypted,
    boolean multiattach,
    Map<String, String> imageMetadata,
    Map<String, String> metadata,
    List<AttachedTo> attachments,
    Instant created) {
  public Volume {
    imageMetadata = Map.copyOf(imageMetadata);
    metadata = Map.copyOf(metadata);
    attachments = List.copyOf(attachments);
  }

  /**
   * Where a volume is attached.
   *
   * @param device such as /dev/vda, null when not told
   */
  public record AttachedTo(String instanceId, @Nullable String device) {}
}
