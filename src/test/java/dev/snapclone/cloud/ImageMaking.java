package dev.snapclone.cloud;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How an {@link InMemoryCloud} does Nova's createImage, with all that the image inherits. */
final class ImageMaking {
  private static final Set<String> POSSIBLE = Set.of("ACTIVE", "SHUTOFF", "PAUSED", "SUSPENDED");
  private static final Set<String> NOT_INHERITED = Set.of("image_type", "image_location");
  private final CloudState state;

  ImageMaking(CloudState state) {
    this.state = state;
  }

  String make(String instanceId, String name, Map<String, String> given) {
    Instance instance =
        state
            .instances
            .peek(instanceId)
            .orElseThrow(
                () -> state.missing("compute", "Instance " + instanceId + " could not be found."));
    state.checkName(name, "compute");
    state.checkMetadata(given, "compute");
    if (!POSSIBLE.contains(instance.state().status()) || instance.state().taskState() != null) {
      String what =
          instance.state().taskState() != null
              ? "task_state " + instance.state().taskState()
              : "vm_state " + instance.state().vmState();
      throw state.conflict(
          "compute",
          "Cannot 'createImage' instance %s while it is in %s".formatted(instanceId, what));
    }
    return instance.imageBooted()
        ? ofImageBooted(instance, name, given)
        : ofVolumeBooted(instance, name, given);
  }

  private String ofImageBooted(Instance instance, String name, Map<String, String> given) {
    Image base = state.images.peek(String.valueOf(instance.launched().imageId())).orElse(null);
    Map<String, String> properties = new HashMap<>(given);
    if (base != null) {
      // what the base image says wins over what createImage was given
      base.properties()
          .forEach(
              (key, value) -> {
                if (!NOT_INHERITED.contains(key)
                    && (key.startsWith("os_") || !given.containsKey(key))) {
                  properties.put(key, value);
                }
              });
    }
    properties.put("image_type", "snapshot");
    properties.put("instance_uuid", instance.id());
    properties.put("base_image_ref", String.valueOf(instance.launched().imageId()));
    properties.put("user_id", state.account.userId());
    int disk = state.flavor(instance.launched().flavorId()).map(Flavor::diskGb).orElse(0);
    String id = state.newId();
    Image queued = image(id, name, "queued", null, disk, properties, List.of());
    String status = instance.state().status();
    String vmState = instance.state().vmState();
    boolean vanishes = state.nextImageVanishes;
    state.nextImageVanishes = false;
    InstanceAction.Event going = new InstanceAction.Event("compute_snapshot_instance", null);
    String request = state.newRequest();
    act(instance.id(), action(request, null, going));
    List<Shelf.Change<Image>> future = new ArrayList<>();
    if (!state.imagesStayQueued) {
      future.add(i -> Altered.state(i, "saving", null));
      future.add(i -> end(instance.id(), request, vanishes ? null : i));
    }
    state.images.put(id, queued, state.hiddenFromLists, future);
    if (!state.tasksUntold) {
      state.instances.change(
          instance.id(), i -> Altered.state(i, status, vmState, "image_snapshot"));
      state.instances.become(
          instance.id(),
          List.of(
              i -> Altered.state(i, status, vmState, "image_uploading"),
              i -> Altered.state(i, status, vmState, null)));
    }
    state.born(ResourceKind.IMAGE, id, given);
    return id;
  }

  /** The snapshot ends: the action says how, and the image is active or gone. */
  private @Nullable Image end(String instanceId, String request, @Nullable Image image) {
    String result = image == null ? "Error" : "Success";
    InstanceAction.Event event = new InstanceAction.Event("compute_snapshot_instance", result);
    List<InstanceAction> actions = state.actions.get(instanceId);
    if (actions != null) {
      actions.removeIf(a -> a.requestId().equals(request));
      actions.add(0, action(request, image == null ? "Error" : null, event));
    }
    if (!state.tasksUntold) {
      state.instances.become(instanceId, List.of());
    }
    state.instances.change(
        instanceId, i -> Altered.state(i, i.state().status(), i.state().vmState(), null));
    return image == null ? null : Altered.state(image, "active", 1_048_576L);
  }

  private InstanceAction action(
      String request, @Nullable String message, InstanceAction.Event event) {
    return new InstanceAction(
        "createImage", request, state.tick(), state.account.userId(), message, List.of(event));
  }

  private void act(String instanceId, InstanceAction action) {
    state.actions.computeIfAbsent(instanceId, i -> new ArrayList<>()).add(0, action);
  }

  private String ofVolumeBooted(Instance instance, String name, Map<String, String> given) {
    List<VolumeAttachment> attached = state.attachments.getOrDefault(instance.id(), List.of());
    if (!state.fits(Quota.Item.SNAPSHOTS, attached.size())) {
      throw state.overQuota("compute", 403, "Quota exceeded for resources: snapshots");
    }
    Map<String, String> properties = new HashMap<>(given);
    List<BlockDevice> devices = new ArrayList<>();
    int minDisk = 0;
    for (VolumeAttachment a : attached) {
      Volume volume = state.volumes.peek(a.volumeId()).orElseThrow();
      boolean root = devices.isEmpty();
      if (root) {
        // the properties that the root volume got from its image, marks and instance_uuid included
        properties.putAll(volume.source().imageMetadata());
        given.forEach(
            (key, value) -> {
              if (!key.startsWith("os_")) {
                properties.put(key, value);
              }
            });
        minDisk = 1;
      }
      if (!root && state.nextSetStopsHalfway) {
        state.nextSetStopsHalfway = false;
        throw state.overQuota("compute", 403, "Quota exceeded for resources: snapshots");
      }
      String snapshot = snapshot(volume, "snapshot for " + name, Map.of());
      devices.add(
          new BlockDevice(
              root ? Integer.valueOf(0) : null,
              a.device(),
              "snapshot",
              snapshot,
              volume.sizeGb(),
              Boolean.TRUE.equals(a.deleteOnTermination())));
    }
    properties.put("bdm_v2", "True");
    properties.put("root_device_name", "/dev/vda");
    String id = state.newId();
    state.images.put(
        id,
        image(id, name, "active", 0L, minDisk, properties, devices),
        state.hiddenFromLists,
        List.of());
    state.born(ResourceKind.IMAGE, id, given);
    return id;
  }

  /** Puts a volume snapshot on the shelf: creating, then available, or error with a message. */
  String snapshot(Volume volume, String name, Map<String, String> metadata) {
    String id = state.newId();
    String fails = state.nextVolumeSnapshotFails;
    state.nextVolumeSnapshotFails = null;
    Shelf.Change<VolumeSnapshot> end =
        s -> {
          if (fails == null) {
            return Altered.status(s, "available", 100);
          }
          state.message(id, "VOLUME_VOLUME_SNAPSHOT_009_013", fails);
          return Altered.status(s, "error", 0);
        };
    state.snapshots.put(
        id,
        new VolumeSnapshot(
            id, name, "creating", volume.id(), volume.sizeGb(), 0, metadata, state.tick()),
        state.hiddenFromLists,
        List.of(end));
    state.volumeBehind.put(id, volume);
    return id;
  }

  private Image image(
      String id,
      String name,
      String status,
      @Nullable Long size,
      int minDisk,
      Map<String, String> properties,
      List<BlockDevice> devices) {
    return ImageBuilder.anImage(id, state.tick())
        .name(name)
        .status(status, size)
        .minDisk(minDisk)
        .owner(state.account.projectId(), "private")
        .properties(properties)
        .devices(devices)
        .build();
  }
}
