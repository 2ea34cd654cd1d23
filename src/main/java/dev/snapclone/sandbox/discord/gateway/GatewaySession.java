package dev.snapclone.sandbox.discord.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapclone.sandbox.discord.chat.ChatJson;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The session of an identified bot. It outlives its connection and stores events for a resume. */
final class GatewaySession {
  static final int DISPATCH = 0;
  private static final int KEPT = 2000;

  private final String id;
  private final int intents;
  private final Deque<ObjectNode> events = new ArrayDeque<>();
  private long sequence;
  private @Nullable GatewaySocket connection;

  GatewaySession(String id, int intents) {
    this.id = id;
    this.intents = intents;
  }

  String id() {
    return id;
  }

  boolean wants(int intent) {
    return intent == 0 || (intents & intent) != 0;
  }

  synchronized void connect(GatewaySocket to) {
    connection = to;
  }

  synchronized void disconnect(GatewaySocket from) {
    if (from.equals(connection)) {
      connection = null;
    }
  }

  synchronized @Nullable GatewaySocket connection() {
    return connection;
  }

  /** Numbers and stores an event, and sends it if there is a connection. */
  synchronized void event(String type, ObjectNode data, int copies) {
    for (int i = 0; i < copies; i++) {
      ObjectNode payload = ChatJson.object().put("op", DISPATCH).put("t", type);
      payload.put("s", ++sequence);
      payload.set("d", data);
      events.addLast(payload);
      if (events.size() > KEPT) {
        events.removeFirst();
      }
      if (connection != null) {
        connection.send(payload);
      }
    }
  }

  /**
   * Repeats the events after the given number, then sends RESUMED; returns whether that is
   * possible.
   */
  synchronized boolean resume(GatewaySocket to, long after) {
    if (after > sequence) {
      return false;
    }
    connect(to);
    for (ObjectNode payload : events) {
      if (payload.path("s").asLong() > after) {
        to.send(payload);
      }
    }
    event("RESUMED", ChatJson.object(), 1);
    return true;
  }
}
