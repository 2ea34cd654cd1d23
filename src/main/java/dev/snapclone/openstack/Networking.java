package dev.snapclone.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.snapclone.cloud.Network;
import dev.snapclone.cloud.Port;
import dev.snapclone.cloud.SecurityGroup;
import java.util.List;
import java.util.Map;

/** Neutron (Networking API reference, version 2.0). */
final class Networking {
  private final Calls calls;

  Networking(Calls calls) {
    this.calls = calls;
  }

  List<Network> networks() {
    return calls.pages(Api.NETWORK, "/networks", "networks", Map.of(), Networking::network);
  }

  List<Port> ports(String instanceId) {
    return calls
        .pages(Api.NETWORK, "/ports", "ports", Map.of("device_id", instanceId), Networking::port)
        .stream()
        .filter(p -> p.instanceId().equals(instanceId))
        .toList();
  }

  List<SecurityGroup> securityGroups() {
    return calls.pages(
        Api.NETWORK, "/security-groups", "security_groups", Map.of(), Networking::group);
  }

  private static Network network(JsonNode n) {
    return new Network(
        Json.needText(n, "id"),
        Json.text(n, "name"),
        Json.flag(n, "router:external"),
        Json.each(n.get("subnets"), JsonNode::asText));
  }

  private static Port port(JsonNode n) {
    JsonNode portSecurity = n.path("port_security_enabled");
    return new Port(
        Json.needText(n, "id"),
        Json.needText(n, "network_id"),
        Json.text(n, "device_id"),
        Json.text(n, "mac_address"),
        Json.each(n.get("fixed_ips"), f -> Json.needText(f, "ip_address")),
        Json.each(n.get("security_groups"), JsonNode::asText),
        // Missing where the extension is: then it always applies.
        !portSecurity.isBoolean() || portSecurity.booleanValue());
  }

  private static SecurityGroup group(JsonNode n) {
    return new SecurityGroup(
        Json.needText(n, "id"),
        Json.text(n, "name"),
        Json.each(n.get("security_group_rules"), Networking::rule));
  }

  private static SecurityGroup.Rule rule(JsonNode n) {
    return new SecurityGroup.Rule(
        "ingress".equals(Json.text(n, "direction")),
        Json.text(n, "ethertype"),
        Json.textOrNull(n, "protocol"),
        Json.intOrNull(n, "port_range_min"),
        Json.intOrNull(n, "port_range_max"),
        Json.textOrNull(n, "remote_ip_prefix"),
        Json.textOrNull(n, "remote_group_id"));
  }
}
