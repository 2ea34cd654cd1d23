package dev.snapclone.discord;

import java.util.List;

/**
 * What the bot may not do in a channel and should.
 *
 * @param guild the guild's name
 * @param channel the channel's name; empty when a configured channel is not to be seen at all, in
 *     which case {@code missing} names it
 * @param missing permissions as Discord's settings name them
 * @param needed whether commands are refused there because of it; false when only private threads
 *     give way to direct messages
 */
public record PermissionGap(String guild, String channel, List<String> missing, boolean needed) {
  public PermissionGap {
    missing = List.copyOf(missing);
  }
}
