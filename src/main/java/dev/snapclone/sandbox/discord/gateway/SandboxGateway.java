package dev.snapclone.sandbox.discord.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapclone.sandbox.discord.chat.ChatJson;
import dev.snapclone.sandbox.discord.chat.ChatWorld;
import dev.snapclone.sandbox.discord.chat.Dispatcher;
import dev.snapclone.sandbox.discord.chat.Guild;
import io.undertow.websockets.WebSocketConnectionCallback;
import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedTextMessage;
import io.undertow.websockets.core.CloseMessage;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.spi.WebSocketHttpExchange;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The WebSocket side. Several bots with the same token may be connected at once, each with its own
 * session, and every session gets every interaction.
 */
public final class SandboxGateway implements Dispatcher, WebSocketConnectionCallback {
  private static final int HEARTBEAT = 1;
  private static final int IDENTIFY = 2;
  private static final int PRESENCE = 3;
  private static final int VOICE = 4;
  private static final int RESUME = 6;
  private static final int RECONNECT = 7;
  private static final int REQUEST_MEMBERS = 8;
  private static final int INVALID_SESSION = 9;
  private static final int HELLO = 10;
  private static final int HEARTBEAT_ACK = 11;

  private static final int PRIVILEGED = (1 << 1) | (1 << 8) | (1 << 15);
  private static final int MESSAGE_CONTENT = 1 << 15;
  private static final int MAX_PAYLOAD = 4096;
  private static final int HEARTBEAT_MILLIS = 41_250;

  private final ChatWorld world;
  private final InitialEvents introductions;
  private final Supplier<String> resumeUrl;
  private final int grantedPrivileged;
  private final Map<String, GatewaySession> sessions = new LinkedHashMap<>();
  private final Map<GatewaySocket, GatewaySession> identified = new HashMap<>();
  private final Set<GatewaySocket> connections = new LinkedHashSet<>();
  private final Map<GatewaySocket, List<JsonNode>> waiting = new LinkedHashMap<>();
  private boolean held;
  private int identifies;
  private int resumes;
  private int twice;
  private int lost;

  /**
   * A gateway to a world.
   *
   * @param resumeUrl the address for resumes
   * @param grantedPrivileged the application's privileged intents; requesting another one closes
   *     with 4014
   */
  public SandboxGateway(ChatWorld world, Supplier<String> resumeUrl, int grantedPrivileged) {
    this.world = world;
    this.introductions = new InitialEvents(world);
    this.resumeUrl = resumeUrl;
    this.grantedPrivileged = grantedPrivileged;
  }

  @Override
  public void onConnect(WebSocketHttpExchange exchange, WebSocketChannel channel) {
    boolean compressed = exchange.getQueryString().contains("compress=zlib-stream");
    GatewaySocket connection = new GatewaySocket(channel, compressed);
    synchronized (world) {
      connections.add(connection);
    }
    channel.getReceiveSetter().set(new Listener(connection));
    channel.addCloseTask(closed -> ended(connection));
    channel.resumeReceives();
    synchronized (world) {
      if (held) {
        waiting.put(connection, new ArrayList<>());
        return;
      }
    }
    greet(connection);
  }

  private static void greet(GatewaySocket connection) {
    connection.send(HELLO, ChatJson.object().put("heartbeat_interval", HEARTBEAT_MILLIS));
  }

  /** Receives frames. */
  private final class Listener extends AbstractReceiveListener {
    private final GatewaySocket connection;

    Listener(GatewaySocket connection) {
      this.connection = connection;
    }

    @Override
    protected void onFullTextMessage(WebSocketChannel channel, BufferedTextMessage message) {
      received(connection, message.getData());
    }

    @Override
    protected void onCloseMessage(CloseMessage message, WebSocketChannel channel) {
      closedByBot(connection, message.getCode());
    }
  }

  private void received(GatewaySocket connection, String text) {
    if (text.getBytes(StandardCharsets.UTF_8).length > MAX_PAYLOAD) {
      connection.close(4002, "Error while decoding payload.");
      return;
    }
    JsonNode payload;
    try {
      payload = ChatJson.read(text);
    } catch (IllegalArgumentException e) {
      connection.close(4002, "Error while decoding payload.");
      return;
    }
    synchronized (world) {
      List<JsonNode> early = waiting.get(connection);
      if (early != null) {
        early.add(payload);
      } else {
        handle(connection, payload);
      }
    }
  }

  private void handle(GatewaySocket connection, JsonNode payload) {
    JsonNode data = payload.path("d");
    switch (payload.path("op").asInt(-1)) {
      case HEARTBEAT -> connection.send(HEARTBEAT_ACK, null);
      case IDENTIFY -> identify(connection, data);
      case RESUME -> resume(connection, data);
      case REQUEST_MEMBERS -> requestMembers(connection, data);
      case PRESENCE, VOICE -> requireSession(connection);
      default -> connection.close(4001, "Unknown opcode.");
    }
  }

  private @Nullable GatewaySession requireSession(GatewaySocket connection) {
    GatewaySession session = identified.get(connection);
    if (session == null) {
      connection.close(4003, "Not authenticated.");
    }
    return session;
  }

  private void identify(GatewaySocket connection, JsonNode data) {
    identifies++;
    int intents = data.path("intents").asInt();
    if (identified.get(connection) != null) {
      connection.close(4005, "Already authenticated.");
    } else if (!data.path("token").asText().equals(world.token())) {
      connection.close(4004, "Authentication failed.");
    } else if (!data.path("intents").isNumber()) {
      connection.close(4013, "Invalid intent(s).");
    } else if ((intents & PRIVILEGED & ~grantedPrivileged) != 0) {
      connection.close(4014, "Disallowed intent(s).");
    } else {
      welcome(connection, intents);
    }
    world.changed();
  }

  private void welcome(GatewaySocket connection, int intents) {
    GatewaySession session =
        new GatewaySession(UUID.randomUUID().toString().replace("-", ""), intents);
    sessions.put(session.id(), session);
    identified.put(connection, session);
    session.connect(connection);
    session.event("READY", introductions.ready(session.id(), resumeUrl.get()), 1);
    if (session.wants(GUILDS)) {
      for (Guild guild : world.guilds()) {
        session.event("GUILD_CREATE", introductions.guildCreate(guild), 1);
      }
    }
  }

  private void resume(GatewaySocket connection, JsonNode data) {
    if (!data.path("token").asText().equals(world.token())) {
      connection.close(4004, "Authentication failed.");
      return;
    }
    GatewaySession session = sessions.get(data.path("session_id").asText());
    if (session == null || !session.resume(connection, data.path("seq").asLong())) {
      connection.send(INVALID_SESSION, BooleanNode.FALSE);
      return;
    }
    identified.put(connection, session);
    resumes++;
    world.changed();
  }

  private void requestMembers(GatewaySocket connection, JsonNode data) {
    GatewaySession session = requireSession(connection);
    if (session != null) {
      session.event("GUILD_MEMBERS_CHUNK", introductions.membersChunk(data), 1);
    }
  }

  private void closedByBot(GatewaySocket connection, int code) {
    synchronized (world) {
      GatewaySession session = identified.get(connection);
      // 1000 and 1001 end the session; after any other code it can be resumed.
      if (session != null && (code == 1000 || code == 1001)) {
        sessions.remove(session.id());
      }
    }
    ended(connection);
  }

  private void ended(GatewaySocket connection) {
    synchronized (world) {
      GatewaySession session = identified.remove(connection);
      if (session != null) {
        session.disconnect(connection);
      }
      waiting.remove(connection);
      if (connections.remove(connection)) {
        connection.ended();
      }
      world.changed();
    }
  }

  @Override
  public void dispatch(String type, ObjectNode data, int intent) {
    synchronized (world) {
      int copies = 1;
      if (lost > 0) {
        lost--;
        copies = 0;
      } else if (twice > 0) {
        twice--;
        copies = 2;
      }
      for (GatewaySession session : sessions.values()) {
        if (session.wants(intent)) {
          session.event(type, shown(type, data, session), copies);
        }
      }
    }
  }

  /**
   * Without the intent MESSAGE_CONTENT, messages of others are empty unless they mention the bot.
   */
  private ObjectNode shown(String type, ObjectNode data, GatewaySession session) {
    ObjectNode copy = data.deepCopy();
    boolean message = type.equals("MESSAGE_CREATE") || type.equals("MESSAGE_UPDATE");
    boolean own = data.path("author").path("id").asText().equals(world.bot().id());
    boolean direct = !data.has("guild_id");
    boolean mentioned = data.path("mentions").findValuesAsText("id").contains(world.bot().id());
    if (message && !own && !direct && !mentioned && !session.wants(MESSAGE_CONTENT)) {
      copy.put("content", "");
      copy.putArray("embeds");
      copy.putArray("attachments");
      copy.putArray("components");
    }
    return copy;
  }

  /** Number of sessions that are connected now. */
  public int connected() {
    synchronized (world) {
      return (int) sessions.values().stream().filter(s -> s.connection() != null).count();
    }
  }

  /** How many times a bot identified, including wrong tokens. */
  public int identifies() {
    synchronized (world) {
      return identifies;
    }
  }

  /** How many times a session was resumed. */
  public int resumes() {
    synchronized (world) {
      return resumes;
    }
  }

  /** Cuts all connections as a broken network would; sessions can be resumed. */
  public void dropConnections() {
    current().forEach(GatewaySocket::cut);
  }

  /** Cuts all connections, and sends nothing to new ones until {@link #release}. */
  public void hold() {
    synchronized (world) {
      held = true;
    }
    dropConnections();
  }

  /** Sends HELLO to the connections since {@link #hold}, and to new ones again. */
  public void release() {
    synchronized (world) {
      held = false;
      waiting.forEach(
          (connection, early) -> {
            greet(connection);
            // Bots may send before HELLO, and JDA does.
            early.forEach(payload -> handle(connection, payload));
          });
      waiting.clear();
    }
  }

  /** Closes all connections with this code. */
  public void closeConnections(int code) {
    current().forEach(c -> c.close(code, "Closed on demand."));
  }

  /** Asks all bots to reconnect and resume (op 7). */
  public void requestReconnect() {
    current().forEach(c -> c.send(RECONNECT, null));
  }

  /** Invalidates all sessions (op 9); those that are not resumable are deleted. */
  public void invalidateSessions(boolean resumable) {
    synchronized (world) {
      if (!resumable) {
        sessions.clear();
      }
    }
    current().forEach(c -> c.send(INVALID_SESSION, BooleanNode.valueOf(resumable)));
  }

  /** Delivers this many of the next events twice to every session. */
  public void deliverTwice(int events) {
    synchronized (world) {
      twice = events;
    }
  }

  /** Loses this many of the next events, even for a resume. */
  public void loseNext(int events) {
    synchronized (world) {
      lost = events;
    }
  }

  private List<GatewaySocket> current() {
    synchronized (world) {
      return List.copyOf(connections);
    }
  }
}
