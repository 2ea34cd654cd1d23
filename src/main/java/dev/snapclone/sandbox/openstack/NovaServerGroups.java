package dev.snapclone.sandbox.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapclone.sandbox.openstack.ComputeState.Instance;
import dev.snapclone.sandbox.openstack.ComputeState.ServerGroup;
import dev.snapclone.sandbox.openstack.wire.HttpAnswer;
import dev.snapclone.sandbox.openstack.wire.Routes;
import dev.snapclone.sandbox.openstack.wire.WireJson;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Nova's server groups, and what they have to do with a boot. */
final class NovaServerGroups {
  private static final Set<String> POLICIES =
      Set.of("affinity", "anti-affinity", "soft-affinity", "soft-anti-affinity");

  /** Nova's default quota. */
  private static final int MOST_MEMBERS = 10;

  private final CloudWorld world;

  NovaServerGroups(CloudWorld world) {
    this.world = world;
  }

  void route(Routes<SignedInRequest> routes) {
    routes
        .on("GET", "/v2.1/os-server-groups", this::list)
        .on("POST", "/v2.1/os-server-groups", this::create)
        .on("GET", "/v2.1/os-server-groups/{}", (s, p) -> one(s, find(s, p.get(0))))
        .on("DELETE", "/v2.1/os-server-groups/{}", this::delete);
  }

  static int limit(IdentityState.Project project) {
    return project.quota.getOrDefault("server_group_members", MOST_MEMBERS);
  }

  private HttpAnswer list(SignedInRequest session) {
    ObjectNode body = WireJson.object();
    ArrayNode list = body.putArray("server_groups");
    world.compute.serverGroups.values().stream()
        .filter(g -> g.projectId().equals(session.project().id))
        .forEach(g -> list.add(node(session, g)));
    return HttpAnswer.json(200, body);
  }

  private HttpAnswer one(SignedInRequest session, ServerGroup group) {
    ObjectNode body = WireJson.object();
    body.set("server_group", node(session, group));
    return HttpAnswer.json(200, body);
  }

  private ObjectNode node(SignedInRequest session, ServerGroup group) {
    ObjectNode node = WireJson.object();
    node.put("id", group.id()).put("name", group.name());
    if (session.from(64)) {
      node.put("policy", group.policy()).putObject("rules");
    } else {
      node.putArray("policies").add(group.policy());
      node.putObject("metadata");
    }
    ArrayNode members = node.putArray("members");
    members(group).forEach(i -> members.add(i.id));
    if (session.from(13)) {
      node.put("project_id", group.projectId()).put("user_id", group.userId());
    }
    return node;
  }

  private List<Instance> members(ServerGroup group) {
    return group.members().stream()
        .map(world.compute.instances::get)
        .filter(i -> i != null && !i.gone)
        .toList();
  }

  private HttpAnswer create(SignedInRequest session) {
    JsonNode wanted = session.body("server_group");
    String name = Schema.string("name", wanted.get("name"), 1, 255);
    JsonNode policy = session.from(64) ? wanted.path("policy") : wanted.path("policies").path(0);
    if (!POLICIES.contains(policy.asText())) {
      throw Schema.invalid("policy", policy, Schema.python(policy) + " is not one of the policies");
    }
    ServerGroup group =
        new ServerGroup(
            world.uuid(), name, policy.asText(), session.project().id, session.user().id);
    world.compute.serverGroups.put(group.id(), group);
    return one(session, group);
  }

  private ServerGroup find(SignedInRequest session, String id) {
    ServerGroup group = world.compute.serverGroups.get(id);
    if (group == null || !group.projectId().equals(session.project().id)) {
      throw ApiError.notFound("Instance group %s could not be found.".formatted(id));
    }
    return group;
  }

  private HttpAnswer delete(SignedInRequest session, List<String> path) {
    world.compute.serverGroups.remove(find(session, path.get(0)).id());
    return HttpAnswer.empty(204);
  }

  /** The group that a boot asks for, checked as Nova does before its 202; null for none. */
  @Nullable ServerGroup wanted(SignedInRequest session) {
    JsonNode hint = session.body().path("os:scheduler_hints").path("group");
    if (hint.isMissingNode()) {
      return null;
    }
    if (!Schema.isUuid(hint.asText())) {
      throw Schema.invalid("group", hint, Schema.python(hint) + " is not a 'uuid'");
    }
    ServerGroup group = world.compute.serverGroups.get(hint.asText());
    if (group == null || !group.projectId().equals(session.project().id)) {
      throw ApiError.badRequest("Instance group %s could not be found.".formatted(hint.asText()));
    }
    long own = members(group).stream().filter(i -> i.userId.equals(session.user().id)).count();
    int limit = limit(session.project());
    if (limit >= 0 && own >= limit) {
      throw ApiError.forbidden("Quota exceeded, too many servers in group");
    }
    return group;
  }
}
