package dev.snapclone.discord;

import java.util.concurrent.atomic.AtomicReference;
import net.dv8tion.jda.api.JDA;
import org.jspecify.annotations.Nullable;

/** JDA, once there is one: what uses it is made before it logs in. */
final class Connection {
  private final AtomicReference<@Nullable JDA> jda = new AtomicReference<>();

  private final AtomicReference<@Nullable String> over = new AtomicReference<>();

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
    return up() ? null : "the gateway is not connected";
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
