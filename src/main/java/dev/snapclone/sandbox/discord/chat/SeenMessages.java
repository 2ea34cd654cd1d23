package dev.snapclone.sandbox.discord.chat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Converts the API's JSON to what people see. */
public final class SeenMessages {
  private SeenMessages() {}

  /** Returns the message as it looks now. */
  public static SeenMessage of(Message message) {
    JsonNode json = message.json();
    List<String> texts = new ArrayList<>();
    texts.add(json.path("content").asText(""));
    collectTexts(json.path("components"), texts);
    List<SeenEmbed> embeds = new ArrayList<>();
    json.path("embeds").forEach(e -> embeds.add(embed(e)));
    List<String> files = new ArrayList<>();
    message.files().forEach(f -> files.add(f.name()));
    Set<String> pinged = new LinkedHashSet<>();
    message.pinged().forEach(u -> pinged.add(u.name()));
    User onlyFor = message.onlyFor();
    JsonNode replyTo = json.path("message_reference").path("message_id");
    return new SeenMessage(
        message.id(),
        message.author().name(),
        message.author().bot(),
        new SeenMessage.Shown(
            texts.stream().filter(t -> !t.isEmpty()).collect(Collectors.joining("\n")),
            List.copyOf(embeds),
            controls(json.path("components")),
            pictures(json),
            List.copyOf(files)),
        Set.copyOf(pinged),
        message.edits(),
        onlyFor == null ? null : onlyFor.name(),
        message.has(Message.LOADING),
        textOrNull(replyTo),
        Snowflakes.timeOf(message.id()));
  }

  /** Returns the controls of a message or modal, in order of appearance. */
  public static List<Control> controls(JsonNode components) {
    List<Control> found = new ArrayList<>();
    components.forEach(c -> collectControls(c, "", found));
    return List.copyOf(found);
  }

  private static void collectControls(JsonNode node, String label, List<Control> into) {
    int type = node.path("type").asInt();
    if ((type >= 2 && type <= 8) || type >= 19) {
      into.add(control(node, type, label));
    }
    node.path("components").forEach(c -> collectControls(c, "", into));
    if (node.has("accessory")) {
      collectControls(node.path("accessory"), "", into);
    }
    if (node.has("component")) {
      collectControls(node.path("component"), node.path("label").asText(""), into);
    }
  }

  private static Control control(JsonNode node, int type, String outerLabel) {
    List<Control.Option> options = new ArrayList<>();
    for (JsonNode o : node.path("options")) {
      options.add(
          new Control.Option(
              o.path("label").asText(),
              o.path("value").asText(),
              o.path("description").asText(""),
              o.path("default").asBoolean()));
    }
    String own = node.path("label").asText(node.path("placeholder").asText(""));
    boolean input = type == 4;
    return new Control(
        kind(type, node),
        node.path("custom_id").asText(""),
        outerLabel.isEmpty() ? own : outerLabel,
        node.path("style").asInt(),
        node.path("disabled").asBoolean(),
        node.path("url").asText(""),
        new Control.Input(
            node.path("required").asBoolean(true),
            List.copyOf(options),
            input ? node.path("min_length").asInt(0) : node.path("min_values").asInt(1),
            input ? node.path("max_length").asInt(4000) : node.path("max_values").asInt(1)));
  }

  private static Control.Kind kind(int type, JsonNode node) {
    return switch (type) {
      case 2 -> node.path("style").asInt() == 5 ? Control.Kind.LINK : Control.Kind.BUTTON;
      case 3 -> Control.Kind.SELECT;
      case 4 -> Control.Kind.TEXT_INPUT;
      case 5 -> Control.Kind.USER_SELECT;
      case 6 -> Control.Kind.ROLE_SELECT;
      case 8 -> Control.Kind.CHANNEL_SELECT;
      default -> Control.Kind.OTHER;
    };
  }

  private static void collectTexts(JsonNode components, List<String> into) {
    for (JsonNode c : components) {
      if (c.path("type").asInt() == 10) {
        into.add(c.path("content").asText());
      }
      collectTexts(c.path("components"), into);
    }
  }

  private static List<String> pictures(JsonNode message) {
    // By address: one that an embed or a component shows does not stand below the message again.
    Map<String, String> shown = new LinkedHashMap<>();
    for (JsonNode embed : message.path("embeds")) {
      picture(embed.path("thumbnail"), "", shown);
      picture(embed.path("image"), "", shown);
    }
    collectPictures(message.path("components"), shown);
    boolean v2 = (message.path("flags").asInt() & Message.COMPONENTS_V2) != 0;
    for (JsonNode file : message.path("attachments")) {
      String url = file.path("url").asText();
      boolean picture = file.path("content_type").asText().startsWith("image/");
      if (shown.containsKey(url) ? shown.get(url).isEmpty() : picture && !v2) {
        shown.put(url, file.path("description").asText(file.path("filename").asText()));
      }
    }
    return List.copyOf(shown.values());
  }

  private static void collectPictures(JsonNode components, Map<String, String> into) {
    for (JsonNode c : components) {
      picture(c.path("media"), c.path("description").asText(""), into);
      collectPictures(c.path("items"), into);
      collectPictures(c.path("components"), into);
      if (c.has("accessory")) {
        collectPictures(ChatJson.array().add(c.path("accessory")), into);
      }
    }
  }

  private static void picture(JsonNode medium, String description, Map<String, String> into) {
    if (medium.has("url")) {
      into.put(medium.path("url").asText(), description);
    }
  }

  private static SeenEmbed embed(JsonNode e) {
    List<SeenEmbed.Field> fields = new ArrayList<>();
    for (JsonNode f : e.path("fields")) {
      fields.add(
          new SeenEmbed.Field(
              f.path("name").asText(), f.path("value").asText(), f.path("inline").asBoolean()));
    }
    return new SeenEmbed(
        e.path("author").path("name").asText(""),
        e.path("title").asText(""),
        e.path("url").asText(""),
        e.path("description").asText(""),
        List.copyOf(fields),
        e.path("footer").path("text").asText(""),
        e.path("color").asInt());
  }

  private static @Nullable String textOrNull(JsonNode node) {
    return node.isTextual() ? node.asText() : null;
  }
}
