package dev.snapclone.sandbox.discord.page;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapclone.sandbox.discord.chat.Access;
import dev.snapclone.sandbox.discord.chat.Channel;
import dev.snapclone.sandbox.discord.chat.ChatEvent;
import dev.snapclone.sandbox.discord.chat.Json;
import dev.snapclone.sandbox.discord.chat.Message;
import dev.snapclone.sandbox.discord.chat.User;
import dev.snapclone.sandbox.discord.chat.World;
import io.undertow.server.handlers.sse.ServerSentEventConnection;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells each open page what changes for its person. Everything happens with the world locked, so
 * that a page gets the state up to a number and then each later event exactly once; a page that was
 * away is told what it missed, or, when that is too much, to load the state anew.
 */
final class EventStream implements AutoCloseable {
  private static final int REMEMBERED = 2000;
  private static final long KEEP_ALIVE_MILLIS = 15_000;

  private final World world;
  private final View view;
  private final Deque<ChatEvent> recent = new ArrayDeque<>();
  private final Map<ServerSentEventConnection, User> open = new LinkedHashMap<>();
  private long last;

  EventStream(World world, View view) {
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
    open.forEach((connection, person) -> tell(connection, person, event));
  }

  /** Goes on with what happened after an event. */
  void follow(ServerSentEventConnection connection, User person, long after) {
    synchronized (world) {
      connection.setKeepAliveTime(KEEP_ALIVE_MILLIS);
      connection.addCloseTask(this::forget);
      boolean known = after <= last;
      if (!known || (!recent.isEmpty() && recent.getFirst().number() > after + 1)) {
        send(connection, "reset", Json.object(), last);
      } else {
        recent.stream().filter(e -> e.number() > after).forEach(e -> tell(connection, person, e));
      }
      open.put(connection, person);
    }
  }

  private void forget(ServerSentEventConnection connection) {
    synchronized (world) {
      open.remove(connection);
    }
  }

  private void tell(ServerSentEventConnection connection, User person, ChatEvent event) {
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
          send(connection, "closed", Json.object().put("id", channel.id()), event.number());
        }
      }
      case TYPING -> {
        if (seen && event.person() == null) {
          send(connection, "typing", Json.object().put("channel", channel.id()), event.number());
        }
      }
      default -> {
        // What somebody pressed or typed shows in the answer only.
      }
    }
  }

  private void message(
      ServerSentEventConnection connection, User person, Channel channel, ChatEvent event) {
    Message message = event.message() == null ? null : world.message(channel, event.message().id());
    // A message that is gone by now is not told again: its deletion comes.
    if (message != null && message.visibleTo(person)) {
      send(connection, "message", view.message(message), event.number());
    }
  }

  private static ObjectNode gone(String message, Channel channel) {
    return Json.object().put("id", message).put("channel", channel.id());
  }

  private static void send(
      ServerSentEventConnection connection, String kind, @Nullable ObjectNode data, long number) {
    String text = data == null ? "{}" : Json.write(data);
    connection.send(text, kind, Long.toString(number), null);
  }

  /** Hangs up. */
  @Override
  public void close() {
    synchronized (world) {
      open.keySet().forEach(ServerSentEventConnection::shutdown);
      open.clear();
    }
  }
}
