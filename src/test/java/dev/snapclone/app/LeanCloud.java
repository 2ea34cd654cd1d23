package dev.snapclone.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands before a cloud and makes of it one that tells as little as may be told: no fields of
 * extensions, no answers about quotas, zones, messages and actions, times without a zone, a
 * different case in headers, an answer for the oldest microversions only.
 */
final class LeanCloud implements AutoCloseable {
  private static final Set<String> OWN =
      Set.of("host", "connection", "content-length", "expect", "upgrade", "transfer-encoding");

  /** What is not answered, and how. */
  private static final List<String> UNANSWERED =
      List.of(
          "/limits 403",
          "/os-quota-sets/ 403",
          "/quotas/ 404",
          "/os-availability-zone 403",
          "/messages 404",
          "/os-instance-actions 403");

  private static final Set<String> UNTOLD =
      Set.of(
          "OS-EXT-AZ:availability_zone",
          "OS-EXT-STS:power_state",
          "OS-EXT-STS:vm_state",
          "OS-DCF:diskConfig",
          "OS-SRV-USG:launched_at",
          "OS-SRV-USG:terminated_at",
          "OS-EXT-IPS:type",
          "OS-EXT-IPS-MAC:mac_addr",
          "OS-FLV-EXT-DATA:ephemeral",
          "OS-FLV-DISABLED:disabled",
          "os-extended-volumes:volumes_attached",
          "os-extended-snapshot-attributes:progress",
          "os-extended-snapshot-attributes:project_id",
          "os-flavor-access:is_public",
          "tags",
          "locked",
          "progress",
          "hostId",
          "accessIPv4",
          "accessIPv6",
          "user_id",
          "tenant_id",
          "project_id",
          "volume_image_metadata",
          "multiattach",
          "replication_status",
          "consistencygroup_id",
          "updated",
          "updated_at",
          "links",
          "swap",
          "rxtx_factor",
          "port_security_enabled",
          "self",
          "schema",
          "file",
          "min_ram",
          "owner",
          "checksum",
          "os_hash_algo",
          "os_hash_value",
          "virtual_size",
          "attachment_id",
          "attached_at",
          "host_name");

  private final String target;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(8);
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ObjectMapper json = new ObjectMapper();

  private LeanCloud(String target) {
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

  static LeanCloud before(String url) {
    return new LeanCloud(url);
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      byte[] asked = exchange.getRequestBody().readAllBytes();
      for (String unanswered : UNANSWERED) {
        String[] parts = unanswered.split(" ");
        if (path.contains(parts[0])) {
          answer(exchange, Integer.parseInt(parts[1]), "{}".getBytes(StandardCharsets.UTF_8));
          return;
        }
      }
      String version = exchange.getRequestHeaders().getFirst("OpenStack-API-Version");
      if (version != null
          && version.startsWith("compute 2.")
          && Integer.parseInt(version.substring("compute 2.".length())) > 60) {
        answer(exchange, 406, "{}".getBytes(StandardCharsets.UTF_8));
        return;
      }
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(target + exchange.getRequestURI()))
              .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(asked));
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
      for (String name : List.of("X-Subject-Token", "Location", "Content-Type")) {
        answer
            .headers()
            .firstValue(name)
            .ifPresent(v -> exchange.getResponseHeaders().add(name, v.replace(target, url())));
      }
      answer(exchange, answer.statusCode(), lean(path, answer.body()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  private byte[] lean(String path, byte[] told) throws IOException {
    String text =
        new String(told, StandardCharsets.UTF_8)
            .replace(target, url())
            .replace("\"2.93\"", "\"2.60\"");
    if (text.isEmpty() || !text.startsWith("{") || path.endsWith("/auth/tokens")) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    JsonNode root = json.readTree(text);
    strip(root);
    return json.writeValueAsBytes(root);
  }

  private static void strip(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove(UNTOLD);
      JsonNode created = object.get("created_at");
      if (created != null && created.isTextual()) {
        object.put("created_at", created.textValue().replace("Z", "").replaceAll("\\.\\d+$", ""));
      }
      object.put("x_unknown", "…");
      if (object.has("status") && object.has("flavor")) {
        object.putNull("fault");
      }
    }
    node.forEach(LeanCloud::strip);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
