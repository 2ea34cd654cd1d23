package dev.snapclone.sandbox.openstack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapclone.sandbox.openstack.StorageState.Attached;
import dev.snapclone.sandbox.openstack.StorageState.Message;
import dev.snapclone.sandbox.openstack.StorageState.Volume;
import dev.snapclone.sandbox.openstack.StorageState.VolumeSnapshot;
import dev.snapclone.sandbox.openstack.wire.WireJson;
import java.time.Duration;

/** Cinder's resources as JSON, with the fields of the microversion. */
final class CinderView {
  private static final Duration MESSAGE_LIFE = Duration.ofDays(30);

  private CinderView() {}

  static String root(SignedInRequest session) {
    return session.call().base() + "/volume/v3/" + session.project().id;
  }

  private static void links(ObjectNode node, SignedInRequest session, String id) {
    ArrayNode links = node.putArray("links");
    links.addObject().put("rel", "self").put("href", root(session) + "/volumes/" + id);
    links.addObject().put("rel", "bookmark").put("href", root(session) + "/volumes/" + id);
  }

  static ObjectNode brief(SignedInRequest session, Volume volume) {
    ObjectNode node = WireJson.object();
    node.put("id", volume.id).put("name", volume.name);
    links(node, session, volume.id);
    return node;
  }

  /**
   * A volume.
   *
   * @param fresh as the answer to its POST has it: exact time, no project, no image metadata
   */
  static ObjectNode full(SignedInRequest session, Volume volume, boolean fresh) {
    ObjectNode node = WireJson.object();
    node.put("id", volume.id).put("status", volume.status).put("size", volume.size);
    node.put("availability_zone", volume.zone);
    node.put("created_at", fresh ? Times.micros(volume.created) : Times.zoneless(volume.created));
    node.put("updated_at", fresh ? null : Times.zoneless(volume.updated));
    node.put("name", volume.name).put("description", volume.description);
    node.put("volume_type", volume.type).put("snapshot_id", volume.snapshotId);
    node.put("source_volid", volume.sourceVolumeId);
    node.set("metadata", WireJson.strings(volume.metadata));
    links(node, session, volume.id);
    node.put("user_id", volume.userId).put("bootable", Boolean.toString(volume.bootable));
    node.put("encrypted", volume.encrypted).putNull("replication_status");
    node.putNull("consistencygroup_id").put("multiattach", volume.multiattach);
    ArrayNode attachments = node.putArray("attachments");
    Attached attached = volume.attached;
    if (attached != null) {
      ObjectNode one = attachments.addObject();
      one.put("id", volume.id).put("attachment_id", attached.attachmentId());
      one.put("volume_id", volume.id).put("server_id", attached.instanceId());
      one.putNull("host_name").put("device", attached.device());
      one.put("attached_at", Times.zoneless(attached.at()));
    }
    if (session.from(13)) {
      node.putNull("group_id");
    }
    if (session.from(48)) {
      node.put("shared_targets", false).putNull("service_uuid");
    }
    if (session.from(63)) {
      node.put("volume_type_id", volume.type);
    }
    if (session.from(65)) {
      node.put("consumes_quota", true);
    }
    if (!fresh) {
      node.put("os-vol-tenant-attr:tenant_id", volume.projectId);
      if (!volume.imageMetadata.isEmpty()) {
        node.set("volume_image_metadata", WireJson.strings(volume.imageMetadata));
      }
    }
    return node;
  }

  /**
   * A volume snapshot.
   *
   * @param fresh as the answer to its POST has it
   * @param detail whether to include progress and project
   */
  static ObjectNode snapshot(
      SignedInRequest session, VolumeSnapshot snapshot, boolean fresh, boolean detail) {
    ObjectNode node = WireJson.object();
    node.put("id", snapshot.id);
    node.put(
        "created_at", fresh ? Times.micros(snapshot.created) : Times.zoneless(snapshot.created));
    node.put("updated_at", Times.zoneless(snapshot.updated));
    node.put("name", snapshot.name).put("description", snapshot.description);
    node.put("volume_id", snapshot.volume.id).put("status", snapshot.status);
    node.put("size", snapshot.volume.size);
    node.set("metadata", WireJson.strings(snapshot.metadata));
    if (session.from(14)) {
      node.putNull("group_snapshot_id");
    }
    if (session.from(41)) {
      node.put("user_id", snapshot.userId);
    }
    if (session.from(65)) {
      node.put("consumes_quota", true);
    }
    if (detail) {
      node.put("os-extended-snapshot-attributes:project_id", snapshot.volume.projectId);
      node.put("os-extended-snapshot-attributes:progress", snapshot.progress);
    }
    return node;
  }

  static ObjectNode message(Message message) {
    ObjectNode node = WireJson.object();
    node.put("id", message.id()).put("event_id", message.event());
    node.put("user_message", message.text()).put("message_level", "ERROR");
    node.put("created_at", Times.zoneless(message.created()));
    node.put("guaranteed_until", Times.zoneless(message.created().plus(MESSAGE_LIFE)));
    node.put("request_id", message.requestId()).put("resource_type", message.type());
    node.put("resource_uuid", message.resourceId());
    return node;
  }
}
