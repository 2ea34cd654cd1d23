package dev.snapclone.telemetry;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.Options;
import org.xnio.XnioExecutor;

/**
 * Answers {@code /healthz} (200 while the process answers), {@code /readyz} (200 when every probe
 * works, else 503; the results as JSON) and {@code /metrics} (Prometheus). Has no login: bind it to
 * loopback or to a private network.
 *
 * <p>The thread that reads the requests also answers for health and readiness and never blocks. An
 * unfinished request therefore holds no thread, and is closed at its deadline.
 */
public final class OpsServer implements AutoCloseable {
  /**
   * The time from the first byte of a request to the last byte of its answer, and between two
   * requests.
   */
  static final Duration DEADLINE = Duration.ofSeconds(5);

  private static final int MOST_CONNECTIONS = 4_000;
  private static final int LONGEST_HEADERS = 16 * 1024;
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
  private static final String PLAIN = "text/plain; charset=utf-8";

  private final Undertow server;
  private final InetSocketAddress bound;
  private final HostNames hosts;
  private final ObjectMapper json = new ObjectMapper();
  private final Readiness readiness;
  private final Supplier<String> scrape;
  private final Map<String, LocalPage> pages;
  private final String key;

  /**
   * Binds the address and starts to answer.
   *
   * @param address host and port; port 0 takes any free one
   * @param hosts accepted host names besides {@code localhost} and addresses
   * @param readiness the content of {@code /readyz}
   * @param scrape the content of {@code /metrics}
   * @param pages the pages for the command line on the same host, by path; only served on loopback
   *     and with the key
   * @param key sent in the request as {@code Authorization: Bearer KEY}
   * @throws IOException when the address cannot be bound
   */
  public OpsServer(
      InetSocketAddress address,
      Collection<String> hosts,
      Readiness readiness,
      Supplier<String> scrape,
      Map<String, LocalPage> pages,
      String key)
      throws IOException {
    this.readiness = readiness;
    this.scrape = scrape;
    this.pages = Map.copyOf(pages);
    this.key = key;
    if (address.isUnresolved()) {
      throw new IOException("no such host: " + address.getHostString());
    }
    this.hosts = new HostNames(hosts, address.getAddress().isLoopbackAddress());
    int deadline = (int) DEADLINE.toMillis();
    this.server =
        Undertow.builder()
            .addHttpListener(address.getPort(), address.getAddress().getHostAddress())
            .setIoThreads(1)
            .setWorkerThreads(4)
            .setWorkerOption(Options.THREAD_DAEMON, true)
            .setWorkerOption(Options.WORKER_NAME, "ops")
            .setSocketOption(Options.CONNECTION_HIGH_WATER, MOST_CONNECTIONS)
            .setSocketOption(Options.CONNECTION_LOW_WATER, MOST_CONNECTIONS)
            .setServerOption(UndertowOptions.REQUEST_PARSE_TIMEOUT, deadline)
            .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, deadline)
            .setServerOption(UndertowOptions.MAX_HEADER_SIZE, LONGEST_HEADERS)
            .setHandler(this::answer)
            .build();
    try {
      server.start();
    } catch (RuntimeException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      throw e;
    }
    this.bound = (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
  }

  /** The port that the server listens on. */
  public int port() {
    return bound.getPort();
  }

  /** Whether only this host can reach the server. */
  public boolean loopback() {
    return bound.getAddress().isLoopbackAddress();
  }

  @Override
  public void close() {
    server.stop();
  }

  private void answer(HttpServerExchange exchange) {
    XnioExecutor.Key deadline =
        exchange
            .getIoThread()
            .executeAfter(
                () -> IoUtils.safeClose(exchange.getConnection()),
                DEADLINE.toMillis(),
                TimeUnit.MILLISECONDS);
    exchange.addExchangeCompleteListener(
        (ended, next) -> {
          deadline.remove();
          next.proceed();
        });
    HeaderValues host = exchange.getRequestHeaders().get(Headers.HOST);
    if (host != null && (host.size() > 1 || !hosts.allows(host.getFirst()))) {
      send(exchange, 403, PLAIN, "not asked under this name: see ops.hosts\n");
      return;
    }
    if (!exchange.getRequestMethod().equals(Methods.GET)
        && !exchange.getRequestMethod().equals(Methods.HEAD)) {
      exchange.getResponseHeaders().put(Headers.ALLOW, "GET, HEAD");
      send(exchange, 405, PLAIN, "GET only\n");
      return;
    }
    switch (exchange.getRequestPath()) {
      case "/healthz" -> send(exchange, 200, PLAIN, "ok\n");
      case "/readyz" -> ready(exchange);
      case "/metrics" -> exchange.dispatch(() -> metrics(exchange));
      default -> local(exchange, pages.get(exchange.getRequestPath()), deadline);
    }
  }

  private void local(
      HttpServerExchange exchange, @Nullable LocalPage page, XnioExecutor.Key deadline) {
    if (page == null || !exchange.getSourceAddress().getAddress().isLoopbackAddress()) {
      send(exchange, 404, PLAIN, "/healthz, /readyz, /metrics\n");
      return;
    }
    String given = exchange.getRequestHeaders().getFirst(Headers.AUTHORIZATION);
    byte[] wanted = ("Bearer " + key).getBytes(StandardCharsets.UTF_8);
    if (given == null || !MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), wanted)) {
      send(exchange, 403, PLAIN, "for the command line of this bot\n");
      return;
    }
    // A long audit takes time, and only the bot's user can request it.
    deadline.remove();
    exchange.dispatch(() -> write(exchange, page));
  }

  private static void write(HttpServerExchange exchange, LocalPage page) {
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, PLAIN);
    exchange.startBlocking();
    boolean complete = false;
    try {
      Writer out =
          new BufferedWriter(
              new OutputStreamWriter(exchange.getOutputStream(), StandardCharsets.UTF_8));
      page.write(params(exchange.getQueryString()), out);
      out.close();
      complete = true;
    } catch (IOException e) {
      // The client is gone.
    } finally {
      if (!complete) {
        // An incomplete answer must not look complete.
        IoUtils.safeClose(exchange.getConnection());
      }
    }
  }

  private static Map<String, String> params(String query) {
    Map<String, String> params = new HashMap<>();
    for (String one : query.split("&", -1)) {
      int equals = one.indexOf('=');
      if (equals > 0) {
        params.put(
            one.substring(0, equals),
            URLDecoder.decode(one.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return params;
  }

  private void metrics(HttpServerExchange exchange) {
    String text;
    try {
      text = scrape.get();
    } catch (RuntimeException e) {
      send(exchange, 500, PLAIN, "the metrics cannot be told: " + e.getClass().getName() + "\n");
      return;
    }
    send(exchange, 200, PROMETHEUS, text);
  }

  private void ready(HttpServerExchange exchange) {
    List<Readiness.Status> statuses = readiness.statuses();
    boolean ready = statuses.stream().allMatch(Readiness.Status::ok);
    ObjectNode body = json.createObjectNode().put("ready", ready);
    ArrayNode probes = body.putArray("probes");
    for (Readiness.Status status : statuses) {
      probes
          .addObject()
          .put("name", status.name())
          .put("ok", status.ok())
          .put("reason", status.reason())
          .put("since", status.since().toString());
    }
    send(exchange, ready ? 200 : 503, "application/json", body.toPrettyString() + "\n");
  }

  private static void send(HttpServerExchange exchange, int status, String type, String text) {
    exchange.setStatusCode(status);
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, type);
    exchange.getResponseSender().send(text, StandardCharsets.UTF_8);
  }
}
