package dev.snapclone.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.snapclone.sandbox.discord.chat.Access;
import dev.snapclone.sandbox.discord.chat.Channel;
import dev.snapclone.sandbox.discord.chat.ChatWorld;
import dev.snapclone.sandbox.discord.chat.Guild;
import dev.snapclone.sandbox.discord.chat.GuildRole;
import dev.snapclone.sandbox.discord.chat.Member;
import dev.snapclone.sandbox.discord.chat.User;
import java.util.ArrayList;
import java.util.List;

/** Reads an option's typed text as the value of its type, as Discord's client does. */
final class OptionValues {
  private final ChatWorld world;

  OptionValues(ChatWorld world) {
    this.world = world;
  }

  /** Returns the value; users, roles and channels are put into the data's {@code resolved}. */
  JsonNode read(JsonNode option, String text, Channel channel, ObjectNode data) {
    JsonNode choices = option.path("choices");
    if (!choices.isEmpty()) {
      return choice(option, choices, text);
    }
    try {
      return switch (option.path("type").asInt()) {
        case 3 -> string(option, text);
        case 4 -> number(option, LongNode.valueOf(Long.parseLong(text)));
        case 5 -> bool(option, text);
        case 6 -> TextNode.valueOf(user(text, channel, data));
        case 7 -> TextNode.valueOf(channel(text, channel, data));
        case 8 -> TextNode.valueOf(role(text, channel, data));
        case 10 -> number(option, DoubleNode.valueOf(Double.parseDouble(text)));
        default -> throw refusal(option, "this kind of option is not played by the sandbox");
      };
    } catch (NumberFormatException e) {
      throw refusal(option, text + " is no number");
    }
  }

  private static ClientRefusal refusal(JsonNode option, String why) {
    return new ClientRefusal(option.path("name").asText() + ": " + why);
  }

  private static JsonNode choice(JsonNode option, JsonNode choices, String text) {
    List<String> offered = new ArrayList<>();
    for (JsonNode choice : choices) {
      boolean named = choice.path("name").asText().equals(text);
      if (named || choice.path("value").asText().equals(text)) {
        return choice.path("value");
      }
      offered.add(choice.path("name").asText());
    }
    throw refusal(option, text + " is not among " + offered);
  }

  private static JsonNode string(JsonNode option, String text) {
    int min = option.path("min_length").asInt(0);
    int max = option.path("max_length").asInt(6000);
    if (text.length() < min || text.length() > max || text.isEmpty()) {
      throw refusal(option, "must have " + Math.max(1, min) + " to " + max + " characters");
    }
    return TextNode.valueOf(text);
  }

  private static JsonNode number(JsonNode option, JsonNode value) {
    JsonNode min = option.path("min_value");
    JsonNode max = option.path("max_value");
    boolean low = min.isNumber() && value.asDouble() < min.asDouble();
    if (low || (max.isNumber() && value.asDouble() > max.asDouble())) {
      throw refusal(option, value + " is not between " + min + " and " + max);
    }
    return value;
  }

  private static JsonNode bool(JsonNode option, String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw refusal(option, text + " is neither true nor false");
    }
    return BooleanNode.valueOf(text.equals("true"));
  }

  private static String bare(String text, String sign) {
    return text.startsWith(sign) ? text.substring(sign.length()) : text;
  }

  private String user(String text, Channel channel, ObjectNode data) {
    for (User user : world.users()) {
      if (user.name().equals(bare(text, "@"))) {
        ObjectNode resolved = data.withObject("/resolved");
        resolved.withObject("/users").set(user.id(), user.json());
        Guild guild = channel.guild();
        Member member = guild == null ? null : guild.member(user.id());
        if (member != null) {
          ObjectNode shown = member.withoutUser();
          shown.put("permissions", Long.toString(Access.of(user, channel)));
          resolved.withObject("/members").set(user.id(), shown);
        }
        return user.id();
      }
    }
    throw new ClientRefusal("there is nobody called " + text);
  }

  private String channel(String text, Channel here, ObjectNode data) {
    for (Channel channel : world.channels()) {
      if (channel.name().equals(bare(text, "#")) && here.guild() == channel.guild()) {
        ObjectNode shown = channel.json();
        shown.put("permissions", Long.toString(Access.of(world.bot(), channel)));
        data.withObject("/resolved").withObject("/channels").set(channel.id(), shown);
        return channel.id();
      }
    }
    throw new ClientRefusal("there is no channel " + text);
  }

  private static String role(String text, Channel channel, ObjectNode data) {
    Guild guild = channel.guild();
    for (GuildRole role : guild == null ? List.<GuildRole>of() : guild.roles()) {
      if (role.name().equals(bare(text, "@"))) {
        data.withObject("/resolved").withObject("/roles").set(role.id(), role.json());
        return role.id();
      }
    }
    throw new ClientRefusal("there is no role " + text);
  }
}
