package dev.snapclone.cloud;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An image as Glance describes it.
 *
 * @param id UUID
 * @param name untrusted; empty when it has none
 * @param status queued, saving, active, killed, deleted, deactivated …
 * @param sizeBytes null while queued; 0 for the image of a volume-booted instance
 * @param properties the additional properties that are strings; marks and recipe among them
 * @param blockDevices the parsed block_device_mapping; empty for ordinary images
 */
public record Image(
    String id,
    String name,
    String status,
    @Nullable Long sizeBytes,
    Minimum minimum,
    Access access,
    Map<String, String> properties,
    List<BlockDevice> blockDevices,
    Instant created) {
  public Image {
    properties = Map.copyOf(properties);
    blockDevices = List.copyOf(blockDevices);
  }

  /**
   * What an instance needs to boot it.
   *
   * @param diskGb the flavor's disk, GiB
   * @param ramMb the flavor's memory, MiB
   */
  public record Minimum(int diskGb, int ramMb) {}

  /**
   * Who has it and who sees it.
   *
   * @param ownerProjectId the owning project, null when unknown
   * @param visibility private, shared, community, public
   * @param isProtected whether DELETE is refused
   */
  public record Access(@Nullable String ownerProjectId, String visibility, boolean isProtected) {}

  /**
   * Whether it is a snapshot of an instance: Nova's image of an image-booted or of a volume-booted
   * one.
   */
  public boolean instanceSnapshot() {
    return "snapshot".equals(properties.get("image_type")) || volumeBacked();
  }

  /** Whether it is the zero-byte image of a volume-booted instance. */
  public boolean volumeBacked() {
    return blockDevices.stream().anyMatch(d -> d.snapshotId() != null);
  }
}
