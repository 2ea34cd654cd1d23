package dev.snapclone.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.snapclone.cloud.BlockDevice;
import dev.snapclone.cloud.Image;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openstack4j.core.transport.HttpMethod;

/** Glance (Image service API reference, version 2). */
final class Images {
  private static final Map<String, String> PAGE = Map.of("limit", "500");
  private static final String JSON_PATCH = "application/openstack-images-v2.1-json-patch";

  /** Glance's own attributes; everything else is a property that somebody set. */
  private static final Set<String> OWN =
      Set.of(
          "id",
          "name",
          "status",
          "visibility",
          "size",
          "virtual_size",
          "min_disk",
          "min_ram",
          "owner",
          "protected",
          "checksum",
          "os_hash_algo",
          "os_hash_value",
          "os_hidden",
          "container_format",
          "disk_format",
          "created_at",
          "updated_at",
          "self",
          "file",
          "schema",
          "direct_url",
          "stores");

  private final Calls calls;

  Images(Calls calls) {
    this.calls = calls;
  }

  /** Without a filter Glance lists the project's own, accepted shared and public images. */
  List<Image> images() {
    return calls.pages(Api.IMAGE, "/images", "images", PAGE, Images::image);
  }

  Optional<Image> image(String id) {
    return calls.find(Api.IMAGE, "/images", id, Images::image);
  }

  /** JSON patch: {@code add} also replaces an existing property. */
  void setProperties(String id, Map<String, String> properties) {
    if (properties.isEmpty()) {
      return;
    }
    ArrayNode patch = ApiJson.newArray();
    properties.forEach(
        (key, value) ->
            patch
                .addObject()
                .put("op", "add")
                .put("path", "/" + key.replace("~", "~0").replace("/", "~1"))
                .put("value", value));
    calls.send(
        Api.IMAGE, HttpMethod.PATCH, "/images/" + calls.id(Api.IMAGE, id), patch, JSON_PATCH);
  }

  boolean delete(String id) {
    String path = calls.id(Api.IMAGE, id);
    return calls.delete(Api.IMAGE, os -> os.imagesV2().delete(path));
  }

  private static Image image(JsonNode n) {
    return new Image(
        ApiJson.needText(n, "id"),
        ApiJson.text(n, "name"),
        ApiJson.needText(n, "status"),
        ApiJson.numberOrNull(n, "size"),
        new Image.Minimum(ApiJson.number(n, "min_disk"), ApiJson.number(n, "min_ram")),
        new Image.Access(
            ApiJson.textOrNull(n, "owner"),
            ApiJson.text(n, "visibility"),
            ApiJson.flag(n, "protected")),
        properties(n),
        blockDevices(n.get("block_device_mapping")),
        ApiJson.time(n, "created_at"));
  }

  private static Map<String, String> properties(JsonNode n) {
    Map<String, String> properties = new LinkedHashMap<>();
    n.properties()
        .forEach(
            e -> {
              if (e.getValue().isTextual() && !OWN.contains(e.getKey())) {
                properties.put(e.getKey(), e.getValue().textValue());
              }
            });
    return properties;
  }

  /**
   * The property is a JSON string that anybody may write. Anything but a list of mappings counts as
   * none, so that it cannot break the list of images.
   */
  private static List<BlockDevice> blockDevices(@Nullable JsonNode property) {
    JsonNode list =
        property != null && property.isTextual() ? ApiJson.lenient(property.textValue()) : property;
    List<BlockDevice> devices = new ArrayList<>();
    if (list != null && list.isArray()) {
      list.forEach(n -> add(devices, n));
    }
    return devices;
  }

  private static void add(List<BlockDevice> devices, JsonNode n) {
    String snapshotId = ApiJson.textOrNull(n, "snapshot_id");
    String sourceType = ApiJson.textOrNull(n, "source_type");
    if (sourceType == null && snapshotId == null) {
      return;
    }
    devices.add(
        new BlockDevice(
            bootIndex(n),
            ApiJson.textOrNull(n, "device_name"),
            sourceType == null ? "snapshot" : sourceType,
            snapshotId,
            ApiJson.intOrNull(n, "volume_size"),
            ApiJson.flag(n, "delete_on_termination")));
  }

  /** Nova writes null for a device that is not booted from; users of its API also -1. */
  private static @Nullable Integer bootIndex(JsonNode n) {
    Integer index = ApiJson.intOrNull(n, "boot_index");
    return index == null || index < 0 ? null : index;
  }
}
