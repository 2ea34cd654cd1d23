package dev.snapclone.sandbox.openstack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapclone.sandbox.openstack.ComputeState.Instance;
import dev.snapclone.sandbox.openstack.wire.HttpAnswer;
import dev.snapclone.sandbox.openstack.wire.Routes;
import dev.snapclone.sandbox.openstack.wire.WireJson;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Metadata and tags of instances. */
final class NovaLabels {
  private final NovaServers servers;

  NovaLabels(NovaServers servers) {
    this.servers = servers;
  }

  void route(Routes<SignedInRequest> routes) {
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

  private HttpAnswer metadata(SignedInRequest session, List<String> path) {
    ObjectNode body = WireJson.object();
    body.set("metadata", WireJson.strings(servers.find(session, path.get(0)).metadata));
    return HttpAnswer.json(200, body);
  }

  private HttpAnswer setMetadata(SignedInRequest session, List<String> path, boolean replace) {
    Instance instance = servers.find(session, path.get(0));
    Map<String, String> wanted = Schema.metadata(session.body("metadata"));
    if (replace) {
      instance.metadata.clear();
    }
    instance.metadata.putAll(wanted);
    return metadata(session, path);
  }

  private HttpAnswer metadataItem(SignedInRequest session, List<String> path) {
    String value = servers.find(session, path.get(0)).metadata.get(path.get(1));
    if (value == null) {
      throw ApiError.notFound("Metadata item was not found");
    }
    ObjectNode body = WireJson.object();
    body.putObject("meta").put(path.get(1), value);
    return HttpAnswer.json(200, body);
  }

  private HttpAnswer setMetadataItem(SignedInRequest session, List<String> path) {
    Instance instance = servers.find(session, path.get(0));
    instance.metadata.putAll(Schema.metadata(session.body("meta")));
    return metadataItem(session, path);
  }

  private HttpAnswer deleteMetadataItem(SignedInRequest session, List<String> path) {
    metadataItem(session, path);
    servers.find(session, path.get(0)).metadata.remove(path.get(1));
    return HttpAnswer.empty(204);
  }

  private Instance tagged(SignedInRequest session, String id) {
    if (!session.from(26)) {
      throw ApiError.notFound("The resource could not be found.");
    }
    return servers.find(session, id);
  }

  private HttpAnswer tags(SignedInRequest session, List<String> path) {
    ObjectNode body = WireJson.object();
    body.set("tags", WireJson.strings(tagged(session, path.get(0)).tags));
    return HttpAnswer.json(200, body);
  }

  private HttpAnswer replaceTags(SignedInRequest session, List<String> path) {
    Instance instance = tagged(session, path.get(0));
    Set<String> wanted = NovaCreate.tags(session.body().get("tags"));
    instance.tags.clear();
    instance.tags.addAll(wanted);
    return tags(session, path);
  }

  private HttpAnswer addTag(SignedInRequest session, List<String> path) {
    boolean isNew = tagged(session, path.get(0)).tags.add(path.get(1));
    return HttpAnswer.empty(isNew ? 201 : 204);
  }

  private HttpAnswer removeTag(SignedInRequest session, List<String> path) {
    if (!tagged(session, path.get(0)).tags.remove(path.get(1))) {
      throw ApiError.notFound("Instance %s has no tag '%s'".formatted(path.get(0), path.get(1)));
    }
    return HttpAnswer.empty(204);
  }
}
