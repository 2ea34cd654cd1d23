package dev.snapclone.sandbox.openstack;

import dev.snapclone.sandbox.openstack.ComputeState.Flavor;
import dev.snapclone.sandbox.openstack.ComputeState.Instance;
import dev.snapclone.sandbox.openstack.IdentityState.Project;
import dev.snapclone.sandbox.openstack.IdentityState.User;
import dev.snapclone.sandbox.openstack.NetworkState.Group;
import dev.snapclone.sandbox.openstack.NetworkState.Network;
import dev.snapclone.sandbox.openstack.NetworkState.Port;
import dev.snapclone.sandbox.openstack.StorageState.Image;
import dev.snapclone.sandbox.openstack.StorageState.Volume;
import java.util.Collection;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Adds finished resources to the cloud, without its APIs. Called under the world's lock. */
final class Placing {
  private final CloudWorld world;
  private final SandboxNetworking networking;
  private final Building building;
  private final InstanceLifecycle lifecycle;

  Placing(
      CloudWorld world,
      SandboxNetworking networking,
      Building building,
      InstanceLifecycle lifecycle) {
    this.world = world;
    this.networking = networking;
    this.building = building;
    this.lifecycle = lifecycle;
  }

  private static <T> T one(Collection<T> all, Predicate<T> wanted, String what) {
    return all.stream()
        .filter(wanted)
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException("the sandbox has no " + what));
  }

  Project project(String name) {
    return one(world.identity.projects.values(), p -> p.name.equals(name), "project " + name);
  }

  User user(String name) {
    return one(world.identity.users.values(), u -> u.name.equals(name), "user " + name);
  }

  Flavor flavor(String name) {
    return one(world.compute.flavors.values(), f -> f.name().equals(name), "flavor " + name);
  }

  Image image(String name) {
    return one(world.storage.images.values(), i -> i.name.equals(name), "image " + name);
  }

  Network network(String projectId) {
    return one(world.network.networks.values(), n -> n.projectId().equals(projectId), "network");
  }

  Instance instance(String id) {
    return Objects.requireNonNull(world.compute.instances.get(id), "no instance " + id);
  }

  Volume volume(String id) {
    return Objects.requireNonNull(world.storage.volumes.get(id), "no volume " + id);
  }

  /** Adds an available volume, made from an image if one is named. */
  Volume volume(String projectName, String name, int size, @Nullable String imageName) {
    Project project = project(projectName);
    Volume volume = new Volume(world.uuid(), project.id, user(projectName).id, size, world.now());
    volume.name = name;
    volume.status = "available";
    if (imageName != null) {
      volume.bootable = true;
      volume.imageMetadata.putAll(VolumeRequests.imageMetadata(image(imageName)));
    }
    world.storage.volumes.put(volume.id, volume);
    world.changed("volume", volume.id, volume.status);
    return volume;
  }

  /** Adds a finished instance with a port. */
  Instance instance(InstanceSpec spec) {
    Project project = project(spec.project);
    User user = user(spec.project);
    Instance instance =
        new Instance(
            world.uuid(), spec.name, project.id, user.id, flavor(spec.flavorName), world.now());
    instance.description = spec.name;
    instance.keyName = spec.keyName;
    instance.metadata.putAll(spec.metadata);
    world.compute.instances.put(instance.id, instance);
    String imageName = spec.imageName;
    if (imageName == null) {
      instance.imageProperties.putAll(volume(spec.volumeIds.get(0)).imageMetadata);
      instance.imageProperties.keySet().removeAll(VolumeRequests.IMAGE_FACTS);
    } else {
      Image image = image(imageName);
      instance.imageId = image.id;
      instance.imageProperties.putAll(image.properties);
    }
    for (String volumeId : spec.volumeIds) {
      building.connectNow(instance, volume(volumeId), null, false);
    }
    String networkId = spec.networkId.isEmpty() ? network(project.id).id() : spec.networkId;
    List<String> groupIds =
        spec.groupNames.stream()
            .map(
                name -> {
                  Group group =
                      one(
                          networking.groupsNamed(project.id, name),
                          g -> true,
                          "security group " + name);
                  return group.id;
                })
            .toList();
    Port port = networking.port(project.id, networking.subnet(networkId), null, groupIds);
    networking.bind(port, instance.id, true);
    lifecycle.finish(
        lifecycle.action(instance, "create", "req-" + world.uuid(), user.id),
        "compute__do_build_and_run_instance",
        true);
    building.running(instance, world.compute.zones.iterator().next());
    lifecycle.state(instance, spec.status, spec.vmState, null, spec.power);
    return instance;
  }
}
