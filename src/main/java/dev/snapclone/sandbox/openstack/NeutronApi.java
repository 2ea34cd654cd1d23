package dev.snapclone.sandbox.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapclone.sandbox.openstack.IdentityState.Project;
import dev.snapclone.sandbox.openstack.NetworkState.Network;
import dev.snapclone.sandbox.openstack.NetworkState.Port;
import dev.snapclone.sandbox.openstack.NetworkState.Subnet;
import dev.snapclone.sandbox.openstack.wire.Call;
import dev.snapclone.sandbox.openstack.wire.HttpAnswer;
import dev.snapclone.sandbox.openstack.wire.Routes;
import dev.snapclone.sandbox.openstack.wire.WireJson;
import dev.snapclone.sandbox.openstack.wire.WireService;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Neutron v2.0: networks, subnets, ports, security groups, quotas. */
final class NeutronApi {
  private static final Set<String> NO_FILTER =
      Set.of("limit", "marker", "page_reverse", "sort_key", "sort_dir", "fields", "fixed_ips");

  private final CloudWorld world;
  private final SandboxQuotas quotas;
  private final SandboxNetworking networking;
  private final NeutronView view;
  private final NeutronGroups groups;
  private final NeutronNetworks networks;

  NeutronApi(CloudWorld world, SandboxQuotas quotas, SandboxNetworking networking) {
    this.world = world;
    this.quotas = quotas;
    this.networking = networking;
    this.view = new NeutronView(world);
    this.networks = new NeutronNetworks(world, networking, view);
    this.groups = new NeutronGroups(world, quotas, networking, view);
  }

  WireService service() {
    Routes<SignedInRequest> routes = new Routes<>();
    routes
        .on("GET", "/v2.0/networks", s -> list(s, "networks", networks.networks(s)))
        .on("POST", "/v2.0/networks", networks::createNetwork)
        .on(
            "GET",
            "/v2.0/networks/{}",
            (s, p) -> one("network", networks.networks(s), "Network", p))
        .on("DELETE", "/v2.0/networks/{}", networks::deleteNetwork)
        .on("GET", "/v2.0/subnets", s -> list(s, "subnets", networks.subnets(s)))
        .on("POST", "/v2.0/subnets", networks::createSubnet)
        .on("GET", "/v2.0/subnets/{}", (s, p) -> one("subnet", networks.subnets(s), "Subnet", p))
        .on("GET", "/v2.0/ports", this::ports)
        .on("POST", "/v2.0/ports", this::createPort)
        .on("GET", "/v2.0/ports/{}", (s, p) -> one("port", portNodes(s), "Port", p))
        .on("PUT", "/v2.0/ports/{}", this::updatePort)
        .on("DELETE", "/v2.0/ports/{}", this::deletePort)
        .on("GET", "/v2.0/security-groups", s -> list(s, "security_groups", groups.all(s)))
        .on("POST", "/v2.0/security-groups", groups::createGroup)
        .on("GET", "/v2.0/security-groups/{}", groups::showGroup)
        .on("DELETE", "/v2.0/security-groups/{}", groups::deleteGroup)
        .on(
            "GET",
            "/v2.0/security-group-rules",
            s -> list(s, "security_group_rules", groups.rules(s)))
        .on("POST", "/v2.0/security-group-rules", groups::createRule)
        .on("DELETE", "/v2.0/security-group-rules/{}", groups::deleteRule)
        .on("GET", "/v2.0/floatingips", s -> list(s, "floatingips", Stream.of()))
        .on("GET", "/v2.0/routers", s -> list(s, "routers", Stream.of()))
        .on("GET", "/v2.0/extensions", s -> list(s, "extensions", Stream.of()))
        .on("GET", "/v2.0/quotas/{}", (s, p) -> quota(s, false))
        .on("GET", "/v2.0/quotas/{}/details", (s, p) -> quota(s, true))
        .on("GET", "/v2.0/quotas/{}/details.json", (s, p) -> quota(s, true));
    return new Frame(world, ErrorShape.NEUTRON, null, NeutronApi::document, routes);
  }

  private static Optional<HttpAnswer> document(Call call) {
    if (!call.path().isEmpty() && !call.path().equals("/")) {
      return Optional.empty();
    }
    ObjectNode body = WireJson.object();
    ObjectNode version = body.putArray("versions").addObject();
    version.put("id", "v2.0").put("status", "CURRENT");
    version
        .putArray("links")
        .addObject()
        .put("rel", "self")
        .put("href", call.base() + "/network/v2.0/");
    return Optional.of(HttpAnswer.json(200, body));
  }

  private Stream<ObjectNode> portNodes(SignedInRequest session) {
    return world.network.ports.values().stream()
        .filter(p -> p.projectId.equals(session.project().id))
        .map(view::port);
  }

  /** A list with Neutron's filters: any field by exact value; several values are alternatives. */
  private HttpAnswer list(SignedInRequest session, String key, Stream<ObjectNode> all) {
    List<ObjectNode> wanted =
        all.filter(node -> fits(session, node))
            .sorted(Comparator.comparing(node -> node.path("id").asText()))
            .toList();
    Paging<ObjectNode> paging =
        Paging.of(
            session.call(),
            wanted,
            node -> node.path("id").asText(),
            world.pageSize,
            marker -> NeutronView.notFound("Marker", marker));
    ObjectNode body = WireJson.object();
    ArrayNode list = body.putArray(key);
    List<String> fields = session.call().params("fields");
    paging.page().forEach(node -> list.add(fields.isEmpty() ? node : node.retain(fields)));
    // Also linked if only the service limits the page (neutron/api/api_common.py,
    // get_limit_and_marker).
    String url = session.call().base() + "/network" + session.call().path();
    paging.link(body, key + "_links", url, session.call());
    return HttpAnswer.json(200, body);
  }

  private static boolean fits(SignedInRequest session, ObjectNode node) {
    for (Map.Entry<String, List<String>> filter : session.call().query().entrySet()) {
      JsonNode value = node.get(filter.getKey());
      if (NO_FILTER.contains(filter.getKey()) || value == null) {
        continue;
      }
      boolean any =
          filter.getValue().stream().anyMatch(w -> w.equalsIgnoreCase(value.asText("None")));
      if (!any) {
        return false;
      }
    }
    return true;
  }

  private HttpAnswer ports(SignedInRequest session) {
    List<String> ips =
        session.call().params("fixed_ips").stream()
            .filter(f -> f.startsWith("ip_address="))
            .map(f -> f.substring("ip_address=".length()))
            .toList();
    return list(
        session,
        "ports",
        portNodes(session)
            .filter(
                p ->
                    ips.isEmpty()
                        || ips.contains(p.path("fixed_ips").path(0).path("ip_address").asText())));
  }

  private static HttpAnswer one(
      String key, Stream<ObjectNode> all, String what, List<String> path) {
    ObjectNode body = WireJson.object();
    body.set(
        key,
        all.filter(node -> node.path("id").asText().equals(path.get(0)))
            .findFirst()
            .orElseThrow(() -> NeutronView.notFound(what, path.get(0))));
    return HttpAnswer.json(200, body);
  }

  private static void known(JsonNode wanted, Set<String> attributes) {
    for (Map.Entry<String, JsonNode> field : wanted.properties()) {
      if (!attributes.contains(field.getKey())) {
        throw new ApiError(
            400, "HTTPBadRequest", "Unrecognized attribute(s) '%s'".formatted(field.getKey()));
      }
    }
  }

  private Port port(SignedInRequest session, String id) {
    Port port = world.network.ports.get(id);
    if (port == null || !port.projectId.equals(session.project().id)) {
      throw NeutronView.notFound("Port", id);
    }
    return port;
  }

  private HttpAnswer createPort(SignedInRequest session) {
    JsonNode wanted = session.body("port");
    known(
        wanted,
        Set.of(
            "network_id",
            "name",
            "fixed_ips",
            "security_groups",
            "admin_state_up",
            "device_id",
            "device_owner",
            "mac_address",
            "description",
            "tenant_id",
            "project_id",
            "port_security_enabled",
            "allowed_address_pairs",
            "binding:vnic_type",
            "tags"));
    Network network = networks.network(session, wanted.path("network_id").asText());
    if (!quotas.fits(session.project(), "port", 1)) {
      throw NeutronView.overQuota("port");
    }
    Subnet subnet = networking.subnet(network.id());
    JsonNode ip = wanted.path("fixed_ips").path(0).path("ip_address");
    if (ip.isTextual() && networking.portWith(network.id(), ip.asText()).isPresent()) {
      throw new ApiError(
          409,
          "IpAddressAlreadyAllocated",
          "IP address %s already allocated in subnet %s".formatted(ip.asText(), subnet.id()));
    }
    boolean secure = wanted.path("port_security_enabled").asBoolean(network.portSecurity());
    List<String> groupIds = groups(session, wanted, secure);
    Port port =
        networking.port(
            session.project().id, subnet, ip.isTextual() ? ip.asText() : null, groupIds);
    port.portSecurity = secure;
    port.name = wanted.path("name").asText("");
    port.description = wanted.path("description").asText("");
    port.vnicType = wanted.path("binding:vnic_type").asText(port.vnicType);
    wanted
        .path("allowed_address_pairs")
        .forEach(pair -> port.addressPairs.add(pair.path("ip_address").asText()));
    ObjectNode body = WireJson.object();
    body.set("port", view.port(port));
    return HttpAnswer.json(201, body);
  }

  /** The groups that a request names, or the project's default group. */
  private List<String> groups(SignedInRequest session, JsonNode wanted, boolean secure) {
    List<String> ids = new ArrayList<>();
    wanted.path("security_groups").forEach(g -> ids.add(g.asText()));
    if (!secure && !ids.isEmpty()) {
      throw new ApiError(
          400,
          "PortSecurityAndIPRequiredForSecurityGroups",
          "Port security must be enabled and port must have an IP address in order to use security"
              + " groups.");
    }
    for (String id : ids) {
      NetworkState.Group group = world.network.groups.get(id);
      if (group == null || !group.projectId.equals(session.project().id)) {
        throw new ApiError(
            404, "SecurityGroupNotFound", "Security group %s does not exist".formatted(id));
      }
    }
    if (secure && !wanted.has("security_groups")) {
      ids.add(networking.defaultGroup(session.project().id).id);
    }
    return ids;
  }

  private HttpAnswer updatePort(SignedInRequest session, List<String> path) {
    Port port = port(session, path.get(0));
    JsonNode wanted = session.body("port");
    known(wanted, Set.of("name", "security_groups", "admin_state_up", "port_security_enabled"));
    port.name = wanted.path("name").asText(port.name);
    port.portSecurity = wanted.path("port_security_enabled").asBoolean(port.portSecurity);
    if (wanted.has("security_groups")) {
      List<String> groupIds = groups(session, wanted, port.portSecurity);
      port.groupIds.clear();
      port.groupIds.addAll(groupIds);
    }
    port.revision++;
    port.updated = world.now();
    ObjectNode body = WireJson.object();
    body.set("port", view.port(port));
    return HttpAnswer.json(200, body);
  }

  private HttpAnswer deletePort(SignedInRequest session, List<String> path) {
    world.network.ports.remove(port(session, path.get(0)).id);
    return HttpAnswer.empty(204);
  }

  private HttpAnswer quota(SignedInRequest session, boolean details) {
    Project project = session.project();
    ObjectNode body = WireJson.object();
    ObjectNode quota = body.putObject("quota");
    for (String item :
        List.of(
            "network",
            "subnet",
            "subnetpool",
            "port",
            "router",
            "floatingip",
            "rbac_policy",
            "security_group",
            "security_group_rule")) {
      int limit = project.quota.getOrDefault(item, item.equals("subnetpool") ? -1 : 100);
      if (details) {
        quota
            .putObject(item)
            .put("limit", limit)
            .put("used", quotas.used(project, item))
            .put("reserved", 0);
      } else {
        quota.put(item, limit);
      }
    }
    return HttpAnswer.json(200, body);
  }
}
