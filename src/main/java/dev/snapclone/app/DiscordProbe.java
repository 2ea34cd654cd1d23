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
   * @param named ids or names of the configured channels
   * @return empty when the bot is not in it
   */
  Optional<Guild> guild(String id, List<String> named);

  /**
   * Permissions that the bot lacks in the channels of a guild that it is in.
   *
   * @param named ids or names of the configured channels
   * @param all whether commands are accepted in all channels
   */
  List<Gap> gaps(String guild, List<String> named, boolean all);

  /**
   * A permission that the bot lacks in a channel.
   *
   * @param missing permissions, as Discord's settings name them
   * @param needed whether commands are refused there because of it; otherwise only private threads
   *     are not made there
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
   * @param channels names of its channels and of the configured threads, by id
   * @param silent ids of channels without messages, such as forums
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
