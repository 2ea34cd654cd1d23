package dev.snapclone.discord;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.entities.channel.ChannelType;
import net.dv8tion.jda.api.entities.channel.middleman.GuildChannel;

/** Finds permissions that the bot lacks in a guild's channels. */
final class PermissionCheck {
  private final Wording wording;

  PermissionCheck(Wording wording) {
    this.wording = wording;
  }

  /**
   * @param named ids or names of the configured channels
   * @param all whether commands are accepted in all channels
   * @param archived whether an id without a channel is an archived thread's
   */
  List<PermissionGap> of(Guild guild, List<String> named, boolean all, Predicate<String> archived) {
    List<PermissionGap> gaps = new ArrayList<>();
    Set<GuildChannel> wanted = new LinkedHashSet<>();
    for (String name : named) {
      List<GuildChannel> meant = NamedChannels.of(guild, name);
      wanted.addAll(meant);
      if (meant.isEmpty() && !archived.test(name)) {
        gaps.add(new PermissionGap(guild.getName(), "", List.of(name), true));
      }
    }
    if (all) {
      NamedChannels.channels(guild).stream()
          .filter(c -> c.getType() == ChannelType.TEXT || c.getType() == ChannelType.NEWS)
          .filter(c -> guild.getSelfMember().hasPermission(c, Permission.VIEW_CHANNEL))
          .forEach(wanted::add);
    }
    for (GuildChannel channel : wanted) {
      gap(guild, channel, Needed.lackingForCards(channel), true, gaps);
      // Other channels have no private threads.
      if (channel.getType() == ChannelType.TEXT) {
        gap(guild, channel, Needed.lackingForRooms(channel), false, gaps);
      }
    }
    return gaps;
  }

  private void gap(
      Guild guild,
      GuildChannel channel,
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
