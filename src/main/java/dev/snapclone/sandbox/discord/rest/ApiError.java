package dev.snapclone.sandbox.discord.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapclone.sandbox.discord.chat.Json;
import org.jspecify.annotations.Nullable;

/** An error answer, with Discord's own codes (topics/opcodes-and-status-codes.mdx "JSON"). */
final class ApiError extends RuntimeException {
  private final int status;
  private final int code;
  private final @Nullable ObjectNode errors;

  private ApiError(int status, int code, String message, @Nullable ObjectNode errors) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
    this.errors = errors;
  }

  static ApiError of(int status, int code, String message) {
    return new ApiError(status, code, message, null);
  }

  static ApiError invalidForm(ObjectNode errors) {
    return new ApiError(400, 50035, "Invalid Form Body", errors);
  }

  static ApiError notFound() {
    return of(404, 0, "404: Not Found");
  }

  static ApiError unauthorized() {
    return of(401, 0, "401: Unauthorized");
  }

  static ApiError unknown(int code, String what) {
    return of(404, code, "Unknown " + what);
  }

  static ApiError unknownMessage() {
    return unknown(10008, "Message");
  }

  static ApiError missingAccess() {
    return of(403, 50001, "Missing Access");
  }

  static ApiError missingPermissions() {
    return of(403, 50013, "Missing Permissions");
  }

  /** What is archived takes no messages, edits, members or commands (topics/threads.mdx). */
  static ApiError threadArchived() {
    return of(400, 50083, "Thread is archived");
  }

  int status() {
    return status;
  }

  ObjectNode body() {
    ObjectNode body = Json.object().put("message", getMessage()).put("code", code);
    if (errors != null) {
      body.set("errors", errors);
    }
    return body;
  }
}
