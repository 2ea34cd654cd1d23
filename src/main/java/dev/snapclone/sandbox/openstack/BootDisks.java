package dev.snapclone.sandbox.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.snapclone.sandbox.openstack.ComputeState.Flavor;
import dev.snapclone.sandbox.openstack.StorageState.Image;
import dev.snapclone.sandbox.openstack.StorageState.Volume;
import dev.snapclone.sandbox.openstack.StorageState.VolumeSnapshot;
import dev.snapclone.sandbox.openstack.wire.WireJson;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the boot source of a new instance: an image, or block_device_mapping_v2. */
final class BootDisks {
  private static final Set<String> PROPERTIES =
      Set.of(
          "virtual_name",
          "volume_id",
          "snapshot_id",
          "volume_size",
          "device_name",
          "delete_on_termination",
          "no_device",
          "connection_info",
          "source_type",
          "uuid",
          "image_id",
          "destination_type",
          "guest_format",
          "device_type",
          "disk_bus",
          "boot_index",
          "tag");

  private static final long GIB = 1L << 30;
  private static final String ROOT_DEVICE = "/dev/vda";

  private final CloudWorld world;

  BootDisks(CloudWorld world) {
    this.world = world;
  }

  /**
   * The boot source.
   *
   * @param imageId null for a boot from a volume
   * @param imageProperties the properties that a later createImage copies
   * @param disks the volumes to attach; a root volume comes first
   */
  record Choice(
      @Nullable String imageId, Map<String, String> imageProperties, List<Building.Disk> disks) {}

  Choice choose(SignedInRequest session, JsonNode wanted, Flavor flavor) {
    JsonNode mapping = wanted.path("block_device_mapping_v2");
    String ref = wanted.path("imageRef").asText("");
    String imageId = ref.isEmpty() ? null : ref.substring(ref.lastIndexOf('/') + 1);
    if (imageId == null && mapping.isEmpty()) {
      throw ApiError.badRequest("Missing imageRef attribute");
    }
    List<Building.Disk> disks = new ArrayList<>();
    @Nullable JsonNode root = null;
    boolean bootsImage = mapping.isEmpty();
    for (int i = 0; i < mapping.size(); i++) {
      JsonNode entry = mapping.get(i);
      Set<String> allowed = new HashSet<>(PROPERTIES);
      allowed.addAll(session.from(67) ? Set.of("volume_type") : Set.of());
      Schema.only(Integer.toString(i), entry, allowed);
      if (entry.path("destination_type").asText().equals("local")) {
        bootsImage |= entry.path("boot_index").asText("-1").equals("0");
        continue;
      }
      Building.Disk disk = disk(session, entry);
      if (entry.path("boot_index").asText("-1").equals("0")) {
        root = entry;
        disks.add(0, disk);
      } else {
        disks.add(disk);
      }
    }
    if (imageId == null || root != null || !bootsImage) {
      if (root == null || imageId != null) {
        throw ApiError.badRequest(
            "Block Device Mapping is Invalid: Boot sequence for the instance and image/block device"
                + " mapping combination is not valid.");
      }
      return new Choice(null, properties(session, disks.get(0)), disks);
    }
    for (Building.Disk disk : disks) {
      if (ROOT_DEVICE.equals(disk.device())) {
        throw ApiError.badRequest(
            "The volume cannot be assigned the same device name as the root device vda");
      }
    }
    return byImage(session, imageId, flavor, disks);
  }

  private Choice byImage(
      SignedInRequest session, String imageId, Flavor flavor, List<Building.Disk> more) {
    Image image = image(session, imageId);
    if (image == null) {
      throw ApiError.badRequest("Can not find requested image");
    }
    if (!image.status.equals("active")) {
      throw ApiError.badRequest("Image %s is not active.".formatted(imageId));
    }
    if (image.minRam > flavor.ram()) {
      throw ApiError.badRequest("Flavor's memory is too small for requested image.");
    }
    Map<String, String> properties = new LinkedHashMap<>();
    image.properties.forEach((k, v) -> properties.put(k, VolumeRequests.cut(v)));
    String mapping = image.properties.get("block_device_mapping");
    if (mapping != null) {
      properties.keySet().removeAll(Set.of("block_device_mapping", "bdm_v2", "root_device_name"));
      return new Choice(null, properties, written(mapping));
    }
    if (flavor.disk() == 0) {
      throw ApiError.forbidden(
          "Only volume-backed servers are allowed for flavors with zero disk.");
    }
    if (image.minDisk > flavor.disk()) {
      throw ApiError.badRequest(
          ("Flavor's disk is smaller than the minimum size specified in image metadata. Flavor disk"
                  + " is %d bytes, minimum size is %d bytes.")
              .formatted(flavor.disk() * GIB, image.minDisk * GIB));
    }
    return new Choice(imageId, properties, more);
  }

  /** The mapping that createImage wrote on the image of a volume-booted instance. */
  private static List<Building.Disk> written(String mapping) {
    List<Building.Disk> disks = new ArrayList<>();
    JsonNode devices = Objects.requireNonNullElse(WireJson.read(mapping), WireJson.array());
    for (JsonNode device : devices) {
      disks.add(
          device.path("boot_index").asInt(-1) == 0 ? 0 : disks.size(),
          new Building.Disk(
              "snapshot",
              device.path("snapshot_id").asText(),
              device.path("volume_size").asInt(),
              device.path("device_name").asText(),
              device.path("delete_on_termination").asBoolean()));
    }
    return disks;
  }

  private @Nullable Image image(SignedInRequest session, String id) {
    Image image = world.storage.images.get(id);
    return image != null && GlanceApi.visible(session.project(), image) ? image : null;
  }

  private Building.Disk disk(SignedInRequest session, JsonNode entry) {
    String source = entry.path("source_type").asText();
    String id = entry.hasNonNull("uuid") ? entry.path("uuid").asText() : null;
    Integer size = entry.hasNonNull("volume_size") ? entry.path("volume_size").asInt() : null;
    boolean root = entry.path("boot_index").asText("-1").equals("0");
    switch (source) {
      case "volume" -> volume(session, String.valueOf(id), root);
      case "snapshot" -> {
        VolumeSnapshot snapshot = world.storage.snapshots.get(String.valueOf(id));
        if (snapshot == null || !snapshot.volume.projectId.equals(session.project().id)) {
          throw ApiError.badRequest("Snapshot %s could not be found.".formatted(id));
        }
      }
      case "image" -> {
        Image image = image(session, String.valueOf(id));
        if (image == null) {
          throw ApiError.badRequest("Image %s could not be found.".formatted(id));
        }
        if (size == null || size == 0) {
          throw ApiError.badRequest(
              "Images with destination_type 'volume' need to have a non-zero size specified");
        }
        if (size < image.minDisk) {
          throw ApiError.badRequest(
              ("Volume is smaller than the minimum size specified in image metadata. Volume size is"
                      + " %d bytes, minimum size is %d bytes.")
                  .formatted(size * GIB, image.minDisk * GIB));
        }
      }
      default -> {
        if (size == null) {
          throw ApiError.badRequest(
              "Blank volumes (source: 'blank', dest: 'volume') need to have non-zero size");
        }
      }
    }
    return new Building.Disk(
        source,
        id,
        size,
        entry.hasNonNull("device_name") ? entry.path("device_name").asText() : null,
        Schema.bool("delete_on_termination", entry.get("delete_on_termination"), false));
  }

  private void volume(SignedInRequest session, String id, boolean root) {
    Volume volume = world.storage.volumes.get(id);
    if (volume == null || !volume.projectId.equals(session.project().id)) {
      throw ApiError.badRequest(
          root
              ? "Block Device Mapping is Invalid: failed to get volume %s.".formatted(id)
              : "Volume %s could not be found.".formatted(id));
    }
    if (root && !volume.bootable) {
      throw ApiError.badRequest("Block Device %s is not bootable.".formatted(id));
    }
    if (!volume.status.equals("available") && !volume.status.equals("downloading")) {
      throw ApiError.badRequest(
          ("Invalid volume: Invalid input received: Invalid volume: Volume %s status must be"
                  + " available or downloading to reserve, but the current status is %s. (HTTP 400)"
                  + " (Request-ID: req-%s)")
              .formatted(id, volume.status, world.uuid()));
    }
  }

  /** volume_image_metadata of the root volume, or of its source. */
  private Map<String, String> properties(SignedInRequest session, Building.Disk root) {
    String id = String.valueOf(root.id());
    Map<String, String> all = new LinkedHashMap<>();
    switch (root.source()) {
      case "volume" ->
          all.putAll(Objects.requireNonNull(world.storage.volumes.get(id)).imageMetadata);
      case "snapshot" ->
          all.putAll(Objects.requireNonNull(world.storage.snapshots.get(id)).imageMetadata);
      case "image" ->
          all.putAll(VolumeRequests.imageMetadata(Objects.requireNonNull(image(session, id))));
      default -> {}
    }
    all.keySet().removeAll(VolumeRequests.IMAGE_FACTS);
    return all;
  }

  /** Reserves existing volumes, so that a second boot from one is refused. */
  void reserve(Choice choice) {
    for (Building.Disk disk : choice.disks()) {
      Volume volume = world.storage.volumes.get(String.valueOf(disk.id()));
      if (disk.source().equals("volume") && volume != null) {
        volume.status = "reserved";
        volume.updated = world.now();
        world.changed("volume", volume.id, volume.status);
      }
    }
  }
}
