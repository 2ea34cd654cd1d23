package dev.snapclone.sandbox.discord.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;

/**
 * A request that the bot sent, and what it got.
 *
 * @param path the path below {@code /api/v10}, without the query
 * @param route the template that matched, empty when none did
 * @param body the JSON, of a multipart request its {@code payload_json}; missing when there was
 *     none
 * @param files the names of the files in a multipart request
 * @param status the status that was sent, 0 when the answer was lost on purpose
 * @param answer the JSON that was sent, missing when there was none
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

  /** Returns method, path and status in one line: interaction tokens are left out. */
  @Override
  public String toString() {
    return method + " " + route + " -> " + status;
  }
}
