package dev.snapclone.cloud;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Neutron's ports of an {@link InMemoryCloud}. Called under the cloud's lock. */
final class Ports {
  private final CloudState state;

  Ports(CloudState state) {
    this.state = state;
  }

  /** A port that a client makes. */
  String create(NewPort wanted) {
    Network network = network(wanted.networkId());
    boolean secure = wanted.portSecurity() == null ? network.portSecurity() : wanted.portSecurity();
    List<String> groups = wanted.securityGroupIds();
    if (!secure && groups != null && !groups.isEmpty()) {
      throw state.bad(
          "network",
          "Port security must be enabled and port must have an IP address in order to use security"
              + " groups.");
    }
    if (groups != null) {
      groups.forEach(this::requireGroup);
    }
    if (!state.fits(Quota.Item.PORTS, 1)) {
      throw state.overQuota("network", 409, "Quota exceeded for resources: ['port'].");
    }
    Port port = port(wanted.networkId(), "", groups, secure, wanted);
    state.ports.add(port);
    state.clientPorts.add(port.id());
    state.born(ResourceKind.PORT, port.id(), Groups.marks(wanted.description()));
    return port.id();
  }

  private Network network(String id) {
    return state.networks.stream()
        .filter(n -> n.id().equals(id))
        .findFirst()
        .orElseThrow(() -> state.missing("network", "Network " + id + " could not be found."));
  }

  private void requireGroup(String id) {
    if (state.groups.stream().noneMatch(g -> g.id().equals(id))) {
      throw state.missing("network", "Security group " + id + " does not exist");
    }
  }

  private Port port(
      String networkId,
      String instanceId,
      @Nullable List<String> groups,
      boolean secure,
      @Nullable NewPort named) {
    String ip = state.newAddress();
    String mac = "fa:16:3e:00:00:%02x".formatted(Integer.parseInt(ip.substring(7)) & 0xff);
    return new Port(
        state.newId(),
        networkId,
        instanceId,
        mac,
        List.of(ip),
        !secure ? List.of() : groups == null ? defaults() : groups,
        secure,
        new Port.Label(
            named == null ? "" : named.name(),
            named == null ? "" : named.description(),
            state.tick()),
        Port.Extras.NONE);
  }

  private List<String> defaults() {
    return state.groups.stream()
        .filter(g -> g.name().equals("default"))
        .map(SecurityGroup::id)
        .toList();
  }

  /** Gives an instance its ports; Nova makes one for each network. */
  void plug(String instanceId, NewInstance wanted) {
    for (String network : wanted.networks().networkIds()) {
      boolean secure = network(network).portSecurity();
      List<String> groups = wanted.networks().securityGroupIds();
      state.ports.add(port(network, instanceId, groups.isEmpty() ? null : groups, secure, null));
    }
    for (String id : wanted.networks().portIds()) {
      Port port = find(id);
      state.ports.remove(port);
      state.ports.add(with(port, instanceId, port.securityGroupIds(), port.label().description()));
    }
  }

  /** Refused where the port is not there or is somebody else's; null when Nova would go on. */
  void requireFree(String id) {
    Port port =
        state.ports.stream()
            .filter(p -> p.id().equals(id))
            .findFirst()
            .orElseThrow(() -> state.bad("compute", "Port id " + id + " could not be found."));
    if (!port.instanceId().isEmpty()) {
      throw state.conflict("compute", "Port " + id + " is still in use.");
    }
  }

  /** Whether Nova could not give the groups to every port: it finds out after its 202. */
  boolean groupsCannotBeApplied(NewInstance wanted) {
    return !wanted.networks().securityGroupIds().isEmpty()
        && wanted.networks().networkIds().stream().anyMatch(id -> !network(id).portSecurity());
  }

  /** The instance is gone: so are the ports that Nova made. */
  void unplug(String instanceId) {
    state.ports.removeIf(
        p -> p.instanceId().equals(instanceId) && !state.clientPorts.contains(p.id()));
    state.ports.replaceAll(
        p ->
            p.instanceId().equals(instanceId)
                ? with(p, "", p.securityGroupIds(), p.label().description())
                : p);
  }

  boolean delete(String id) {
    return state.ports.removeIf(p -> p.id().equals(id));
  }

  boolean give(String portId, List<String> groupIds) {
    Port port = find(portId);
    state.ports.replaceAll(
        p -> p == port ? with(p, p.instanceId(), groupIds, p.label().description()) : p);
    return true;
  }

  private Port find(String id) {
    return state.ports.stream()
        .filter(p -> p.id().equals(id))
        .findFirst()
        .orElseThrow(() -> state.missing("network", "Port " + id + " could not be found."));
  }

  static Port with(Port p, String instanceId, List<String> groupIds, String description) {
    return new Port(
        p.id(),
        p.networkId(),
        instanceId,
        p.mac(),
        p.fixedIps(),
        groupIds,
        p.portSecurity(),
        new Port.Label(p.label().name(), description, p.label().created()),
        p.extras());
  }
}
