package dev.snapclone.cloud;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts odd things into an {@link InMemoryCloud}, for tests outside its package. */
public final class Rigging {
  private Rigging() {}

  /** Replaces or adds an instance. */
  public static void instance(InMemoryCloud cloud, Instance instance) {
    cloud.rig(s -> s.instances.put(instance.id(), instance));
  }

  /** Replaces or adds an image. */
  public static void image(InMemoryCloud cloud, Image image) {
    cloud.rig(s -> s.images.put(image.id(), image));
  }

  /** The upload of an image goes on: so much of it has come, null for nothing told. */
  public static void upload(InMemoryCloud cloud, String id, @Nullable Long bytes) {
    cloud.rig(s -> s.images.change(id, i -> Altered.state(i, "saving", bytes)));
  }

  /** Replaces or adds a volume. */
  public static void volume(InMemoryCloud cloud, Volume volume) {
    cloud.rig(s -> s.volumes.put(volume.id(), volume));
  }

  /** Replaces or adds a volume snapshot. */
  public static void snapshot(InMemoryCloud cloud, VolumeSnapshot snapshot) {
    cloud.rig(s -> s.snapshots.put(snapshot.id(), snapshot));
  }

  /** Removes a volume from what Cinder shows, although it stays attached. */
  public static void hideVolume(InMemoryCloud cloud, String id) {
    cloud.rig(s -> s.volumes.remove(id));
  }

  /** Removes an instance. */
  public static void removeInstance(InMemoryCloud cloud, String id) {
    cloud.rig(s -> s.instances.remove(id));
  }

  /** What is attached to an instance, whatever was before. */
  public static void attach(InMemoryCloud cloud, String instanceId, VolumeAttachment... what) {
    cloud.rig(s -> s.attachments.put(instanceId, new ArrayList<>(List.of(what))));
  }

  /** The ports of an instance, whatever was before. */
  public static void ports(InMemoryCloud cloud, String instanceId, Port... ports) {
    cloud.rig(
        s -> {
          s.ports.removeIf(p -> p.instanceId().equals(instanceId));
          s.ports.addAll(List.of(ports));
          s.instances.change(
              instanceId, i -> Altered.addresses(i, new InMemoryLaunch(s).addresses(instanceId)));
        });
  }

  /** The port in a network that an instance has and a client made is let go of. */
  public static void losePort(InMemoryCloud cloud, String networkId) {
    cloud.rig(
        s ->
            s.ports.replaceAll(
                p ->
                    p.networkId().equals(networkId) && s.clientPorts.contains(p.id())
                        ? Ports.with(p, "", p.securityGroupIds(), p.label().description())
                        : p));
  }

  /** The ports of an instance get one more security group. */
  public static void openPorts(InMemoryCloud cloud, String instanceName, String group) {
    cloud.rig(
        s -> {
          String id = peek(cloud, instanceName).id();
          s.ports.replaceAll(
              p ->
                  p.instanceId().equals(id)
                      ? Ports.with(
                          p, id, Altered.plus(p.securityGroupIds(), group), p.label().description())
                      : p);
        });
  }

  /** A port gets another description. */
  public static void describe(InMemoryCloud cloud, String portId, String description) {
    cloud.rig(
        s ->
            s.ports.replaceAll(
                p ->
                    p.id().equals(portId)
                        ? Ports.with(p, p.instanceId(), p.securityGroupIds(), description)
                        : p));
  }

  /** The cloud's compute availability zones. */
  public static void zones(InMemoryCloud cloud, String... zones) {
    cloud.rig(
        s -> {
          s.zones.clear();
          s.zones.addAll(List.of(zones));
        });
  }

  /** Adds a server group with members; its id is {@code group-} and the name. */
  public static void serverGroup(
      InMemoryCloud cloud, String name, String policy, String... members) {
    cloud.rig(
        s -> s.serverGroups.add(new ServerGroup("group-" + name, name, policy, List.of(members))));
  }

  /** Starts are accepted, and come to nothing. */
  public static void startsFail(InMemoryCloud cloud) {
    cloud.rig(s -> s.startsFail = true);
  }

  /** An action that somebody takes, noted by Nova. */
  public static void act(InMemoryCloud cloud, String instanceId, String action, String userId) {
    cloud.rig(s -> new Power(s).act(instanceId, action, s.newRequest(), userId, null));
  }

  /** Locks an instance. */
  public static void lock(InMemoryCloud cloud, String instanceId) {
    cloud.rig(
        s ->
            s.instances.change(
                instanceId,
                i ->
                    new Instance(
                        i.id(),
                        i.name(),
                        new Instance.State(
                            i.state().status(), i.state().vmState(), null, true, null),
                        i.launched(),
                        i.addresses(),
                        i.volumeIds(),
                        i.metadata(),
                        i.tags())));
  }

  /** An image gets more properties. */
  public static void imageProperties(
      InMemoryCloud cloud, String id, Map<String, String> properties) {
    cloud.rig(s -> s.images.change(id, i -> Altered.properties(i, properties)));
  }

  /** How many hosts the cloud has. */
  public static void hosts(InMemoryCloud cloud, int hosts) {
    cloud.rig(s -> s.hosts = hosts);
  }

  /** Removes all server groups and volume types but the default one. */
  public static void noGroupsNorTypes(InMemoryCloud cloud) {
    cloud.rig(
        s -> {
          s.serverGroups.clear();
          s.volumeTypes.removeIf(t -> !t.name().equals("__DEFAULT__"));
        });
  }

  /**
   * Adds a volume type; its id is {@code type-} and the name.
   *
   * @param foreign whether no volume of it can be made from snapshots of other types
   */
  public static void volumeType(InMemoryCloud cloud, String name, boolean foreign) {
    cloud.rig(
        s -> {
          s.volumeTypes.add(new VolumeType("type-" + name, name, false));
          if (foreign) {
            s.foreignTypes.add(name);
          }
        });
  }

  /** Replaces or adds a flavor. */
  public static void flavor(InMemoryCloud cloud, Flavor flavor) {
    cloud.rig(s -> s.flavors.put(flavor.id(), flavor));
  }

  /** An instance by name, the first one, without a look. */
  public static Instance peek(InMemoryCloud cloud, String name) {
    List<Instance> found = new ArrayList<>();
    cloud.rig(
        s -> s.instances.peekAll().stream().filter(i -> i.name().equals(name)).forEach(found::add));
    return found.get(0);
  }

  /** An instance with another name, status, task and image. */
  public static Instance like(
      Instance one,
      String id,
      String name,
      String status,
      @Nullable String task,
      @Nullable String imageId) {
    return InstanceBuilder.like(one)
        .id(id)
        .name(name)
        .state(status, one.state().vmState(), task)
        .image(imageId)
        .build();
  }

  /** A volume as tests need it. */
  public static Volume volume(
      String id, String name, int sizeGb, boolean bootable, Map<String, String> metadata) {
    return VolumeBuilder.aVolume(id, Instant.parse("2026-11-22T19:00:00Z"))
        .name(name)
        .status("in-use")
        .size(sizeGb)
        .source(new Volume.Source(null, null, bootable, Map.of()))
        .metadata(metadata)
        .build();
  }

  /** A volume that Cinder says is attached there; as it is when no path is told. */
  public static Volume attached(Volume one, String instanceId, @Nullable String path) {
    return path == null
        ? one
        : VolumeBuilder.like(one).attached(new Volume.AttachedTo(instanceId, path)).build();
  }
}
