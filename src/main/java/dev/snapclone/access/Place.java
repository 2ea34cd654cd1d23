package dev.snapclone.access;

import java.util.Collection;
import java.util.Objects;

/**
 * Where something was asked.
 *
 * @param channel the channel's id (of a thread: the thread's)
 * @param channelName the channel's name (of a thread: its parent's)
 * @param parentChannel id of the thread's parent channel; the channel's own id where it is no
 *     thread
 * @param locale the guild's language as a BCP 47 tag, for shared messages
 */
public record Place(
    String guild, String channel, String channelName, String parentChannel, String locale) {
  public Place {
    Objects.requireNonNull(guild, "guild");
    Objects.requireNonNull(channel, "channel");
    Objects.requireNonNull(channelName, "channelName");
    Objects.requireNonNull(parentChannel, "parentChannel");
    Objects.requireNonNull(locale, "locale");
  }

  /** Whether a list of channel ids and names names this channel, or the thread's parent. */
  public boolean isOneOf(Collection<String> channels) {
    return channels.contains(channel)
        || channels.contains(parentChannel)
        || (!Ids.isId(channelName) && channels.contains(channelName));
  }
}
