package dev.snapclone.clone;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.CloudException;
import dev.snapclone.cloud.Network;
import dev.snapclone.cloud.NewPort;
import dev.snapclone.cloud.Port;
import dev.snapclone.cloud.ResourceKind;
import dev.snapclone.cloud.SecurityGroup;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Creation;
import dev.snapclone.job.Mark;
import dev.snapclone.job.ResourceRef;
import dev.snapclone.job.Steps;
import dev.snapclone.procedure.DescriptionMark;
import dev.snapclone.procedure.Names;
import dev.snapclone.removal.CloneRemoval;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The steps that create a clone's isolating security group, and its ports where Nova's {@code
 * networks} cannot express the plan. Each registers its undo.
 */
final class NetworkMaking {
  /** Remote Desktop. */
  private static final int RDP = 3389;

  private final Cloud cloud;
  private final LaunchPlan launch;
  private final CloneRemoval removal;

  NetworkMaking(Cloud cloud, LaunchPlan launch) {
    this.cloud = cloud;
    this.launch = launch;
    this.removal = new CloneRemoval(cloud);
  }

  /** Key of the step that creates a port, and prefix of its further steps. */
  static String portKey(int index) {
    return "port-" + (index + 1);
  }

  /** Runs before the instance is created. */
  NetworkParts make(Steps steps) {
    String group = isolation(steps);
    List<String> ports = new ArrayList<>();
    if (launch.networking().ownPorts()) {
      for (LaunchPlan.PlannedNic nic : launch.networking().nics()) {
        String key = portKey(ports.size());
        Text making =
            Text.of(
                "clone.step.port",
                Arg.number(ports.size() + 1L),
                Arg.number(launch.networking().nics().size()));
        String name = Names.part(launch.name(), key);
        ports.add(
            steps
                .shown(making)
                .create(
                    key,
                    String.class,
                    new PortCreation(name, nic, group),
                    (made, undo) -> removal.port(key, made, undo.jobId(), undo)));
      }
    }
    return new NetworkParts(group, ports);
  }

  /** Checks whether the instance has what was created for it. */
  void check(String instanceId, NetworkParts network, Steps steps) {
    if (!network.portIds().isEmpty()) {
      requirePorts(instanceId, network.portIds(), steps.shown(Text.of("clone.step.ports-check")));
    }
    if (network.groupId() != null) {
      requireIsolated(
          instanceId, network.groupId(), steps.shown(Text.of("clone.step.isolation-check")));
    }
  }

  /**
   * A port does not prevent a second launch: when two launches share a port, the loser's clean-up
   * takes it from the winner, which runs on without it (tried on Zed).
   */
  private void requirePorts(String instanceId, List<String> portIds, Steps steps) {
    steps.once(
        "ports-check",
        String.class,
        () -> {
          Set<String> there =
              cloud.ports(instanceId).stream().map(Port::id).collect(Collectors.toSet());
          if (!there.equals(new HashSet<>(portIds))) {
            throw new ExplainedFailure(
                Text.of("clone.failed.ports", Arg.name(launch.name())),
                Text.of("clone.failed.next"));
          }
          return "plugged in";
        });
  }

  /**
   * Creates the security group that isolates the clone; returns its id, or null when it is not
   * isolated. Neutron's initial rules let everything out, so they are deleted before an instance
   * uses the group. DHCP still works: Neutron allows it on every port, whatever its groups (Neutron
   * administration guide, "OpenStack Networking", security groups: the "basic (sanity) and
   * anti-spoofing rules").
   */
  private @Nullable String isolation(Steps steps) {
    LaunchPlan.Isolation isolation = launch.networking().isolation();
    if (isolation == null) {
      return null;
    }
    String id =
        steps
            .shown(Text.of("clone.step.isolation"))
            .create(
                "isolation",
                String.class,
                new GroupCreation(isolation),
                (made, undo) -> removal.group("isolation", made, undo.jobId(), undo));
    steps.perform(
        "isolation-rules",
        () ->
            cloud.setSecurityGroupRules(
                id,
                isolation.rdpFrom().stream()
                    .map(range -> SecurityGroup.Rule.tcpIn(RDP, range))
                    .toList()));
    return id;
  }

  /**
   * Checks that the clone has only its own security group: a network without port security, or a
   * cloud that adds its default group, would break the isolation.
   */
  private void requireIsolated(String instanceId, String groupId, Steps steps) {
    steps.once(
        "isolation-check",
        String.class,
        () -> {
          List<Port> ports = cloud.ports(instanceId);
          boolean closed =
              !ports.isEmpty()
                  && ports.stream()
                      .allMatch(
                          p -> p.portSecurity() && p.securityGroupIds().equals(List.of(groupId)));
          if (!closed) {
            throw new ExplainedFailure(
                Text.of("clone.failed.isolation", Arg.name(launch.name())),
                Text.of("clone.failed.isolation-next"));
          }
          return "isolated";
        });
  }

  /** A group has no metadata, so the mark is in its description. */
  private final class GroupCreation implements Creation<String> {
    private final LaunchPlan.Isolation isolation;

    GroupCreation(LaunchPlan.Isolation isolation) {
      this.isolation = isolation;
    }

    @Override
    public String make(Mark mark) {
      try {
        return cloud.createSecurityGroup(
            isolation.name(), DescriptionMark.of(mark.job(), mark.step()));
      } catch (CloudException refused) {
        if (refused.kind() != CloudException.Kind.FORBIDDEN) {
          throw refused;
        }
        throw new ExplainedFailure(
            Text.of(
                "clone.failed.groups-forbidden",
                Arg.name(launch.name()),
                Arg.quote(refused.said())),
            Text.of("clone.failed.groups-forbidden-next"),
            refused.requestId());
      }
    }

    @Override
    public List<String> find(Mark mark) {
      String wanted = DescriptionMark.of(mark.job(), mark.step());
      return cloud.securityGroups().stream()
          .filter(g -> g.description().equals(wanted))
          .map(SecurityGroup::id)
          .sorted()
          .toList();
    }

    @Override
    public void discard(String twin) {
      cloud.deleteSecurityGroup(twin);
    }

    @Override
    public ResourceRef describe(String made) {
      return new ResourceRef(ResourceKind.SECURITY_GROUP.name(), made, isolation.name());
    }
  }

  /** Marked on creation, so that it is found again if the answer is lost. */
  private final class PortCreation implements Creation<String> {
    private final String name;
    private final LaunchPlan.PlannedNic nic;
    private final @Nullable String isolation;

    PortCreation(String name, LaunchPlan.PlannedNic nic, @Nullable String isolation) {
      this.name = name;
      this.nic = nic;
      this.isolation = isolation;
    }

    @Override
    public String make(Mark mark) {
      boolean asNetwork =
          cloud.networks().stream()
              .filter(n -> n.id().equals(nic.network().id()))
              .map(Network::portSecurity)
              .allMatch(usual -> usual == nic.portSecurity());
      try {
        return cloud.createPort(
            new NewPort(
                name,
                DescriptionMark.of(mark.job(), mark.step()),
                nic.network().id(),
                groupIds(),
                asNetwork ? null : nic.portSecurity()));
      } catch (CloudException refused) {
        if (asNetwork || refused.kind() != CloudException.Kind.FORBIDDEN) {
          throw refused;
        }
        throw new ExplainedFailure(
            Text.of(
                "clone.failed.port-security",
                Arg.name(nic.network().label()),
                Arg.quote(refused.said())),
            Text.of("clone.failed.port-security-next", Arg.code(CloneOptions.NETWORK)),
            refused.requestId());
      }
    }

    private @Nullable List<String> groupIds() {
      if (isolation != null) {
        return List.of(isolation);
      }
      return nic.securityGroups() == null ? null : nic.groupIds();
    }

    @Override
    public List<String> find(Mark mark) {
      String wanted = DescriptionMark.of(mark.job(), mark.step());
      return cloud.allPorts().stream()
          .filter(p -> p.label().description().equals(wanted))
          .sorted(
              Comparator.comparing(
                      (Port p) -> Objects.requireNonNullElse(p.label().created(), Instant.EPOCH))
                  .thenComparing(Port::id))
          .map(Port::id)
          .toList();
    }

    @Override
    public void discard(String twin) {
      cloud.deletePort(twin);
    }

    @Override
    public ResourceRef describe(String made) {
      return new ResourceRef(ResourceKind.PORT.name(), made, name);
    }
  }
}
