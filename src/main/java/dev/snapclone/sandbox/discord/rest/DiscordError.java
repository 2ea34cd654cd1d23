package dev.snapclone.sandbox.discord.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapclone.sandbox.discord.chat.ChatJson;
import org.jspecify.annotations.Nullable;

/** An error answer, with Discord's own codes (topics/opcodes-and-status-codes.mdx "JSON"). */
final class DiscordError extends RuntimeException {
  private final int status;
  private final int code;
  private final @Nullable ObjectNode errors;

  private DiscordError(int status, int code, String message, @Nullable ObjectNode errors) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
    this.errors = errors;
  }

  static DiscordError of(int status, int code, String message) {
    return new DiscordError(status, code, message, null);
  }

  static DiscordError invalidForm(ObjectNode errors) {
    return new DiscordError(400, 50035, "Invalid Form Body", errors);
  }

  static DiscordError notFound() {
    return of(404, 0, "404: Not Found");
  }

  static DiscordError unauthorized() {
    return of(401, 0, "401: Unauthorized");
  }

  static DiscordError unknown(int code, String what) {
    return of(404, code, "Unknown " + what);
  }

  static DiscordError unknownMessage() {
    return unknown(10008, "Message");
  }

  static DiscordError missingAccess() {
    return of(403, 50001, "Missing Access");
  }

  static DiscordError missingPermissions() {
    return of(403, 50013, "Missing Permissions");
  }

  /** An archived thread accepts no messages, edits, members or commands (topics/threads.mdx). */
  static DiscordError threadArchived() {
    return of(400, 50083, "Thread is archived");
  }

  int status() {
    return status;
  }

  ObjectNode body() {
    ObjectNode body = ChatJson.object().put("message", getMessage()).put("code", code);
    if (errors != null) {
      body.set("errors", errors);
    }
    return body;
  }
}
