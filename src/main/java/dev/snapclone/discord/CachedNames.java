package dev.snapclone.discord;

import dev.snapclone.access.Ids;
import dev.snapclone.command.GuildNames;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.entities.Member;
import net.dv8tion.jda.api.entities.Role;
import net.dv8tion.jda.api.entities.channel.middleman.GuildChannel;

/** Names of a guild's roles, channels and people, from what JDA holds of it. */
record CachedNames(Connection connection) implements GuildNames {
  @Override
  public String of(String guildId, String configured) {
    Guild guild = connection.present() ? connection.jda().getGuildById(guildId) : null;
    if (guild == null || !Ids.isId(configured)) {
      return configured;
    }
    Role role = guild.getRoleById(configured);
    if (role != null) {
      return role.getName();
    }
    GuildChannel channel = guild.getGuildChannelById(configured);
    if (channel != null) {
      return "#" + channel.getName();
    }
    Member member = guild.getMemberById(configured);
    return member == null ? configured : member.getEffectiveName();
  }
}
