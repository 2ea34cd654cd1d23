package dev.snapclone.cloud;

import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * What {@link CloudContract} needs of a backend besides the port: a way to let time pass, and
 * instances to work on. Every backend has the same seeded project: instances {@code web-01}
 * (image-booted), {@code db-01} (volume-booted, with a data volume), image {@code ubuntu-22.04},
 * flavor {@code m1.small}, network {@code demo-net}, security group {@code web}. They are read, and
 * snapshotted, but never changed. The instances are made through the port; a backend may override
 * that.
 */
public interface CloudFixtures {
  /** The cloud under test. */
  Cloud cloud();

  /**
   * Lets the backend's time pass until it is so: polling a real one, moving the clock of another.
   * Fails when it takes too long.
   *
   * @param what what is waited for, for the failure
   * @param done whether it is so; throwing fails at once
   */
  void await(String what, BooleanSupplier done);

  /** The id of the seeded instance with that name. */
  default String seeded(String name) {
    return cloud().instances().stream()
        .filter(i -> i.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no seeded instance " + name))
        .id();
  }

  /** The id of the seeded network. */
  default String network() {
    return cloud().networks().stream()
        .filter(n -> n.name().equals("demo-net"))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no network demo-net"))
        .id();
  }

  /** Makes a network with a subnet and without port security; its id. */
  String openNetwork(String name);

  /** Makes a volume as a clone of another one; its id. */
  String volumeOfVolume(String name, String sourceId);

  /** Removes a network that has no ports any more. */
  void removeNetwork(String id);

  /** Makes a server group; its id. */
  String addServerGroup(String name, String policy);

  /** Removes a server group. */
  void removeServerGroup(String id);

  /** Makes a volume type; no volume of it can be made from a snapshot of another type. */
  void foreignVolumeType(String name);

  /** Removes a volume type that no volume has. */
  void removeVolumeType(String name);

  /** The id of the seeded security group. */
  default String securityGroup() {
    return cloud().securityGroups().stream()
        .filter(g -> g.name().equals("web"))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no security group web"))
        .id();
  }

  /** Whether the cloud answers a call before a step that has just begun can have ended. */
  default boolean answersAtOnce() {
    return true;
  }

  /** The flavor with that name. */
  default Flavor flavor(String name) {
    return cloud().flavors().stream()
        .filter(f -> f.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no flavor " + name));
  }

  /** Starts an instance from the seeded image; the caller waits for it. */
  default String imageBooted(String name) {
    Image image =
        cloud().images().stream()
            .filter(i -> i.name().equals("ubuntu-22.04"))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no image ubuntu-22.04"));
    return cloud()
        .createInstance(
            NewInstanceBuilder.ofImage(name, flavor("m1.small").id(), image.id())
                .networks(List.of(network()))
                .groups(List.of(securityGroup()))
                .build());
  }

  /**
   * Starts an instance from volumes that are available, the first one bootable; they go with it.
   * The caller waits for it.
   */
  default String volumeBooted(String name, List<String> volumeIds) {
    return cloud()
        .createInstance(
            NewInstanceBuilder.ofVolumes(
                    name,
                    flavor("m1.small").id(),
                    volumeIds.stream().map(v -> new NewInstance.BootVolume(v, true)).toList())
                .networks(List.of(network()))
                .groups(List.of(securityGroup()))
                .build());
  }
}
