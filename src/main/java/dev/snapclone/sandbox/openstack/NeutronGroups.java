package dev.snapclone.sandbox.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapclone.sandbox.openstack.NetworkState.Group;
import dev.snapclone.sandbox.openstack.NetworkState.Rule;
import dev.snapclone.sandbox.openstack.wire.Answer;
import dev.snapclone.sandbox.openstack.wire.Json;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Neutron's security groups and their rules. */
final class NeutronGroups {
  private final World world;
  private final Quotas quotas;
  private final Networking networking;
  private final NeutronView view;

  NeutronGroups(World world, Quotas quotas, Networking networking, NeutronView view) {
    this.world = world;
    this.quotas = quotas;
    this.networking = networking;
    this.view = view;
  }

  private Stream<Group> own(Session session) {
    networking.defaultGroup(session.project().id);
    return world.network.groups.values().stream()
        .filter(g -> g.projectId.equals(session.project().id));
  }

  Stream<ObjectNode> all(Session session) {
    return own(session).map(view::group);
  }

  Stream<ObjectNode> rules(Session session) {
    return own(session).flatMap(g -> g.rules.stream().map(r -> view.rule(g, r)));
  }

  private Group group(Session session, String id) {
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

  private Answer group(Group group, int status) {
    ObjectNode body = Json.object();
    body.set("security_group", view.group(group));
    return Answer.json(status, body);
  }

  Answer showGroup(Session session, List<String> path) {
    return group(group(session, path.get(0)), 200);
  }

  Answer createGroup(Session session) {
    JsonNode wanted = session.body("security_group");
    if (!quotas.fits(session.project(), "security_group", 1)) {
      throw NeutronApi.overQuota("security_group");
    }
    return group(
        networking.group(
            session.project().id,
            wanted.path("name").asText(""),
            wanted.path("description").asText("")),
        201);
  }

  Answer deleteGroup(Session session, List<String> path) {
    Group group = group(session, path.get(0));
    if (world.network.ports.values().stream().anyMatch(p -> p.groupIds.contains(group.id))) {
      throw new ApiError(
          409, "SecurityGroupInUse", "Security Group %s in use.".formatted(group.id));
    }
    world.network.groups.remove(group.id);
    return Answer.empty(204);
  }

  private static @Nullable Integer number(JsonNode node) {
    return node.isNumber() || node.isTextual() ? Integer.valueOf(node.asInt()) : null;
  }

  private static @Nullable String text(JsonNode node) {
    return node.isTextual() ? node.asText() : null;
  }

  Answer createRule(Session session) {
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
    ObjectNode body = Json.object();
    body.set("security_group_rule", view.rule(group, rule));
    return Answer.json(201, body);
  }

  Answer deleteRule(Session session, List<String> path) {
    boolean removed =
        own(session).toList().stream()
            .anyMatch(g -> g.rules.removeIf(r -> r.id().equals(path.get(0))));
    if (!removed) {
      throw new ApiError(
          404,
          "SecurityGroupRuleNotFound",
          "Security group rule %s does not exist".formatted(path.get(0)));
    }
    return Answer.empty(204);
  }
}
