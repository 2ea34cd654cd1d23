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

/** Finds the channels that the configuration names. */
final class NamedChannels {
  private static final Logger log = LoggerFactory.getLogger(NamedChannels.class);

  private NamedChannels() {}

  /**
   * The channels for an id or a name. An id may be an active thread's. Among equal names the oldest
   * comes first, so that a new channel cannot take over a name. Threads are found by id only:
   * anybody who may write can create one.
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

  /** All channels in which, or in whose threads, commands can be given; the oldest first. */
  static List<GuildChannel> channels(Guild guild) {
    return guild.getChannels().stream()
        .filter(c -> c.getType() != ChannelType.CATEGORY)
        .sorted(Comparator.comparingLong(GuildChannel::getIdLong))
        .toList();
  }

  /** Logs ambiguous channel names, and channels without messages. */
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

  /** Whether the channel itself takes messages; in a forum only threads do. */
  static boolean takesMessages(GuildChannel channel) {
    return channel instanceof GuildMessageChannel;
  }
}
