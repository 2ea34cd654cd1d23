package dev.snapclone.sandbox.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapclone.sandbox.openstack.ComputeState.Action;
import dev.snapclone.sandbox.openstack.ComputeState.Instance;
import dev.snapclone.sandbox.openstack.NetworkState.Port;
import dev.snapclone.sandbox.openstack.wire.HttpAnswer;
import dev.snapclone.sandbox.openstack.wire.Routes;
import dev.snapclone.sandbox.openstack.wire.WireJson;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Nova's /servers: lists, details, deletion, metadata, tags, actions' history. */
final class NovaServers {
  /** The filters since 2.75. Others are refused from then on, and ignored before. */
  private static final Set<String> FILTERS =
      Set.of(
          "limit",
          "marker",
          "sort_key",
          "sort_dir",
          "name",
          "status",
          "tags",
          "tags-any",
          "not-tags",
          "not-tags-any",
          "metadata",
          "changes-since",
          "changes-before",
          "deleted",
          "all_tenants",
          "image",
          "flavor",
          "ip",
          "ip6",
          "key_name",
          "locked",
          "uuid",
          "host",
          "project_id",
          "tenant_id",
          "user_id",
          "reservation_id",
          "description",
          "availability_zone",
          "config_drive",
          "power_state",
          "task_state",
          "vm_state",
          "progress",
          "created_at",
          "launched_at",
          "terminated_at",
          "display_name",
          "display_description",
          "image_ref",
          "root_device_name",
          "ramdisk_id",
          "kernel_id",
          "hostname",
          "node",
          "access_ip_v4",
          "access_ip_v6",
          "auto_disk_config",
          "cell_name",
          "instance_type_id",
          "launch_index",
          "launched_on",
          "locked_by",
          "soft_deleted");

  private final CloudWorld world;
  private final NovaView view;
  private final NovaCreate create;
  private final InstanceLifecycle lifecycle;
  private final SandboxNetworking networking;

  NovaServers(
      CloudWorld world,
      NovaView view,
      NovaCreate create,
      InstanceLifecycle lifecycle,
      SandboxNetworking networking) {
    this.world = world;
    this.view = view;
    this.create = create;
    this.lifecycle = lifecycle;
    this.networking = networking;
  }

  void route(Routes<SignedInRequest> routes) {
    routes
        .on("GET", "/v2.1/servers", s -> list(s, false))
        .on("GET", "/v2.1/servers/detail", s -> list(s, true))
        .on("POST", "/v2.1/servers", create::create)
        .on("GET", "/v2.1/servers/{}", this::show)
        .on("PUT", "/v2.1/servers/{}", this::rename)
        .on("DELETE", "/v2.1/servers/{}", this::delete)
        .on("GET", "/v2.1/servers/{}/ips", this::ips)
        .on("GET", "/v2.1/servers/{}/os-interface", this::interfaces)
        .on("GET", "/v2.1/servers/{}/os-security-groups", this::securityGroups)
        .on("GET", "/v2.1/servers/{}/os-instance-actions", this::actions)
        .on("GET", "/v2.1/servers/{}/os-instance-actions/{}", this::action);
  }

  /** The instance; Nova's 404 if it does not exist or belongs to another project. */
  Instance find(SignedInRequest session, String id) {
    Instance instance = world.compute.instances.get(id);
    if (instance == null || instance.gone || !instance.projectId.equals(session.project().id)) {
      throw ApiError.notFound("Instance %s could not be found.".formatted(id));
    }
    return instance;
  }

  private HttpAnswer list(SignedInRequest session, boolean detail) {
    if (session.from(75)) {
      for (String name : session.call().query().keySet()) {
        if (!FILTERS.contains(name) && !name.startsWith("_")) {
          throw ApiError.badRequest("'%s' does not match any of the regexes: '^_'".formatted(name));
        }
      }
    }
    if (session.param("all_tenants") != null) {
      throw ApiError.forbidden(
          "Policy doesn't allow os_compute_api:servers:%s:get_all_tenants to be performed."
              .formatted(detail ? "detail" : "index"));
    }
    Predicate<Instance> wanted = filter(session);
    List<Instance> all =
        world.compute.instances.values().stream()
            .filter(i -> !i.gone && i.projectId.equals(session.project().id))
            .filter(i -> !i.listedFrom.isAfter(world.now()) && !i.status.equals("DELETED"))
            .filter(wanted)
            .sorted(
                Comparator.comparing((Instance i) -> i.created).thenComparing(i -> i.id).reversed())
            .toList();
    Paging<Instance> paging =
        Paging.of(
            session.call(),
            all,
            i -> i.id,
            world.pageSize,
            marker -> ApiError.badRequest("marker [%s] not found".formatted(marker)));
    ObjectNode body = WireJson.object();
    ArrayNode servers = body.putArray("servers");
    paging
        .page()
        .forEach(i -> servers.add(detail ? view.full(session, i) : view.brief(session, i)));
    String url = NovaView.root(session) + session.call().path();
    paging.link(body, "servers_links", url, session.call());
    return HttpAnswer.json(200, body);
  }

  /** Ignores metadata, as Nova does for members. */
  private static Predicate<Instance> filter(SignedInRequest session) {
    Predicate<Instance> wanted = i -> true;
    String name = session.param("name");
    if (name != null) {
      Pattern pattern = regex(name);
      wanted = wanted.and(i -> pattern.matcher(i.name).find());
    }
    String status = session.param("status");
    if (status != null) {
      String upper = status.toUpperCase(Locale.ROOT);
      wanted = wanted.and(i -> i.status.equals(upper));
    }
    String image = session.param("image");
    if (image != null) {
      wanted = wanted.and(i -> image.equals(i.imageId));
    }
    String flavor = session.param("flavor");
    if (flavor != null) {
      wanted = wanted.and(i -> i.flavor.id().equals(flavor));
    }
    return session.from(26) ? wanted.and(tagFilter(session)) : wanted;
  }

  private static Predicate<Instance> tagFilter(SignedInRequest session) {
    Predicate<Instance> wanted = i -> true;
    String all = session.param("tags");
    if (all != null) {
      wanted = wanted.and(i -> i.tags.containsAll(commas(all)));
    }
    String any = session.param("tags-any");
    if (any != null) {
      wanted = wanted.and(i -> commas(any).stream().anyMatch(i.tags::contains));
    }
    String not = session.param("not-tags");
    if (not != null) {
      wanted = wanted.and(i -> !i.tags.containsAll(commas(not)));
    }
    return wanted;
  }

  private static List<String> commas(String text) {
    return Arrays.asList(text.split(",", -1));
  }

  private static Pattern regex(String name) {
    try {
      return Pattern.compile(name);
    } catch (PatternSyntaxException e) {
      throw ApiError.badRequest(
          "Invalid input for query parameters name. Value: %s. '%s' is not a 'regex'"
              .formatted(name, name));
    }
  }

  private HttpAnswer show(SignedInRequest session, List<String> path) {
    return one(session, find(session, path.get(0)));
  }

  private HttpAnswer one(SignedInRequest session, Instance instance) {
    ObjectNode body = WireJson.object();
    ObjectNode server = view.full(session, instance);
    if (session.from(71)) {
      server.putArray("server_groups");
    }
    body.set("server", server);
    return HttpAnswer.json(200, body);
  }

  private HttpAnswer rename(SignedInRequest session, List<String> path) {
    Instance instance = find(session, path.get(0));
    JsonNode wanted = session.body("server");
    if (wanted.has("name")) {
      instance.name = Schema.novaName(wanted.get("name"));
    }
    if (wanted.has("description") && session.from(19)) {
      instance.description = wanted.path("description").asText();
    }
    lifecycle.task(instance, instance.taskState);
    return one(session, instance);
  }

  private HttpAnswer delete(SignedInRequest session, List<String> path) {
    Instance instance = find(session, path.get(0));
    if (instance.locked) {
      throw ApiError.conflict("Instance %s is locked".formatted(instance.id));
    }
    if (!"deleting".equals(instance.taskState) && !instance.status.equals("DELETED")) {
      Action action =
          lifecycle.action(instance, "delete", session.call().requestId(), session.user().id);
      lifecycle.delete(instance, action);
    }
    return HttpAnswer.empty(204);
  }

  private HttpAnswer ips(SignedInRequest session, List<String> path) {
    ObjectNode body = WireJson.object();
    ObjectNode addresses = view.addresses(find(session, path.get(0)));
    addresses.forEach(list -> list.forEach(a -> ((ObjectNode) a).retain("version", "addr")));
    body.set("addresses", addresses);
    return HttpAnswer.json(200, body);
  }

  private HttpAnswer interfaces(SignedInRequest session, List<String> path) {
    Instance instance = find(session, path.get(0));
    ObjectNode body = WireJson.object();
    ArrayNode list = body.putArray("interfaceAttachments");
    // Ordered by id, as in Neutron's list; not in the order of the interfaces.
    List<Port> ports =
        networking.portsOf(instance.id).stream().sorted(Comparator.comparing(p -> p.id)).toList();
    for (Port port : ports) {
      ObjectNode node = list.addObject();
      node.put("net_id", port.networkId).put("port_id", port.id).put("mac_addr", port.mac);
      node.put("port_state", port.status);
      node.putArray("fixed_ips")
          .addObject()
          .put("subnet_id", port.subnetId)
          .put("ip_address", port.ip);
    }
    return HttpAnswer.json(200, body);
  }

  private HttpAnswer securityGroups(SignedInRequest session, List<String> path) {
    Instance instance = find(session, path.get(0));
    ObjectNode body = WireJson.object();
    ArrayNode list = body.putArray("security_groups");
    networking.portsOf(instance.id).stream()
        .flatMap(port -> port.groupIds.stream())
        .distinct()
        .map(world.network.groups::get)
        .filter(Objects::nonNull)
        .forEach(
            group -> {
              ObjectNode node = list.addObject().put("id", group.id).put("name", group.name);
              node.put("description", group.description).put("tenant_id", group.projectId);
              node.putArray("rules");
            });
    return HttpAnswer.json(200, body);
  }

  /** From 2.21 on, also finds deleted instances. */
  private Instance findWithPast(SignedInRequest session, String id) {
    Instance instance = world.compute.instances.get(id);
    if (session.from(21) && instance != null && instance.projectId.equals(session.project().id)) {
      return instance;
    }
    return find(session, id);
  }

  private HttpAnswer actions(SignedInRequest session, List<String> path) {
    Instance instance = findWithPast(session, path.get(0));
    ObjectNode body = WireJson.object();
    ArrayNode list = body.putArray("instanceActions");
    instance.actions.forEach(a -> list.add(NovaView.action(session, instance, a, false)));
    return HttpAnswer.json(200, body);
  }

  private HttpAnswer action(SignedInRequest session, List<String> path) {
    Instance instance = findWithPast(session, path.get(0));
    Action action =
        instance.actions.stream()
            .filter(a -> a.requestId.equals(path.get(1)))
            .findFirst()
            .orElseThrow(() -> ApiError.notFound("Action %s not found".formatted(path.get(1))));
    ObjectNode body = WireJson.object();
    body.set("instanceAction", NovaView.action(session, instance, action, true));
    return HttpAnswer.json(200, body);
  }
}
