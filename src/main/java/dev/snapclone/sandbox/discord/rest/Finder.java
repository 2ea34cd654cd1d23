package dev.snapclone.sandbox.discord.rest;

import dev.snapclone.sandbox.discord.chat.Access;
import dev.snapclone.sandbox.discord.chat.Channel;
import dev.snapclone.sandbox.discord.chat.ChatWorld;
import dev.snapclone.sandbox.discord.chat.Guild;
import dev.snapclone.sandbox.discord.chat.Message;
import dev.snapclone.sandbox.discord.chat.Permission;
import dev.snapclone.sandbox.discord.chat.User;

/** Looks things up for the bot, with Discord's errors if they do not exist or are not visible. */
final class Finder {
  private final ChatWorld world;

  Finder(ChatWorld world) {
    this.world = world;
  }

  Guild guild(String id) {
    Guild guild = world.guild(id);
    if (guild == null) {
      throw DiscordError.unknown(10004, "Guild");
    }
    if (guild.member(world.bot().id()) == null) {
      throw DiscordError.missingAccess();
    }
    return guild;
  }

  User user(String id) {
    User user = world.user(id);
    if (user == null) {
      throw DiscordError.unknown(10013, "User");
    }
    return user;
  }

  /** Returns a channel that the bot can see. */
  Channel channel(String id) {
    Channel channel = world.channel(id);
    if (channel == null) {
      throw DiscordError.unknown(10003, "Channel");
    }
    if (!Access.sees(world.bot(), channel)) {
      throw DiscordError.missingAccess();
    }
    return channel;
  }

  /** Returns a thread that the bot can see. */
  Channel thread(String id) {
    Channel channel = channel(id);
    if (!channel.isThread()) {
      throw DiscordError.of(400, 50024, "Cannot execute action on this channel type");
    }
    return channel;
  }

  /** Returns a message for the channel endpoints, which do not find ephemeral ones. */
  Message message(Channel channel, String id) {
    Message message = world.message(channel, id);
    if (message == null || message.onlyFor() != null) {
      throw DiscordError.unknownMessage();
    }
    return message;
  }

  void require(Permission permission, Channel channel) {
    if (!Access.may(world.bot(), permission, channel)) {
      throw DiscordError.missingPermissions();
    }
  }
}
