package dev.snapclone.sandbox.openstack.panel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.snapclone.sandbox.SandboxThreads;
import dev.snapclone.sandbox.openstack.OpenStackSandbox;
import io.undertow.Handlers;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import io.undertow.websockets.spi.WebSocketHttpExchange;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.IoUtils;

/**
 * The cloud for a page, to be mounted on any server: {@code GET …/state} is the current state,
 * {@code GET …/stream} the same after every change (a WebSocket, since a browser opens only a few
 * HTTP connections per host), and {@code POST …/do/ID} uses a control.
 */
public final class CloudPanel implements HttpHandler, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CloudPanel.class);
  private static final long LOOK_EVERY_MILLIS = 300;
  private static final String ACTION = "/do/";

  private final ObjectMapper mapper = new ObjectMapper();
  private final CloudPicture picture;
  private final List<Lever> levers;
  private final ScheduledExecutorService later;
  private final Set<WebSocketChannel> open = ConcurrentHashMap.newKeySet();
  private final HttpHandler events = Handlers.websocket(this::connected);
  private @Nullable String shown;

  /**
   * A panel for a cloud.
   *
   * @param project the project whose instances are shown
   * @param more controls besides those of the cloud
   */
  public CloudPanel(OpenStackSandbox cloud, String project, List<Lever> more, InstantSource clock) {
    ScheduledThreadPoolExecutor executor =
        new ScheduledThreadPoolExecutor(1, SandboxThreads.named("cloud-panel"));
    this.later = executor;
    Troubles troubles = new Troubles(cloud, later, clock);
    List<Lever> all = new ArrayList<>(troubles.levers());
    all.addAll(more);
    this.levers = List.copyOf(all);
    this.picture = new CloudPicture(cloud, project, troubles, levers);
    ScheduledFuture<?> unused =
        later.scheduleWithFixedDelay(
            this::look, LOOK_EVERY_MILLIS, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    String path = exchange.getRelativePath();
    boolean get = exchange.getRequestMethod().equals(Methods.GET);
    if (get && path.equals("/state")) {
      exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
      exchange.getResponseSender().send(text());
    } else if (get && path.equals("/stream")) {
      events.handleRequest(exchange);
    } else if (exchange.getRequestMethod().equals(Methods.POST) && path.startsWith(ACTION)) {
      pull(exchange, path.substring(ACTION.length()));
    } else {
      exchange.setStatusCode(404).endExchange();
    }
  }

  private void pull(HttpServerExchange exchange, String id) {
    Optional<Lever> lever = levers.stream().filter(l -> l.id().equals(id)).findFirst();
    if (lever.isEmpty()) {
      exchange.setStatusCode(404).endExchange();
      return;
    }
    boolean free = lever.get().again() || lever.get().state().get().isEmpty();
    if (free) {
      // On one thread, so that a control is not used twice at once, and not on the server's.
      later.execute(() -> guarded(lever.get().pull()));
    }
    exchange.setStatusCode(free ? 204 : 409).endExchange();
  }

  private static void guarded(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException e) {
      LOG.error("the panel failed", e);
    }
  }

  private String text() {
    try {
      return mapper.writeValueAsString(picture.now());
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized void connected(WebSocketHttpExchange exchange, WebSocketChannel connection) {
    connection.addCloseTask(open::remove);
    open.add(connection);
    send(text());
    // A page sends nothing, but only a reader notices when it disconnects.
    connection.getReceiveSetter().set(new AbstractReceiveListener() {});
    connection.resumeReceives();
  }

  private void send(String now) {
    shown = now;
    open.forEach(each -> WebSockets.sendText(now, each, null));
  }

  private void look() {
    if (!open.isEmpty()) {
      guarded(this::sendIfChanged);
    }
  }

  private synchronized void sendIfChanged() {
    String now = text();
    if (!Objects.equals(now, shown)) {
      send(now);
    }
  }

  /** Stops watching and closes the connections. */
  @Override
  public void close() {
    later.shutdownNow();
    open.forEach(each -> each.getIoThread().execute(() -> IoUtils.safeClose(each)));
  }
}
