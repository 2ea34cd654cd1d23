package dev.snapclone.sandbox.discord.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapclone.sandbox.discord.chat.Access;
import dev.snapclone.sandbox.discord.chat.Channel;
import dev.snapclone.sandbox.discord.chat.ChatWorld;
import dev.snapclone.sandbox.discord.chat.Guild;
import dev.snapclone.sandbox.discord.chat.GuildRole;
import dev.snapclone.sandbox.discord.chat.Member;
import dev.snapclone.sandbox.discord.chat.Message;
import dev.snapclone.sandbox.discord.chat.Permission;
import dev.snapclone.sandbox.discord.chat.SeenMessages;
import dev.snapclone.sandbox.discord.chat.User;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds whom a message mentions and pings (resources/message.mdx "Allowed Mentions"). */
final class Mentions {
  private static final Pattern USER = Pattern.compile("<@!?(\\d+)>");
  private static final Pattern ROLE = Pattern.compile("<@&(\\d+)>");
  private static final Pattern EVERYONE = Pattern.compile("@(everyone|here)\\b");

  private final ChatWorld world;

  Mentions(ChatWorld world) {
    this.world = world;
  }

  /**
   * Writes the mentions into a message.
   *
   * @param allowed the body's {@code allowed_mentions}
   * @param webhook whether it answers an interaction, where only users are parsed by default
   * @param notify whether the message is new; edits ping nobody
   */
  void write(Message message, JsonNode allowed, boolean webhook, boolean notify) {
    String text = SeenMessages.of(message).shown().content();
    Set<User> users = users(text, allowed);
    List<GuildRole> roles = roles(message.channel(), text, allowed, webhook);
    boolean everyone =
        EVERYONE.matcher(text).find()
            && parses(allowed, "everyone", !webhook)
            && Access.may(world.bot(), Permission.MENTION_EVERYONE, message.channel());
    JsonNode repliedTo = message.get("referenced_message").path("author").path("id");
    boolean pingsReplied = allowed.path("replied_user").asBoolean(allowed.isMissingNode());
    User replied = world.user(repliedTo.asText(""));
    if (replied != null && pingsReplied) {
      users.add(replied);
    }
    ObjectNode json = message.json().put("mention_everyone", everyone);
    json.putArray("mentions");
    users.forEach(u -> json.withArray("/mentions").add(u.json()));
    json.putArray("mention_roles");
    roles.forEach(r -> json.withArray("/mention_roles").add(r.id()));
    if (notify) {
      notifyAll(message, users, roles, everyone);
    }
  }

  private void notifyAll(
      Message message, Set<User> users, List<GuildRole> roles, boolean everyone) {
    Channel channel = message.channel();
    Set<User> candidates = new LinkedHashSet<>(users);
    Guild guild = channel.guild();
    if (guild != null) {
      for (Member member : guild.members()) {
        boolean byRole = roles.stream().anyMatch(r -> member.roleIds().contains(r.id()));
        if (everyone || byRole) {
          candidates.add(member.user());
        }
      }
    }
    for (User user : candidates) {
      // A mentioned user who sees the channel is added to its private thread.
      boolean mayJoin = Access.may(user, Permission.VIEW_CHANNEL, channel);
      if (channel.isThread() && users.contains(user) && mayJoin && !user.bot()) {
        channel.threadMembers().putIfAbsent(user.id(), world.now());
      }
      if (message.visibleTo(user) && !user.bot()) {
        message.pinged().add(user);
      }
    }
    if (channel.recipient() != null) {
      message.pinged().add(channel.recipient());
    }
  }

  private Set<User> users(String text, JsonNode allowed) {
    Set<User> found = new LinkedHashSet<>();
    Matcher matcher = USER.matcher(text);
    while (matcher.find()) {
      User user = world.user(matcher.group(1));
      if (user != null && (parses(allowed, "users", true) || lists(allowed, "users", user.id()))) {
        found.add(user);
      }
    }
    return found;
  }

  private List<GuildRole> roles(Channel channel, String text, JsonNode allowed, boolean webhook) {
    List<GuildRole> found = new ArrayList<>();
    Guild guild = channel.guild();
    Matcher matcher = ROLE.matcher(text);
    while (guild != null && matcher.find()) {
      GuildRole role = guild.role(matcher.group(1));
      if (role == null || found.contains(role)) {
        continue;
      }
      boolean wanted = parses(allowed, "roles", !webhook) || lists(allowed, "roles", role.id());
      boolean may =
          role.mentionable() || Access.may(world.bot(), Permission.MENTION_EVERYONE, channel);
      if (wanted && may) {
        found.add(role);
      }
    }
    return found;
  }

  private static boolean parses(JsonNode allowed, String kind, boolean byDefault) {
    if (!allowed.isObject()) {
      return byDefault;
    }
    for (JsonNode parse : allowed.path("parse")) {
      if (parse.asText().equals(kind)) {
        return true;
      }
    }
    return false;
  }

  private static boolean lists(JsonNode allowed, String kind, String id) {
    for (JsonNode each : allowed.path(kind)) {
      if (each.asText().equals(id)) {
        return true;
      }
    }
    return false;
  }
}
