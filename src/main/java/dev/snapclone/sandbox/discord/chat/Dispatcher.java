package dev.snapclone.sandbox.discord.chat;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Sends gateway events to the bot. */
@FunctionalInterface
public interface Dispatcher {
  /** Intent for channels and threads. */
  int GUILDS = 1;

  /** Privileged intent for members. */
  int GUILD_MEMBERS = 1 << 1;

  /** Intent for messages in guilds. */
  int GUILD_MESSAGES = 1 << 9;

  /** Intent for messages in conversations with one person. */
  int DIRECT_MESSAGES = 1 << 12;

  /**
   * Sends an event to every session that asked for it.
   *
   * @param intent the intent that a session must have, 0 for none
   */
  void dispatch(String type, ObjectNode data, int intent);
}
