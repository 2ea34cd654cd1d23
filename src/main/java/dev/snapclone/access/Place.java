package dev.snapclone.access;

import java.util.Collection;
import java.util.Objects;

/**
 * Where a request was made.
 *
 * @param channel the id of the channel or thread
 * @param channelName the name of the channel; for a thread, of its parent
 * @param parentChannel id of a thread's parent channel; otherwise the channel's own id
 * @param locale the guild's language as a BCP 47 tag, for messages that all read
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

  /** Whether a list of channel ids and names contains this channel, or the thread's parent. */
  public boolean isOneOf(Collection<String> channels) {
    return channels.contains(channel)
        || channels.contains(parentChannel)
        || (!Ids.isId(channelName) && channels.contains(channelName));
  }
}
