package dev.snapclone.sandbox.openstack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapclone.sandbox.openstack.NetworkState.Group;
import dev.snapclone.sandbox.openstack.NetworkState.Network;
import dev.snapclone.sandbox.openstack.NetworkState.Port;
import dev.snapclone.sandbox.openstack.NetworkState.Rule;
import dev.snapclone.sandbox.openstack.NetworkState.Subnet;
import dev.snapclone.sandbox.openstack.wire.WireJson;
import java.time.Instant;

/** Neutron's resources as JSON. */
final class NeutronView {
  private final CloudWorld world;

  NeutronView(CloudWorld world) {
    this.world = world;
  }

  private static ObjectNode tail(ObjectNode node, String projectId, Instant made, Instant changed) {
    node.putArray("tags");
    node.put("created_at", Times.zulu(made)).put("updated_at", Times.zulu(changed));
    return node.put("revision_number", 2).put("project_id", projectId);
  }

  ObjectNode network(Network network) {
    ObjectNode node = WireJson.object();
    node.put("id", network.id()).put("name", network.name());
    node.put("tenant_id", network.projectId()).put("admin_state_up", true).put("mtu", 1450);
    node.put("status", "ACTIVE");
    ArrayNode subnets = node.putArray("subnets");
    world.network.subnets.values().stream()
        .filter(s -> s.networkId().equals(network.id()))
        .forEach(s -> subnets.add(s.id()));
    node.put("shared", network.shared());
    node.putArray("availability_zone_hints");
    node.putArray("availability_zones");
    node.putNull("ipv4_address_scope").putNull("ipv6_address_scope");
    node.put("router:external", network.external()).put("description", "");
    node.put("port_security_enabled", network.portSecurity());
    return tail(node, network.projectId(), network.created(), network.created());
  }

  ObjectNode subnet(Subnet subnet) {
    ObjectNode node = WireJson.object();
    node.put("id", subnet.id()).put("name", subnet.name());
    node.put("tenant_id", subnet.projectId()).put("network_id", subnet.networkId());
    node.put("ip_version", 4).putNull("subnetpool_id").put("enable_dhcp", true);
    node.putNull("ipv6_ra_mode").putNull("ipv6_address_mode");
    node.put("gateway_ip", subnet.prefix() + "1").put("cidr", subnet.cidr());
    node.putArray("allocation_pools")
        .addObject()
        .put("start", subnet.prefix() + "2")
        .put("end", subnet.prefix() + "254");
    node.putArray("host_routes");
    node.putArray("dns_nameservers").add(subnet.prefix() + "53");
    node.put("description", "").putArray("service_types");
    return tail(node, subnet.projectId(), subnet.created(), subnet.created());
  }

  ObjectNode port(Port port) {
    ObjectNode node = WireJson.object();
    node.put("id", port.id).put("name", port.name).put("network_id", port.networkId);
    node.put("tenant_id", port.projectId).put("mac_address", port.mac);
    node.put("admin_state_up", true).put("status", port.status);
    node.put("device_id", port.deviceId).put("device_owner", port.deviceOwner);
    node.putArray("fixed_ips")
        .addObject()
        .put("subnet_id", port.subnetId)
        .put("ip_address", port.ip);
    ArrayNode pairs = node.putArray("allowed_address_pairs");
    port.addressPairs.forEach(
        ip -> pairs.addObject().put("ip_address", ip).put("mac_address", port.mac));
    node.putArray("extra_dhcp_opts");
    node.set("security_groups", WireJson.strings(port.groupIds));
    node.put("description", port.description).put("binding:vnic_type", port.vnicType);
    node.put("port_security_enabled", port.portSecurity);
    return tail(node, port.projectId, port.created, port.updated)
        .put("revision_number", port.revision);
  }

  ObjectNode group(Group group) {
    ObjectNode node = WireJson.object();
    node.put("id", group.id).put("name", group.name).put("stateful", true);
    node.put("tenant_id", group.projectId).put("description", group.description);
    node.put("shared", false);
    ArrayNode rules = node.putArray("security_group_rules");
    group.rules.forEach(rule -> rules.add(rule(group, rule)));
    return tail(node, group.projectId, group.created, group.created);
  }

  ObjectNode rule(Group group, Rule rule) {
    ObjectNode node = WireJson.object();
    node.put("id", rule.id()).put("tenant_id", group.projectId);
    node.put("security_group_id", group.id).put("ethertype", rule.ethertype());
    node.put("direction", rule.direction()).put("protocol", rule.protocol());
    node.put("port_range_min", rule.min()).put("port_range_max", rule.max());
    node.put("remote_ip_prefix", rule.cidr()).putNull("remote_address_group_id");
    node.put("normalized_cidr", rule.cidr()).put("remote_group_id", rule.remoteGroupId());
    node.put("description", "");
    node.put("created_at", Times.zulu(rule.created()));
    node.put("updated_at", Times.zulu(rule.created()));
    return node.put("revision_number", 0).put("project_id", group.projectId);
  }

  static ApiError notFound(String what, String id) {
    return new ApiError(
        404, what.replace(" ", "") + "NotFound", "%s %s could not be found.".formatted(what, id));
  }

  static ApiError overQuota(String what) {
    return new ApiError(409, "OverQuota", "Quota exceeded for resources: ['%s'].".formatted(what));
  }
}
