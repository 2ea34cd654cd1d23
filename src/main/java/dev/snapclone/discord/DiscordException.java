package dev.snapclone.discord;

import java.util.Objects;

/** The bot cannot work with Discord: one sentence that says what to do. */
public final class DiscordException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /** What has to be mended. */
  public enum Kind {
    /** The token is wrong or was reset. */
    TOKEN,
    /** Something between this host and Discord: names, network, TLS, a proxy. */
    NETWORK,
    /** Discord asks to slow down, or has a trouble of its own. */
    BUSY,
    /** Discord refuses what this version asks for. */
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

  /** What has to be mended. */
  public Kind kind() {
    return kind;
  }
}
