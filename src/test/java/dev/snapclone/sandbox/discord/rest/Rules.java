package dev.snapclone.sandbox.discord.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.snapclone.sandbox.discord.chat.Upload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Discord's limits for messages, for tests that send none. */
public final class Rules {
  private Rules() {}

  /**
   * What Discord would refuse in a message's body; empty if it would accept it. The files that its
   * {@code attachments} name count as sent.
   */
  public static String broken(JsonNode message) {
    Violations found = new Violations();
    List<Upload> files = new ArrayList<>();
    for (JsonNode file : message.path("attachments")) {
      String name = file.path("filename").asText();
      files.add(new Upload(file.path("id").asText(), name, "image/png", new byte[0]));
    }
    MessageRules.checkNew(new RestCall(Map.of(), Map.of(), message, files), found);
    try {
      found.throwIfAny();
      return "";
    } catch (DiscordError e) {
      return e.body().toString();
    }
  }
}
