package dev.snapclone.sandbox.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapclone.sandbox.openstack.ComputeState.Action;
import dev.snapclone.sandbox.openstack.ComputeState.Attachment;
import dev.snapclone.sandbox.openstack.ComputeState.Instance;
import dev.snapclone.sandbox.openstack.Knobs.Time;
import dev.snapclone.sandbox.openstack.StorageState.Image;
import dev.snapclone.sandbox.openstack.StorageState.Volume;
import dev.snapclone.sandbox.openstack.wire.Deferred;
import dev.snapclone.sandbox.openstack.wire.HttpAnswer;
import dev.snapclone.sandbox.openstack.wire.Routes;
import dev.snapclone.sandbox.openstack.wire.ServiceReply;
import dev.snapclone.sandbox.openstack.wire.WireJson;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Actions on instances: createImage, power, consoles, volumes. */
final class NovaActions {
  private static final Set<String> SNAPSHOTTABLE =
      Set.of("active", "stopped", "paused", "suspended");

  private final CloudWorld world;
  private final SandboxQuotas quotas;
  private final NovaServers servers;
  private final InstanceLifecycle lifecycle;
  private final ImageSnapshots snapshots;
  private final VolumeLifecycle volumes;
  private final Building building;

  NovaActions(
      CloudWorld world,
      SandboxQuotas quotas,
      NovaServers servers,
      InstanceLifecycle lifecycle,
      ImageSnapshots snapshots,
      VolumeLifecycle volumes,
      Building building) {
    this.world = world;
    this.quotas = quotas;
    this.servers = servers;
    this.lifecycle = lifecycle;
    this.snapshots = snapshots;
    this.volumes = volumes;
    this.building = building;
  }

  void route(Routes<SignedInRequest> routes) {
    routes
        .on("POST", "/v2.1/servers/{}/action", this::action)
        .on("POST", "/v2.1/servers/{}/remote-consoles", this::remoteConsole)
        .on("GET", "/v2.1/servers/{}/os-volume_attachments", this::attachments)
        .on("POST", "/v2.1/servers/{}/os-volume_attachments", this::attach)
        .on("GET", "/v2.1/servers/{}/os-volume_attachments/{}", this::attachment)
        .on("DELETE", "/v2.1/servers/{}/os-volume_attachments/{}", this::detach);
  }

  private ServiceReply action(SignedInRequest session, List<String> path) {
    JsonNode body = session.body();
    if (body.size() != 1) {
      throw ApiError.badRequest("Malformed request body");
    }
    String name = body.fieldNames().next();
    JsonNode detail = body.path(name);
    String id = path.get(0);
    return switch (name) {
      case "createImage" -> createImage(session, id, detail);
      case "os-getVNCConsole" -> vncConsole(session, id, detail);
      case "os-getConsoleOutput" -> consoleLog(session, id, detail);
      case "os-stop" ->
          power(session, id, "stop", "active", "powering-off", "SHUTOFF", "stopped", 4);
      case "os-start" ->
          power(session, id, "start", "stopped", "powering-on", "ACTIVE", "active", 1);
      case "pause" -> power(session, id, "pause", "active", "pausing", "PAUSED", "paused", 3);
      case "unpause" -> power(session, id, "unpause", "paused", "unpausing", "ACTIVE", "active", 1);
      case "suspend" ->
          power(session, id, "suspend", "active", "suspending", "SUSPENDED", "suspended", 4);
      case "resume" -> power(session, id, "resume", "suspended", "resuming", "ACTIVE", "active", 1);
      case "reboot" -> power(session, id, "reboot", "active", "rebooting", "ACTIVE", "active", 1);
      case "shelve" ->
          power(
              session,
              id,
              "shelve",
              "active",
              "shelving",
              "SHELVED_OFFLOADED",
              "shelved_offloaded",
              4);
      case "unshelve" ->
          power(session, id, "unshelve", "shelved_offloaded", "unshelving", "ACTIVE", "active", 1);
      case "lock" -> lock(session, id, detail, true);
      case "unlock" -> lock(session, id, detail, false);
      default -> throw ApiError.badRequest("There is no such action: " + name);
    };
  }

  private ServiceReply createImage(SignedInRequest session, String id, JsonNode wanted) {
    Schema.only("createImage", wanted, Set.of("name", "metadata"));
    Schema.required("createImage", wanted, "name");
    String name = Schema.novaName(wanted.get("name"));
    Map<String, String> metadata = Schema.metadata(wanted.get("metadata"));
    Instance instance = servers.find(session, id);
    if (metadata.size() > 128) {
      throw new ApiError(
          500,
          "Unexpected API Error. Please report this at http://bugs.launchpad.net/nova/ and attach"
              + " the Nova API log if possible.");
    }
    idle(instance, "createImage", SNAPSHOTTABLE);
    Action action =
        lifecycle.action(instance, "createImage", session.call().requestId(), session.user().id);
    if (instance.volumeBooted()) {
      return ofVolumes(session, instance, action, name, metadata);
    }
    // Nova creates the image before it sets the task state, so two callers can get here.
    Image image = snapshots.queued(instance, session.project(), session.user(), name, metadata);
    Duration window = world.knobs.get(Time.RACE_WINDOW);
    return window.isZero()
        ? claim(session, instance, image, action)
        : new Deferred(window, () -> claim(session, instance, image, action));
  }

  private HttpAnswer claim(SignedInRequest session, Instance instance, Image image, Action action) {
    if (instance.taskState != null || !SNAPSHOTTABLE.contains(instance.vmState)) {
      action.message = "Error";
      throw new ApiError(
          500,
          "Unexpected API Error. Please report this at http://bugs.launchpad.net/nova/ and attach"
              + " the Nova API log if possible.\n"
              + "<class 'nova.exception.UnexpectedTaskStateError'>");
    }
    snapshots.upload(instance, image, action);
    return made(session, image);
  }

  private HttpAnswer ofVolumes(
      SignedInRequest session,
      Instance instance,
      Action action,
      String name,
      Map<String, String> extra) {
    int count = instance.attachments.size();
    if (!quotas.fits(session.project(), "snapshots", count)) {
      throw ApiError.forbidden("Quota exceeded for resources: snapshots");
    }
    Image image =
        snapshots.ofVolumes(
            instance, session.project(), session.user(), name, extra, session.call().requestId());
    lifecycle.finish(action, "api_snapshot_instance", true);
    return made(session, image);
  }

  /** Below 2.45 the id is at the end of a header that is no usable address. */
  private static HttpAnswer made(SignedInRequest session, Image image) {
    if (session.from(45)) {
      ObjectNode body = WireJson.object();
      body.put("image_id", image.id);
      return HttpAnswer.json(202, body);
    }
    return HttpAnswer.empty(202).with("Location", session.call().base() + "//images/" + image.id);
  }

  private static void idle(Instance instance, String action, Set<String> states) {
    if (!states.contains(instance.vmState)) {
      throw ApiError.conflict(
          "Cannot '%s' instance %s while it is in vm_state %s"
              .formatted(action, instance.id, instance.vmState));
    }
    if (instance.taskState != null) {
      throw ApiError.conflict(
          "Cannot '%s' instance %s while it is in task_state %s"
              .formatted(action, instance.id, instance.taskState));
    }
  }

  private HttpAnswer power(
      SignedInRequest session,
      String id,
      String name,
      String from,
      String task,
      String status,
      String vmState,
      int power) {
    Instance instance = servers.find(session, id);
    unlocked(instance);
    boolean shelvable = name.equals("shelve") && SNAPSHOTTABLE.contains(instance.vmState);
    idle(instance, name, shelvable ? SNAPSHOTTABLE : Set.of(from));
    Action action = lifecycle.action(instance, name, session.call().requestId(), session.user().id);
    lifecycle.power(instance, task, status, vmState, power);
    lifecycle.finish(action, "compute_" + name + "_instance", true);
    return HttpAnswer.empty(202);
  }

  private static void unlocked(Instance instance) {
    if (instance.locked) {
      throw ApiError.conflict("Instance %s is locked".formatted(instance.id));
    }
  }

  private HttpAnswer lock(SignedInRequest session, String id, JsonNode detail, boolean locked) {
    Instance instance = servers.find(session, id);
    instance.locked = locked;
    boolean reasoned = locked && detail.path("locked_reason").isTextual();
    instance.lockedReason = reasoned ? detail.path("locked_reason").asText() : null;
    lifecycle.finish(
        lifecycle.action(
            instance, locked ? "lock" : "unlock", session.call().requestId(), session.user().id),
        "lock",
        true);
    return HttpAnswer.empty(202);
  }

  private String consoleUrl(SignedInRequest session, String id) {
    Instance instance = servers.find(session, id);
    if (Set.of("building", "error", "shelved_offloaded").contains(instance.vmState)) {
      throw ApiError.conflict("Instance %s is not ready".formatted(id));
    }
    return session.call().base() + "/console/vnc_lite.html?path=%3Ftoken%3D" + world.uuid();
  }

  private HttpAnswer vncConsole(SignedInRequest session, String id, JsonNode detail) {
    if (session.from(6)) {
      throw ApiError.notFound("The resource could not be found.");
    }
    String type = detail.path("type").asText();
    available(type);
    ObjectNode body = WireJson.object();
    body.putObject("console").put("type", type).put("url", consoleUrl(session, id));
    return HttpAnswer.json(200, body);
  }

  private static void available(String type) {
    if (!type.equals("novnc")) {
      throw ApiError.badRequest("Unavailable console type %s.".formatted(type));
    }
  }

  private HttpAnswer remoteConsole(SignedInRequest session, List<String> path) {
    if (!session.from(6)) {
      throw ApiError.notFound("The resource could not be found.");
    }
    JsonNode wanted = session.body("remote_console");
    JsonNode protocol = wanted.path("protocol");
    if (!Set.of("vnc", "spice", "rdp", "serial", "mks").contains(protocol.asText())) {
      throw Schema.invalid(
          "protocol",
          protocol,
          Schema.python(protocol) + " is not one of ['vnc', 'spice', 'rdp', 'serial']");
    }
    servers.find(session, path.get(0));
    available(wanted.path("type").asText());
    ObjectNode body = WireJson.object();
    body.putObject("remote_console")
        .put("protocol", "vnc")
        .put("type", "novnc")
        .put("url", consoleUrl(session, path.get(0)));
    return HttpAnswer.json(200, body);
  }

  /** Windows writes nothing to its serial console; the others end at their login prompt. */
  private HttpAnswer consoleLog(SignedInRequest session, String id, JsonNode wanted) {
    Schema.only("os-getConsoleOutput", wanted, Set.of("length"));
    Instance instance = servers.find(session, id);
    if (instance.vmState.equals("building")) {
      throw ApiError.conflict("Instance %s is not ready".formatted(id));
    }
    if (!instance.vmState.equals("active")) {
      throw ApiError.notFound("Guest does not have a console available.");
    }
    boolean windows = instance.imageProperties.getOrDefault("os_type", "").equals("windows");
    List<String> lines =
        windows
            ? List.of()
            : List.of(
                "[    0.000000] Linux version 6.1.0",
                "[    2.417000] EXT4-fs (vda1): mounted filesystem",
                "",
                instance.name + " login: ");
    int length = wanted.path("length").asInt(lines.size());
    int from = length < 0 ? 0 : Math.max(0, lines.size() - length);
    ObjectNode body = WireJson.object();
    body.put("output", String.join("\n", lines.subList(from, lines.size())));
    return HttpAnswer.json(200, body);
  }

  private HttpAnswer attachments(SignedInRequest session, List<String> path) {
    Instance instance = servers.find(session, path.get(0));
    ObjectNode body = WireJson.object();
    ArrayNode list = body.putArray("volumeAttachments");
    instance.attachments.forEach(a -> list.add(NovaView.attachment(session, instance, a)));
    return HttpAnswer.json(200, body);
  }

  private static Attachment find(Instance instance, String volumeId) {
    return instance.attachments.stream()
        .filter(a -> a.volumeId().equals(volumeId))
        .findFirst()
        .orElseThrow(
            () ->
                ApiError.notFound(
                    "Instance %s is not attached to volume %s".formatted(instance.id, volumeId)));
  }

  private HttpAnswer attachment(SignedInRequest session, List<String> path) {
    Instance instance = servers.find(session, path.get(0));
    ObjectNode body = WireJson.object();
    body.set(
        "volumeAttachment", NovaView.attachment(session, instance, find(instance, path.get(1))));
    return HttpAnswer.json(200, body);
  }

  private HttpAnswer attach(SignedInRequest session, List<String> path) {
    Instance instance = servers.find(session, path.get(0));
    String volumeId = session.body("volumeAttachment").path("volumeId").asText();
    Volume volume = world.storage.volumes.get(volumeId);
    if (volume == null || !volume.projectId.equals(instance.projectId)) {
      throw ApiError.notFound("Volume %s could not be found.".formatted(volumeId));
    }
    if (volume.attached != null) {
      throw ApiError.badRequest(
          "Invalid volume: volume %s is already attached to instances: %s"
              .formatted(volumeId, volume.attached.instanceId()));
    }
    if (!volume.status.equals("available")) {
      throw ApiError.badRequest(
          ("Invalid volume: Invalid input received: Invalid volume: Volume %s status must be"
                  + " available or downloading to reserve, but the current status is %s. (HTTP 400)"
                  + " (Request-ID: req-%s)")
              .formatted(volumeId, volume.status, world.uuid()));
    }
    Attachment attachment = building.connectNow(instance, volume, null, false);
    lifecycle.finish(
        lifecycle.action(instance, "attach_volume", session.call().requestId(), session.user().id),
        "compute_attach_volume",
        true);
    ObjectNode body = WireJson.object();
    body.set("volumeAttachment", NovaView.attachment(session, instance, attachment));
    return HttpAnswer.json(200, body);
  }

  private HttpAnswer detach(SignedInRequest session, List<String> path) {
    Instance instance = servers.find(session, path.get(0));
    Attachment attachment = find(instance, path.get(1));
    if (attachment.device().endsWith("da") && instance.volumeBooted()) {
      throw ApiError.forbidden("Cannot detach a root device volume");
    }
    Volume volume = world.storage.volumes.get(attachment.volumeId());
    lifecycle.action(instance, "detach_volume", session.call().requestId(), session.user().id);
    if (volume != null) {
      volumes.status(volume, "detaching");
      world.later(
          world.knobs.get(Time.ATTACH),
          () -> {
            instance.attachments.remove(attachment);
            if (volume.status.equals("detaching")) {
              volumes.detach(volume);
            }
          });
    }
    return HttpAnswer.empty(202);
  }
}
