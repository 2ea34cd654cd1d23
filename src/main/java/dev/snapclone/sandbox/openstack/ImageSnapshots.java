package dev.snapclone.sandbox.openstack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapclone.sandbox.openstack.ComputeState.Action;
import dev.snapclone.sandbox.openstack.ComputeState.Attachment;
import dev.snapclone.sandbox.openstack.ComputeState.Instance;
import dev.snapclone.sandbox.openstack.IdentityState.Project;
import dev.snapclone.sandbox.openstack.IdentityState.User;
import dev.snapclone.sandbox.openstack.Knobs.Time;
import dev.snapclone.sandbox.openstack.Knobs.Trouble;
import dev.snapclone.sandbox.openstack.StorageState.Image;
import dev.snapclone.sandbox.openstack.StorageState.Volume;
import dev.snapclone.sandbox.openstack.StorageState.VolumeSnapshot;
import dev.snapclone.sandbox.openstack.wire.WireJson;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Nova's createImage after the checks, for image-booted and volume-booted instances. Called under
 * the lock.
 */
final class ImageSnapshots {
  /** Size of the images that it makes, bytes. */
  private static final long SIZE = 1 << 20;

  private final CloudWorld world;
  private final InstanceLifecycle instances;
  private final VolumeLifecycle volumes;
  private final SandboxQuotas quotas;

  ImageSnapshots(
      CloudWorld world,
      InstanceLifecycle instances,
      VolumeLifecycle volumes,
      SandboxQuotas quotas) {
    this.world = world;
    this.instances = instances;
    this.volumes = volumes;
    this.quotas = quotas;
  }

  /** The queued image of an image-booted instance; Nova creates it before its last check. */
  Image queued(
      Instance instance, Project project, User user, String name, Map<String, String> extra) {
    Image image = new Image(world.uuid(), name, project.id, world.now());
    image.listedFrom = world.listed();
    image.minDisk = instance.flavor.disk();
    Map<String, String> properties = inherited(instance, project, user);
    properties.put("instance_uuid", instance.id);
    properties.put("user_id", user.id);
    properties.put("image_type", "snapshot");
    properties.putAll(extra);
    String osType = instance.imageProperties.get("os_type");
    if (osType != null) {
      properties.put("os_type", osType); // the hypervisor's value overrides the request's
    }
    image.properties.putAll(properties);
    world.storage.images.put(image.id, image);
    world.changed("image", image.id, image.status);
    return image;
  }

  private static Map<String, String> inherited(Instance instance, Project project, User user) {
    Map<String, String> properties = new LinkedHashMap<>(instance.imageProperties);
    String image = instance.imageId;
    properties.put("base_image_ref", image == null ? "" : image);
    properties.put("owner_user_name", user.name);
    properties.put("owner_project_name", project.name);
    properties.put("boot_roles", "member,reader");
    return properties;
  }

  /**
   * Takes the snapshot: goes through the four task states, activates the image, and then ends the
   * task.
   */
  void upload(Instance instance, Image image, Action action) {
    int flow = instances.begin(instance);
    Duration pending = world.knobs.get(Time.SNAPSHOT_PENDING);
    Duration extracted = pending.plus(world.knobs.get(Time.SNAPSHOT_EXTRACT));
    Duration uploaded = extracted.plus(world.knobs.get(Time.SNAPSHOT_UPLOAD));
    Duration over = uploaded.plus(world.knobs.get(Time.SNAPSHOT_UPLOAD).dividedBy(5));
    boolean fails = world.knobs.fails(Trouble.IMAGE_SNAPSHOT, instance.name);
    boolean sticks = world.knobs.fails(Trouble.IMAGE_SNAPSHOT_STUCK, instance.name);

    instances.task(instance, "image_snapshot_pending");
    step(instance, flow, pending.dividedBy(6), "image_snapshot");
    if (sticks) {
      instances.then(instance, flow, pending, () -> end(instance, action, true));
      return;
    }
    step(instance, flow, pending, "image_pending_upload");
    if (fails) {
      instances.then(instance, flow, extracted, () -> remove(image));
      instances.then(instance, flow, over, () -> end(instance, action, false));
      return;
    }
    step(instance, flow, extracted, "image_uploading");
    instances.then(instance, flow, uploaded, () -> activate(image));
    instances.then(instance, flow, over, () -> end(instance, action, true));
    // If the instance is deleted meanwhile, Nova removes the image when it notices.
    world.later(
        extracted,
        () -> {
          if (instance.gone || "deleting".equals(instance.taskState)) {
            remove(image);
          }
        });
  }

  private void step(Instance instance, int flow, Duration wait, String task) {
    instances.then(instance, flow, wait, () -> instances.task(instance, task));
  }

  private void end(Instance instance, Action action, boolean right) {
    instances.finish(action, "compute_snapshot_instance", right);
    instances.task(instance, null);
  }

  private void remove(Image image) {
    if (world.storage.images.remove(image.id) != null) {
      world.changed("image", image.id, "gone");
    }
  }

  private void activate(Image image) {
    if (!world.storage.images.containsKey(image.id)) {
      return;
    }
    image.properties.put("image_location", "snapshot");
    image.properties.put("owner_id", image.ownerId);
    image.properties.put("image_state", "available");
    store(image, SIZE);
  }

  /** Completes the upload of an image's data. */
  void store(Image image, long size) {
    image.size = size;
    image.checksum = world.hex();
    image.hash = world.hex() + world.hex() + world.hex() + world.hex();
    image.status = "active";
    image.updated = world.now();
    world.changed("image", image.id, image.status);
  }

  /**
   * createImage of a volume-booted instance: an empty image, active at once, and snapshots of all
   * its volumes, which are completed later.
   */
  Image ofVolumes(
      Instance instance,
      Project project,
      User user,
      String name,
      Map<String, String> extra,
      String requestId) {
    Image image = new Image(world.uuid(), name, project.id, world.now());
    image.listedFrom = world.listed();
    image.diskFormat = "qcow2";
    ArrayNode mapping = WireJson.array();
    for (Attachment attachment : instance.attachments) {
      Volume volume = world.storage.volumes.get(attachment.volumeId());
      if (volume == null) {
        continue;
      }
      requireSpace(project, volume);
      VolumeSnapshot snapshot =
          new VolumeSnapshot(world.uuid(), "snapshot for " + name, volume, user.id, world.now());
      snapshot.listedFrom = world.listed();
      volumes.snapshot(snapshot, requestId);
      boolean root = mapping.isEmpty();
      // Nova sorts nothing, so the root may come last.
      mapping.insert(0, device(attachment, snapshot, root));
      if (root) {
        image.minDisk = number(volume.imageMetadata.get("min_disk"));
        image.minRam = number(volume.imageMetadata.get("min_ram"));
      }
    }
    image.properties.putAll(inherited(instance, project, user));
    image.properties.putAll(extra);
    image.properties.put("root_device_name", "/dev/vda");
    image.properties.put("block_device_mapping", WireJson.text(mapping));
    image.properties.put("bdm_v2", "True");
    world.storage.images.put(image.id, image);
    store(image, 0);
    return image;
  }

  /**
   * Nova counts the snapshots beforehand, but not their size: the snapshots that it took before
   * Cinder refuses one stay, without an image.
   */
  private void requireSpace(Project project, Volume volume) {
    try {
      quotas.snapshot(project, volume.size);
    } catch (ApiError e) {
      throw ApiError.forbidden("Quota exceeded for resources: snapshots");
    }
  }

  private static int number(@Nullable String text) {
    return text == null ? 0 : Integer.parseInt(text);
  }

  private static ObjectNode device(Attachment attachment, VolumeSnapshot snapshot, boolean root) {
    ObjectNode device = WireJson.object();
    if (root) {
      device.put("boot_index", 0);
    } else {
      device.putNull("boot_index");
    }
    device.put("device_name", attachment.device());
    device.put("snapshot_id", snapshot.id);
    for (String nothing :
        new String[] {
          "image_id",
          "volume_type",
          "volume_id",
          "encryption_secret_uuid",
          "encryption_options",
          "guest_format",
          "encryption_format",
          "no_device",
          "encrypted",
          "tag",
          "device_type",
          "disk_bus"
        }) {
      device.putNull(nothing);
    }
    device.put("destination_type", "volume");
    device.put("volume_size", snapshot.volume.size);
    device.put("delete_on_termination", attachment.deleteOnTermination());
    device.put("source_type", "snapshot");
    return device;
  }
}
