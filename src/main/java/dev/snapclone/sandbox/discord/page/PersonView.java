package dev.snapclone.sandbox.discord.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapclone.sandbox.discord.chat.Access;
import dev.snapclone.sandbox.discord.chat.Channel;
import dev.snapclone.sandbox.discord.chat.ChatJson;
import dev.snapclone.sandbox.discord.chat.ChatWorld;
import dev.snapclone.sandbox.discord.chat.Guild;
import dev.snapclone.sandbox.discord.chat.GuildRole;
import dev.snapclone.sandbox.discord.chat.Member;
import dev.snapclone.sandbox.discord.chat.Message;
import dev.snapclone.sandbox.discord.chat.Permission;
import dev.snapclone.sandbox.discord.chat.User;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What one person sees, as JSON. Every method is called with the world locked. */
final class PersonView {
  private static final int SUBCOMMAND = 1;
  private static final String[] PARTS = {"content", "embeds", "components", "attachments"};

  private final ChatWorld world;

  PersonView(ChatWorld world) {
    this.world = world;
  }

  /** Returns everything that a person sees; it holds up to the event {@code number}. */
  ObjectNode state(User person, long number) {
    ObjectNode state = ChatJson.object().put("number", number);
    state.set("me", user(person));
    state.set("bot", user(world.bot()));
    ArrayNode people = state.putArray("people");
    ArrayNode roles = state.putArray("roles");
    for (Guild guild : guilds(person)) {
      state.put("guild", guild.name()).put("guildId", guild.id());
      guild.members().forEach(m -> people.add(member(guild, m)));
      guild.roles().forEach(r -> roles.addObject().put("id", r.id()).put("name", r.name()));
    }
    ArrayNode channels = state.putArray("channels");
    world.channels().stream()
        .filter(c -> Access.sees(person, c))
        .forEach(c -> channels.add(channel(person, c)));
    state.set("commands", commands(person));
    return state;
  }

  private Iterable<Guild> guilds(User person) {
    return world.guilds().stream().filter(g -> g.member(person.id()) != null).limit(1).toList();
  }

  private static ObjectNode user(User user) {
    return ChatJson.object().put("id", user.id()).put("name", user.name()).put("bot", user.bot());
  }

  private static ObjectNode member(Guild guild, Member member) {
    ObjectNode person = user(member.user()).put("locale", member.user().locale());
    ArrayNode roles = person.putArray("roles");
    for (String id : member.roleIds()) {
      GuildRole role = guild.role(id);
      if (role != null) {
        roles.add(role.name());
      }
    }
    return person;
  }

  /** Returns the commands that Discord's client offers to a person. */
  ArrayNode commands(User person) {
    ArrayNode commands = ChatJson.array();
    for (Guild guild : guilds(person)) {
      long has =
          world.channels().stream()
              .filter(c -> guild.equals(c.guild()))
              .mapToLong(c -> Access.of(person, c))
              .reduce(0, (a, b) -> a | b);
      Stream.concat(world.commands().in(guild.id()).stream(), world.commands().in("").stream())
          .filter(c -> c.path("type").asInt(1) == 1)
          .filter(c -> offered(has, c.path("default_member_permissions")))
          .forEach(
              c -> typed((ObjectNode) inLanguageOf(person, c.deepCopy())).forEach(commands::add));
    }
    return commands;
  }

  /** What a person can type: the command, or each of its subcommands by its whole name. */
  private static List<JsonNode> typed(ObjectNode command) {
    List<JsonNode> subcommands = new ArrayList<>();
    for (JsonNode option : command.path("options")) {
      if (option.path("type").asInt() == SUBCOMMAND) {
        String name = command.path("name").asText() + " " + option.path("name").asText();
        ObjectNode one = ((ObjectNode) option.deepCopy()).put("name", name);
        if (!one.has("options")) {
          one.putArray("options");
        }
        subcommands.add(one);
      }
    }
    return subcommands.isEmpty() ? List.of(command) : subcommands;
  }

  /** A command with the descriptions and the names of choices that the person's client shows. */
  private static JsonNode inLanguageOf(User person, JsonNode command) {
    translate(command, "description", person.locale());
    for (JsonNode option : command.path("options")) {
      inLanguageOf(person, option);
      option.path("choices").forEach(choice -> translate(choice, "name", person.locale()));
    }
    return command;
  }

  private static void translate(JsonNode node, String field, String locale) {
    JsonNode translated = node.path(field + "_localizations").path(locale);
    if (node instanceof ObjectNode object && translated.isTextual()) {
      object.set(field, translated);
    }
  }

  private static boolean offered(long has, JsonNode needed) {
    if (!needed.isTextual() || Permission.ADMINISTRATOR.in(has)) {
      return true;
    }
    long bits = Long.parseLong(needed.asText());
    return bits != 0 && (has & bits) == bits;
  }

  /** Returns a channel with its members and the messages that a person sees in it. */
  ObjectNode channel(User person, Channel channel) {
    ObjectNode shown = ChatJson.object().put("id", channel.id()).put("name", channel.name());
    Channel parent = channel.parent();
    shown.put("type", channel.type()).put("parent", parent == null ? null : parent.id());
    shown.put("archived", channel.archived());
    Permission writing =
        channel.isThread() ? Permission.SEND_MESSAGES_IN_THREADS : Permission.SEND_MESSAGES;
    shown.put("mayWrite", Access.may(person, writing, channel));
    ArrayNode members = shown.putArray("members");
    channel.threadMembers().keySet().forEach(members::add);
    ArrayNode messages = shown.putArray("messages");
    world.messages(channel).stream()
        .filter(m -> m.visibleTo(person))
        .forEach(m -> messages.add(message(m)));
    return shown;
  }

  /** Returns a message as it looks now. */
  ObjectNode message(Message message) {
    ObjectNode shown = ChatJson.object().put("id", message.id());
    shown.put("channel", message.channel().id());
    shown.set("author", user(message.author()));
    shown.set("at", message.get("timestamp"));
    for (String part : PARTS) {
      shown.set(part, message.get(part).deepCopy());
    }
    User onlyFor = message.onlyFor();
    shown.put("ephemeral", onlyFor != null).put("loading", message.has(Message.LOADING));
    shown.put("v2", message.has(Message.COMPONENTS_V2));
    shown.put("edited", message.get("edited_timestamp").isTextual());
    ArrayNode pinged = shown.putArray("pinged");
    message.pinged().forEach(u -> pinged.add(u.id()));
    shown.set("interaction", interaction(message.get("interaction_metadata")));
    JsonNode reply = message.get("message_reference").path("message_id");
    shown.put("replyTo", reply.isTextual() ? reply.asText() : null);
    return shown;
  }

  private static @Nullable ObjectNode interaction(JsonNode metadata) {
    if (!metadata.isObject()) {
      return null;
    }
    ObjectNode shown = ChatJson.object().put("id", metadata.path("id").asText());
    shown.put("type", metadata.path("type").asInt());
    shown.put("user", metadata.path("user").path("id").asText());
    shown.put("label", metadata.path("name").asText(""));
    return shown;
  }
}
