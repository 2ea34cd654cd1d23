package dev.snapclone.sandbox.openstack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapclone.sandbox.openstack.ComputeState.Instance;
import dev.snapclone.sandbox.openstack.wire.Answer;
import dev.snapclone.sandbox.openstack.wire.Json;
import dev.snapclone.sandbox.openstack.wire.Routes;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Metadata and tags of instances. */
final class NovaLabels {
  private final NovaServers servers;

  NovaLabels(NovaServers servers) {
    this.servers = servers;
  }

  void route(Routes<Session> routes) {
    routes
        .on("GET", "/v2.1/servers/{}/metadata", this::metadata)
        .on("POST", "/v2.1/servers/{}/metadata", (s, p) -> setMetadata(s, p, false))
        .on("PUT", "/v2.1/servers/{}/metadata", (s, p) -> setMetadata(s, p, true))
        .on("GET", "/v2.1/servers/{}/metadata/{}", this::metadataItem)
        .on("PUT", "/v2.1/servers/{}/metadata/{}", this::setMetadataItem)
        .on("DELETE", "/v2.1/servers/{}/metadata/{}", this::deleteMetadataItem)
        .on("GET", "/v2.1/servers/{}/tags", this::tags)
        .on("PUT", "/v2.1/servers/{}/tags", this::replaceTags)
        .on("PUT", "/v2.1/servers/{}/tags/{}", this::addTag)
        .on("DELETE", "/v2.1/servers/{}/tags/{}", this::removeTag);
  }

  private Answer metadata(Session session, List<String> path) {
    ObjectNode body = Json.object();
    body.set("metadata", Json.strings(servers.find(session, path.get(0)).metadata));
    return Answer.json(200, body);
  }

  private Answer setMetadata(Session session, List<String> path, boolean replace) {
    Instance instance = servers.find(session, path.get(0));
    Map<String, String> wanted = Schema.metadata(session.body("metadata"));
    if (replace) {
      instance.metadata.clear();
    }
    instance.metadata.putAll(wanted);
    return metadata(session, path);
  }

  private Answer metadataItem(Session session, List<String> path) {
    String value = servers.find(session, path.get(0)).metadata.get(path.get(1));
    if (value == null) {
      throw ApiError.notFound("Metadata item was not found");
    }
    ObjectNode body = Json.object();
    body.putObject("meta").put(path.get(1), value);
    return Answer.json(200, body);
  }

  private Answer setMetadataItem(Session session, List<String> path) {
    Instance instance = servers.find(session, path.get(0));
    instance.metadata.putAll(Schema.metadata(session.body("meta")));
    return metadataItem(session, path);
  }

  private Answer deleteMetadataItem(Session session, List<String> path) {
    metadataItem(session, path);
    servers.find(session, path.get(0)).metadata.remove(path.get(1));
    return Answer.empty(204);
  }

  private Instance tagged(Session session, String id) {
    if (!session.from(26)) {
      throw ApiError.notFound("The resource could not be found.");
    }
    return servers.find(session, id);
  }

  private Answer tags(Session session, List<String> path) {
    ObjectNode body = Json.object();
    body.set("tags", Json.strings(tagged(session, path.get(0)).tags));
    return Answer.json(200, body);
  }

  private Answer replaceTags(Session session, List<String> path) {
    Instance instance = tagged(session, path.get(0));
    Set<String> wanted = NovaCreate.tags(session.body().get("tags"));
    instance.tags.clear();
    instance.tags.addAll(wanted);
    return tags(session, path);
  }

  private Answer addTag(Session session, List<String> path) {
    boolean isNew = tagged(session, path.get(0)).tags.add(path.get(1));
    return Answer.empty(isNew ? 201 : 204);
  }

  private Answer removeTag(Session session, List<String> path) {
    if (!tagged(session, path.get(0)).tags.remove(path.get(1))) {
      throw ApiError.notFound("Instance %s has no tag '%s'".formatted(path.get(0), path.get(1)));
    }
    return Answer.empty(204);
  }
}
