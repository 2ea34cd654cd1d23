package dev.snapclone.sandbox.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.snapclone.sandbox.openstack.IdentityState.Project;
import dev.snapclone.sandbox.openstack.IdentityState.User;
import dev.snapclone.sandbox.openstack.wire.Call;
import org.jspecify.annotations.Nullable;

/**
 * A request with a valid token.
 *
 * @param minor the microversion's number after the dot
 */
record SignedInRequest(Call call, User user, Project project, int minor) {

  /** The body; the service's 400 if it is not a JSON object. */
  JsonNode body() {
    JsonNode json = call.json();
    if (json == null || !json.isObject()) {
      throw ApiError.badRequest("Malformed request body");
    }
    return json;
  }

  /** A named object in the body. */
  JsonNode body(String name) {
    JsonNode inner = body().get(name);
    if (inner == null || !inner.isObject()) {
      throw ApiError.badRequest("'%s' is a required property".formatted(name));
    }
    return inner;
  }

  boolean from(int version) {
    return minor >= version;
  }

  @Nullable String param(String name) {
    return call.param(name);
  }
}
