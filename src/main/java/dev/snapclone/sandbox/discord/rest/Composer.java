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
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes messages from request bodies, and changes them. */
final class Composer {
  private static final int REPLY = 19;
  private static final int SETTABLE = (1 << 2) | (1 << 12) | Message.COMPONENTS_V2;

  private final ChatWorld world;
  private final Attachments attachments;

  /** The URLs of files begin with {@code filesUrl}, which ends with a slash. */
  Composer(ChatWorld world, Supplier<String> filesUrl) {
    this.world = world;
    this.attachments = new Attachments(world, filesUrl);
  }

  /** Makes an empty message of the bot with all mandatory fields. */
  Message blank(Channel channel, int flags, @Nullable User onlyFor) {
    ObjectNode json = BlankMessage.message(world.newId(), channel, world.bot(), flags);
    return new Message(json, channel, world.bot(), onlyFor);
  }

  /** Fills a message from the body of a create request. */
  void fill(Message message, JsonNode body, List<Upload> files) {
    ObjectNode json = message.json();
    json.put("content", body.path("content").asText("").strip());
    json.put("flags", message.flags() | (body.path("flags").asInt() & SETTABLE));
    attachments.add(message, body.path("attachments"), files);
    json.set("embeds", embeds(body.path("embeds"), message));
    json.set("components", components(body.path("components"), message));
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

  /** Applies the body of an edit request to a message; missing fields stay. */
  void change(Message message, JsonNode body, List<Upload> files) {
    ObjectNode json = message.json();
    if (body.has("content")) {
      json.put("content", body.path("content").asText("").strip());
    }
    Attachments.keep(message, body);
    attachments.add(message, body.path("attachments"), files);
    if (body.has("embeds")) {
      json.set("embeds", embeds(body.path("embeds"), message));
    }
    if (body.has("components")) {
      json.set("components", components(body.path("components"), message));
    }
    // An edit can set IS_COMPONENTS_V2 but never unset it.
    int set = body.path("flags").asInt() & SETTABLE;
    json.put("flags", (message.flags() & ~Message.LOADING) | set);
    json.put("edited_timestamp", world.now().toString());
    dropHiddenEmbeds(message);
  }

  private ArrayNode embeds(JsonNode given, Message message) {
    ArrayNode embeds = ChatJson.array();
    for (JsonNode each : given) {
      ObjectNode embed = each.deepCopy();
      embed.put("type", "rich");
      for (String picture : new String[] {"image", "thumbnail"}) {
        attachments.resolve(embed.path(picture), message);
      }
      embeds.add(embed);
    }
    return embeds;
  }

  /** The components as the API shows them: numbered, with what the bot may leave out. */
  private JsonNode components(JsonNode given, Message message) {
    JsonNode components = numbered(given);
    complete(components, message);
    return components;
  }

  private void complete(JsonNode components, Message message) {
    for (JsonNode each : components) {
      ObjectNode component = (ObjectNode) each;
      switch (component.path("type").asInt()) {
        case ComponentRules.CONTAINER -> {
          if (!component.has("accent_color")) {
            component.putNull("accent_color");
          }
          complete(component.path("components"), message);
        }
        case ComponentRules.SECTION ->
            complete(ChatJson.array().add(component.path("accessory")), message);
        case ComponentRules.SEPARATOR -> {
          component.put("spacing", component.path("spacing").asInt(1));
          component.put("divider", component.path("divider").asBoolean(true));
        }
        case ComponentRules.THUMBNAIL -> attachments.resolve(component.path("media"), message);
        case ComponentRules.GALLERY ->
            component.path("items").forEach(i -> attachments.resolve(i.path("media"), message));
        case ComponentRules.FILE -> attachments.resolve(component.path("file"), message);
        default -> {}
      }
    }
  }

  /** Numbers the components that have no number, as the API does. */
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

  /** Without EMBED_LINKS embeds are dropped without an error (observed, not documented). */
  private void dropHiddenEmbeds(Message message) {
    boolean interaction = message.json().has("webhook_id");
    if (!interaction && !Access.may(world.bot(), Permission.EMBED_LINKS, message.channel())) {
      message.json().putArray("embeds");
    }
  }
}
