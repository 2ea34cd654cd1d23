package dev.snapclone.sandbox.discord.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;

/**
 * A request of the bot, and the answer.
 *
 * @param path the path below {@code /api/v10}, without the query
 * @param route the template that matched, empty when none did
 * @param body the JSON, for a multipart request its {@code payload_json}; a missing node if there
 *     was none
 * @param files the names of the files in a multipart request
 * @param status the sent status; 0 if the answer was lost on purpose
 * @param answer the sent JSON; a missing node if there was none
 */
public record Request(
    Instant at,
    String method,
    String path,
    String query,
    String route,
    JsonNode body,
    List<String> files,
    int status,
    JsonNode answer) {

  /** Returns method, path and status in one line, without interaction tokens. */
  @Override
  public String toString() {
    return method + " " + route + " -> " + status;
  }
}
