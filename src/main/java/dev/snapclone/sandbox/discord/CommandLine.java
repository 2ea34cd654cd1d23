package dev.snapclone.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapclone.sandbox.discord.chat.Access;
import dev.snapclone.sandbox.discord.chat.Channel;
import dev.snapclone.sandbox.discord.chat.ChatJson;
import dev.snapclone.sandbox.discord.chat.ChatWorld;
import dev.snapclone.sandbox.discord.chat.Guild;
import dev.snapclone.sandbox.discord.chat.Permission;
import dev.snapclone.sandbox.discord.chat.User;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns what a person types into a command's data, refusing what Discord's client refuses. */
final class CommandLine {
  private static final int SUBCOMMAND = 1;

  private final ChatWorld world;
  private final OptionValues values;

  CommandLine(ChatWorld world) {
    this.world = world;
    this.values = new OptionValues(world);
  }

  /** Returns the data of a finished command. */
  ObjectNode command(User person, Channel channel, String name, Map<String, String> given) {
    ObjectNode command = find(person, channel, name);
    JsonNode meant = meant(command, name);
    ObjectNode data = data(command);
    fill(data, meant, channel, given, null);
    nest(data, command, meant);
    for (JsonNode option : meant.path("options")) {
      String optionName = option.path("name").asText();
      if (option.path("required").asBoolean() && !given.containsKey(optionName)) {
        throw new ClientRefusal("/" + bare(name) + ": " + optionName + " is required");
      }
    }
    return data;
  }

  /** Returns the data of a command whose option {@code focused} is being typed. */
  ObjectNode partial(
      User person, Channel channel, String name, String focused, Map<String, String> given) {
    ObjectNode command = find(person, channel, name);
    JsonNode meant = meant(command, name);
    JsonNode option = option(meant, focused);
    if (!option.path("autocomplete").asBoolean()) {
      throw new ClientRefusal("/" + bare(name) + ": " + focused + " has no autocomplete");
    }
    ObjectNode data = data(command);
    fill(data, meant, channel, given, focused);
    nest(data, command, meant);
    return data;
  }

  /** The subcommand that the second word names, or the command itself. */
  private static JsonNode meant(ObjectNode command, String typed) {
    String[] words = bare(typed).split(" ", 2);
    if (command.path("options").path(0).path("type").asInt() != SUBCOMMAND) {
      if (words.length > 1) {
        throw new ClientRefusal("there is no command /" + bare(typed));
      }
      return command;
    }
    for (JsonNode sub : command.path("options")) {
      if (words.length > 1 && sub.path("name").asText().equals(words[1])) {
        return sub;
      }
    }
    throw new ClientRefusal("there is no command /" + bare(typed));
  }

  /** The options of a subcommand stand below it (receiving-and-responding.mdx). */
  private static void nest(ObjectNode data, ObjectNode command, JsonNode meant) {
    if (meant == command) {
      return;
    }
    JsonNode options = data.remove("options");
    ObjectNode sub = data.putArray("options").addObject();
    sub.set("name", meant.path("name"));
    sub.put("type", SUBCOMMAND);
    sub.set("options", options == null ? ChatJson.array() : options);
  }

  private static String bare(String name) {
    return name.startsWith("/") ? name.substring(1) : name;
  }

  private ObjectNode find(User person, Channel channel, String typed) {
    if (!Access.sees(person, channel)) {
      throw new ClientRefusal(person.name() + " does not see " + channel.name());
    }
    Guild guild = channel.guild();
    String name = bare(typed).split(" ", 2)[0];
    ObjectNode command = guild == null ? null : world.commands().byName(guild.id(), name, 1);
    command = command == null ? world.commands().byName("", name, 1) : command;
    if (command == null) {
      throw new ClientRefusal("there is no command /" + name);
    }
    long has = Access.of(person, channel);
    boolean hidden = guild != null && hiddenFrom(has, command.path("default_member_permissions"));
    if (hidden || !Permission.USE_APPLICATION_COMMANDS.in(has)) {
      throw new ClientRefusal(person.name() + " does not see /" + name);
    }
    return command;
  }

  private static boolean hiddenFrom(long has, JsonNode needed) {
    if (!needed.isTextual() || Permission.ADMINISTRATOR.in(has)) {
      return false;
    }
    long bits = Long.parseLong(needed.asText());
    return bits == 0 || (has & bits) != bits;
  }

  private static ObjectNode data(ObjectNode command) {
    ObjectNode data = ChatJson.object();
    data.set("id", command.path("id"));
    data.set("name", command.path("name"));
    data.put("type", 1);
    if (command.has("guild_id")) {
      data.set("guild_id", command.path("guild_id"));
    }
    return data;
  }

  private void fill(
      ObjectNode data,
      JsonNode command,
      Channel channel,
      Map<String, String> given,
      @Nullable String focused) {
    Set<String> unused = new HashSet<>(given.keySet());
    ArrayNode options = ChatJson.array();
    for (JsonNode option : command.path("options")) {
      String name = option.path("name").asText();
      String value = given.get(name);
      unused.remove(name);
      if (value == null) {
        continue;
      }
      ObjectNode filled = options.addObject().put("name", name);
      filled.put("type", option.path("type").asInt());
      if (name.equals(focused)) {
        filled.put("value", value).put("focused", true);
      } else {
        filled.set("value", values.read(option, value, channel, data));
      }
    }
    if (!unused.isEmpty()) {
      throw new ClientRefusal("/" + command.path("name").asText() + " has no option " + unused);
    }
    if (!options.isEmpty()) {
      data.set("options", options);
    }
  }

  private static JsonNode option(JsonNode command, String name) {
    for (JsonNode option : command.path("options")) {
      if (option.path("name").asText().equals(name)) {
        return option;
      }
    }
    throw new ClientRefusal("/" + command.path("name").asText() + " has no option " + name);
  }
}
