package dev.snapclone.sandbox.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapclone.sandbox.openstack.ComputeState.Flavor;
import dev.snapclone.sandbox.openstack.ComputeState.Keypair;
import dev.snapclone.sandbox.openstack.IdentityState.Project;
import dev.snapclone.sandbox.openstack.wire.Call;
import dev.snapclone.sandbox.openstack.wire.HttpAnswer;
import dev.snapclone.sandbox.openstack.wire.Routes;
import dev.snapclone.sandbox.openstack.wire.WireJson;
import dev.snapclone.sandbox.openstack.wire.WireService;
import java.util.List;
import java.util.Optional;

/** Nova without its instances: flavors, keypairs, zones, limits, quotas. */
final class NovaApi {
  private static final int QUOTA_WITHOUT_NETWORK = 36;

  private final CloudWorld world;
  private final SandboxQuotas quotas;
  private final Microversions versions;

  NovaApi(CloudWorld world, SandboxQuotas quotas) {
    this.world = world;
    this.quotas = quotas;
    this.versions = new Microversions("compute", 2, 1, 93, world.knobs);
  }

  /** The service, including the routes for instances. */
  WireService service(NovaServers servers, NovaActions actions) {
    Routes<SignedInRequest> routes = new Routes<>();
    servers.route(routes);
    new NovaLabels(servers).route(routes);
    actions.route(routes);
    new NovaServerGroups(world).route(routes);
    routes
        .on("GET", "/v2.1/flavors", s -> flavors(s, false))
        .on("GET", "/v2.1/flavors/detail", s -> flavors(s, true))
        .on("GET", "/v2.1/flavors/{}", this::flavor)
        .on("GET", "/v2.1/flavors/{}/os-extra_specs", (s, p) -> extraSpecs())
        .on("GET", "/v2.1/os-keypairs", this::keypairs)
        .on("GET", "/v2.1/os-keypairs/{}", this::keypair)
        .on("POST", "/v2.1/os-keypairs", this::createKeypair)
        .on("DELETE", "/v2.1/os-keypairs/{}", this::deleteKeypair)
        .on("GET", "/v2.1/os-availability-zone", this::zones)
        .on("GET", "/v2.1/limits", this::limits)
        .on("GET", "/v2.1/os-quota-sets/{}", (s, p) -> quota(s, p, false))
        .on("GET", "/v2.1/os-quota-sets/{}/detail", (s, p) -> quota(s, p, true));
    return new Frame(world, ErrorShape.NOVA, versions, this::document, routes);
  }

  private Optional<HttpAnswer> document(Call call) {
    String path = call.path();
    if (!call.method().equals("GET")) {
      return Optional.empty();
    }
    if (path.isEmpty() || path.equals("/")) {
      ObjectNode body = WireJson.object();
      body.putArray("versions").add(version(call));
      return Optional.of(HttpAnswer.json(200, body));
    }
    if (path.equals("/v2.1") || path.equals("/v2.1/")) {
      ObjectNode body = WireJson.object();
      body.set("version", version(call));
      return Optional.of(HttpAnswer.json(200, body));
    }
    return Optional.empty();
  }

  private ObjectNode version(Call call) {
    ObjectNode version = WireJson.object();
    version.put("id", "v2.1").put("status", "CURRENT");
    version.put("version", "2." + versions.max()).put("min_version", "2." + versions.min());
    version.put("updated", "2013-07-23T11:33:21Z");
    version
        .putArray("links")
        .addObject()
        .put("rel", "self")
        .put("href", call.base() + "/compute/v2.1/");
    return version;
  }

  private HttpAnswer flavors(SignedInRequest session, boolean detail) {
    Paging<Flavor> paging =
        Paging.of(
            session.call(),
            List.copyOf(world.compute.flavors.values()),
            Flavor::id,
            world.pageSize,
            marker -> ApiError.badRequest("marker [%s] not found".formatted(marker)));
    ObjectNode body = WireJson.object();
    ArrayNode list = body.putArray("flavors");
    paging.page().forEach(f -> list.add(NovaView.flavor(session, f, detail)));
    String url = NovaView.root(session) + session.call().path();
    paging.link(body, "flavors_links", url, session.call());
    return HttpAnswer.json(200, body);
  }

  private HttpAnswer flavor(SignedInRequest session, List<String> path) {
    Flavor flavor = world.compute.flavors.get(path.get(0));
    if (flavor == null) {
      throw ApiError.notFound("Flavor %s could not be found.".formatted(path.get(0)));
    }
    ObjectNode body = WireJson.object();
    body.set("flavor", NovaView.flavor(session, flavor, true));
    return HttpAnswer.json(200, body);
  }

  private static HttpAnswer extraSpecs() {
    ObjectNode body = WireJson.object();
    body.putObject("extra_specs");
    return HttpAnswer.json(200, body);
  }

  private List<Keypair> own(SignedInRequest session) {
    return world.compute.keypairs.stream()
        .filter(k -> k.userId().equals(session.user().id))
        .toList();
  }

  private HttpAnswer keypairs(SignedInRequest session) {
    ObjectNode body = WireJson.object();
    ArrayNode list = body.putArray("keypairs");
    for (Keypair keypair : own(session)) {
      list.addObject().set("keypair", keypair(session, keypair));
    }
    return HttpAnswer.json(200, body);
  }

  private static ObjectNode keypair(SignedInRequest session, Keypair keypair) {
    ObjectNode node = WireJson.object();
    node.put("name", keypair.name()).put("public_key", keypair.publicKey());
    node.put("fingerprint", keypair.fingerprint());
    if (session.from(2)) {
      node.put("type", "ssh");
    }
    return node;
  }

  private Keypair find(SignedInRequest session, String name) {
    return own(session).stream()
        .filter(k -> k.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                ApiError.notFound(
                    "Keypair %s not found for user %s".formatted(name, session.user().id)));
  }

  private HttpAnswer keypair(SignedInRequest session, List<String> path) {
    Keypair keypair = find(session, path.get(0));
    ObjectNode node = keypair(session, keypair);
    node.put("user_id", keypair.userId()).put("created_at", Times.zoneless(keypair.created()));
    node.put("deleted", false).putNull("deleted_at");
    node.put("id", keypair.id()).putNull("updated_at");
    ObjectNode body = WireJson.object();
    body.set("keypair", node);
    return HttpAnswer.json(200, body);
  }

  private HttpAnswer createKeypair(SignedInRequest session) {
    JsonNode wanted = session.body("keypair");
    String name = Schema.string("name", wanted.get("name"), 1, 255);
    if (own(session).stream().anyMatch(k -> k.name().equals(name))) {
      throw ApiError.conflict("Key pair '%s' already exists.".formatted(name));
    }
    if (!wanted.path("public_key").isTextual()) {
      throw ApiError.badRequest("This sandbox makes no keys: send a public_key.");
    }
    Keypair keypair =
        new Keypair(
            name,
            session.user().id,
            wanted.path("public_key").asText(),
            fingerprint(world.hex()),
            world.now(),
            world.compute.keypairs.size() + 1);
    world.compute.keypairs.add(keypair);
    ObjectNode body = WireJson.object();
    body.set("keypair", keypair(session, keypair).put("user_id", session.user().id));
    return HttpAnswer.json(session.from(2) ? 201 : 200, body);
  }

  static String fingerprint(String hex) {
    return hex.replaceAll("(..)(?!$)", "$1:");
  }

  private HttpAnswer deleteKeypair(SignedInRequest session, List<String> path) {
    world.compute.keypairs.remove(find(session, path.get(0)));
    return HttpAnswer.empty(session.from(2) ? 204 : 202);
  }

  private HttpAnswer zones(SignedInRequest session) {
    ObjectNode body = WireJson.object();
    ArrayNode list = body.putArray("availabilityZoneInfo");
    for (String zone : world.compute.zones) {
      ObjectNode node = list.addObject().put("zoneName", zone);
      node.putObject("zoneState").put("available", true);
      node.putNull("hosts");
    }
    return HttpAnswer.json(200, body);
  }

  private HttpAnswer limits(SignedInRequest session) {
    Project project = session.project();
    ObjectNode body = WireJson.object();
    ObjectNode limits = body.putObject("limits");
    limits.putArray("rate");
    ObjectNode absolute = limits.putObject("absolute");
    absolute.put("maxTotalInstances", project.limit("instances"));
    absolute.put("maxTotalCores", project.limit("cores"));
    absolute.put("maxTotalRAMSize", project.limit("ram"));
    absolute.put("maxServerMeta", 128).put("maxTotalKeypairs", 100);
    absolute.put("maxServerGroups", 10);
    absolute.put("maxServerGroupMembers", NovaServerGroups.limit(project));
    absolute.put("totalRAMUsed", quotas.used(project, "ram"));
    absolute.put("totalCoresUsed", quotas.used(project, "cores"));
    absolute.put("totalInstancesUsed", quotas.used(project, "instances"));
    absolute.put("totalServerGroupsUsed", world.compute.serverGroups.size());
    if (!session.from(QUOTA_WITHOUT_NETWORK)) {
      absolute.put("maxTotalFloatingIps", -1).put("totalFloatingIpsUsed", 0);
      absolute.put("maxSecurityGroups", -1).put("maxSecurityGroupRules", -1);
      absolute.put("totalSecurityGroupsUsed", 0);
    }
    if (!session.from(39)) {
      absolute.put("maxImageMeta", 128);
    }
    if (!session.from(57)) {
      absolute.put("maxPersonality", 5).put("maxPersonalitySize", 10240);
    }
    return HttpAnswer.json(200, body);
  }

  private HttpAnswer quota(SignedInRequest session, List<String> path, boolean detail) {
    Project project = session.project();
    if (!path.get(0).equals(project.id)) {
      throw ApiError.forbidden(
          "Policy doesn't allow os_compute_api:os-quota-sets:%s to be performed."
              .formatted(detail ? "detail" : "show"));
    }
    ObjectNode body = WireJson.object();
    ObjectNode set = body.putObject("quota_set").put("id", project.id);
    for (String item : List.of("cores", "instances", "ram")) {
      limit(set, item, project.limit(item), quotas.used(project, item), detail);
    }
    limit(set, "key_pairs", 100, 0, detail);
    limit(set, "metadata_items", 128, 0, detail);
    limit(set, "server_groups", 10, 0, detail);
    limit(set, "server_group_members", NovaServerGroups.limit(project), 0, detail);
    if (!session.from(QUOTA_WITHOUT_NETWORK)) {
      for (String item :
          List.of("fixed_ips", "floating_ips", "security_groups", "security_group_rules")) {
        limit(set, item, -1, 0, detail);
      }
    }
    return HttpAnswer.json(200, body);
  }

  private static void limit(ObjectNode set, String item, int limit, int used, boolean detail) {
    if (detail) {
      set.putObject(item).put("limit", limit).put("in_use", used).put("reserved", 0);
    } else {
      set.put(item, limit);
    }
  }
}
