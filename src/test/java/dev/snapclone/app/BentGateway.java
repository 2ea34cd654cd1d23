package dev.snapclone.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedTextMessage;
import io.undertow.websockets.core.CloseMessage;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Stands before the gateway of the Discord sandbox and changes what comes from it, as a Discord
 * that differs from it would send it.
 */
final class BentGateway implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What becomes of a payload on its way to the bot. */
  @FunctionalInterface
  interface Bend {
    /**
     * @param payload what the sandbox sent; to be changed
     * @param to the bot
     * @return whether it is sent on
     */
    boolean bend(ObjectNode payload, Bot to);
  }

  /** The bot's end. */
  record Bot(WebSocketChannel channel) {
    void send(String text) {
      WebSockets.sendText(text, channel, null);
    }
  }

  private final Undertow server;
  private final HttpClient http = HttpClient.newHttpClient();
  private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
  private final List<Bend> bends = new CopyOnWriteArrayList<>();
  private final Set<Bot> bots = new CopyOnWriteArraySet<>();

  /**
   * @param target where the sandbox's gateway is
   */
  BentGateway(String target) {
    server =
        Undertow.builder()
            .addHttpListener(0, "127.0.0.1")
            .setHandler(Handlers.websocket((exchange, channel) -> connect(target, channel)))
            .build();
    server.start();
  }

  String url() {
    return "ws://127.0.0.1:"
        + ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
  }

  /** From now on payloads go through this as well. */
  BentGateway with(Bend bend) {
    bends.add(bend);
    return this;
  }

  void straighten() {
    bends.clear();
  }

  /** Sends a payload of its own to every connected bot. */
  void say(String payload) {
    bots.forEach(bot -> bot.send(payload));
  }

  /** Sends later what was held back. */
  void sendLater(Bot to, ObjectNode payload, long millis) {
    later.schedule(() -> to.send(payload.toString()), millis, TimeUnit.MILLISECONDS);
  }

  private void connect(String target, WebSocketChannel channel) {
    Bot bot = new Bot(channel);
    AtomicReference<CompletableFuture<WebSocket>> up = new AtomicReference<>();
    // Without compression, which the bot asks for and a gateway need not give.
    up.set(
        http.newWebSocketBuilder()
            .buildAsync(URI.create(target + "?v=10&encoding=json"), new Upstream(bot)));
    bots.add(bot);
    channel
        .getReceiveSetter()
        .set(
            new AbstractReceiveListener() {
              @Override
              protected void onFullTextMessage(WebSocketChannel from, BufferedTextMessage message) {
                String text = message.getData();
                up.updateAndGet(
                    before -> before.thenCompose(socket -> socket.sendText(text, true)));
              }

              @Override
              protected void onCloseMessage(CloseMessage close, WebSocketChannel from) {
                up.get().thenCompose(s -> s.sendClose(close.getCode(), ""));
              }
            });
    channel.addCloseTask(
        closed -> {
          bots.remove(bot);
          up.get().thenAccept(WebSocket::abort);
        });
    channel.resumeReceives();
  }

  private static JsonNode read(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class Upstream implements WebSocket.Listener {
    private final Bot bot;
    private final StringBuilder parts = new StringBuilder();

    Upstream(Bot bot) {
      this.bot = bot;
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      parts.append(data);
      if (last) {
        ObjectNode payload = (ObjectNode) read(parts.toString());
        parts.setLength(0);
        if (bends.stream().allMatch(b -> b.bend(payload, bot))) {
          bot.send(payload.toString());
        }
      }
      socket.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      WebSockets.sendClose(code, reason, bot.channel(), null);
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      try {
        bot.channel().close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void close() {
    later.shutdownNow();
    server.stop();
  }
}
