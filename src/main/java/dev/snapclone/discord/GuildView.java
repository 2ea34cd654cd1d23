package dev.snapclone.discord;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.entities.ISnowflake;
import net.dv8tion.jda.api.entities.Role;
import net.dv8tion.jda.api.entities.channel.middleman.GuildChannel;

/**
 * What the bot sees of a guild.
 *
 * @param name untrusted
 * @param permissions the bot's permissions in the guild, as Discord's bit set
 * @param roles names of its roles by id
 * @param channels names of its channels and of the configured threads, by id
 * @param silent ids of channels without messages, such as forums
 */
public record GuildView(
    String name,
    long permissions,
    Map<String, String> roles,
    Map<String, String> channels,
    Set<String> silent) {
  public GuildView {
    roles = Map.copyOf(roles);
    channels = Map.copyOf(channels);
    silent = Set.copyOf(silent);
  }

  static GuildView of(Guild guild, Map<String, String> threads) {
    Map<String, String> channels = new HashMap<>(threads);
    Set<String> silent = new HashSet<>();
    for (GuildChannel channel : NamedChannels.channels(guild)) {
      channels.put(channel.getId(), channel.getName());
      if (!NamedChannels.takesMessages(channel)) {
        silent.add(channel.getId());
      }
    }
    return new GuildView(
        guild.getName(),
        Permission.getRaw(guild.getSelfMember().getPermissions()),
        guild.getRoles().stream().collect(Collectors.toMap(ISnowflake::getId, Role::getName)),
        channels,
        silent);
  }
}
