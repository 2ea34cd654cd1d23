package dev.snapclone.discord;

import dev.snapclone.access.Place;

/**
 * A channel to write in.
 *
 * @param guild the guild's id; {@link #DIRECT} for a direct message
 * @param channel the channel's or the thread's id
 * @param parent the id of a thread's channel, otherwise the channel's own
 */
record Spot(String guild, String channel, String parent) {
  /** Stands for the guild in the address of a direct message. */
  static final String DIRECT = "@me";

  static Spot of(Place place) {
    return new Spot(place.guild(), place.channel(), place.parentChannel());
  }

  boolean inThread() {
    return !parent.equals(channel);
  }

  /** The channel of a thread. */
  Spot around() {
    return new Spot(guild, parent, parent);
  }

  /** The link to a message here. */
  String link(String message) {
    return link() + "/" + message;
  }

  /** The link to the channel. */
  String link() {
    return "https://discord.com/channels/" + guild + "/" + channel;
  }
}
