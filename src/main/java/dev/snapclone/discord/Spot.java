package dev.snapclone.discord;

import dev.snapclone.access.Place;

/**
 * A channel to write in.
 *
 * @param guild the guild's id; {@link #DIRECT} for a direct message
 * @param channel the channel's id, of a thread the thread's
 * @param parent of a thread its channel's id, otherwise the channel's own
 */
record Spot(String guild, String channel, String parent) {
  /** What stands for a guild in the address of a direct message. */
  static final String DIRECT = "@me";

  /** The place of a command. */
  static Spot of(Place place) {
    return new Spot(place.guild(), place.channel(), place.parentChannel());
  }

  /** Whether it is a thread. */
  boolean inThread() {
    return !parent.equals(channel);
  }

  /** The channel around a thread. */
  Spot around() {
    return new Spot(guild, parent, parent);
  }

  /** The address of a message here, which a person can follow. */
  String link(String message) {
    return link() + "/" + message;
  }

  /** The address of the channel. */
  String link() {
    return "https://discord.com/channels/" + guild + "/" + channel;
  }
}
