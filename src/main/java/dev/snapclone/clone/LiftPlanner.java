package dev.snapclone.clone;

import dev.snapclone.clone.LaunchPlan.Named;
import dev.snapclone.clone.LiftPlan.LiftedPort;
import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.Instance;
import dev.snapclone.cloud.Network;
import dev.snapclone.cloud.SecurityGroup;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.procedure.CloneMade;
import dev.snapclone.procedure.DescriptionMark;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Plans to give an isolated clone's ports the security groups that they would have had. */
final class LiftPlanner {
  /** Stands for a NIC without security groups. */
  private static final String NONE = "-";

  private final Cloud cloud;
  private final CloneMade clone;

  LiftPlanner(Cloud cloud, CloneMade clone) {
    this.cloud = cloud;
    this.clone = clone;
  }

  /**
   * The groups of a launch as a fact: ids with commas, empty for the project's default. Where the
   * bot creates the ports, one such list for each NIC, separated by semicolons.
   */
  static String groups(LaunchPlan launch) {
    return launch.networking().nics().stream()
        .limit(launch.networking().ownPorts() ? launch.networking().nics().size() : 1)
        .map(
            nic ->
                nic.securityGroups() != null && nic.securityGroups().isEmpty()
                    ? NONE
                    : String.join(",", nic.groupIds()))
        .collect(Collectors.joining(";"));
  }

  /**
   * @throws ExplainedFailure when the clone is gone or not isolated, or the groups are gone
   */
  LiftPlan plan() {
    String groupId = clone.parts().group();
    if (groupId == null
        || cloud
            .securityGroup(groupId)
            .filter(g -> DescriptionMark.isOf(g.description(), clone.job()))
            .isEmpty()) {
      throw notIsolated();
    }
    Instance instance =
        cloud
            .instance(clone.copy().id())
            .orElseThrow(
                () ->
                    new ExplainedFailure(
                        Text.of("clone.lift.gone", Arg.name(recordedName())),
                        Text.of("clone.delete.gone-next")));
    List<String> ports = clone.parts().ports();
    String planned = clone.parts().insteadOf();
    return new LiftPlan(
        cloud.name(),
        clone.job(),
        instance.id(),
        instance.name(),
        groupId,
        ports.isEmpty() ? groupsNow(planned) : List.of(),
        ports.isEmpty() ? List.of() : ports(instance, ports, planned));
  }

  private String recordedName() {
    return clone.copy().name();
  }

  private ExplainedFailure notIsolated() {
    String by = clone.since().liftedBy();
    return new ExplainedFailure(
        by == null
            ? Text.of("clone.lift.not-isolated", Arg.name(recordedName()))
            : Text.of("clone.lift.not-isolated-by", Arg.name(recordedName()), Arg.code(by)),
        Text.of("clone.delete.gone-next"));
  }

  private List<LiftedPort> ports(Instance instance, List<String> portIds, String planned) {
    List<String> groups = List.of(planned.split(";", -1));
    Map<String, String> networks =
        cloud.networks().stream().collect(Collectors.toMap(Network::id, Network::name));
    List<LiftedPort> lifted = new ArrayList<>();
    for (int i = 0; i < portIds.size(); i++) {
      String id = portIds.get(i);
      List<Named> instead = groupsNow(groups.get(i));
      cloud.ports(instance.id()).stream()
          .filter(p -> p.id().equals(id))
          .map(p -> new Named(p.networkId(), networks.getOrDefault(p.networkId(), "")))
          .forEach(network -> lifted.add(new LiftedPort(id, network, instead)));
    }
    if (lifted.isEmpty()) {
      throw new ExplainedFailure(
          Text.of("clone.lift.no-groups"), Text.of("clone.lift.no-groups-next"));
    }
    return lifted;
  }

  /** The current groups of a NIC; the project's default where the plan had none. */
  private List<Named> groupsNow(String planned) {
    if (planned.equals(NONE)) {
      return List.of();
    }
    List<Named> groups = new ArrayList<>();
    List<String> ids = planned.isEmpty() ? List.of() : List.of(planned.split(",", -1));
    for (SecurityGroup group : cloud.securityGroups()) {
      boolean wanted = ids.isEmpty() ? group.name().equals("default") : ids.contains(group.id());
      if (wanted) {
        groups.add(new Named(group.id(), group.name()));
      }
    }
    if (groups.isEmpty() || groups.size() < ids.size()) {
      throw new ExplainedFailure(
          Text.of("clone.lift.no-groups"), Text.of("clone.lift.no-groups-next"));
    }
    return groups;
  }
}
