package dev.snapclone.sandbox.discord.rest;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** An answer of the API. */
record RestReply(int status, @Nullable JsonNode body) {
  static RestReply ok(JsonNode body) {
    return new RestReply(200, body);
  }

  static RestReply created(JsonNode body) {
    return new RestReply(201, body);
  }

  static RestReply nothing() {
    return new RestReply(204, null);
  }
}
