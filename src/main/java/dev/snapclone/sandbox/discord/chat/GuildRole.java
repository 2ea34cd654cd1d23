package dev.snapclone.sandbox.discord.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A guild's role; the one with the guild's own id is everyone's. */
public record GuildRole(
    String id, String name, long permissions, int position, boolean mentionable, boolean managed) {

  /** Returns the role as the API shows it. */
  public ObjectNode json() {
    ObjectNode role = ChatJson.object();
    role.put("id", id).put("name", name).put("permissions", Long.toString(permissions));
    role.put("position", position).put("color", 0).put("hoist", false);
    role.putObject("colors").put("primary_color", 0);
    role.withObject("colors").putNull("secondary_color").putNull("tertiary_color");
    role.put("managed", managed).put("mentionable", mentionable).put("flags", 0);
    role.putNull("icon").putNull("unicode_emoji");
    return role;
  }
}
