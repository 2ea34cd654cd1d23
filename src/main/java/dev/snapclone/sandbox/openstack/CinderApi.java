package dev.snapclone.sandbox.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapclone.sandbox.openstack.IdentityState.Project;
import dev.snapclone.sandbox.openstack.StorageState.Volume;
import dev.snapclone.sandbox.openstack.wire.Call;
import dev.snapclone.sandbox.openstack.wire.HttpAnswer;
import dev.snapclone.sandbox.openstack.wire.Routes;
import dev.snapclone.sandbox.openstack.wire.WireJson;
import dev.snapclone.sandbox.openstack.wire.WireService;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Cinder v3: volumes, types, zones, limits, quotas, messages. */
final class CinderApi {
  private final CloudWorld world;
  private final SandboxQuotas quotas;
  private final VolumeRequests requests;
  private final VolumeLifecycle lifecycle;
  private final Microversions versions;

  CinderApi(
      CloudWorld world, SandboxQuotas quotas, VolumeRequests requests, VolumeLifecycle lifecycle) {
    this.world = world;
    this.quotas = quotas;
    this.requests = requests;
    this.lifecycle = lifecycle;
    this.versions = new Microversions("volume", 3, 0, 70, world.knobs);
  }

  /** The service, including the routes for snapshots. */
  WireService service(Consumer<Routes<SignedInRequest>> snapshots) {
    Routes<SignedInRequest> routes = new Routes<>();
    route(routes, "GET", "/volumes", (s, p) -> list(s, false));
    route(routes, "POST", "/volumes", (s, p) -> create(s));
    route(routes, "GET", "/volumes/detail", (s, p) -> list(s, true));
    route(routes, "GET", "/volumes/{}", this::show);
    route(routes, "PUT", "/volumes/{}", this::update);
    route(routes, "DELETE", "/volumes/{}", this::delete);
    route(routes, "GET", "/volumes/{}/metadata", this::metadata);
    route(routes, "POST", "/volumes/{}/metadata", (s, p) -> setMetadata(s, p, false));
    route(routes, "PUT", "/volumes/{}/metadata", (s, p) -> setMetadata(s, p, true));
    route(routes, "POST", "/volumes/{}/action", this::action);
    snapshots.accept(routes);
    route(routes, "GET", "/types", (s, p) -> types());
    route(routes, "GET", "/types/{}", (s, p) -> type(p.get(0)));
    route(routes, "GET", "/os-availability-zone", (s, p) -> zones());
    route(routes, "GET", "/limits", (s, p) -> limits(s));
    route(routes, "GET", "/os-quota-sets/{}", this::quota);
    route(routes, "GET", "/messages", (s, p) -> messages(s));
    return new Frame(world, ErrorShape.CINDER, versions, this::document, routes);
  }

  /** Adds a route below the project's id, which must match the token. */
  static void route(
      Routes<SignedInRequest> routes,
      String method,
      String path,
      BiFunction<SignedInRequest, List<String>, HttpAnswer> handler) {
    routes.on(
        method,
        "/v3/{}" + path,
        (session, found) -> {
          if (!found.get(0).equals(session.project().id)) {
            throw ApiError.badRequest("Malformed request url");
          }
          return handler.apply(session, found.subList(1, found.size()));
        });
  }

  private Optional<HttpAnswer> document(Call call) {
    boolean root = call.path().isEmpty() || call.path().equals("/");
    if (!root && !call.path().matches("/v3/?")) {
      return Optional.empty();
    }
    ObjectNode body = WireJson.object();
    ObjectNode version = body.putArray("versions").addObject();
    version.put("id", "v3.0").put("status", "CURRENT");
    version.put("version", "3." + versions.max()).put("min_version", "3." + versions.min());
    version.put("updated", "2022-08-31T00:00:00Z");
    version
        .putArray("links")
        .addObject()
        .put("rel", "self")
        .put("href", call.base() + "/volume/v3/");
    return Optional.of(HttpAnswer.json(root ? 300 : 200, body));
  }

  private HttpAnswer list(SignedInRequest session, boolean detail) {
    Map<String, String> marks = MetadataFilter.of(session);
    List<Volume> all =
        world.storage.volumes.values().stream()
            .filter(v -> v.projectId.equals(session.project().id))
            .filter(v -> !v.listedFrom.isAfter(world.now()))
            .filter(v -> fits(session, "name", v.shownName()) && fits(session, "status", v.status))
            .filter(v -> v.metadata.entrySet().containsAll(marks.entrySet()))
            .sorted(
                Comparator.comparing((Volume v) -> v.created).thenComparing(v -> v.id).reversed())
            .toList();
    Paging<Volume> paging = page(session, all);
    ObjectNode body = WireJson.object();
    ArrayNode list = body.putArray("volumes");
    paging
        .page()
        .forEach(
            v ->
                list.add(
                    detail ? CinderView.full(session, v, false) : CinderView.brief(session, v)));
    paging.link(
        body,
        "volumes_links",
        session.call().base() + "/volume" + session.call().path(),
        session.call());
    return HttpAnswer.json(200, body);
  }

  private Paging<Volume> page(SignedInRequest session, List<Volume> all) {
    return Paging.of(
        session.call(),
        all,
        v -> v.id,
        world.pageSize,
        marker -> ApiError.notFound("Volume %s could not be found.".formatted(marker)));
  }

  static boolean fits(SignedInRequest session, String filter, String value) {
    String wanted = session.param(filter);
    return wanted == null || wanted.equals(value);
  }

  private HttpAnswer show(SignedInRequest session, List<String> path) {
    Volume volume = requests.volume(session.project(), path.get(0));
    return one(CinderView.full(session, volume, false), 200);
  }

  private static HttpAnswer one(ObjectNode volume, int status) {
    ObjectNode body = WireJson.object();
    body.set("volume", volume);
    return HttpAnswer.json(status, body);
  }

  /** Unlike all other calls, this one accepts unknown properties. */
  private HttpAnswer create(SignedInRequest session) {
    JsonNode wanted = session.body("volume");
    String name =
        wanted.hasNonNull("name") ? Schema.string("name", wanted.get("name"), 0, 255) : null;
    Map<String, String> metadata = Schema.metadata(wanted.get("metadata"));
    Integer size = size(wanted.get("size"));
    String type = wanted.hasNonNull("volume_type") ? wanted.path("volume_type").asText() : null;
    String typeName = type == null ? null : typeNamed(type);
    compatible(session, text(wanted, "snapshot_id"), typeName);
    String zone = wanted.path("availability_zone").asText("nova");
    if (!world.storage.zones.contains(zone) && wanted.hasNonNull("availability_zone")) {
      throw ApiError.badRequest("Availability zone '%s' is invalid.".formatted(zone));
    }
    threeBytes(name, metadata);
    Volume volume =
        requests.check(
            session.project(),
            session.user().id,
            text(wanted, "snapshot_id"),
            text(wanted, "imageRef"),
            text(wanted, "source_volid"),
            size);
    volume.name = name;
    volume.description = text(wanted, "description");
    volume.metadata.putAll(metadata);
    volume.type = typeName == null ? volume.type : typeName;
    lifecycle.create(volume, () -> {});
    return one(CinderView.full(session, volume, true), 202);
  }

  /** Cinder makes no volume of a type on another back end from a snapshot. */
  private void compatible(
      SignedInRequest session, @Nullable String snapshotId, @Nullable String type) {
    if (snapshotId == null || type == null) {
      return;
    }
    String behind = requests.snapshot(session.project(), snapshotId).volume.type;
    Set<String> foreign = world.storage.foreignTypes;
    if (!type.equals(behind) && (foreign.contains(type) || foreign.contains(behind))) {
      throw ApiError.badRequest(
          ("Invalid input received: Invalid volume_type provided: %s (requested type is not"
                  + " compatible; recommend omitting the type argument).")
              .formatted(world.storage.typeIds.get(type)));
    }
  }

  private static @Nullable String text(JsonNode node, String name) {
    return node.hasNonNull(name) ? node.path(name).asText() : null;
  }

  private static @Nullable Integer size(@Nullable JsonNode size) {
    if (size == null || size.isNull()) {
      return null;
    }
    if (!size.asText().matches("[0-9]{1,7}")) {
      throw Schema.invalid("size", size, Schema.python(size) + " does not match '^[0-9]+$'");
    }
    if (size.asInt() == 0) {
      throw Schema.invalid("size", size, "0 is less than the minimum of 1");
    }
    return size.asInt();
  }

  private String typeNamed(String nameOrId) {
    for (Map.Entry<String, String> type : world.storage.typeIds.entrySet()) {
      if (type.getKey().equals(nameOrId) || type.getValue().equals(nameOrId)) {
        return type.getKey();
      }
    }
    throw ApiError.notFound("Volume type with name %s could not be found.".formatted(nameOrId));
  }

  private HttpAnswer update(SignedInRequest session, List<String> path) {
    Volume volume = requests.volume(session.project(), path.get(0));
    JsonNode wanted = session.body("volume");
    if (wanted.hasNonNull("name")) {
      volume.name = Schema.string("name", wanted.get("name"), 0, 255);
    }
    ObjectNode node = CinderView.full(session, volume, false);
    return one(node.without(List.of("os-vol-tenant-attr:tenant_id", "volume_image_metadata")), 200);
  }

  private HttpAnswer delete(SignedInRequest session, List<String> path) {
    Volume volume = requests.volume(session.project(), path.get(0));
    boolean snapshots =
        world.storage.snapshots.values().stream().anyMatch(s -> s.volume.id.equals(volume.id));
    boolean idle = volume.status.equals("available") || volume.status.startsWith("error");
    if (!idle || volume.attached != null || snapshots) {
      throw ApiError.badRequest(
          "Invalid volume: Volume status must be available or error or error_restoring or"
              + " error_extending or error_managing and must not be migrating, attached, belong to"
              + " a group, have snapshots, awaiting a transfer, or be disassociated from snapshots"
              + " after volume transfer.");
    }
    lifecycle.delete(volume);
    return HttpAnswer.empty(202);
  }

  private HttpAnswer metadata(SignedInRequest session, List<String> path) {
    ObjectNode body = WireJson.object();
    body.set(
        "metadata", WireJson.strings(requests.volume(session.project(), path.get(0)).metadata));
    return HttpAnswer.json(200, body);
  }

  private HttpAnswer setMetadata(SignedInRequest session, List<String> path, boolean replace) {
    Volume volume = requests.volume(session.project(), path.get(0));
    merge(session, volume.metadata, replace);
    return metadata(session, path);
  }

  private HttpAnswer action(SignedInRequest session, List<String> path) {
    Volume volume = requests.volume(session.project(), path.get(0));
    JsonNode body = session.body();
    String name = body.isEmpty() ? "" : body.fieldNames().next();
    if (!name.equals("os-set_bootable")) {
      throw ApiError.badRequest(
          ("There is no such action: %s. Verify the request body and Content-Type header and try"
                  + " again.")
              .formatted(name));
    }
    volume.bootable = Schema.bool("bootable", body.path(name).get("bootable"), false);
    return HttpAnswer.empty(200);
  }

  private ObjectNode typeNode(String name) {
    ObjectNode type = WireJson.object();
    type.put("id", world.storage.typeIds.get(name)).put("name", name).put("is_public", true);
    type.put("description", "").putObject("extra_specs");
    return type;
  }

  private HttpAnswer types() {
    ObjectNode body = WireJson.object();
    ArrayNode list = body.putArray("volume_types");
    world
        .storage
        .typeIds
        .keySet()
        .forEach(name -> list.add(typeNode(name).put("os-volume-type-access:is_public", true)));
    return HttpAnswer.json(200, body);
  }

  private HttpAnswer type(String id) {
    ObjectNode body = WireJson.object();
    String name = id.equals("default") ? StorageState.DEFAULT_TYPE : typeNamed(id);
    body.set("volume_type", typeNode(name));
    return HttpAnswer.json(200, body);
  }

  private HttpAnswer zones() {
    ObjectNode body = WireJson.object();
    ArrayNode list = body.putArray("availabilityZoneInfo");
    for (String zone : world.storage.zones) {
      ObjectNode node = list.addObject().put("zoneName", zone);
      node.putObject("zoneState").put("available", true);
    }
    return HttpAnswer.json(200, body);
  }

  private HttpAnswer limits(SignedInRequest session) {
    Project project = session.project();
    ObjectNode body = WireJson.object();
    ObjectNode limits = body.putObject("limits");
    limits.putArray("rate");
    ObjectNode absolute = limits.putObject("absolute");
    absolute.put("maxTotalVolumes", project.limit("volumes"));
    absolute.put("maxTotalSnapshots", project.limit("snapshots"));
    absolute.put("maxTotalVolumeGigabytes", project.limit("gigabytes"));
    absolute.put("maxTotalBackups", 10).put("maxTotalBackupGigabytes", 1000);
    absolute.put("totalVolumesUsed", quotas.used(project, "volumes"));
    absolute.put("totalGigabytesUsed", quotas.used(project, "gigabytes"));
    absolute.put("totalSnapshotsUsed", quotas.used(project, "snapshots"));
    absolute.put("totalBackupsUsed", 0).put("totalBackupGigabytesUsed", 0);
    return HttpAnswer.json(200, body);
  }

  private HttpAnswer quota(SignedInRequest session, List<String> path) {
    Project project = session.project();
    if (!path.get(0).equals(project.id)) {
      throw ApiError.forbidden(
          "Policy doesn't allow volume_extension:quotas:show to be performed.");
    }
    boolean usage = Boolean.parseBoolean(String.valueOf(session.param("usage")));
    ObjectNode body = WireJson.object();
    ObjectNode set = body.putObject("quota_set");
    for (String item : List.of("volumes", "snapshots", "gigabytes")) {
      limit(set, item, project.limit(item), quotas.used(project, item), usage);
      for (String type : world.storage.typeIds.keySet()) {
        String ofType = item + "_" + type;
        limit(set, ofType, project.limit(ofType), quotas.ofType(project, item, type), usage);
      }
    }
    limit(set, "per_volume_gigabytes", -1, 0, usage);
    limit(set, "backups", 10, 0, usage);
    limit(set, "backup_gigabytes", 1000, 0, usage);
    limit(set, "groups", 10, 0, usage);
    set.put("id", project.id);
    return HttpAnswer.json(200, body);
  }

  private static void limit(ObjectNode set, String item, int limit, int used, boolean usage) {
    if (usage) {
      set.putObject(item).put("limit", limit).put("in_use", used).put("reserved", 0);
    } else {
      set.put(item, limit);
    }
  }

  private HttpAnswer messages(SignedInRequest session) {
    if (!session.from(3)) {
      throw ApiError.notFound("The resource could not be found.");
    }
    ObjectNode body = WireJson.object();
    ArrayNode list = body.putArray("messages");
    boolean filters = session.from(5);
    world.storage.messages.stream()
        .filter(m -> m.projectId().equals(session.project().id))
        .filter(m -> !filters || fits(session, "resource_uuid", m.resourceId()))
        .forEach(m -> list.add(CinderView.message(m)));
    return HttpAnswer.json(200, body);
  }

  /** Fails with 500, like a database with three-byte characters. */
  static void threeBytes(@Nullable String name, Map<String, String> metadata) {
    boolean chokes =
        (name != null && Schema.beyondBmp(name))
            || metadata.values().stream().anyMatch(Schema::beyondBmp);
    if (chokes) {
      throw new ApiError(
          500,
          "The server has either erred or is incapable of performing the requested operation.");
    }
  }

  /** Merges the body's metadata into the existing one, or replaces it. */
  static void merge(SignedInRequest session, Map<String, String> target, boolean replace) {
    Map<String, String> wanted = Schema.metadata(session.body("metadata"));
    threeBytes(null, wanted);
    if (replace) {
      target.clear();
    }
    target.putAll(wanted);
  }
}
