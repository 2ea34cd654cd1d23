package dev.snapclone.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapclone.cloud.CloudException;
import dev.snapclone.cloud.Network;
import dev.snapclone.cloud.NewPort;
import dev.snapclone.cloud.Port;
import dev.snapclone.cloud.SecurityGroup;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.openstack4j.api.Builders;
import org.openstack4j.api.OSClient.OSClientV3;
import org.openstack4j.core.transport.HttpMethod;
import org.openstack4j.model.network.builder.NetSecurityGroupRuleBuilder;

/** Neutron (Networking API reference, version 2.0). */
final class Networking {
  private static final String PORTS = "/ports";
  private static final String GROUPS = "/security-groups";
  private final Calls calls;

  Networking(Calls calls) {
    this.calls = calls;
  }

  List<Network> networks() {
    return calls.pages(Api.NETWORK, "/networks", "networks", Map.of(), Networking::network);
  }

  List<Port> allPorts() {
    return calls.pages(Api.NETWORK, PORTS, "ports", Map.of(), Networking::port);
  }

  Optional<Port> port(String id) {
    return calls.find(Api.NETWORK, PORTS, id, n -> Networking.port(ApiJson.need(n, "port")));
  }

  String createPort(NewPort port) {
    ObjectNode body = ApiJson.newObject();
    ObjectNode wanted =
        body.putObject("port")
            .put("name", port.name())
            .put("description", port.description())
            .put("network_id", port.networkId());
    if (port.securityGroupIds() != null) {
      wanted.set("security_groups", ApiJson.ofTexts(port.securityGroupIds()));
    }
    if (port.portSecurity() != null) {
      wanted.put("port_security_enabled", port.portSecurity());
    }
    return calls.post(
        Api.NETWORK, PORTS, body, n -> ApiJson.needText(ApiJson.need(n, "port"), "id"));
  }

  boolean deletePort(String id) {
    String port = calls.id(Api.NETWORK, id);
    return calls.delete(Api.NETWORK, os -> os.networking().port().delete(port));
  }

  List<Port> ports(String instanceId) {
    return calls
        .pages(Api.NETWORK, PORTS, "ports", Map.of("device_id", instanceId), Networking::port)
        .stream()
        .filter(p -> p.instanceId().equals(instanceId))
        .toList();
  }

  List<SecurityGroup> securityGroups() {
    return calls.pages(
        Api.NETWORK, "/security-groups", "security_groups", Map.of(), Networking::group);
  }

  Optional<SecurityGroup> securityGroup(String id) {
    return calls.find(
        Api.NETWORK, GROUPS, id, n -> Networking.group(ApiJson.need(n, "security_group")));
  }

  String createSecurityGroup(String name, String description) {
    var group = Builders.securityGroup().name(name).description(description).build();
    String id =
        calls.with(Api.NETWORK, os -> os.networking().securitygroup().create(group).getId());
    if (id == null || id.isEmpty()) {
      throw calls.malformed(Api.NETWORK, "the answer has no id");
    }
    return id;
  }

  void setRules(String id, List<SecurityGroup.Rule> wanted) {
    Map<String, SecurityGroup.Rule> there =
        calls.get(
            Api.NETWORK,
            GROUPS + "/" + calls.id(Api.NETWORK, id),
            Map.of(),
            n -> rulesById(ApiJson.need(n, "security_group")));
    List<SecurityGroup.Rule> missing = new ArrayList<>(wanted);
    there.forEach(
        (ruleId, rule) -> {
          if (!missing.remove(rule)) {
            deleteRule(ruleId);
          }
        });
    missing.forEach(rule -> createRule(id, rule));
  }

  private static Map<String, SecurityGroup.Rule> rulesById(JsonNode group) {
    Map<String, SecurityGroup.Rule> rules = new LinkedHashMap<>();
    for (JsonNode rule : ApiJson.need(group, "security_group_rules")) {
      rules.put(ApiJson.needText(rule, "id"), rule(rule));
    }
    return rules;
  }

  private void deleteRule(String ruleId) {
    String rule = calls.id(Api.NETWORK, ruleId);
    // A retry finds it gone, which is fine.
    boolean unused = calls.delete(Api.NETWORK, os -> deleted(os, rule));
  }

  private static boolean deleted(OSClientV3 os, String rule) {
    os.networking().securityrule().delete(rule);
    return true;
  }

  private void createRule(String groupId, SecurityGroup.Rule rule) {
    NetSecurityGroupRuleBuilder wanted =
        Builders.securityGroupRule()
            .securityGroupId(groupId)
            .direction(rule.ingress() ? "ingress" : "egress")
            .ethertype(rule.ethertype())
            .protocol(rule.protocol())
            .remoteIpPrefix(rule.remoteCidr())
            .remoteGroupId(rule.remoteGroupId());
    if (rule.portMin() != null && rule.portMax() != null) {
      wanted.portRangeMin(rule.portMin()).portRangeMax(rule.portMax());
    }
    try {
      calls.with(Api.NETWORK, os -> os.networking().securityrule().create(wanted.build()));
    } catch (CloudException e) {
      // A retry after a lost answer gets 409 SecurityGroupRuleExists from Neutron.
      if (e.kind() != CloudException.Kind.CONFLICT) {
        throw e;
      }
    }
  }

  boolean deleteSecurityGroup(String id) {
    String group = calls.id(Api.NETWORK, id);
    return calls.delete(Api.NETWORK, os -> os.networking().securitygroup().delete(group));
  }

  void setGroups(String portId, List<String> groupIds) {
    ObjectNode body = ApiJson.newObject();
    body.putObject("port").set("security_groups", ApiJson.ofTexts(groupIds));
    calls.send(
        Api.NETWORK,
        HttpMethod.PUT,
        PORTS + "/" + calls.id(Api.NETWORK, portId),
        body,
        Session.JSON);
  }

  private static Network network(JsonNode n) {
    return new Network(
        ApiJson.needText(n, "id"),
        ApiJson.text(n, "name"),
        ApiJson.flag(n, "router:external"),
        ApiJson.each(n.get("subnets"), JsonNode::asText),
        portSecurity(n));
  }

  private static Port port(JsonNode n) {
    return new Port(
        ApiJson.needText(n, "id"),
        ApiJson.needText(n, "network_id"),
        ApiJson.text(n, "device_id"),
        ApiJson.text(n, "mac_address"),
        ApiJson.each(n.get("fixed_ips"), f -> ApiJson.needText(f, "ip_address")),
        ApiJson.each(n.get("security_groups"), JsonNode::asText),
        portSecurity(n),
        new Port.Label(
            ApiJson.text(n, "name"),
            ApiJson.text(n, "description"),
            ApiJson.textOrNull(n, "created_at") == null ? null : ApiJson.time(n, "created_at")),
        new Port.Extras(
            Objects.requireNonNullElse(
                ApiJson.textOrNull(n, "binding:vnic_type"), Port.Extras.NORMAL),
            ApiJson.each(n.get("allowed_address_pairs"), p -> ApiJson.text(p, "ip_address")),
            ApiJson.textOrNull(n, "qos_policy_id")));
  }

  /** Missing without the extension; then it always applies. */
  private static boolean portSecurity(JsonNode n) {
    JsonNode enabled = n.path("port_security_enabled");
    return !enabled.isBoolean() || enabled.booleanValue();
  }

  private static SecurityGroup group(JsonNode n) {
    return new SecurityGroup(
        ApiJson.needText(n, "id"),
        ApiJson.text(n, "name"),
        ApiJson.each(n.get("security_group_rules"), Networking::rule),
        ApiJson.text(n, "description"));
  }

  private static SecurityGroup.Rule rule(JsonNode n) {
    return new SecurityGroup.Rule(
        "ingress".equals(ApiJson.text(n, "direction")),
        ApiJson.text(n, "ethertype"),
        ApiJson.textOrNull(n, "protocol"),
        ApiJson.intOrNull(n, "port_range_min"),
        ApiJson.intOrNull(n, "port_range_max"),
        ApiJson.textOrNull(n, "remote_ip_prefix"),
        ApiJson.textOrNull(n, "remote_group_id"));
  }
}
