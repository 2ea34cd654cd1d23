package dev.snapclone.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.openstack4j.core.transport.HttpMethod;
import org.openstack4j.core.transport.HttpResponse;
import org.openstack4j.openstack.internal.BaseOpenStackService;

/**
 * Library-style calls that return plain JSON, for what its models drop or get wrong (raw states,
 * progress, volume_image_metadata, locked, tags, array-valued image properties, links to the next
 * page, quotas with use). Uses the thread's current session.
 */
final class JsonService extends BaseOpenStackService {
  JsonService(Service service) {
    super(service.type());
  }

  JsonNode get(String path, Map<String, String> params) {
    return get(JsonNode.class, path).params(params).execute();
  }

  /** POST, PUT or PATCH; the answer may be empty. */
  HttpResponse send(HttpMethod method, String path, JsonNode body, String contentType) {
    return request(method, Void.class, path)
        .json(body.toString())
        .contentType(contentType)
        .executeWithResponse();
  }
}
