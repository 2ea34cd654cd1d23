package dev.snapclone.sandbox.discord;

/**
 * Discord's own client would not let the person do this: an unknown command, a missing option, a
 * button that is not there. Nothing was sent to the bot.
 */
public final class ClientRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says what the client would say. */
  public ClientRefusal(String message) {
    super(message);
  }
}
