package dev.snapclone.discord;

import java.util.Objects;

/** A failed Discord call. */
final class ChatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /** The kinds of failure that callers distinguish. */
  enum Kind {
    /** The message is gone: somebody deleted it. */
    NO_MESSAGE,
    /** The channel is gone or closed to the bot, or the person takes no direct messages. */
    NO_ACCESS,
    /** Discord cannot be reached or answers wrongly; a retry may succeed. */
    TRANSIENT,
    /** Discord refuses what was sent: a bug. */
    REFUSED
  }

  ChatException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = Objects.requireNonNull(kind, "kind");
  }

  ChatException(Kind kind, String message) {
    super(message);
    this.kind = Objects.requireNonNull(kind, "kind");
  }

  Kind kind() {
    return kind;
  }
}
