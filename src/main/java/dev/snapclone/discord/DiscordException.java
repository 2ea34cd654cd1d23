package dev.snapclone.discord;

/** The bot cannot work with Discord: one sentence that says what to do. */
public final class DiscordException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what is wrong and what to do next; holds no secret
   */
  public DiscordException(String message) {
    super(message);
  }
}
