package dev.snapclone.discord;

import java.util.List;

/**
 * A permission that the bot lacks in a channel.
 *
 * @param guild the guild's name
 * @param channel the channel's name; empty when the bot cannot see a configured channel, which
 *     {@code missing} then names
 * @param missing permissions as Discord's settings name them
 * @param needed whether commands are refused there because of it; false when private threads are
 *     replaced by direct messages
 */
public record PermissionGap(String guild, String channel, List<String> missing, boolean needed) {
  public PermissionGap {
    missing = List.copyOf(missing);
  }
}
