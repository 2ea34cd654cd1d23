package dev.snapclone.discord;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.entities.channel.ChannelType;
import net.dv8tion.jda.api.entities.channel.middleman.GuildChannel;
import net.dv8tion.jda.api.entities.channel.middleman.GuildMessageChannel;

/** What the channels are that a configuration names. */
final class NamedChannels {
  private NamedChannels() {}

  /**
   * The channels and active threads that an id or a name means: one by its id, else those with the
   * name, channels before threads and the oldest first, so that nobody takes a name over by making
   * another channel.
   */
  static List<GuildChannel> of(Guild guild, String idOrName) {
    String name = idOrName.startsWith("#") ? idOrName.substring(1) : idOrName;
    List<GuildChannel> all = all(guild);
    List<GuildChannel> byId = all.stream().filter(c -> c.getId().equals(name)).toList();
    return byId.isEmpty() ? all.stream().filter(c -> c.getName().equals(name)).toList() : byId;
  }

  /** All channels in which commands can be given, and the active threads in them. */
  static List<GuildChannel> all(Guild guild) {
    return Stream.concat(guild.getChannels().stream(), guild.getThreadChannelCache().stream())
        .filter(c -> c.getType() != ChannelType.CATEGORY)
        .sorted(
            Comparator.comparing((GuildChannel c) -> c.getType().isThread())
                .thenComparing(GuildChannel::getIdLong))
        .toList();
  }

  /** Whether messages can be written there; in a forum only its threads hold any. */
  static boolean takesMessages(GuildChannel channel) {
    return channel instanceof GuildMessageChannel;
  }
}
