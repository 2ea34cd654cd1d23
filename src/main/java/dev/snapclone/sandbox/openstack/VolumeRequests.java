package dev.snapclone.sandbox.openstack;

import dev.snapclone.sandbox.openstack.IdentityState.Project;
import dev.snapclone.sandbox.openstack.StorageState.Image;
import dev.snapclone.sandbox.openstack.StorageState.Volume;
import dev.snapclone.sandbox.openstack.StorageState.VolumeSnapshot;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Cinder's checks of a new volume, both from its API and from Nova. */
final class VolumeRequests {
  /** Keys of volume_image_metadata that describe the image but are not its properties. */
  static final Set<String> IMAGE_FACTS =
      Set.of(
          "image_id",
          "image_name",
          "checksum",
          "container_format",
          "disk_format",
          "min_disk",
          "min_ram",
          "size");

  private final CloudWorld world;
  private final SandboxQuotas quotas;

  VolumeRequests(CloudWorld world, SandboxQuotas quotas) {
    this.world = world;
    this.quotas = quotas;
  }

  /**
   * Checks a request and creates the volume, without adding it to the state.
   *
   * @param size GiB, null for the source's
   * @throws ApiError with Cinder's message
   */
  Volume check(
      Project project,
      String userId,
      @Nullable String snapshotId,
      @Nullable String imageId,
      @Nullable String sourceVolumeId,
      @Nullable Integer size) {
    VolumeSnapshot snapshot = snapshotId == null ? null : snapshot(project, snapshotId);
    Image image = imageId == null ? null : image(project, imageId);
    Volume source = sourceVolumeId == null ? null : volume(project, sourceVolumeId);
    int least = snapshot != null ? snapshot.volume.size : source != null ? source.size : 0;
    int wanted = size == null ? least : size;
    if (wanted == 0) {
      throw ApiError.badRequest(
          "The server could not comply with the request since it is either malformed or otherwise"
              + " incorrect.");
    }
    if (wanted < least) {
      throw ApiError.badRequest(
          ("Invalid input received: Volume size '%d'GB cannot be smaller than the snapshot size"
                  + " %dGB. They must be >= original snapshot size.")
              .formatted(wanted, least));
    }
    if (image != null && wanted < image.minDisk) {
      throw ApiError.badRequest(
          ("Invalid input received: Volume size %dGB cannot be smaller than the image minDisk size"
                  + " %dGB.")
              .formatted(wanted, image.minDisk));
    }
    quotas.volume(project, wanted);
    Volume volume = new Volume(world.uuid(), project.id, userId, wanted, world.now());
    volume.listedFrom = world.listed();
    fill(volume, snapshot, image, source);
    return volume;
  }

  private static void fill(
      Volume volume,
      @Nullable VolumeSnapshot snapshot,
      @Nullable Image image,
      @Nullable Volume source) {
    if (snapshot != null) {
      volume.snapshotId = snapshot.id;
      volume.bootable = snapshot.volume.bootable;
      volume.type = snapshot.volume.type;
      volume.encrypted = snapshot.volume.encrypted;
      volume.imageMetadata.putAll(snapshot.imageMetadata);
    } else if (source != null) {
      volume.sourceVolumeId = source.id;
      volume.bootable = source.bootable;
      volume.type = source.type;
      volume.imageMetadata.putAll(source.imageMetadata);
    } else if (image != null) {
      volume.bootable = true;
      volume.imageMetadata.putAll(imageMetadata(image));
    }
  }

  /** What Cinder copies from an image: every property, including bots' marks. */
  static Map<String, String> imageMetadata(Image image) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("signature_verified", "False");
    image.properties.forEach((k, v) -> metadata.put(k, cut(v)));
    metadata.put("image_id", image.id);
    metadata.put("image_name", image.name);
    metadata.put("checksum", String.valueOf(image.checksum));
    metadata.put("container_format", "bare");
    metadata.put("disk_format", image.diskFormat);
    metadata.put("min_disk", Integer.toString(image.minDisk));
    metadata.put("min_ram", Integer.toString(image.minRam));
    metadata.put("size", String.valueOf(image.size));
    return metadata;
  }

  /** Copied values are cut to the maximum length. */
  static String cut(String value) {
    return value.length() <= 255 ? value : value.substring(0, 255);
  }

  /** Creates a volume for Nova: Cinder's errors end up in the instance's fault, in Nova's words. */
  Volume forBoot(
      Project project, String userId, String source, @Nullable String id, @Nullable Integer size) {
    try {
      Volume volume =
          check(
              project,
              userId,
              source.equals("snapshot") ? id : null,
              source.equals("image") ? id : null,
              null,
              size);
      volume.name = "";
      volume.description = "";
      return volume;
    } catch (ApiError e) {
      throw e.status() == 413
          ? e
          : new ApiError(
              e.status(),
              "Invalid input received: %s (HTTP 400) (Request-ID: req-%s)"
                  .formatted(e.text(), world.uuid()));
    }
  }

  VolumeSnapshot snapshot(Project project, String id) {
    VolumeSnapshot snapshot = world.storage.snapshots.get(id);
    if (snapshot == null || !snapshot.volume.projectId.equals(project.id)) {
      throw ApiError.notFound("Snapshot %s could not be found.".formatted(id));
    }
    if (!snapshot.status.equals("available")) {
      throw ApiError.badRequest(
          "Invalid snapshot: Originating snapshot status must be one of 'available' values");
    }
    return snapshot;
  }

  Volume volume(Project project, String id) {
    Volume volume = world.storage.volumes.get(id);
    if (volume == null || !volume.projectId.equals(project.id)) {
      throw ApiError.notFound("Volume %s could not be found.".formatted(id));
    }
    return volume;
  }

  private Image image(Project project, String id) {
    Image image = world.storage.images.get(id);
    if (image == null
        || (!image.ownerId.equals(project.id) && !image.visibility.equals("public"))) {
      throw ApiError.badRequest("Invalid image identifier or unable to access requested image.");
    }
    if (!image.status.equals("active")) {
      throw ApiError.badRequest(
          "Invalid input received: Invalid image: Image %s is not active.".formatted(id));
    }
    return image;
  }
}
