package dev.snapclone.sandbox.discord.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.snapclone.sandbox.discord.chat.Message;
import dev.snapclone.sandbox.discord.chat.Upload;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Limits of messages (resources/message.mdx "Create Message"). */
final class MessageRules {
  private static final long MAX_FILE = 10L * 1024 * 1024;
  private static final long MAX_REQUEST = 25L * 1024 * 1024;

  /** What a message of components only cannot have. */
  private static final List<String> LEGACY = List.of("content", "embeds", "poll", "sticker_ids");

  private MessageRules() {}

  /** Checks the body of a create request. */
  static void checkNew(RestCall call, Violations at) {
    check(call, call.get("flags").asInt(), names(call.files()), at);
  }

  /** Checks the body of an edit request: the message would be what it is, changed by the body. */
  static void checkEdit(Message message, RestCall call, Violations at) {
    Set<String> files = names(call.files());
    files.addAll(names(Attachments.kept(message, call.body())));
    int flags = message.flags() | call.get("flags").asInt();
    check(call, flags, files, at);
    if ((flags & Message.COMPONENTS_V2) != 0) {
      // What the message still has is in the way until the edit empties it.
      for (String field : LEGACY) {
        if (!call.body().has(field)) {
          forbid(field, message.get(field), at);
        }
      }
    }
  }

  private static Set<String> names(List<Upload> files) {
    return files.stream().map(Upload::name).collect(Collectors.toCollection(HashSet::new));
  }

  /** {@code flags} are those that the message will have, {@code files} the names of its files. */
  private static void check(RestCall call, int flags, Set<String> files, Violations at) {
    JsonNode body = call.body();
    boolean v2 = (flags & Message.COMPONENTS_V2) != 0;
    at.at("content").atMost(body.path("content"), 2000);
    EmbedRules.check(body.path("embeds"), at.at("embeds"));
    ComponentRules.check(body.path("components"), v2, files, at.at("components"));
    if (v2) {
      LEGACY.forEach(field -> forbid(field, body.path(field), at));
    }
    checkMentions(body.path("allowed_mentions"), at.at("allowed_mentions"));
    checkFiles(body.path("attachments"), call.files(), at.at("attachments"));
    JsonNode nonce = body.path("nonce");
    if (nonce.asText("").length() > 25) {
      at.at("nonce").add("NONCE_TYPE_TOO_LONG", "Must be 25 or fewer in length.");
    }
  }

  private static void forbid(String field, JsonNode value, Violations at) {
    if (!value.asText("").isEmpty() || value.size() > 0) {
      at.at(field)
          .add(
              "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
              "The '" + field + "' field cannot be used when using MessageFlags.IS_COMPONENTS_V2");
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
