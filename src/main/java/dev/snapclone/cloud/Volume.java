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
 * @param attachments where it is attached
 */
public record Volume(
    String id,
    String name,
    String status,
    int sizeGb,
    Type type,
    Source source,
    Map<String, String> metadata,
    List<AttachedTo> attachments,
    Instant created) {
  public Volume {
    metadata = Map.copyOf(metadata);
    attachments = List.copyOf(attachments);
  }

  /**
   * How and where it is stored.
   *
   * @param name the volume type, null when unknown
   * @param multiattach whether it may be attached more than once
   * @param zone the availability zone of its storage, null when unknown
   */
  public record Type(@Nullable String name, boolean multiattach, @Nullable String zone) {}

  /**
   * What it was made from, and what it has from there.
   *
   * @param snapshotId the snapshot that it was made from, null when none
   * @param volumeId the volume that it is a clone of, null when none
   * @param bootable whether it can be booted
   * @param imageMetadata volume_image_metadata: what the image at the beginning said; all strings
   */
  public record Source(
      @Nullable String snapshotId,
      @Nullable String volumeId,
      boolean bootable,
      Map<String, String> imageMetadata) {
    public Source {
      imageMetadata = Map.copyOf(imageMetadata);
    }
  }

  /**
   * Where a volume is attached.
   *
   * @param device such as /dev/vda, null when unknown
   */
  public record AttachedTo(String instanceId, @Nullable String device) {}
}
