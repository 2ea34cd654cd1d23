package dev.snapclone.sandbox.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapclone.sandbox.openstack.NetworkState.Group;
import dev.snapclone.sandbox.openstack.NetworkState.Rule;
import dev.snapclone.sandbox.openstack.wire.HttpAnswer;
import dev.snapclone.sandbox.openstack.wire.WireJson;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Neutron's security groups and their rules. */
final class NeutronGroups {
  private final CloudWorld world;
  private final SandboxQuotas quotas;
  private final SandboxNetworking networking;
  private final NeutronView view;

  NeutronGroups(
      CloudWorld world, SandboxQuotas quotas, SandboxNetworking networking, NeutronView view) {
    this.world = world;
    this.quotas = quotas;
    this.networking = networking;
    this.view = view;
  }

  private Stream<Group> own(SignedInRequest session) {
    networking.defaultGroup(session.project().id);
    return world.network.groups.values().stream()
        .filter(g -> g.projectId.equals(session.project().id));
  }

  Stream<ObjectNode> all(SignedInRequest session) {
    return own(session).map(view::group);
  }

  Stream<ObjectNode> rules(SignedInRequest session) {
    return own(session).flatMap(g -> g.rules.stream().map(r -> view.rule(g, r)));
  }

  private Group group(SignedInRequest session, String id) {
    return own(session)
        .filter(g -> g.id.equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new ApiError(
                    404,
                    "SecurityGroupNotFound",
                    "Security group %s does not exist".formatted(id)));
  }

  private HttpAnswer group(Group group, int status) {
    ObjectNode body = WireJson.object();
    body.set("security_group", view.group(group));
    return HttpAnswer.json(status, body);
  }

  HttpAnswer showGroup(SignedInRequest session, List<String> path) {
    return group(group(session, path.get(0)), 200);
  }

  HttpAnswer createGroup(SignedInRequest session) {
    JsonNode wanted = session.body("security_group");
    if (!quotas.fits(session.project(), "security_group", 1)) {
      throw NeutronView.overQuota("security_group");
    }
    return group(
        networking.group(
            session.project().id,
            wanted.path("name").asText(""),
            wanted.path("description").asText("")),
        201);
  }

  HttpAnswer deleteGroup(SignedInRequest session, List<String> path) {
    Group group = group(session, path.get(0));
    if (world.network.ports.values().stream().anyMatch(p -> p.groupIds.contains(group.id))) {
      throw new ApiError(
          409, "SecurityGroupInUse", "Security Group %s in use.".formatted(group.id));
    }
    world.network.groups.remove(group.id);
    return HttpAnswer.empty(204);
  }

  private static @Nullable Integer number(JsonNode node) {
    return node.isNumber() || node.isTextual() ? Integer.valueOf(node.asInt()) : null;
  }

  private static @Nullable String text(JsonNode node) {
    return node.isTextual() ? node.asText() : null;
  }

  HttpAnswer createRule(SignedInRequest session) {
    JsonNode wanted = session.body("security_group_rule");
    Group group = group(session, wanted.path("security_group_id").asText());
    Rule rule =
        networking.rule(
            group,
            wanted.path("direction").asText(),
            wanted.path("ethertype").asText("IPv4"),
            text(wanted.path("protocol")),
            number(wanted.path("port_range_min")),
            number(wanted.path("port_range_max")),
            text(wanted.path("remote_ip_prefix")),
            text(wanted.path("remote_group_id")));
    ObjectNode body = WireJson.object();
    body.set("security_group_rule", view.rule(group, rule));
    return HttpAnswer.json(201, body);
  }

  HttpAnswer deleteRule(SignedInRequest session, List<String> path) {
    boolean removed =
        own(session).toList().stream()
            .anyMatch(g -> g.rules.removeIf(r -> r.id().equals(path.get(0))));
    if (!removed) {
      throw new ApiError(
          404,
          "SecurityGroupRuleNotFound",
          "Security group rule %s does not exist".formatted(path.get(0)));
    }
    return HttpAnswer.empty(204);
  }
}
