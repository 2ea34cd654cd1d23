package dev.snapclone.sandbox.openstack;

import dev.snapclone.sandbox.openstack.ComputeState.ServerGroup;
import java.util.List;

/** Changes where instances and volumes can be placed, directly, as {@link Backstage} does. */
public final class PlacementStage {
  private final CloudWorld world;
  private final Placing placing;

  PlacementStage(CloudWorld world, Placing placing) {
    this.world = world;
    this.placing = placing;
  }

  /** Adds a compute and volume availability zone. */
  public void addZone(String name) {
    world.run(
        () -> {
          world.compute.zones.add(name);
          world.storage.zones.add(name);
        });
  }

  /** Takes a compute availability zone away; what runs there runs on. */
  public void removeZone(String name) {
    world.run(() -> world.compute.zones.remove(name));
  }

  /** Sets Nova's {@code cross_az_attach}: whether volumes of other zones may be attached. */
  public void attachAcrossZones(boolean allowed) {
    world.run(() -> world.compute.crossZoneAttach = allowed);
  }

  /**
   * Adds a volume type.
   *
   * @param sameBackend whether its volumes can be made from snapshots of the default type
   */
  public void addVolumeType(String name, boolean sameBackend) {
    world.run(
        () -> {
          world.storage.typeIds.put(name, world.uuid());
          if (!sameBackend) {
            world.storage.foreignTypes.add(name);
          }
        });
  }

  /** Removes a volume type; volumes of it stay. */
  public void removeVolumeType(String name) {
    world.run(() -> world.storage.typeIds.remove(name));
  }

  /** Adds a server group with members; returns its id. */
  public String addServerGroup(String project, String name, String policy, String... memberIds) {
    return world.locked(
        () -> {
          ServerGroup group =
              new ServerGroup(
                  world.uuid(),
                  name,
                  policy,
                  placing.project(project).id,
                  placing.user(project).id);
          group.members().addAll(List.of(memberIds));
          world.compute.serverGroups.put(group.id(), group);
          return group.id();
        });
  }

  /** Removes a server group. */
  public void removeServerGroup(String id) {
    world.run(() -> world.compute.serverGroups.remove(id));
  }

  /** Sets how many hosts the cloud has; members of an anti-affinity group need one each. */
  public void setHosts(int hosts) {
    world.run(() -> world.compute.hosts = hosts);
  }
}
