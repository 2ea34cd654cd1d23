package dev.snapclone.telemetry;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code /healthz} (200 while the process answers), {@code /readyz} (200 when every probe
 * works, else 503; what each saw, as JSON) and {@code /metrics} (Prometheus). Has no login: bind it
 * to loopback or to a network of your own.
 */
public final class OpsServer implements AutoCloseable {
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
  private static final String PLAIN = "text/plain; charset=utf-8";

  private final HttpServer server;
  private final ExecutorService workers;
  private final ObjectMapper json = new ObjectMapper();
  private final Readiness readiness;
  private final Supplier<String> scrape;
  private final Map<String, LocalPage> pages;
  private final String key;

  /**
   * Binds the address; {@link #start()} begins to answer.
   *
   * @param address host and port; port 0 takes any free one
   * @param readiness what {@code /readyz} tells
   * @param scrape what {@code /metrics} tells
   * @throws IOException when the address cannot be bound
   */
  public OpsServer(InetSocketAddress address, Readiness readiness, Supplier<String> scrape)
      throws IOException {
    this(address, readiness, scrape, Map.of(), "");
  }

  /**
   * As above, with pages for the command line on the same host: answered on loopback alone,
   * whatever the address, and only to who knows the key.
   *
   * @param pages by path
   * @param key stands in the request as {@code Authorization: Bearer KEY}
   * @throws IOException when the address cannot be bound
   */
  public OpsServer(
      InetSocketAddress address,
      Readiness readiness,
      Supplier<String> scrape,
      Map<String, LocalPage> pages,
      String key)
      throws IOException {
    this.readiness = readiness;
    this.scrape = scrape;
    this.pages = Map.copyOf(pages);
    this.key = key;
    this.server = HttpServer.create(address, 0);
    this.workers =
        Executors.newFixedThreadPool(
            2,
            task -> {
              Thread thread = new Thread(task, "ops");
              thread.setDaemon(true);
              return thread;
            });
    server.setExecutor(workers);
    server.createContext("/", this::answer);
  }

  /** Begins to answer. */
  public void start() {
    server.start();
  }

  /** The port that it listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** Whether nobody but this host reaches it. */
  public boolean loopback() {
    return server.getAddress().getAddress().isLoopbackAddress();
  }

  @Override
  public void close() {
    server.stop(0);
    workers.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String method = exchange.getRequestMethod();
      if (!method.equals("GET") && !method.equals("HEAD")) {
        exchange.getResponseHeaders().set("Allow", "GET, HEAD");
        send(exchange, 405, PLAIN, "GET only\n");
        return;
      }
      switch (exchange.getRequestURI().getPath()) {
        case "/healthz" -> send(exchange, 200, PLAIN, "ok\n");
        case "/readyz" -> ready(exchange);
        case "/metrics" -> metrics(exchange);
        default -> local(exchange, pages.get(exchange.getRequestURI().getPath()));
      }
    }
  }

  private void local(HttpExchange exchange, @Nullable LocalPage page) throws IOException {
    if (page == null || !exchange.getRemoteAddress().getAddress().isLoopbackAddress()) {
      send(exchange, 404, PLAIN, "/healthz, /readyz, /metrics\n");
      return;
    }
    String given = exchange.getRequestHeaders().getFirst("Authorization");
    byte[] wanted = ("Bearer " + key).getBytes(StandardCharsets.UTF_8);
    if (given == null || !MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), wanted)) {
      send(exchange, 403, PLAIN, "for the command line of this bot\n");
      return;
    }
    exchange.getResponseHeaders().set("Content-Type", PLAIN);
    exchange.sendResponseHeaders(200, 0);
    Writer out =
        new BufferedWriter(
            new OutputStreamWriter(exchange.getResponseBody(), StandardCharsets.UTF_8));
    // Closed only when it is complete: an answer that breaks off must not look whole.
    page.write(params(exchange.getRequestURI().getRawQuery()), out);
    out.close();
  }

  private static Map<String, String> params(@Nullable String query) {
    Map<String, String> params = new HashMap<>();
    for (String one : query == null ? new String[0] : query.split("&", -1)) {
      int equals = one.indexOf('=');
      if (equals > 0) {
        params.put(
            one.substring(0, equals),
            URLDecoder.decode(one.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return params;
  }

  private void metrics(HttpExchange exchange) throws IOException {
    String text;
    try {
      text = scrape.get();
    } catch (RuntimeException e) {
      send(exchange, 500, PLAIN, "the metrics cannot be told: " + e.getClass().getName() + "\n");
      return;
    }
    send(exchange, 200, PROMETHEUS, text);
  }

  private void ready(HttpExchange exchange) throws IOException {
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
    send(
        exchange,
        ready ? 200 : 503,
        "application/json",
        json.writerWithDefaultPrettyPrinter().writeValueAsString(body) + "\n");
  }

  private static void send(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(status, -1);
      return;
    }
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }
}
