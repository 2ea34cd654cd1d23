package dev.snapclone.sandbox.discord.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapclone.sandbox.discord.chat.Access;
import dev.snapclone.sandbox.discord.chat.BlankMessage;
import dev.snapclone.sandbox.discord.chat.Channel;
import dev.snapclone.sandbox.discord.chat.ChatJson;
import dev.snapclone.sandbox.discord.chat.ChatWorld;
import dev.snapclone.sandbox.discord.chat.Message;
import dev.snapclone.sandbox.discord.chat.Permission;
import dev.snapclone.sandbox.discord.chat.Upload;
import dev.snapclone.sandbox.discord.chat.User;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes messages from request bodies, and changes them. */
final class Composer {
  private static final int REPLY = 19;
  private static final int SETTABLE = (1 << 2) | (1 << 12) | Message.COMPONENTS_V2;

  private final ChatWorld world;
  private final Supplier<String> filesUrl;

  /** Files are said to lie below {@code filesUrl}, which ends with a slash. */
  Composer(ChatWorld world, Supplier<String> filesUrl) {
    this.world = world;
    this.filesUrl = filesUrl;
  }

  /** Makes an empty message of the bot with every field that the API always shows. */
  Message blank(Channel channel, int flags, @Nullable User onlyFor) {
    ObjectNode json = BlankMessage.message(world.newId(), channel, world.bot(), flags);
    return new Message(json, channel, world.bot(), onlyFor);
  }

  /** Fills a message from the body of a create request. */
  void fill(Message message, JsonNode body, List<Upload> files) {
    ObjectNode json = message.json();
    json.put("content", body.path("content").asText("").strip());
    json.put("flags", message.flags() | (body.path("flags").asInt() & SETTABLE));
    addFiles(message, body.path("attachments"), files);
    json.set("embeds", embeds(body.path("embeds"), message));
    json.set("components", numbered(body.path("components")));
    if (body.hasNonNull("nonce")) {
      json.set("nonce", body.path("nonce"));
    }
    dropHiddenEmbeds(message);
  }

  /** Makes the message a reply to another of the same channel. */
  void replyTo(Message message, Message to) {
    ObjectNode json = message.json().put("type", REPLY);
    ObjectNode reference = json.putObject("message_reference").put("type", 0);
    reference.put("message_id", to.id()).put("channel_id", to.channel().id());
    ObjectNode referenced = to.json().deepCopy();
    referenced.remove("referenced_message");
    json.set("referenced_message", referenced);
  }

  /** Changes a message by the body of an edit request: what is absent stays. */
  void change(Message message, JsonNode body, List<Upload> files) {
    ObjectNode json = message.json();
    if (body.has("content")) {
      json.put("content", body.path("content").asText("").strip());
    }
    keepFiles(message, body);
    addFiles(message, body.path("attachments"), files);
    if (body.has("embeds")) {
      json.set("embeds", embeds(body.path("embeds"), message));
    }
    if (body.has("components")) {
      json.set("components", numbered(body.path("components")));
    }
    // IS_COMPONENTS_V2 can be set by an edit and never be unset.
    int set = body.path("flags").asInt() & SETTABLE;
    json.put("flags", (message.flags() & ~Message.LOADING) | set);
    json.put("edited_timestamp", world.now().toString());
    dropHiddenEmbeds(message);
  }

  private static void keepFiles(Message message, JsonNode body) {
    if (!body.has("attachments")) {
      return;
    }
    List<String> kept = new ArrayList<>();
    body.path("attachments").forEach(a -> kept.add(a.path("id").asText()));
    message.files().removeIf(file -> !kept.contains(file.id()));
    ArrayNode left = ChatJson.array();
    message.get("attachments").forEach(a -> addIf(left, a, kept.contains(a.path("id").asText())));
    message.json().set("attachments", left);
  }

  private static void addIf(ArrayNode list, JsonNode element, boolean wanted) {
    if (wanted) {
      list.add(element);
    }
  }

  private void addFiles(Message message, JsonNode metadata, List<Upload> files) {
    for (Upload file : files) {
      Upload stored = new Upload(world.newId(), file.name(), file.contentType(), file.bytes());
      message.files().add(stored);
      ObjectNode shown = message.json().withArray("/attachments").addObject();
      shown.put("id", stored.id()).put("filename", stored.name());
      shown.put("size", stored.bytes().length).put("content_type", stored.contentType());
      shown.put("url", url(message, stored)).put("proxy_url", url(message, stored));
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

  private String url(Message message, Upload file) {
    return filesUrl.get() + message.channel().id() + "/" + file.id() + "/" + file.name();
  }

  private ArrayNode embeds(JsonNode given, Message message) {
    ArrayNode embeds = ChatJson.array();
    for (JsonNode each : given) {
      ObjectNode embed = each.deepCopy();
      embed.put("type", "rich");
      for (String picture : new String[] {"image", "thumbnail"}) {
        resolve(embed.path(picture), message);
      }
      embeds.add(embed);
    }
    return embeds;
  }

  private void resolve(JsonNode picture, Message message) {
    String url = picture.path("url").asText("");
    if (picture instanceof ObjectNode node && url.startsWith("attachment://")) {
      String name = url.substring("attachment://".length());
      message.files().stream()
          .filter(f -> f.name().equals(name))
          .findFirst()
          .ifPresent(f -> node.put("url", url(message, f)).put("proxy_url", url(message, f)));
    }
  }

  /** Every component gets a number, as the API gives it to those that came without. */
  static JsonNode numbered(JsonNode components) {
    if (!components.isArray()) {
      return ChatJson.array();
    }
    JsonNode copy = components.deepCopy();
    number(copy, new AtomicInteger());
    return copy;
  }

  private static void number(JsonNode components, AtomicInteger last) {
    for (JsonNode each : components) {
      if (each instanceof ObjectNode component) {
        int next = last.incrementAndGet();
        if (component.path("id").asInt() == 0) {
          component.put("id", next);
        }
        number(component.path("components"), last);
        number(ChatJson.array().add(component.path("accessory")), last);
        number(ChatJson.array().add(component.path("component")), last);
      }
    }
  }

  /** Without EMBED_LINKS embeds vanish without an error (observed, not documented). */
  private void dropHiddenEmbeds(Message message) {
    boolean interaction = message.json().has("webhook_id");
    if (!interaction && !Access.may(world.bot(), Permission.EMBED_LINKS, message.channel())) {
      message.json().putArray("embeds");
    }
  }
}
