package dev.snapclone.sandbox.openstack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapclone.sandbox.openstack.IdentityState.Project;
import dev.snapclone.sandbox.openstack.wire.WireJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/** The service catalog, with three interfaces and one region. */
final class Catalog {
  private final CloudWorld world;

  Catalog(CloudWorld world) {
    this.world = world;
  }

  private record Entry(String type, String name, String path) {}

  /** The catalog of a project, as in a token. */
  ArrayNode of(Project project, String base) {
    List<Entry> entries =
        List.of(
            new Entry("network", "neutron", "/network"),
            new Entry("compute", "nova", "/compute/v2.1"),
            new Entry("identity", "keystone", "/identity/v3"),
            new Entry("volumev3", "cinderv3", "/volume/v3/" + project.id),
            new Entry("image", "glance", "/image"));
    ArrayNode catalog = WireJson.array();
    for (Entry entry : entries) {
      if (world.identity.hidden.contains(entry.type())) {
        continue;
      }
      ObjectNode service = catalog.addObject();
      ArrayNode endpoints = service.putArray("endpoints");
      for (String face : List.of("admin", "public", "internal")) {
        endpoints
            .addObject()
            .put("id", stableId(entry.type() + face))
            .put("interface", face)
            .put("region_id", world.region)
            .put("url", base + entry.path())
            .put("region", world.region);
      }
      service.put("id", stableId(entry.type()));
      service.put("type", entry.type()).put("name", entry.name());
    }
    return catalog;
  }

  /** A fixed id for a name. */
  String stableId(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))
        .toString()
        .replace("-", "");
  }
}
