package dev.snapclone.discord;

import java.util.concurrent.atomic.AtomicReference;
import net.dv8tion.jda.api.JDA;
import org.jspecify.annotations.Nullable;

/** JDA, once there is one: what uses it is made before it logs in. */
final class Connection {
  private final AtomicReference<@Nullable JDA> jda = new AtomicReference<>();

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
