package dev.snapclone.sandbox.openstack;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A copy of the sandbox's state at one moment, for assertions and for the demo page.
 *
 * @param instances instances without deleted ones
 * @param snapshots volume snapshots
 */
public record CloudView(
    Instant at,
    List<InstanceView> instances,
    List<ImageView> images,
    List<VolumeView> volumes,
    List<SnapshotView> snapshots,
    List<PortView> ports) {

  /**
   * An instance.
   *
   * @param id UUID
   * @param project name of its project
   * @param status such as ACTIVE
   * @param taskState null when nothing goes on
   * @param volumeIds attached volumes, the root first
   * @param addresses fixed addresses
   */
  public record InstanceView(
      String id,
      String name,
      String project,
      String status,
      @Nullable String taskState,
      Launched launched,
      List<String> volumeIds,
      List<String> addresses,
      Map<String, String> metadata,
      List<String> tags) {}

  /**
   * What an instance was launched with.
   *
   * @param imageId null when it boots from a volume
   * @param flavor name of its flavor
   * @param keyName keypair, null for none
   * @param configDrive whether it has a config drive
   * @param userData as it was sent, null for none
   */
  public record Launched(
      @Nullable String imageId,
      String flavor,
      @Nullable String keyName,
      boolean configDrive,
      @Nullable String userData) {}

  /**
   * An image.
   *
   * @param id UUID
   * @param ownerId project
   * @param status such as queued or active
   * @param visibility such as private
   * @param size bytes, null while queued
   * @param properties additional properties
   */
  public record ImageView(
      String id,
      String name,
      String ownerId,
      String status,
      String visibility,
      @Nullable Long size,
      Map<String, String> properties) {}

  /**
   * A volume.
   *
   * @param id UUID
   * @param name empty for none
   * @param status such as available
   * @param size GiB
   * @param snapshotId what it was made from, null for none
   * @param instanceId where it is attached, null for nowhere
   */
  public record VolumeView(
      String id,
      String name,
      String status,
      int size,
      @Nullable String snapshotId,
      @Nullable String instanceId,
      Map<String, String> metadata) {}

  /**
   * A volume snapshot.
   *
   * @param id UUID
   * @param name empty for none
   * @param status such as available
   */
  public record SnapshotView(
      String id, String name, String volumeId, String status, Map<String, String> metadata) {}

  /**
   * A port.
   *
   * @param id UUID
   * @param instanceId empty for none
   * @param ip fixed address
   */
  public record PortView(
      String id, String networkId, String instanceId, String ip, List<String> securityGroupIds) {}

  /** The instances with a name. */
  public List<InstanceView> named(String name) {
    return instances.stream().filter(i -> i.name().equals(name)).toList();
  }

  /** One instance. */
  public Optional<InstanceView> instance(String id) {
    return instances.stream().filter(i -> i.id().equals(id)).findFirst();
  }

  static CloudView of(CloudWorld world) {
    return new CloudView(
        world.now(),
        world.compute.instances.values().stream()
            .filter(i -> !i.gone)
            .map(i -> instance(world, i))
            .toList(),
        world.storage.images.values().stream()
            .map(
                i ->
                    new ImageView(
                        i.id,
                        i.name,
                        i.ownerId,
                        i.status,
                        i.visibility,
                        i.size,
                        Map.copyOf(i.properties)))
            .toList(),
        world.storage.volumes.values().stream()
            .map(
                v ->
                    new VolumeView(
                        v.id,
                        v.shownName(),
                        v.status,
                        v.size,
                        v.snapshotId,
                        v.attached == null ? null : v.attached.instanceId(),
                        Map.copyOf(v.metadata)))
            .toList(),
        world.storage.snapshots.values().stream()
            .map(
                s ->
                    new SnapshotView(
                        s.id, s.shownName(), s.volume.id, s.status, Map.copyOf(s.metadata)))
            .toList(),
        world.network.ports.values().stream()
            .map(p -> new PortView(p.id, p.networkId, p.deviceId, p.ip, List.copyOf(p.groupIds)))
            .toList());
  }

  private static InstanceView instance(CloudWorld world, ComputeState.Instance i) {
    IdentityState.Project project = world.identity.projects.get(i.projectId);
    return new InstanceView(
        i.id,
        i.name,
        project == null ? i.projectId : project.name,
        i.status,
        i.taskState,
        new Launched(i.imageId, i.flavor.name(), i.keyName, i.configDrive, i.userData),
        i.attachments.stream().map(ComputeState.Attachment::volumeId).toList(),
        world.network.ports.values().stream()
            .filter(p -> p.deviceId.equals(i.id))
            .map(p -> p.ip)
            .toList(),
        Map.copyOf(i.metadata),
        List.copyOf(i.tags));
  }
}
