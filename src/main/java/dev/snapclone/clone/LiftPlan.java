package dev.snapclone.clone;

import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What lifting the isolation of a clone would do. Stored as JSON.
 *
 * @param cloud the bot's name for the cloud
 * @param cloneJob the job that made the clone, whose mark it must still have
 * @param instanceId the clone
 * @param instanceName untrusted
 * @param groupId the security group that isolates it
 * @param instead the security groups that its ports get, unless {@code ports} lists others
 * @param ports per-port groups; empty where all ports get the same
 */
public record LiftPlan(
    String cloud,
    String cloneJob,
    String instanceId,
    String instanceName,
    String groupId,
    List<LaunchPlan.Named> instead,
    List<LiftedPort> ports) {
  public LiftPlan {
    Objects.requireNonNull(cloneJob, "cloneJob");
    Objects.requireNonNull(instanceId, "instanceId");
    Objects.requireNonNull(groupId, "groupId");
    instead = List.copyOf(instead);
    // Plans stored by older versions have none.
    ports = ports == null ? List.of() : List.copyOf(ports);
    if (instead.isEmpty() && ports.isEmpty()) {
      throw new IllegalArgumentException("a port without any group would be more closed, not less");
    }
  }

  /**
   * A port and the groups that it gets.
   *
   * @param groups empty for none
   */
  public record LiftedPort(String id, LaunchPlan.Named network, List<LaunchPlan.Named> groups) {
    public LiftedPort {
      groups = List.copyOf(groups);
    }
  }

  List<LaunchPlan.Named> groupsOf(String portId) {
    return ports.stream()
        .filter(p -> p.id().equals(portId))
        .map(LiftedPort::groups)
        .findFirst()
        .orElse(instead);
  }

  /** Every group that some port gets. */
  List<LaunchPlan.Named> groups() {
    return Stream.concat(instead.stream(), ports.stream().flatMap(p -> p.groups().stream()))
        .distinct()
        .toList();
  }

  /** The groups afterwards, one line for all ports or one for each. */
  List<Text> lines() {
    if (ports.isEmpty()) {
      return List.of(NicLines.groups(instead));
    }
    List<Text> lines = new ArrayList<>();
    for (LiftedPort port : ports) {
      lines.add(
          Text.of(
              "clone.plan.nic",
              Arg.number(lines.size() + 1L),
              Arg.name(port.network().label()),
              Arg.text(NicLines.groups(port.groups()))));
    }
    return lines;
  }
}
