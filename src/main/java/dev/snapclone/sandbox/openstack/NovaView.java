package dev.snapclone.sandbox.openstack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapclone.sandbox.openstack.ComputeState.Action;
import dev.snapclone.sandbox.openstack.ComputeState.Attachment;
import dev.snapclone.sandbox.openstack.ComputeState.Fault;
import dev.snapclone.sandbox.openstack.ComputeState.Flavor;
import dev.snapclone.sandbox.openstack.ComputeState.Instance;
import dev.snapclone.sandbox.openstack.NetworkState.Group;
import dev.snapclone.sandbox.openstack.NetworkState.Network;
import dev.snapclone.sandbox.openstack.NetworkState.Port;
import dev.snapclone.sandbox.openstack.wire.WireJson;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Nova's resources as JSON, with the fields of the microversion. */
final class NovaView {
  private final CloudWorld world;
  private final SandboxNetworking networking;

  NovaView(CloudWorld world, SandboxNetworking networking) {
    this.world = world;
    this.networking = networking;
  }

  static String root(SignedInRequest session) {
    return session.call().base() + "/compute";
  }

  private static void links(ObjectNode node, SignedInRequest session, String path) {
    ArrayNode links = node.putArray("links");
    links.addObject().put("rel", "self").put("href", root(session) + "/v2.1" + path);
    links.addObject().put("rel", "bookmark").put("href", root(session) + path);
  }

  ObjectNode brief(SignedInRequest session, Instance instance) {
    ObjectNode server = WireJson.object();
    server.put("id", instance.id).put("name", instance.name);
    links(server, session, "/servers/" + instance.id);
    return server;
  }

  ObjectNode full(SignedInRequest session, Instance instance) {
    ObjectNode server = WireJson.object();
    server.put("id", instance.id).put("name", instance.name).put("status", instance.status);
    server.put("tenant_id", instance.projectId).put("user_id", instance.userId);
    server.set("metadata", WireJson.strings(instance.metadata));
    server.put("hostId", instance.hostId);
    String imageId = instance.imageId;
    if (imageId == null) {
      server.put("image", ""); // an empty string, not null or an object
    } else {
      ObjectNode image = server.putObject("image").put("id", imageId);
      image
          .putArray("links")
          .addObject()
          .put("rel", "bookmark")
          .put("href", root(session) + "/images/" + imageId);
    }
    server.set("flavor", flavorOf(session, instance.flavor));
    server.put("created", Times.zulu(instance.created));
    server.put("updated", Times.zulu(instance.updated));
    server.set("addresses", addresses(instance));
    server.put("accessIPv4", "").put("accessIPv6", "");
    links(server, session, "/servers/" + instance.id);
    server.put("OS-DCF:diskConfig", "MANUAL");
    fault(server, instance);
    server.put("OS-EXT-AZ:availability_zone", instance.zone);
    server.put("config_drive", instance.configDrive ? "True" : "");
    server.put("key_name", instance.keyName);
    server.put("OS-SRV-USG:launched_at", Times.zoneless(instance.launched));
    server.putNull("OS-SRV-USG:terminated_at");
    securityGroups(server, instance);
    server.put("OS-EXT-STS:task_state", instance.taskState);
    server.put("OS-EXT-STS:vm_state", instance.vmState);
    server.put("OS-EXT-STS:power_state", instance.powerState);
    server.set("os-extended-volumes:volumes_attached", volumes(session, instance));
    newer(server, session, instance);
    return server;
  }

  private static void fault(ObjectNode server, Instance instance) {
    Fault fault = instance.fault;
    if (instance.status.equals("ERROR") && fault != null) {
      server
          .putObject("fault")
          .put("code", fault.code())
          .put("created", Times.zulu(fault.created()))
          .put("message", fault.message());
    } else if (instance.status.equals("ACTIVE") || instance.status.equals("BUILD")) {
      server.put("progress", 0);
    }
  }

  private static void newer(ObjectNode server, SignedInRequest session, Instance instance) {
    if (session.from(9)) {
      server.put("locked", instance.locked);
    }
    if (session.from(73)) {
      server.put("locked_reason", instance.lockedReason);
    }
    if (session.from(19)) {
      server.put("description", instance.description);
    }
    if (session.from(26)) {
      server.set("tags", WireJson.strings(instance.tags));
    }
    if (session.from(63)) {
      server.putNull("trusted_image_certificates");
    }
    if (session.from(90)) {
      server.put("OS-EXT-SRV-ATTR:hostname", hostname(instance.name));
    }
  }

  static String hostname(String name) {
    String host =
        name.toLowerCase(Locale.ROOT).replaceAll("[ _]", "-").replaceAll("[^a-z0-9.-]+", "");
    return host.replaceAll("^[.-]+|[.-]+$", "");
  }

  private static ObjectNode flavorOf(SignedInRequest session, Flavor flavor) {
    ObjectNode node = WireJson.object();
    if (session.from(47)) {
      node.put("vcpus", flavor.vcpus()).put("ram", flavor.ram()).put("disk", flavor.disk());
      node.put("ephemeral", 0).put("swap", 0).put("original_name", flavor.name());
      node.putObject("extra_specs");
      return node;
    }
    node.put("id", flavor.id());
    node.putArray("links")
        .addObject()
        .put("rel", "bookmark")
        .put("href", root(session) + "/flavors/" + flavor.id());
    return node;
  }

  ObjectNode addresses(Instance instance) {
    ObjectNode addresses = WireJson.object();
    if (instance.vmState.equals("building") || instance.vmState.equals("deleted")) {
      return addresses; // Nova's cache is filled only at the end
    }
    for (Port port : networking.portsOf(instance.id)) {
      Network network = world.network.networks.get(port.networkId);
      String name = network == null ? port.networkId : network.name();
      ArrayNode list =
          addresses.get(name) instanceof ArrayNode there ? there : addresses.putArray(name);
      list.addObject()
          .put("version", 4)
          .put("addr", port.ip)
          .put("OS-EXT-IPS:type", "fixed")
          .put("OS-EXT-IPS-MAC:mac_addr", port.mac);
    }
    return addresses;
  }

  /** Only names, and none while there are no ports. */
  private void securityGroups(ObjectNode server, Instance instance) {
    Set<String> names = new LinkedHashSet<>();
    ArrayNode groups = WireJson.array();
    for (Port port : networking.portsOf(instance.id)) {
      for (String id : port.groupIds) {
        Group group = world.network.groups.get(id);
        if (group != null && names.add(id)) {
          groups.addObject().put("name", group.name);
        }
      }
    }
    if (!groups.isEmpty()) {
      server.set("security_groups", groups);
    }
  }

  private static ArrayNode volumes(SignedInRequest session, Instance instance) {
    ArrayNode volumes = WireJson.array();
    for (Attachment attachment : instance.attachments) {
      ObjectNode volume = volumes.addObject().put("id", attachment.volumeId());
      if (session.from(3)) {
        volume.put("delete_on_termination", attachment.deleteOnTermination());
      }
    }
    return volumes;
  }

  static ObjectNode attachment(SignedInRequest session, Instance instance, Attachment attachment) {
    ObjectNode node = WireJson.object();
    if (!session.from(89)) {
      node.put("id", attachment.volumeId());
    }
    node.put("volumeId", attachment.volumeId()).put("serverId", instance.id);
    node.put("device", attachment.device());
    if (session.from(70)) {
      node.putNull("tag");
    }
    if (session.from(79)) {
      node.put("delete_on_termination", attachment.deleteOnTermination());
    }
    if (session.from(89)) {
      node.put("attachment_id", attachment.attachmentId()).put("bdm_uuid", attachment.bdmId());
    }
    return node;
  }

  static ObjectNode flavor(SignedInRequest session, Flavor flavor, boolean detail) {
    ObjectNode node = WireJson.object();
    node.put("id", flavor.id()).put("name", flavor.name());
    if (detail) {
      node.put("ram", flavor.ram()).put("disk", flavor.disk());
      if (session.from(75)) {
        node.put("swap", 0);
      } else {
        node.put("swap", "");
      }
      node.put("OS-FLV-EXT-DATA:ephemeral", 0).put("OS-FLV-DISABLED:disabled", false);
      node.put("vcpus", flavor.vcpus()).put("os-flavor-access:is_public", true);
      node.put("rxtx_factor", 1.0);
    }
    links(node, session, "/flavors/" + flavor.id());
    if (session.from(55)) {
      node.putNull("description");
    }
    if (detail && session.from(61)) {
      node.putObject("extra_specs");
    }
    return node;
  }

  static ObjectNode action(
      SignedInRequest session, Instance instance, Action action, boolean whole) {
    ObjectNode node = WireJson.object();
    node.put("action", action.name).put("instance_uuid", instance.id);
    node.put("request_id", action.requestId).put("user_id", action.userId);
    node.put("project_id", instance.projectId);
    node.put("start_time", Times.zoneless(action.started)).put("message", action.message);
    if (session.from(58)) {
      node.put("updated_at", Times.zoneless(action.updated));
    }
    if (whole && session.from(51)) {
      ArrayNode events = node.putArray("events");
      for (String name : action.event == null ? List.<String>of() : List.of(action.event)) {
        ObjectNode event = events.addObject().put("event", name);
        event.put("start_time", Times.zoneless(action.started));
        event.put("finish_time", action.result == null ? null : Times.zoneless(action.updated));
        event.put("result", action.result);
        if (session.from(62)) {
          event.put("hostId", instance.hostId);
        }
      }
    }
    return node;
  }
}
