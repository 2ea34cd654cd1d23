package dev.snapclone.sandbox.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapclone.sandbox.openstack.StorageState.Volume;
import dev.snapclone.sandbox.openstack.StorageState.VolumeSnapshot;
import dev.snapclone.sandbox.openstack.wire.HttpAnswer;
import dev.snapclone.sandbox.openstack.wire.Routes;
import dev.snapclone.sandbox.openstack.wire.WireJson;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Cinder's /snapshots. */
final class CinderSnapshots {
  /**
   * Below this version a snapshot of a volume in use needs {@code force}; from it on, {@code force}
   * is refused.
   */
  private static final int FORCE_GONE = 66;

  private static final int METADATA_FILTER = 22;

  private final CloudWorld world;
  private final SandboxQuotas quotas;
  private final VolumeRequests requests;
  private final VolumeLifecycle lifecycle;

  CinderSnapshots(
      CloudWorld world, SandboxQuotas quotas, VolumeRequests requests, VolumeLifecycle lifecycle) {
    this.world = world;
    this.quotas = quotas;
    this.requests = requests;
    this.lifecycle = lifecycle;
  }

  void route(Routes<SignedInRequest> routes) {
    CinderApi.route(routes, "GET", "/snapshots", (s, p) -> list(s, false));
    CinderApi.route(routes, "POST", "/snapshots", (s, p) -> create(s));
    CinderApi.route(routes, "GET", "/snapshots/detail", (s, p) -> list(s, true));
    CinderApi.route(routes, "GET", "/snapshots/{}", this::show);
    CinderApi.route(routes, "PUT", "/snapshots/{}", this::update);
    CinderApi.route(routes, "DELETE", "/snapshots/{}", this::delete);
    CinderApi.route(routes, "GET", "/snapshots/{}/metadata", this::metadata);
    CinderApi.route(routes, "POST", "/snapshots/{}/metadata", (s, p) -> merged(s, p, false));
    CinderApi.route(routes, "PUT", "/snapshots/{}/metadata", (s, p) -> merged(s, p, true));
    CinderApi.route(routes, "DELETE", "/snapshots/{}/metadata/{}", this::deleteItem);
  }

  private VolumeSnapshot find(SignedInRequest session, String id) {
    VolumeSnapshot snapshot = world.storage.snapshots.get(id);
    if (snapshot == null || !snapshot.volume.projectId.equals(session.project().id)) {
      throw ApiError.notFound("Snapshot %s could not be found.".formatted(id));
    }
    return snapshot;
  }

  private HttpAnswer list(SignedInRequest session, boolean detail) {
    Map<String, String> marks =
        session.from(METADATA_FILTER) ? MetadataFilter.of(session) : Map.of();
    List<VolumeSnapshot> all =
        world.storage.snapshots.values().stream()
            .filter(s -> s.volume.projectId.equals(session.project().id))
            .filter(s -> !s.listedFrom.isAfter(world.now()))
            .filter(s -> CinderApi.fits(session, "name", s.shownName()))
            .filter(s -> CinderApi.fits(session, "status", s.status))
            .filter(s -> CinderApi.fits(session, "volume_id", s.volume.id))
            .filter(s -> s.metadata.entrySet().containsAll(marks.entrySet()))
            .sorted(
                Comparator.comparing((VolumeSnapshot s) -> s.created)
                    .thenComparing(s -> s.id)
                    .reversed())
            .toList();
    Paging<VolumeSnapshot> paging =
        Paging.of(
            session.call(),
            all,
            s -> s.id,
            world.pageSize,
            marker -> ApiError.notFound("Snapshot %s could not be found.".formatted(marker)));
    ObjectNode body = WireJson.object();
    ArrayNode snapshots = body.putArray("snapshots");
    paging.page().forEach(s -> snapshots.add(CinderView.snapshot(session, s, false, detail)));
    String url = session.call().base() + "/volume" + session.call().path();
    paging.link(body, "snapshots_links", url, session.call());
    return HttpAnswer.json(200, body);
  }

  private static HttpAnswer one(ObjectNode snapshot, int status) {
    ObjectNode body = WireJson.object();
    body.set("snapshot", snapshot);
    return HttpAnswer.json(status, body);
  }

  private HttpAnswer show(SignedInRequest session, List<String> path) {
    return one(CinderView.snapshot(session, find(session, path.get(0)), false, true), 200);
  }

  private HttpAnswer create(SignedInRequest session) {
    JsonNode wanted = session.body("snapshot");
    Schema.only(
        "snapshot", wanted, Set.of("volume_id", "name", "description", "force", "metadata"));
    Schema.required("snapshot", wanted, "volume_id");
    String volumeId = wanted.path("volume_id").asText();
    if (!Schema.isUuid(volumeId)) {
      throw Schema.invalid(
          "volume_id",
          wanted.get("volume_id"),
          Schema.python(wanted.get("volume_id")) + " is not valid under any of the given schemas");
    }
    String name =
        wanted.hasNonNull("name") ? Schema.string("name", wanted.get("name"), 0, 255) : null;
    boolean force = Schema.bool("force", wanted.get("force"), session.from(FORCE_GONE));
    if (session.from(FORCE_GONE) && !force) {
      throw ApiError.badRequest(
          "Since microversion 3.66 the 'force' flag is invalid for this request.  For backward"
              + " compatability, however, when the 'force' flag is passed with a value evaluating"
              + " to True, it is silently ignored.");
    }
    Map<String, String> metadata = Schema.metadata(wanted.get("metadata"));
    Volume volume = requests.volume(session.project(), volumeId);
    snapshottable(volume, force);
    CinderApi.threeBytes(name, metadata);
    quotas.snapshot(session.project(), volume.size);
    VolumeSnapshot snapshot =
        new VolumeSnapshot(world.uuid(), name, volume, session.user().id, world.now());
    snapshot.listedFrom = world.listed();
    snapshot.description =
        wanted.hasNonNull("description") ? wanted.path("description").asText() : null;
    snapshot.metadata.putAll(metadata);
    lifecycle.snapshot(snapshot, session.call().requestId());
    return one(CinderView.snapshot(session, snapshot, true, false), 202);
  }

  private static void snapshottable(Volume volume, boolean force) {
    if (volume.status.startsWith("error")) {
      throw ApiError.badRequest(
          "Invalid volume: The snapshot cannot be created when the volume is in %s status."
              .formatted(volume.status));
    }
    boolean fine = volume.status.equals("available") || (force && volume.status.equals("in-use"));
    if (!fine) {
      throw ApiError.badRequest(
          "Invalid volume: Volume %s status must be %s, but current status is: %s."
              .formatted(volume.id, force ? "available or in-use" : "available", volume.status));
    }
  }

  private HttpAnswer update(SignedInRequest session, List<String> path) {
    VolumeSnapshot snapshot = find(session, path.get(0));
    JsonNode wanted = session.body("snapshot");
    if (wanted.hasNonNull("name")) {
      snapshot.name = Schema.string("name", wanted.get("name"), 0, 255);
    }
    return one(CinderView.snapshot(session, snapshot, false, false), 200);
  }

  private HttpAnswer delete(SignedInRequest session, List<String> path) {
    VolumeSnapshot snapshot = find(session, path.get(0));
    if (!snapshot.status.equals("available") && !snapshot.status.equals("error")) {
      throw ApiError.badRequest(
          "Invalid snapshot: Snapshot status must be available or error and must not be part of a"
              + " group.");
    }
    lifecycle.delete(snapshot, session.call().requestId());
    return HttpAnswer.empty(202);
  }

  private HttpAnswer metadata(SignedInRequest session, List<String> path) {
    ObjectNode body = WireJson.object();
    body.set("metadata", WireJson.strings(find(session, path.get(0)).metadata));
    return HttpAnswer.json(200, body);
  }

  private HttpAnswer merged(SignedInRequest session, List<String> path, boolean replace) {
    CinderApi.merge(session, find(session, path.get(0)).metadata, replace);
    return metadata(session, path);
  }

  private HttpAnswer deleteItem(SignedInRequest session, List<String> path) {
    if (find(session, path.get(0)).metadata.remove(path.get(1)) == null) {
      throw ApiError.notFound(
          "Snapshot %s has no metadata with key %s.".formatted(path.get(0), path.get(1)));
    }
    return HttpAnswer.empty(200);
  }
}
