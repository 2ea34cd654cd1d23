package dev.snapclone.sandbox.openstack;

import dev.snapclone.sandbox.openstack.ComputeState.Fault;
import dev.snapclone.sandbox.openstack.ComputeState.Flavor;
import dev.snapclone.sandbox.openstack.ComputeState.Instance;
import dev.snapclone.sandbox.openstack.ComputeState.Keypair;
import dev.snapclone.sandbox.openstack.IdentityState.AppCredential;
import dev.snapclone.sandbox.openstack.NetworkState.Group;
import dev.snapclone.sandbox.openstack.StorageState.Image;
import dev.snapclone.sandbox.openstack.StorageState.Volume;
import dev.snapclone.sandbox.openstack.StorageState.VolumeSnapshot;
import dev.snapclone.sandbox.openstack.wire.WireJson;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Changes the cloud directly, without the APIs: adds, changes and breaks resources at once. For
 * tests and for the demo's side panel. Projects, users and groups are given by name; instances,
 * volumes and images by id. Throws NoSuchElementException for what does not exist.
 */
public final class Backstage {
  private final CloudWorld world;
  private final Placing placing;
  private final SandboxNetworking networking;
  private final InstanceLifecycle lifecycle;
  private final VolumeLifecycle volumes;
  private final Building building;

  Backstage(
      CloudWorld world,
      Placing placing,
      SandboxNetworking networking,
      InstanceLifecycle lifecycle,
      VolumeLifecycle volumes,
      Building building) {
    this.world = world;
    this.placing = placing;
    this.networking = networking;
    this.lifecycle = lifecycle;
    this.volumes = volumes;
    this.building = building;
  }

  private <T> T locked(Supplier<T> action) {
    return world.locked(action);
  }

  // ---- Instances -------------------------------------------------------------------------------

  /** Adds an instance; returns its id. */
  public String addInstance(InstanceSpec spec) {
    return locked(() -> placing.instance(spec).id);
  }

  /** The id of the first instance of that name in a project. */
  public String instanceId(String project, String name) {
    return locked(
        () ->
            CloudView.of(world).instances().stream()
                .filter(i -> i.project().equals(project) && i.name().equals(name))
                .map(CloudView.InstanceView::id)
                .findFirst()
                .orElseThrow());
  }

  /**
   * Sets the state of an instance, such as {@code BUILD, building, spawning} or {@code
   * SHELVED_OFFLOADED, shelved_offloaded, null}, and stops whatever is going on with it.
   */
  public void setState(String id, String status, String vmState, @Nullable String taskState) {
    world.run(
        () -> {
          Instance instance = placing.instance(id);
          lifecycle.begin(instance);
          int power = status.equals("ACTIVE") ? 1 : status.equals("PAUSED") ? 3 : 4;
          lifecycle.state(instance, status, vmState, taskState, power);
        });
  }

  /** Sets an instance to ERROR with Nova's message. */
  public void setError(String id, String message) {
    world.run(
        () -> {
          Instance instance = placing.instance(id);
          lifecycle.begin(instance);
          instance.fault = new Fault(500, message, world.now());
          lifecycle.state(instance, "ERROR", "error", null, 0);
        });
  }

  /** Locks or unlocks an instance. */
  public void setLocked(String id, boolean locked) {
    world.run(() -> placing.instance(id).locked = locked);
  }

  /** Renames an instance. */
  public void rename(String id, String name) {
    world.run(
        () -> {
          placing.instance(id).name = name;
          world.changed("instance", id, "renamed");
        });
  }

  /** Sets a metadata item of an instance. */
  public void setMetadata(String id, String key, String value) {
    world.run(() -> placing.instance(id).metadata.put(key, value));
  }

  /** Removes an instance at once. */
  public void removeInstance(String id) {
    world.run(() -> lifecycle.vanish(placing.instance(id)));
  }

  // ---- Images and volumes ----------------------------------------------------------------------

  /** Adds an active image to a project; returns its id. */
  public String addImage(
      String project, String name, String visibility, Map<String, String> properties) {
    return locked(
        () -> {
          Image image = new Image(world.uuid(), name, placing.project(project).id, world.now());
          image.visibility = visibility;
          image.status = "active";
          image.size = 1L << 20;
          image.checksum = world.hex();
          image.properties.putAll(properties);
          world.storage.images.put(image.id, image);
          world.changed("image", image.id, image.status);
          return image.id;
        });
  }

  /** Sets an array as a property of an image, as found in some clouds. */
  public void addNonStringProperty(String imageId, String key, List<String> values) {
    world.run(
        () -> {
          Image image = Objects.requireNonNull(world.storage.images.get(imageId));
          image.nonStringProperties.put(key, WireJson.strings(values));
        });
  }

  /** Removes an image at once, as when an upload dies. */
  public void removeImage(String id) {
    world.run(
        () -> {
          if (world.storage.images.remove(id) != null) {
            world.changed("image", id, "gone");
          }
        });
  }

  /** Adds an available volume, from an image if one is named; returns its id. */
  public String addVolume(String project, String name, int size, @Nullable String imageName) {
    return locked(() -> placing.volume(project, name, size, imageName).id);
  }

  /** Marks a volume as bootable or not. */
  public void setBootable(String volumeId, boolean bootable) {
    world.run(() -> placing.volume(volumeId).bootable = bootable);
  }

  /** Marks a volume as encrypted or shared. */
  public void setVolumeFlags(String volumeId, boolean encrypted, boolean multiattach) {
    world.run(
        () -> {
          Volume volume = placing.volume(volumeId);
          volume.encrypted = encrypted;
          volume.multiattach = multiattach;
        });
  }

  /** Puts a volume into a status. */
  public void setVolumeStatus(String volumeId, String status) {
    world.run(() -> volumes.status(placing.volume(volumeId), status));
  }

  /** Attaches an available volume to an instance, at its next device. */
  public void attach(String instanceId, String volumeId) {
    world.run(
        () ->
            building.connectNow(
                placing.instance(instanceId), placing.volume(volumeId), null, false));
  }

  /** Puts a volume snapshot into a status. */
  public void setSnapshotStatus(String snapshotId, String status) {
    world.run(
        () -> {
          VolumeSnapshot snapshot = Objects.requireNonNull(world.storage.snapshots.get(snapshotId));
          volumes.status(snapshot, status);
        });
  }

  /** What instances and volumes are placed by. */
  public PlacementStage placement() {
    return new PlacementStage(world, placing);
  }

  // ---- Flavors, quotas ----- ------------------------------------------------------------------

  /** Adds a flavor; returns its id. */
  public String addFlavor(String name, int vcpus, int ramMb, int diskGb) {
    return locked(
        () -> {
          Flavor flavor = new Flavor(world.uuid(), name, vcpus, ramMb, diskGb);
          world.compute.flavors.put(flavor.id(), flavor);
          return flavor.id();
        });
  }

  /** Removes a flavor; existing instances keep it. */
  public void removeFlavor(String name) {
    world.run(() -> world.compute.flavors.remove(placing.flavor(name).id()));
  }

  /**
   * Sets a limit.
   *
   * @param item instances, cores, ram, volumes, snapshots, gigabytes, port, server_group_members
   * @param limit -1 for none
   */
  public void setQuota(String project, String item, int limit) {
    world.run(() -> placing.project(project).quota.put(item, limit));
  }

  /** Whether a security group of an instance allows access to a TCP port from any address. */
  public boolean allowsTcp(String instanceId, int port) {
    return world.locked(
        () ->
            world.network.ports.values().stream()
                .filter(p -> instanceId.equals(p.deviceId))
                .flatMap(p -> p.groupIds.stream())
                .flatMap(id -> Stream.ofNullable(world.network.groups.get(id)))
                .flatMap(g -> g.rules.stream())
                .anyMatch(r -> allowsTcp(r, port)));
  }

  private static boolean allowsTcp(NetworkState.Rule rule, int port) {
    return rule.direction().equals("ingress")
        && (rule.protocol() == null || rule.protocol().equals("tcp"))
        && (rule.min() == null || rule.min() <= port)
        && (rule.max() == null || rule.max() >= port);
  }

  // ---- Networks --------------------------------------------------------------------------------

  /**
   * Adds a network with a /24 subnet; returns its id.
   *
   * @param prefix three octets and a dot
   */
  public String addNetwork(
      String project, String name, String prefix, boolean shared, boolean external) {
    return locked(
        () -> networking.network(placing.project(project).id, name, prefix, shared, external).id());
  }

  /** Sets whether new ports in a network have port security. */
  public void setPortSecurity(String networkId, boolean enabled) {
    world.run(
        () ->
            world.network.networks.computeIfPresent(
                networkId,
                (id, n) ->
                    new NetworkState.Network(
                        id,
                        n.name(),
                        n.projectId(),
                        n.shared(),
                        n.external(),
                        enabled,
                        n.created())));
  }

  /** Adds another port in a network to an instance, as if made by Nova; returns its id. */
  public String plug(String instanceId, String networkId, String... groupIds) {
    return locked(
        () -> {
          NetworkState.Port port =
              networking.port(
                  placing.instance(instanceId).projectId,
                  networking.subnet(networkId),
                  null,
                  List.of(groupIds));
          networking.bind(port, instanceId, true);
          return port.id;
        });
  }

  /** Removes a network and its ports at once. */
  public void removeNetwork(String networkId) {
    world.run(
        () -> {
          world.network.networks.remove(networkId);
          world.network.subnets.values().removeIf(s -> s.networkId().equals(networkId));
          world.network.ports.values().removeIf(p -> p.networkId.equals(networkId));
          world.changed("network", networkId, "gone");
        });
  }

  /** Adds a security group, even with an existing name; returns its id. */
  public String addSecurityGroup(String project, String name) {
    return locked(() -> networking.group(placing.project(project).id, name, "").id);
  }

  /** Adds a rule to a group that allows a protocol on ports, from everywhere or from a CIDR. */
  public void addIngressRule(
      String groupId, String protocol, int min, int max, @Nullable String cidr) {
    world.run(
        () -> {
          Group group = Objects.requireNonNull(world.network.groups.get(groupId));
          networking.rule(group, "ingress", "IPv4", protocol, min, max, cidr, null);
        });
  }

  // ---- Identity --------------------------------------------------------------------------------

  /** Adds a keypair of a user. */
  public void addKeypair(String user, String name) {
    world.run(
        () ->
            world.compute.keypairs.add(
                new Keypair(
                    name,
                    placing.user(user).id,
                    "ssh-rsa AAAAB3NzaC1yc2EAAAADAQAB",
                    NovaApi.fingerprint(world.hex()),
                    world.now(),
                    world.compute.keypairs.size() + 1)));
  }

  private AppCredential find(String credential) {
    return world.identity.credentials.values().stream()
        .filter(c -> c.name.equals(credential))
        .findFirst()
        .orElseThrow();
  }

  /** An application credential by its name: demo-bot or bot-bot. */
  public Credential credential(String name) {
    return locked(
        () -> {
          AppCredential credential = find(name);
          return new Credential(credential.id, credential.secret);
        });
  }

  /** Sets when a credential expires; new tokens expire with it. */
  public void expireCredential(String name, Instant at) {
    world.run(() -> find(name).expires = at);
  }

  /** Deletes a credential and its tokens; services notice when their cache expires. */
  public void removeCredential(String name) {
    world.run(
        () -> {
          AppCredential credential = find(name);
          world.identity.credentials.remove(credential.id);
          world.identity.tokens.values().stream()
              .filter(t -> t.credential == credential)
              .forEach(t -> t.revoked = true);
        });
  }

  /** Revokes all tokens, at once and for every service. */
  public void expireTokens() {
    world.run(() -> world.identity.tokens.values().forEach(t -> t.expires = world.now()));
  }

  /** Leaves a service (compute, image, volumev3, network) out of the catalog, or puts it back. */
  public void hideService(String type, boolean hidden) {
    world.run(
        () -> {
          if (hidden) {
            world.identity.hidden.add(type);
          } else {
            world.identity.hidden.remove(type);
          }
        });
  }
}
