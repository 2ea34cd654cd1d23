package dev.snapclone.sandbox.discord.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.snapclone.sandbox.discord.chat.Upload;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A parsed request. */
record RestCall(
    Map<String, String> path, Map<String, String> query, JsonNode body, List<Upload> files) {

  /** Returns a variable of the route's template. */
  String path(String name) {
    String value = path.get(name);
    if (value == null) {
      throw new IllegalStateException("the route has no {" + name + "}");
    }
    return value;
  }

  @Nullable String query(String name) {
    return query.get(name);
  }

  boolean flag(String name) {
    String value = query.getOrDefault(name, "false");
    return value.equalsIgnoreCase("true") || value.equals("1");
  }

  /** Returns a field of the body; a missing node if there is none. */
  JsonNode get(String field) {
    JsonNode value = body.get(field);
    return value == null ? MissingNode.getInstance() : value;
  }
}
