package dev.snapclone.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.snapclone.Hostile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Stands before a cloud and changes its answers, as a seed says. */
final class TamperingProxy implements AutoCloseable {
  private static final Set<String> OWN =
      Set.of("host", "connection", "content-length", "expect", "upgrade", "transfer-encoding");
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final String target;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ObjectMapper json = new ObjectMapper();
  private @Nullable Hostile hostile;
  private boolean signInToo;
  private String last = "";

  private TamperingProxy(String target) {
    this.target = target;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::pass);
    server.start();
  }

  static TamperingProxy before(String url) {
    return new TamperingProxy(url);
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** From now on answers are changed. */
  synchronized void tamper(Hostile how, boolean signIn) {
    hostile = how;
    signInToo = signIn;
  }

  /** From now on they are passed on. */
  synchronized void honest() {
    hostile = null;
  }

  /** The last changed answer. */
  synchronized String last() {
    return last.length() > 3000 ? last.substring(0, 3000) + "…" : last;
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(target + exchange.getRequestURI()))
              .method(
                  exchange.getRequestMethod(),
                  HttpRequest.BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
      exchange
          .getRequestHeaders()
          .forEach(
              (name, values) -> {
                if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
                  values.forEach(value -> request.header(name, value));
                }
              });
      HttpResponse<byte[]> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      answer
          .headers()
          .map()
          .forEach(
              (name, values) -> {
                if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
                  values.forEach(
                      value ->
                          exchange.getResponseHeaders().add(name, value.replace(target, url())));
                }
              });
      byte[] body = changed(exchange, answer.body());
      exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
      if (body.length > 0) {
        exchange.getResponseBody().write(body);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized byte[] changed(HttpExchange exchange, byte[] honest) throws IOException {
    String text = new String(honest, StandardCharsets.UTF_8).replace(target, url());
    Hostile how = hostile;
    boolean signIn = exchange.getRequestURI().getPath().endsWith("/auth/tokens");
    if (how == null || text.isEmpty() || (signIn && !signInToo)) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    byte[] body = how.in(12) ? noJson(how, text) : tampered(how, text);
    last = new String(body, StandardCharsets.UTF_8);
    return body;
  }

  private static byte[] noJson(Hostile how, String text) {
    String broken =
        switch (how.below(8)) {
          case 0 -> text.substring(0, how.below(text.length()));
          case 1 -> text + text;
          case 2 -> "null";
          case 3 -> "[]";
          case 4 -> "\"" + how.text().replace("\"", "") + "\"";
          case 5 -> "{}";
          case 6 -> how.text();
          default -> "{\"a\":".repeat(3000) + "1" + "}".repeat(3000);
        };
    return broken.getBytes(how.in(20) ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8);
  }

  private byte[] tampered(Hostile how, String text) throws IOException {
    JsonNode root = json.readTree(text);
    for (int i = 1 + how.below(3); i > 0; i--) {
      List<JsonNode> containers = new ArrayList<>();
      collect(root, containers);
      if (containers.isEmpty()) {
        break;
      }
      change(how, how.one(containers));
    }
    return json.writeValueAsBytes(root);
  }

  /** Only what has members can be changed. */
  private static void collect(JsonNode node, List<JsonNode> containers) {
    if (node.isContainerNode()) {
      if (!node.isEmpty()) {
        containers.add(node);
      }
      node.forEach(child -> collect(child, containers));
    }
  }

  private static void change(Hostile how, JsonNode at) {
    JsonNode other = other(how);
    if (at instanceof ObjectNode object) {
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      String name = how.one(names);
      if (how.in(25)) {
        object.remove(name);
      } else {
        object.set(how.in(90) ? name : how.text(), other);
      }
    } else if (at instanceof ArrayNode array) {
      int index = how.below(array.size());
      if (how.in(25)) {
        array.remove(index);
      } else if (how.in(30)) {
        array.add(array.get(index).deepCopy());
      } else {
        array.set(index, other);
      }
    }
  }

  private static JsonNode other(Hostile how) {
    return switch (how.below(14)) {
      case 0 -> NODES.nullNode();
      case 1 -> NODES.textNode(how.text());
      case 2 -> NODES.textNode("x".repeat(200_000));
      case 3 -> NODES.numberNode(-1 - how.below(1_000_000));
      case 4 -> NODES.numberNode(Long.MAX_VALUE);
      case 5 -> NODES.numberNode(Long.MIN_VALUE);
      case 6 -> NODES.numberNode(new java.math.BigDecimal("1e300"));
      case 7 -> NODES.numberNode(0.5);
      case 8 -> NODES.booleanNode(how.in(50));
      case 9 -> NODES.arrayNode();
      case 10 -> NODES.objectNode();
      case 11 -> NODES.arrayNode().add(how.text()).addNull().add(7);
      case 12 -> NODES.objectNode().put(how.text(), how.text()).putNull("id");
      default -> deep(how.in(50) ? 50 : 900);
    };
  }

  private static JsonNode deep(int levels) {
    ArrayNode inner = NODES.arrayNode();
    ArrayNode outer = inner;
    for (int i = 0; i < levels; i++) {
      outer = NODES.arrayNode().add(outer);
    }
    return outer;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
