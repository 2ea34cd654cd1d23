package dev.snapclone.app;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What {@link Check} asks of Discord. Failures are exceptions whose message says why, without the
 * token.
 */
public interface DiscordProbe {
  /** Signs in with the token. */
  Bot signIn();

  /**
   * A guild as the bot sees it.
   *
   * @param named ids or names of the channels that the configuration names
   * @return empty when the bot is not in it
   */
  Optional<Guild> guild(String id, List<String> named);

  /**
   * What the bot may not do in a guild's channels although it is in the guild.
   *
   * @param named ids or names of the channels that the configuration names
   * @param all whether commands are taken in all channels
   */
  List<Gap> gaps(String guild, List<String> named, boolean all);

  /**
   * What the bot may not do in a channel.
   *
   * @param missing permissions, as Discord's settings name them
   * @param needed whether commands are refused there because of it; else only private threads are
   *     not made there
   */
  record Gap(String channel, List<String> missing, boolean needed) {
    public Gap {
      missing = List.copyOf(missing);
    }
  }

  /**
   * The bot's own user.
   *
   * @param applicationId for the invite link
   */
  record Bot(String applicationId, String name) {}

  /**
   * A guild.
   *
   * @param permissions the bot's permissions in it, as Discord's bit set
   * @param roles names of its roles by id
   * @param channels names of its channels by id, and of the threads that the configuration names
   * @param silent ids of those in which no messages can be posted, such as forums
   */
  record Guild(
      String name,
      long permissions,
      Map<String, String> roles,
      Map<String, String> channels,
      Set<String> silent) {
    public Guild {
      roles = Map.copyOf(roles);
      channels = Map.copyOf(channels);
      silent = Set.copyOf(silent);
    }
  }
}
