package dev.snapclone.sandbox.openstack;

import dev.snapclone.sandbox.openstack.IdentityState.Project;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The usage of a project, and the errors of the services above its limits. */
final class SandboxQuotas {
  static final Map<String, Integer> DEFAULTS =
      Map.of(
          "instances",
          10,
          "cores",
          20,
          "ram",
          51200,
          "volumes",
          10,
          "snapshots",
          10,
          "gigabytes",
          1000,
          "port",
          500,
          "network",
          100,
          "subnet",
          100,
          "security_group",
          10);

  private final CloudWorld world;

  SandboxQuotas(CloudWorld world) {
    this.world = world;
  }

  int used(Project project, String item) {
    return switch (item) {
      case "instances", "cores", "ram" ->
          world.compute.instances.values().stream()
              .filter(i -> i.projectId.equals(project.id) && !i.gone)
              .mapToInt(
                  i ->
                      item.equals("cores")
                          ? i.flavor.vcpus()
                          : item.equals("ram") ? i.flavor.ram() : 1)
              .sum();
      case "volumes", "snapshots", "gigabytes" -> ofType(project, item, null);
      case "port" ->
          (int)
              world.network.ports.values().stream()
                  .filter(p -> p.projectId.equals(project.id))
                  .count();
      case "security_group" ->
          (int)
              world.network.groups.values().stream()
                  .filter(g -> g.projectId.equals(project.id))
                  .count();
      case "security_group_rule" ->
          world.network.groups.values().stream()
              .filter(g -> g.projectId.equals(project.id))
              .mapToInt(g -> g.rules.size())
              .sum();
      case "network" ->
          (int)
              world.network.networks.values().stream()
                  .filter(n -> n.projectId().equals(project.id))
                  .count();
      case "subnet" ->
          (int)
              world.network.subnets.values().stream()
                  .filter(s -> s.projectId().equals(project.id))
                  .count();
      default -> 0;
    };
  }

  /**
   * How much of volumes, snapshots or gigabytes is of a volume type.
   *
   * @param type null for all types
   */
  int ofType(Project project, String item, @Nullable String type) {
    boolean size = item.equals("gigabytes");
    int volumes =
        world.storage.volumes.values().stream()
            .filter(v -> v.projectId.equals(project.id))
            .filter(v -> type == null || v.type.equals(type))
            .mapToInt(v -> size ? v.size : 1)
            .sum();
    int snapshots =
        world.storage.snapshots.values().stream()
            .filter(s -> s.volume.projectId.equals(project.id))
            .filter(s -> type == null || s.volume.type.equals(type))
            .mapToInt(s -> size ? s.volume.size : 1)
            .sum();
    return switch (item) {
      case "volumes" -> volumes;
      case "snapshots" -> snapshots;
      default -> volumes + snapshots;
    };
  }

  boolean fits(Project project, String item, int more) {
    int limit = project.limit(item);
    return limit < 0 || used(project, item) + more <= limit;
  }

  /** Fails with Nova's error if the limit would be exceeded. */
  void compute(Project project, String item, int more) {
    if (!fits(project, item, more)) {
      throw ApiError.forbidden(
          "Quota exceeded for %s: Requested %d, but already used %d of %d %s"
              .formatted(item, more, used(project, item), project.limit(item), item));
    }
  }

  /** Fails with Neutron's error as Nova passes it on, if the limit would be exceeded. */
  void ports(Project project, int more) {
    if (!fits(project, "port", more)) {
      throw ApiError.forbidden("Maximum number of ports exceeded");
    }
  }

  /** Fails with Cinder's error if a limit for volumes would be exceeded. */
  void volume(Project project, int size) {
    if (!fits(project, "volumes", 1)) {
      throw new ApiError(
          413,
          "VolumeLimitExceeded: Maximum number of volumes allowed (%d) exceeded for quota 'volumes'."
              .formatted(project.limit("volumes")));
    }
    space(project, size);
  }

  /** Fails with Cinder's error if a limit for snapshots would be exceeded. */
  void snapshot(Project project, int size) {
    if (!fits(project, "snapshots", 1)) {
      throw new ApiError(
          413,
          "SnapshotLimitExceeded: Maximum number of snapshots allowed (%d) exceeded"
              .formatted(project.limit("snapshots")));
    }
    space(project, size);
  }

  private void space(Project project, int size) {
    if (!fits(project, "gigabytes", size)) {
      throw new ApiError(
          413,
          ("VolumeSizeExceedsAvailableQuota: Requested volume or snapshot exceeds allowed gigabytes"
                  + " quota. Requested %dG, quota is %dG and %dG has been consumed.")
              .formatted(size, project.limit("gigabytes"), used(project, "gigabytes")));
    }
  }
}
