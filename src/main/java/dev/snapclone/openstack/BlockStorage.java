package dev.snapclone.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapclone.cloud.CloudMessage;
import dev.snapclone.cloud.NewVolume;
import dev.snapclone.cloud.Volume;
import dev.snapclone.cloud.VolumeSnapshot;
import dev.snapclone.cloud.VolumeType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openstack4j.core.transport.HttpMethod;

/** Cinder (Block Storage API reference, version 3). */
final class BlockStorage {
  private static final Map<String, String> PAGE = Map.of("limit", "500");

  /** Messages need 3.3, filtering them 3.5. */
  static final Api MESSAGES = Api.VOLUME.at("3.5");

  static final int FIRST_MESSAGES = 3;

  private final Calls calls;

  BlockStorage(Calls calls) {
    this.calls = calls;
  }

  List<Volume> volumes() {
    return calls.pages(Api.VOLUME, "/volumes/detail", "volumes", PAGE, BlockStorage::volume);
  }

  Optional<Volume> volume(String id) {
    return calls.find(Api.VOLUME, "/volumes", id, n -> volume(ApiJson.need(n, "volume")));
  }

  /** The library's models would also send {@code display_name}, which is in no schema. */
  String createVolume(NewVolume volume) {
    ObjectNode node = ApiJson.newObject().put("name", volume.name()).put("size", volume.sizeGb());
    putIfGiven(node, "snapshot_id", volume.snapshotId());
    putIfGiven(node, "volume_type", volume.volumeType());
    putIfGiven(node, "availability_zone", volume.availabilityZone());
    node.set("metadata", ApiJson.ofMap(volume.metadata()));
    return make("/volumes", "volume", node);
  }

  private static void putIfGiven(ObjectNode node, String key, @Nullable String value) {
    if (value != null) {
      node.put(key, value);
    }
  }

  private String make(String path, String kind, ObjectNode node) {
    ObjectNode body = ApiJson.newObject();
    body.set(kind, node);
    return calls.post(Api.VOLUME, path, body, n -> ApiJson.needText(ApiJson.need(n, kind), "id"));
  }

  void setVolumeMetadata(String id, Map<String, String> metadata) {
    merge("/volumes/" + calls.id(Api.VOLUME, id) + "/metadata", metadata);
  }

  boolean deleteVolume(String id) {
    String path = calls.id(Api.VOLUME, id);
    return calls.delete(Api.VOLUME, os -> os.blockStorage().volumes().delete(path));
  }

  /** Not paged by default; none where Cinder does not show them. */
  List<VolumeType> volumeTypes() {
    return Calls.optional(
        () -> calls.pages(Api.VOLUME, "/types", "volume_types", PAGE, BlockStorage::volumeType));
  }

  private static VolumeType volumeType(JsonNode n) {
    return new VolumeType(
        ApiJson.needText(n, "id"),
        ApiJson.text(n, "name"),
        ApiJson.text(n.path("extra_specs"), "multiattach").equalsIgnoreCase("<is> True"));
  }

  List<VolumeSnapshot> snapshots() {
    return calls.pages(Api.VOLUME, "/snapshots/detail", "snapshots", PAGE, BlockStorage::snapshot);
  }

  Optional<VolumeSnapshot> snapshot(String id) {
    return calls.find(Api.VOLUME, "/snapshots", id, n -> snapshot(ApiJson.need(n, "snapshot")));
  }

  /** A volume in use needs {@code force} below 3.66; elsewhere it is harmless. */
  String createSnapshot(String volumeId, String name, Map<String, String> metadata) {
    ObjectNode node =
        ApiJson.newObject().put("name", name).put("volume_id", volumeId).put("force", true);
    node.set("metadata", ApiJson.ofMap(metadata));
    return make("/snapshots", "snapshot", node);
  }

  void setSnapshotMetadata(String id, Map<String, String> metadata) {
    merge("/snapshots/" + calls.id(Api.VOLUME, id) + "/metadata", metadata);
  }

  boolean deleteSnapshot(String id) {
    String path = calls.id(Api.VOLUME, id);
    return calls.delete(Api.VOLUME, os -> os.blockStorage().snapshots().delete(path));
  }

  /** POST merges; PUT would replace everything. */
  private void merge(String path, Map<String, String> metadata) {
    ObjectNode body = ApiJson.newObject();
    body.set("metadata", ApiJson.ofMap(metadata));
    calls.send(Api.VOLUME, HttpMethod.POST, path, body, Session.JSON);
  }

  /** Some versions of Cinder ignore filters, so each message is checked. */
  List<CloudMessage> messages(String resourceId) {
    if (calls.available(MESSAGES).minor() < FIRST_MESSAGES) {
      return List.of();
    }
    return calls
        .pages(
            MESSAGES,
            "/messages",
            "messages",
            Map.of("resource_uuid", resourceId),
            n -> Map.entry(ApiJson.text(n, "resource_uuid"), message(n)))
        .stream()
        .filter(e -> e.getKey().equals(resourceId))
        .map(Map.Entry::getValue)
        .sorted(Comparator.comparing(CloudMessage::created).reversed())
        .toList();
  }

  private static CloudMessage message(JsonNode n) {
    return new CloudMessage(
        ApiJson.text(n, "event_id"),
        ApiJson.text(n, "user_message"),
        ApiJson.text(n, "request_id"),
        ApiJson.time(n, "created_at"));
  }

  private static Volume volume(JsonNode n) {
    return new Volume(
        ApiJson.needText(n, "id"),
        ApiJson.text(n, "name"),
        ApiJson.needText(n, "status"),
        ApiJson.number(n, "size"),
        new Volume.Type(
            ApiJson.textOrNull(n, "volume_type"),
            ApiJson.flag(n, "multiattach"),
            ApiJson.textOrNull(n, "availability_zone")),
        new Volume.Source(
            ApiJson.textOrNull(n, "snapshot_id"),
            ApiJson.textOrNull(n, "source_volid"),
            ApiJson.flag(n, "bootable"),
            ApiJson.texts(n.get("volume_image_metadata"))),
        ApiJson.texts(n.get("metadata")),
        attachments(n),
        ApiJson.time(n, "created_at"));
  }

  /** Attachments to hosts, which have no server_id, are skipped. */
  private static List<Volume.AttachedTo> attachments(JsonNode n) {
    List<Volume.AttachedTo> attachments = new ArrayList<>();
    for (JsonNode attachment : n.path("attachments")) {
      String instance = ApiJson.textOrNull(attachment, "server_id");
      if (instance != null) {
        attachments.add(new Volume.AttachedTo(instance, ApiJson.textOrNull(attachment, "device")));
      }
    }
    return attachments;
  }

  private static VolumeSnapshot snapshot(JsonNode n) {
    return new VolumeSnapshot(
        ApiJson.needText(n, "id"),
        ApiJson.text(n, "name"),
        ApiJson.needText(n, "status"),
        ApiJson.text(n, "volume_id"),
        ApiJson.number(n, "size"),
        percent(ApiJson.textOrNull(n, "os-extended-snapshot-attributes:progress")),
        ApiJson.texts(n.get("metadata")),
        ApiJson.time(n, "created_at"));
  }

  /** "42%" as 42; null for anything else. */
  private static @Nullable Integer percent(@Nullable String text) {
    if (text == null || !text.strip().matches("\\d{1,3}(\\.\\d+)?%?")) {
      return null;
    }
    double value = Double.parseDouble(text.strip().replace("%", ""));
    return (int) Math.min(100, Math.round(value));
  }
}
