package dev.snapclone.discord;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import net.dv8tion.jda.api.JDA;
import org.jspecify.annotations.Nullable;

/** Holds JDA once it exists; its users are created before the login. */
final class Connection {
  private final AtomicReference<@Nullable JDA> jda = new AtomicReference<>();

  private final AtomicReference<@Nullable String> over = new AtomicReference<>();

  private final AtomicBoolean leaving = new AtomicBoolean();

  /** The bot is about to close the connection. */
  void closing() {
    leaving.set(true);
  }

  /** Discord has closed it for good. */
  void ended(String reason) {
    over.set(reason);
  }

  @Nullable String trouble() {
    String why = over.get();
    if (why != null) {
      return why;
    }
    if (up()) {
      return null;
    }
    askForTheReason();
    why = over.get();
    return why != null ? why : "the gateway is not connected";
  }

  /**
   * After a final close, JDA reports the reason only once its request queues are empty, and
   * rate-limited queues never empty. Its gateway pool ends at once.
   */
  private void askForTheReason() {
    JDA now = jda.get();
    if (now != null
        && !leaving.get()
        && now.getGatewayPool().isShutdown()
        && now.getStatus() == JDA.Status.DISCONNECTED) {
      now.cancelRequests();
      now.shutdownNow();
    }
  }

  void set(JDA connected) {
    jda.set(connected);
  }

  /**
   * @throws ChatException as transient when the bot has not logged in yet
   */
  JDA jda() {
    JDA now = jda.get();
    if (now == null) {
      throw new ChatException(ChatException.Kind.TRANSIENT, "not connected to Discord yet");
    }
    return now;
  }

  boolean present() {
    return jda.get() != null;
  }

  /** Whether the gateway is connected, so that interactions arrive. */
  boolean up() {
    JDA now = jda.get();
    return now != null && now.getStatus() == JDA.Status.CONNECTED;
  }
}
