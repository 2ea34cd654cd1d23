package dev.snapclone.sandbox.discord.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a channel allows or denies to one role or member. */
public record Overwrite(String id, boolean forRole, long allow, long deny) {
  /** Returns the overwrite as the API shows it. */
  public ObjectNode json() {
    return ChatJson.object()
        .put("id", id)
        .put("type", forRole ? 0 : 1)
        .put("allow", Long.toString(allow))
        .put("deny", Long.toString(deny));
  }
}
