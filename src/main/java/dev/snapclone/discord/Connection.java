package dev.snapclone.discord;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import net.dv8tion.jda.api.JDA;
import org.jspecify.annotations.Nullable;

/** JDA, once there is one: what uses it is made before it logs in. */
final class Connection {
  private final AtomicReference<@Nullable JDA> jda = new AtomicReference<>();

  private final AtomicReference<@Nullable String> over = new AtomicReference<>();

  private final AtomicBoolean leaving = new AtomicBoolean();

  /** The bot itself is about to close it. */
  void leaves() {
    leaving.set(true);
  }

  /** Discord has closed it for good. */
  void ended(String reason) {
    over.set(reason);
  }

  /** Why interactions do not arrive; null when they do. */
  @Nullable String trouble() {
    String why = over.get();
    if (why != null) {
      return why;
    }
    if (up()) {
      return null;
    }
    bringsTheReason();
    why = over.get();
    return why != null ? why : "the gateway is not connected";
  }

  /**
   * Closed for good, JDA tells why only when its queues of requests are gone, and those that
   * Discord has named a limit for stay after their last request. Its pool for the gateway ends at
   * once.
   */
  private void bringsTheReason() {
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
   * JDA.
   *
   * @throws ChatException as transient when the bot has not logged in yet
   */
  JDA jda() {
    JDA now = jda.get();
    if (now == null) {
      throw new ChatException(ChatException.Kind.TRANSIENT, "not connected to Discord yet");
    }
    return now;
  }

  /** Whether there is JDA to stop. */
  boolean present() {
    return jda.get() != null;
  }

  /** Whether the gateway is connected, so that interactions arrive. */
  boolean up() {
    JDA now = jda.get();
    return now != null && now.getStatus() == JDA.Status.CONNECTED;
  }
}
