package dev.snapclone.sandbox.discord.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.snapclone.sandbox.discord.chat.Message;
import dev.snapclone.sandbox.discord.chat.Upload;
import java.util.List;

/** Limits of messages (resources/message.mdx "Create Message"). */
final class MessageRules {
  private static final long MAX_FILE = 10L * 1024 * 1024;
  private static final long MAX_REQUEST = 25L * 1024 * 1024;

  private MessageRules() {}

  /** Checks a body; {@code flags} are those that the message has or will have. */
  static void check(JsonNode body, List<Upload> files, int flags, Violations at) {
    boolean v2 = (flags & Message.COMPONENTS_V2) != 0;
    at.at("content").atMost(body.path("content"), 2000);
    EmbedRules.check(body.path("embeds"), at.at("embeds"));
    ComponentRules.check(body.path("components"), v2, at.at("components"));
    if (v2) {
      forbidLegacy(body, at);
    }
    checkMentions(body.path("allowed_mentions"), at.at("allowed_mentions"));
    checkFiles(body.path("attachments"), files, at.at("attachments"));
    JsonNode nonce = body.path("nonce");
    if (nonce.asText("").length() > 25) {
      at.at("nonce").add("NONCE_TYPE_TOO_LONG", "Must be 25 or fewer in length.");
    }
  }

  private static void forbidLegacy(JsonNode body, Violations at) {
    for (String field : new String[] {"content", "embeds"}) {
      JsonNode value = body.path(field);
      if (!value.asText("").isEmpty() || value.size() > 0) {
        at.at(field)
            .add(
                "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
                "The '"
                    + field
                    + "' field cannot be used when using MessageFlags.IS_COMPONENTS_V2");
      }
    }
  }

  private static void checkMentions(JsonNode allowed, Violations at) {
    for (String kind : new String[] {"users", "roles"}) {
      JsonNode ids = allowed.path(kind);
      if (ids.size() > 100) {
        at.at(kind).add("BASE_TYPE_MAX_LENGTH", "Must be 100 or fewer in length.");
      }
      for (JsonNode parse : allowed.path("parse")) {
        if (parse.asText().equals(kind) && ids.size() > 0) {
          at.add(
              "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
              "parse:[\"" + kind + "\"] and " + kind + ": [ids...] are mutually exclusive.");
        }
      }
    }
  }

  private static void checkFiles(JsonNode metadata, List<Upload> files, Violations at) {
    long all = 0;
    for (Upload file : files) {
      all += file.bytes().length;
      if (file.bytes().length > MAX_FILE) {
        throw DiscordError.of(413, 40005, "Request entity too large");
      }
    }
    if (all > MAX_REQUEST) {
      throw DiscordError.of(413, 40005, "Request entity too large");
    }
    if (Math.max(files.size(), metadata.size()) > 10) {
      at.add("BASE_TYPE_MAX_LENGTH", "Must be 10 or fewer in length.");
    }
    for (int i = 0; i < metadata.size(); i++) {
      at.at(i).at("description").atMost(metadata.get(i).path("description"), 1024);
      if (metadata.get(i).path("id").asText("").isEmpty()) {
        at.at(i).at("id").required();
      }
    }
  }
}
