package dev.snapclone.sandbox.discord.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Makes empty messages. */
public final class BlankMessage {
  private BlankMessage() {}

  /** Returns a message with every field that the API always shows. */
  public static ObjectNode message(String id, Channel channel, User author, int flags) {
    ObjectNode json = ChatJson.object();
    json.put("id", id).put("channel_id", channel.id()).put("type", 0);
    json.put("content", "").put("tts", false).put("pinned", false).put("flags", flags);
    json.put("mention_everyone", false).put("timestamp", Snowflakes.timeOf(id).toString());
    json.putNull("edited_timestamp");
    json.set("author", author.json());
    for (String list :
        new String[] {"mentions", "mention_roles", "attachments", "embeds", "components"}) {
      json.putArray(list);
    }
    return json;
  }
}
