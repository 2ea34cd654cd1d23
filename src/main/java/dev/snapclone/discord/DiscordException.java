package dev.snapclone.discord;

import java.util.Objects;

/** The bot cannot work with Discord; the message says in one sentence what to do. */
public final class DiscordException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  public enum Kind {
    /** The token is wrong or was reset. */
    TOKEN,
    /** Between this host and Discord: DNS, network, TLS or a proxy. */
    NETWORK,
    /** Discord asks to slow down, or has an outage. */
    BUSY,
    /** Discord rejects what this version requests. */
    VERSION,
    /** Anything else. */
    OTHER
  }

  /**
   * @param message what is wrong and what to do next; holds no secret
   */
  public DiscordException(String message) {
    this(Kind.OTHER, message);
  }

  DiscordException(Kind kind, String message) {
    super(message);
    this.kind = Objects.requireNonNull(kind, "kind");
  }

  public Kind kind() {
    return kind;
  }
}
