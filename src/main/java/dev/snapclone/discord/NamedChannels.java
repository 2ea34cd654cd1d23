package dev.snapclone.discord;

import dev.snapclone.config.DiscordSettings;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.entities.Guild;
import net.dv8tion.jda.api.entities.channel.ChannelType;
import net.dv8tion.jda.api.entities.channel.middleman.GuildChannel;
import net.dv8tion.jda.api.entities.channel.middleman.GuildMessageChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the channels are that a configuration names. */
final class NamedChannels {
  private static final Logger log = LoggerFactory.getLogger(NamedChannels.class);

  private NamedChannels() {}

  /**
   * The channels that an id or a name means: one by its id, which may be an active thread's, else
   * those with the name, the oldest first, so that nobody takes a name over by making another.
   * Threads have no names here: whoever may write can make one.
   */
  static List<GuildChannel> of(Guild guild, String idOrName) {
    String name = idOrName.startsWith("#") ? idOrName.substring(1) : idOrName;
    Optional<GuildChannel> byId =
        Stream.concat(channels(guild).stream(), guild.getThreadChannelCache().stream())
            .filter(c -> c.getId().equals(name))
            .findFirst();
    return byId.map(List::of)
        .orElseGet(() -> channels(guild).stream().filter(c -> c.getName().equals(name)).toList());
  }

  /** All channels in which commands can be given, or in whose threads; the oldest first. */
  static List<GuildChannel> channels(Guild guild) {
    return guild.getChannels().stream()
        .filter(c -> c.getType() != ChannelType.CATEGORY)
        .sorted(Comparator.comparingLong(GuildChannel::getIdLong))
        .toList();
  }

  /** Writes to the log where a channel's name says too little, or messages cannot be posted. */
  static void warn(JDA jda, DiscordSettings settings) {
    for (String name : settings.postedIn()) {
      for (Guild guild : jda.getGuilds()) {
        List<GuildChannel> meant = of(guild, name);
        if (meant.size() > 1) {
          log.warn(
              "guild {} has {} channels with the name {}: the oldest counts; give its id {}",
              guild.getName(),
              meant.size(),
              name,
              meant.get(0).getId());
        }
        if (!meant.isEmpty() && meant.stream().noneMatch(NamedChannels::takesMessages)) {
          log.warn("guild {}: no messages can be posted in {}", guild.getName(), name);
        }
      }
    }
  }

  /** Whether messages can be written there; in a forum only its threads hold any. */
  static boolean takesMessages(GuildChannel channel) {
    return channel instanceof GuildMessageChannel;
  }
}
