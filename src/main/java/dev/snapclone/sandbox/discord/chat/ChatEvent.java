package dev.snapclone.sandbox.discord.chat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A visible change in the chat.
 *
 * @param number counts up from 1
 * @param channel the channel's name
 * @param person who did it; null for the bot
 * @param message the message as it is now; null for none
 * @param text the command as typed, the button's label, the modal's title
 */
public record ChatEvent(
    long number,
    Instant at,
    Kind kind,
    String channelId,
    String channel,
    @Nullable String person,
    @Nullable SeenMessage message,
    String text) {

  /** What happened. */
  public enum Kind {
    POSTED,
    EDITED,
    DELETED,
    THREAD_CREATED,
    THREAD_CHANGED,
    THREAD_JOINED,
    COMMAND_TYPED,
    COMPONENT_USED,
    MODAL_OPENED,
    MODAL_SUBMITTED,
    NO_RESPONSE,
    TYPING
  }
}
