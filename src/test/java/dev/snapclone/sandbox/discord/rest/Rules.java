package dev.snapclone.sandbox.discord.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Discord's limits for messages, for tests that send none. */
public final class Rules {
  private Rules() {}

  /** What Discord would refuse in a message's body; empty when it would take it. */
  public static String broken(JsonNode message) {
    Violations found = new Violations();
    MessageRules.check(message, List.of(), message.path("flags").asInt(), found);
    try {
      found.throwIfAny();
      return "";
    } catch (DiscordError e) {
      return e.body().toString();
    }
  }
}
