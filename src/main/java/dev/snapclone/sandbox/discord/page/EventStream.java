package dev.snapclone.sandbox.discord.page;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapclone.sandbox.discord.chat.Access;
import dev.snapclone.sandbox.discord.chat.Channel;
import dev.snapclone.sandbox.discord.chat.ChatEvent;
import dev.snapclone.sandbox.discord.chat.ChatJson;
import dev.snapclone.sandbox.discord.chat.ChatWorld;
import dev.snapclone.sandbox.discord.chat.Message;
import dev.snapclone.sandbox.discord.chat.User;
import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.xnio.IoUtils;

/**
 * Tells each open page what changes for its person. Everything happens with the world locked, so
 * that a page gets the state up to a number and then each later event exactly once; a page that was
 * away is told what it missed, or, when that is too much, to load the state anew.
 *
 * <p>Each page has a WebSocket, and not a stream of Server-Sent Events: a browser opens six HTTP
 * connections to a host in all its tabs together, so that a few open pages would leave none to send
 * a command on. WebSockets do not count among these six.
 */
final class EventStream implements AutoCloseable {
  private static final int REMEMBERED = 2000;
  private static final long MOST_BYTES_HEARD = 1024;

  private final ChatWorld world;
  private final PersonView view;
  private final Deque<ChatEvent> recent = new ArrayDeque<>();
  private final Map<WebSocketChannel, User> open = new LinkedHashMap<>();
  private long last;

  EventStream(ChatWorld world, PersonView view) {
    this.world = world;
    this.view = view;
    // The world calls while it is locked.
    world.onEvent(this::happened);
  }

  /** The number of the newest event. */
  long last() {
    return last;
  }

  private void happened(ChatEvent event) {
    last = event.number();
    if (recent.size() == REMEMBERED) {
      recent.removeFirst();
    }
    recent.addLast(event);
    open.forEach((connection, person) -> send(connection, person, event));
  }

  /** Goes on with what happened after an event. */
  void follow(WebSocketChannel connection, User person, long after) {
    synchronized (world) {
      connection.addCloseTask(this::forget);
      boolean known = after <= last;
      if (!known || (!recent.isEmpty() && recent.getFirst().number() > after + 1)) {
        send(connection, "reset", ChatJson.object(), last);
      } else {
        recent.stream().filter(e -> e.number() > after).forEach(e -> send(connection, person, e));
      }
      open.put(connection, person);
    }
    // A page says nothing here; listening is how its going away is noticed.
    connection.getReceiveSetter().set(new Silent());
    connection.resumeReceives();
  }

  /** Takes nothing but the end of a connection. */
  private static final class Silent extends AbstractReceiveListener {
    @Override
    protected long getMaxTextBufferSize() {
      return MOST_BYTES_HEARD;
    }

    @Override
    protected long getMaxBinaryBufferSize() {
      return MOST_BYTES_HEARD;
    }
  }

  private void forget(WebSocketChannel connection) {
    synchronized (world) {
      open.remove(connection);
    }
  }

  private void send(WebSocketChannel connection, User person, ChatEvent event) {
    Channel channel = world.channel(event.channelId());
    if (channel == null) {
      return;
    }
    boolean seen = Access.sees(person, channel);
    switch (event.kind()) {
      case POSTED, EDITED -> message(connection, person, channel, event);
      case DELETED -> {
        if (seen && event.message() != null) {
          send(connection, "deleted", gone(event.message().id(), channel), event.number());
        }
      }
      case THREAD_CREATED, THREAD_CHANGED, THREAD_JOINED -> {
        // Nobody learns of a thread that is closed to them, except by losing it.
        if (seen) {
          send(connection, "channel", view.channel(person, channel), event.number());
        } else if (event.kind() == ChatEvent.Kind.THREAD_CHANGED) {
          send(connection, "closed", ChatJson.object().put("id", channel.id()), event.number());
        }
      }
      case TYPING -> {
        if (seen && event.person() == null) {
          send(
              connection, "typing", ChatJson.object().put("channel", channel.id()), event.number());
        }
      }
      default -> {
        // What somebody pressed or typed shows in the answer only.
      }
    }
  }

  private void message(WebSocketChannel connection, User person, Channel channel, ChatEvent event) {
    Message message = event.message() == null ? null : world.message(channel, event.message().id());
    // A message that is gone by now is not told again: its deletion comes.
    if (message != null && message.visibleTo(person)) {
      send(connection, "message", view.message(message), event.number());
    }
  }

  private static ObjectNode gone(String message, Channel channel) {
    return ChatJson.object().put("id", message).put("channel", channel.id());
  }

  private static void send(WebSocketChannel connection, String kind, ObjectNode data, long number) {
    ObjectNode event = ChatJson.object().put("kind", kind).put("number", number);
    event.set("data", data);
    WebSockets.sendText(ChatJson.write(event), connection, null);
  }

  /** Hangs up. */
  @Override
  public void close() {
    synchronized (world) {
      // On its own thread: from another one the socket stays open until the selector wakes up.
      open.keySet().forEach(c -> c.getIoThread().execute(() -> IoUtils.safeClose(c)));
      open.clear();
    }
  }
}
