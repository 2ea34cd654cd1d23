package dev.snapclone.sandbox.discord.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapclone.sandbox.discord.chat.ChatJson;
import dev.snapclone.sandbox.discord.chat.ChatWorld;
import dev.snapclone.sandbox.discord.chat.Message;
import dev.snapclone.sandbox.discord.chat.Upload;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** The files of messages, and what refers to them (reference.mdx "Uploading Files"). */
final class Attachments {
  /** How a body names a file that comes with it: this, and the file's name. */
  static final String REFERENCE = "attachment://";

  /** With what a PNG begins, and where it says its size. */
  private static final long PNG = 0x89504E470D0A1A0AL;

  private static final int PNG_WIDTH = 16;
  private static final int PNG_HEIGHT = 20;

  private final ChatWorld world;
  private final Supplier<String> filesUrl;

  /** Files are said to lie below {@code filesUrl}, which ends with a slash. */
  Attachments(ChatWorld world, Supplier<String> filesUrl) {
    this.world = world;
    this.filesUrl = filesUrl;
  }

  /** Returns the files that an edit leaves: all, or those that its {@code attachments} name. */
  static List<Upload> kept(Message message, JsonNode body) {
    if (!body.has("attachments")) {
      return message.files();
    }
    Set<String> named = new HashSet<>();
    body.path("attachments").forEach(a -> named.add(a.path("id").asText()));
    return message.files().stream().filter(file -> named.contains(file.id())).toList();
  }

  /** Drops the files that an edit does not leave. */
  static void keep(Message message, JsonNode body) {
    List<Upload> kept = List.copyOf(kept(message, body));
    message.files().retainAll(kept);
    ArrayNode left = ChatJson.array();
    for (JsonNode shown : message.get("attachments")) {
      if (kept.stream().anyMatch(file -> file.id().equals(shown.path("id").asText()))) {
        left.add(shown);
      }
    }
    message.json().set("attachments", left);
  }

  /** Adds files; {@code metadata} says more about them by their numbers in the request. */
  void add(Message message, JsonNode metadata, List<Upload> files) {
    for (Upload file : files) {
      // As Discord does, it believes the bytes and not what is said of them.
      String type = isPng(file) ? "image/png" : file.contentType();
      Upload stored = new Upload(world.newId(), file.name(), type, file.bytes());
      message.files().add(stored);
      ObjectNode shown = message.json().withArray("/attachments").addObject();
      shown.put("id", stored.id()).put("filename", stored.name());
      shown.put("size", stored.bytes().length);
      describe(shown, message, stored);
      if (message.onlyFor() != null) {
        shown.put("ephemeral", true);
      }
      for (JsonNode entry : metadata) {
        if (entry.path("id").asText().equals(file.id()) && entry.hasNonNull("description")) {
          shown.set("description", entry.path("description"));
        }
      }
    }
  }

  /** Says where the file lies to which a picture, or another medium, refers. */
  void resolve(JsonNode medium, Message message) {
    String url = medium.path("url").asText("");
    if (medium instanceof ObjectNode node && url.startsWith(REFERENCE)) {
      String name = url.substring(REFERENCE.length());
      for (Upload file : message.files()) {
        if (file.name().equals(name)) {
          node.put("attachment_id", file.id());
          describe(node, message, file);
        }
      }
    }
  }

  private void describe(ObjectNode shown, Message message, Upload file) {
    String url = filesUrl.get() + message.channel().id() + "/" + file.id() + "/" + file.name();
    shown.put("url", url).put("proxy_url", url).put("content_type", file.contentType());
    if (isPng(file)) {
      ByteBuffer bytes = ByteBuffer.wrap(file.bytes());
      shown.put("width", bytes.getInt(PNG_WIDTH)).put("height", bytes.getInt(PNG_HEIGHT));
    }
  }

  private static boolean isPng(Upload file) {
    byte[] bytes = file.bytes();
    return bytes.length > PNG_HEIGHT + 4 && ByteBuffer.wrap(bytes).getLong(0) == PNG;
  }
}
