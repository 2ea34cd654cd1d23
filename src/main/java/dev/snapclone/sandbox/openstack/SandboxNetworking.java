package dev.snapclone.sandbox.openstack;

import dev.snapclone.sandbox.openstack.NetworkState.Group;
import dev.snapclone.sandbox.openstack.NetworkState.Network;
import dev.snapclone.sandbox.openstack.NetworkState.Port;
import dev.snapclone.sandbox.openstack.NetworkState.Rule;
import dev.snapclone.sandbox.openstack.NetworkState.Subnet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Addresses, ports and security groups. Called under the world's lock. */
final class SandboxNetworking {
  private final CloudWorld world;

  SandboxNetworking(CloudWorld world) {
    this.world = world;
  }

  /** A new network with one /24 subnet. */
  Network network(String projectId, String name, String prefix, boolean shared, boolean external) {
    Network network = bare(projectId, name, shared, external, true);
    subnet(network, name + "-subnet", prefix);
    return network;
  }

  /** A new network without a subnet. */
  Network bare(
      String projectId, String name, boolean shared, boolean external, boolean portSecurity) {
    Network network =
        new Network(world.uuid(), name, projectId, shared, external, portSecurity, world.now());
    world.network.networks.put(network.id(), network);
    world.changed("network", network.id(), "ACTIVE");
    return network;
  }

  /** A new /24 subnet. */
  Subnet subnet(Network network, String name, String prefix) {
    Subnet subnet =
        new Subnet(world.uuid(), name, network.id(), network.projectId(), prefix, world.now());
    world.network.subnets.put(subnet.id(), subnet);
    return subnet;
  }

  /** Whether ports of a network have port security by default. */
  boolean portSecurity(String networkId) {
    Network network = world.network.networks.get(networkId);
    return network == null || network.portSecurity();
  }

  /** The subnet of a network; Neutron's error if it has none. */
  Subnet subnet(String networkId) {
    return world.network.subnets.values().stream()
        .filter(s -> s.networkId().equals(networkId))
        .findFirst()
        .orElseThrow(
            () ->
                ApiError.badRequest(
                    "Network %s requires a subnet in order to boot instances on."
                        .formatted(networkId)));
  }

  Optional<Port> portWith(String networkId, String ip) {
    return world.network.ports.values().stream()
        .filter(p -> p.networkId.equals(networkId) && p.ip.equals(ip))
        .findFirst();
  }

  /**
   * A new port.
   *
   * @param ip a wanted address, null for any
   */
  Port port(String projectId, Subnet subnet, @Nullable String ip, List<String> groupIds) {
    String address = ip == null ? freeAddress(subnet) : ip;
    String mac =
        "fa:16:3e:%02x:%02x:%02x"
            .formatted(world.random(256), world.random(256), world.random(256));
    boolean secure = portSecurity(subnet.networkId());
    Port port = new Port(world.uuid(), subnet, secure, projectId, mac, address, world.now());
    port.groupIds.addAll(groupIds);
    world.network.ports.put(port.id, port);
    world.changed("port", port.id, port.status);
    return port;
  }

  private String freeAddress(Subnet subnet) {
    Set<String> taken =
        world.network.ports.values().stream()
            .filter(p -> p.subnetId.equals(subnet.id()))
            .map(p -> p.ip)
            .collect(Collectors.toSet());
    int start = world.random(253);
    for (int i = 0; i < 253; i++) {
      String address = subnet.prefix() + (2 + (start + i) % 253);
      if (!taken.contains(address)) {
        return address;
      }
    }
    throw new ApiError(
        409,
        "IpAddressGenerationFailure",
        "No more IP addresses available on network %s.".formatted(subnet.networkId()));
  }

  /** Binds a port to an instance. */
  void bind(Port port, String instanceId, boolean madeByNova) {
    port.deviceId = instanceId;
    port.deviceOwner = "compute:nova";
    port.status = "ACTIVE";
    port.madeByNova = madeByNova;
    port.plugged = ++world.network.plugs;
    port.revision += 2;
    port.updated = world.now();
    world.changed("port", port.id, port.status);
  }

  /** Deletes the ports that Nova created for an instance and releases the others. */
  void release(String instanceId) {
    for (Port port : portsOf(instanceId)) {
      if (port.madeByNova) {
        world.network.ports.remove(port.id);
        world.changed("port", port.id, "gone");
      } else {
        unplug(port);
      }
    }
  }

  void unplug(Port port) {
    port.deviceId = "";
    port.deviceOwner = "";
    port.status = "DOWN";
    world.changed("port", port.id, port.status);
  }

  /** In the order of the instance's interfaces, as in Nova's network info. */
  List<Port> portsOf(String instanceId) {
    return world.network.ports.values().stream()
        .filter(p -> p.deviceId.equals(instanceId))
        .sorted(Comparator.comparingInt(p -> p.plugged))
        .toList();
  }

  /** A new security group with the two default egress rules. */
  Group group(String projectId, String name, String description) {
    Group group = new Group(world.uuid(), name, description, projectId, world.now());
    rule(group, "egress", "IPv4", null, null, null, null, null);
    rule(group, "egress", "IPv6", null, null, null, null, null);
    world.network.groups.put(group.id, group);
    world.changed("security-group", group.id, "made");
    return group;
  }

  Rule rule(
      Group group,
      String direction,
      String ethertype,
      @Nullable String protocol,
      @Nullable Integer min,
      @Nullable Integer max,
      @Nullable String cidr,
      @Nullable String remoteGroupId) {
    Rule rule =
        new Rule(
            world.uuid(),
            direction,
            ethertype,
            protocol,
            min,
            max,
            cidr,
            remoteGroupId,
            world.now());
    group.rules.add(rule);
    return rule;
  }

  /** The project's default group, created at first use. */
  Group defaultGroup(String projectId) {
    return groupsNamed(projectId, "default").stream()
        .findFirst()
        .orElseGet(
            () -> {
              Group group = group(projectId, "default", "Default security group");
              rule(group, "ingress", "IPv4", null, null, null, null, group.id);
              rule(group, "ingress", "IPv6", null, null, null, null, group.id);
              return group;
            });
  }

  List<Group> groupsNamed(String projectId, String name) {
    return world.network.groups.values().stream()
        .filter(g -> g.projectId.equals(projectId) && g.name.equals(name))
        .toList();
  }
}
