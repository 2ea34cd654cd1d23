package dev.snapclone.discord;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.entities.channel.concrete.TextChannel;

/** Looks for what the bot may not do in a guild's channels. */
final class PermissionCheck {
  private final Wording wording;

  PermissionCheck(Wording wording) {
    this.wording = wording;
  }

  /**
   * What is missing.
   *
   * @param named ids or names of channels that the configuration names
   * @param all whether commands are taken in all channels
   */
  List<PermissionGap> of(Guild guild, List<String> named, boolean all) {
    List<PermissionGap> gaps = new ArrayList<>();
    for (TextChannel channel : guild.getTextChannels()) {
      boolean wanted = named.contains(channel.getId()) || named.contains(channel.getName());
      boolean seen = guild.getSelfMember().hasPermission(channel, Permission.VIEW_CHANNEL);
      if (wanted || (all && seen)) {
        gap(guild, channel, Needed.lackingForCards(channel), true, gaps);
        gap(guild, channel, Needed.lackingForRooms(channel), false, gaps);
      }
    }
    for (String name : named) {
      boolean there =
          guild.getTextChannels().stream()
              .anyMatch(c -> c.getId().equals(name) || c.getName().equals(name));
      if (!there) {
        gaps.add(new PermissionGap(guild.getName(), "", List.of(name), true));
      }
    }
    return gaps;
  }

  private void gap(
      Guild guild,
      TextChannel channel,
      Set<Permission> lacking,
      boolean needed,
      List<PermissionGap> gaps) {
    if (!lacking.isEmpty()) {
      List<String> words =
          lacking.stream()
              .map(p -> Permissions.words(wording, Locale.ENGLISH, List.of(p.name())))
              .toList();
      gaps.add(new PermissionGap(guild.getName(), channel.getName(), words, needed));
    }
  }
}
