package dev.snapclone.discord;

import java.util.Map;
import java.util.stream.Collectors;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.entities.ISnowflake;
import net.dv8tion.jda.api.entities.Role;
import net.dv8tion.jda.api.entities.channel.Channel;

/**
 * What the bot sees of a guild.
 *
 * @param name its name; untrusted
 * @param permissions the bot's permissions in the guild, as Discord's bit set
 * @param roles names of its roles by id
 * @param channels names of the text channels that the bot sees, by id
 */
public record GuildView(
    String name, long permissions, Map<String, String> roles, Map<String, String> channels) {
  public GuildView {
    roles = Map.copyOf(roles);
    channels = Map.copyOf(channels);
  }

  static GuildView of(Guild guild) {
    return new GuildView(
        guild.getName(),
        Permission.getRaw(guild.getSelfMember().getPermissions()),
        guild.getRoles().stream().collect(Collectors.toMap(ISnowflake::getId, Role::getName)),
        guild.getTextChannels().stream()
            .collect(Collectors.toMap(ISnowflake::getId, Channel::getName)));
  }
}
