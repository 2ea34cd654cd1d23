package dev.snapclone.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapclone.cloud.CloudException;
import dev.snapclone.cloud.CloudException.Kind;
import dev.snapclone.cloud.ConsoleLink;
import dev.snapclone.cloud.Flavor;
import dev.snapclone.cloud.Instance;
import dev.snapclone.cloud.InstanceAction;
import dev.snapclone.cloud.Keypair;
import dev.snapclone.cloud.NewInstance;
import dev.snapclone.cloud.ServerGroup;
import dev.snapclone.cloud.VolumeAttachment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openstack4j.core.transport.HttpMethod;
import org.openstack4j.core.transport.HttpResponse;

/** Nova (Compute API reference). */
final class Compute {
  private static final int NOT_IMPLEMENTED = 501;
  private static final Map<String, String> PAGE = Map.of("limit", "500");

  /** How many actions are read in detail: each costs a request. */
  private static final int ACTIONS = 10;

  /** From 2.79 on an attachment has delete_on_termination. */
  static final Api ATTACHMENTS = Api.COMPUTE.at("2.79");

  /** From 2.21 on a deleted instance lists old actions; below it is 404. */
  private static final Api ACTION_LIST = Api.COMPUTE.at("2.20");

  /** From 2.51 on a plain member sees the events. */
  static final Api ACTION_EVENTS = Api.COMPUTE.at("2.51");

  /** From 2.45 on the id is in the body; below, only at the end of a malformed Location. */
  private static final Api CREATE_IMAGE = Api.COMPUTE.at("2.45");

  /** Tags need 2.52, multiattach volumes 2.60; networks are required from 2.37 on. */
  static final Api BOOT = Api.COMPUTE.at("2.60");

  /** From 2.6 on remote-consoles replaces os-getVNCConsole. */
  private static final Api CONSOLE = Api.COMPUTE.at("2.6");

  private static final Api SERVER_GROUPS = Api.COMPUTE.at("2.64");

  static final int FIRST_LOCKED = 9;

  /** Below, an instance for which no network is named gets one. */
  static final int FIRST_WITHOUT_NETWORK = 37;

  private final Calls calls;

  Compute(Calls calls) {
    this.calls = calls;
  }

  List<Instance> instances() {
    return calls.pages(Api.COMPUTE, "/servers/detail", "servers", PAGE, InstanceReader::instance);
  }

  Optional<Instance> instance(String id) {
    return calls.find(
        Api.COMPUTE, "/servers", id, n -> InstanceReader.instance(ApiJson.need(n, "server")));
  }

  void setMetadata(String id, Map<String, String> metadata) {
    ObjectNode body = ApiJson.newObject();
    body.set("metadata", ApiJson.ofMap(metadata));
    calls.send(
        Api.COMPUTE,
        HttpMethod.POST,
        "/servers/" + calls.id(Api.COMPUTE, id) + "/metadata",
        body,
        Session.JSON);
  }

  List<VolumeAttachment> attachments(String instanceId) {
    String path = "/servers/" + calls.id(ATTACHMENTS, instanceId) + "/os-volume_attachments";
    return calls.get(
        ATTACHMENTS,
        path,
        Map.of(),
        n -> ApiJson.each(ApiJson.need(n, "volumeAttachments"), InstanceReader::attachment));
  }

  List<InstanceAction> actions(String instanceId) {
    String path = "/servers/" + calls.id(ACTION_LIST, instanceId) + "/os-instance-actions";
    List<InstanceAction> listed;
    try {
      listed =
          calls.get(
              ACTION_LIST,
              path,
              Map.of(),
              n -> ApiJson.each(ApiJson.need(n, "instanceActions"), InstanceReader::action));
    } catch (CloudException e) {
      if (e.kind() == Kind.NOT_FOUND) {
        return List.of();
      }
      throw e;
    }
    listed.sort(Comparator.comparing(InstanceAction::started).reversed());
    List<InstanceAction> actions = new ArrayList<>();
    for (int i = 0; i < listed.size(); i++) {
      InstanceAction action = listed.get(i);
      actions.add(
          i >= ACTIONS
              ? action
              : calls
                  .find(
                      ACTION_EVENTS,
                      path,
                      action.requestId(),
                      n -> InstanceReader.action(ApiJson.need(n, "instanceAction")))
                  .orElse(action));
    }
    return actions;
  }

  String createImage(String instanceId, String name, Map<String, String> properties) {
    ObjectNode image = ApiJson.newObject().put("name", name);
    image.set("metadata", ApiJson.ofMap(properties));
    ObjectNode body = ApiJson.newObject();
    body.set("createImage", image);
    HttpResponse response =
        calls.send(
            CREATE_IMAGE,
            HttpMethod.POST,
            "/servers/" + calls.id(CREATE_IMAGE, instanceId) + "/action",
            body,
            Session.JSON);
    String location = response.header("Location");
    if (location != null && !location.isBlank()) {
      String trimmed = location.strip().replaceAll("/+$", "");
      return trimmed.substring(trimmed.lastIndexOf('/') + 1);
    }
    return calls.read(
        CREATE_IMAGE, response.readEntity(JsonNode.class), n -> ApiJson.needText(n, "image_id"));
  }

  String createInstance(NewInstance instance) {
    return calls.post(
        BOOT,
        api -> new Calls.Post("/servers", bootBody(instance, api.minor())),
        n -> ApiJson.needText(ApiJson.need(n, "server"), "id"));
  }

  /** The answer contains an adminPass, so only the id is read. */
  private static ObjectNode bootBody(NewInstance instance, int minor) {
    ObjectNode server =
        ApiJson.newObject().put("name", instance.name()).put("flavorRef", instance.flavorId());
    putIfGiven(server, "imageRef", instance.source().imageId());
    if (!instance.source().volumes().isEmpty()) {
      server.set("block_device_mapping_v2", disks(instance.source()));
    }
    if (instance.networks().none()) {
      if (minor < FIRST_WITHOUT_NETWORK) {
        throw new IllegalArgumentException("this Nova cannot launch without a network");
      }
      server.put("networks", "none");
    } else if (instance.networks().networkIds().isEmpty()
        && instance.networks().portIds().isEmpty()) {
      if (minor >= FIRST_WITHOUT_NETWORK) {
        server.put("networks", "auto");
      }
    } else {
      ArrayNode networks = server.putArray("networks");
      instance.networks().networkIds().forEach(id -> networks.addObject().put("uuid", id));
      instance.networks().portIds().forEach(id -> networks.addObject().put("port", id));
    }
    if (!instance.networks().securityGroupIds().isEmpty()) {
      ArrayNode groups = server.putArray("security_groups");
      instance.networks().securityGroupIds().forEach(id -> groups.addObject().put("name", id));
    }
    if (!instance.metadata().isEmpty()) {
      server.set("metadata", ApiJson.ofMap(instance.metadata()));
    }
    // Older services have no tags here; the bot goes by its mark in the metadata anyway.
    if (!instance.tags().isEmpty() && minor >= 52) {
      server.set("tags", ApiJson.ofTexts(instance.tags()));
    }
    putIfGiven(server, "key_name", instance.configuration().keypair());
    putIfGiven(server, "availability_zone", instance.placement().availabilityZone());
    if (instance.configuration().configDrive() != null) {
      server.put("config_drive", instance.configuration().configDrive());
    }
    if (instance.configuration().userData() != null) {
      byte[] bytes = instance.configuration().userData().getBytes(StandardCharsets.UTF_8);
      server.put("user_data", Base64.getEncoder().encodeToString(bytes));
    }
    ObjectNode body = ApiJson.newObject();
    body.set("server", server);
    String group = instance.placement().serverGroupId();
    if (group != null) {
      body.putObject("os:scheduler_hints").put("group", group);
    }
    return body;
  }

  private static ArrayNode disks(NewInstance.Source source) {
    ArrayNode mapping = ApiJson.newArray();
    if (source.imageId() != null) {
      // Nova refuses volumes beside an image unless the mapping names the image as well.
      mapping
          .addObject()
          .put("boot_index", 0)
          .put("source_type", "image")
          .put("destination_type", "local")
          .put("uuid", source.imageId())
          .put("delete_on_termination", true);
    }
    for (NewInstance.BootVolume volume : source.volumes()) {
      ObjectNode disk =
          mapping
              .addObject()
              .put("boot_index", mapping.size() == 1 ? 0 : -1)
              .put("source_type", "volume")
              .put("destination_type", "volume")
              .put("uuid", volume.volumeId())
              .put("delete_on_termination", volume.deleteOnTermination());
      putIfGiven(disk, "device_name", volume.device());
    }
    return mapping;
  }

  /** From 2.64 on a group has one policy, before that a list of one. */
  List<ServerGroup> serverGroups() {
    return Calls.optional(
        () ->
            calls.get(
                SERVER_GROUPS,
                "/os-server-groups",
                Map.of("limit", "1000"),
                n -> ApiJson.each(ApiJson.need(n, "server_groups"), InstanceReader::serverGroup)));
  }

  private static void putIfGiven(ObjectNode node, String key, @Nullable String value) {
    if (value != null) {
      node.put(key, value);
    }
  }

  boolean deleteInstance(String id) {
    String path = calls.id(Api.COMPUTE, id);
    return calls.delete(Api.COMPUTE, os -> os.compute().servers().delete(path));
  }

  /** Where a proxy drops the request id, the newest stop has it. */
  String stopInstance(String id) {
    String request = power(id, "os-stop").header("X-Openstack-Request-Id");
    if (request != null && !request.isBlank()) {
      return request;
    }
    return actions(id).stream()
        .filter(a -> a.action().equals("stop"))
        .map(InstanceAction::requestId)
        .findFirst()
        .orElseThrow(() -> calls.malformed(Api.COMPUTE, "an answer without a request id"));
  }

  void startInstance(String id) {
    power(id, "os-start");
  }

  private HttpResponse power(String id, String action) {
    return calls.send(
        Api.COMPUTE,
        HttpMethod.POST,
        "/servers/" + calls.id(Api.COMPUTE, id) + "/action",
        ApiJson.newObject().putNull(action),
        Session.JSON);
  }

  String consoleOutput(String instanceId, int lines) {
    String path = "/servers/" + calls.id(Api.COMPUTE, instanceId) + "/action";
    ObjectNode body = ApiJson.newObject();
    body.putObject("os-getConsoleOutput").put("length", lines);
    try {
      return calls.post(Api.COMPUTE, api -> new Calls.Post(path, body), Compute::output);
    } catch (CloudException e) {
      // 404 where it exists and has no console; 501 by some drivers
      boolean none =
          (e.kind() == Kind.NOT_FOUND && e.said().contains("console"))
              || e.status() == NOT_IMPLEMENTED;
      if (none) {
        return "";
      }
      throw e;
    }
  }

  private static String output(JsonNode answer) {
    JsonNode output = answer.get("output");
    if (output == null || !output.isTextual()) {
      throw new Unreadable("the answer has no output");
    }
    return output.asText();
  }

  ConsoleLink consoleLink(String instanceId) {
    try {
      return console(instanceId, "vnc", "novnc");
    } catch (CloudException e) {
      if (e.kind() == Kind.BAD_REQUEST && e.said().contains("Unavailable console type")) {
        return console(instanceId, "spice", "spice-html5");
      }
      throw e;
    }
  }

  private ConsoleLink console(String instanceId, String protocol, String type) {
    String server = "/servers/" + calls.id(CONSOLE, instanceId);
    return calls.post(
        CONSOLE,
        api -> {
          ObjectNode body = ApiJson.newObject();
          if (api.minor() < CONSOLE.minor()) {
            String action = protocol.equals("vnc") ? "os-getVNCConsole" : "os-getSPICEConsole";
            body.putObject(action).put("type", type);
            return new Calls.Post(server + "/action", body);
          }
          body.putObject("remote_console").put("protocol", protocol).put("type", type);
          return new Calls.Post(server + "/remote-consoles", body);
        },
        n -> {
          JsonNode link = ApiJson.need(n, n.has("console") ? "console" : "remote_console");
          return new ConsoleLink(ApiJson.needText(link, "url"), ApiJson.needText(link, "type"));
        });
  }

  List<Flavor> flavors() {
    return calls.pages(Api.COMPUTE, "/flavors/detail", "flavors", PAGE, InstanceReader::flavor);
  }

  Optional<Flavor> flavor(String id) {
    return calls.find(
        Api.COMPUTE, "/flavors", id, n -> InstanceReader.flavor(ApiJson.need(n, "flavor")));
  }

  /** Paged from 2.35 on. */
  List<Keypair> keypairs() {
    return calls.get(
        Api.COMPUTE,
        "/os-keypairs",
        Map.of(),
        n -> ApiJson.each(ApiJson.need(n, "keypairs"), InstanceReader::keypair));
  }

  /** The available zones; none where Nova does not report them. */
  List<String> availabilityZones() {
    return Calls.optional(this::zones);
  }

  private List<String> zones() {
    return calls.get(
        Api.COMPUTE,
        "/os-availability-zone",
        Map.of(),
        n -> {
          List<String> up = new ArrayList<>();
          for (JsonNode zone : ApiJson.need(n, "availabilityZoneInfo")) {
            if (ApiJson.flag(zone.path("zoneState"), "available")) {
              up.add(ApiJson.needText(zone, "zoneName"));
            }
          }
          return up;
        });
  }
}
