package dev.snapclone.sandbox.openstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** One signed-in user of a sandbox, with the raw answers. Microversions are set per client. */
final class Client {
  static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  final String url;
  final String token;
  final String project;
  final String user;
  private final String compute;
  private final String volume;

  private Client(
      String url, String token, String project, String user, String compute, String volume) {
    this.url = url;
    this.token = token;
    this.project = project;
    this.user = user;
    this.compute = compute;
    this.volume = volume;
  }

  /** An answer: status, body as JSON (missing node when it is none), headers. */
  record Got(int status, JsonNode body, String text, HttpResponse<String> raw) {
    String header(String name) {
      return raw.headers().firstValue(name).orElse("");
    }

    /** The message of an error, in whichever service's shape. */
    String message() {
      JsonNode inner = body.has("message") ? body : body.path(body.fieldNames().next());
      return inner.path("message").asText();
    }
  }

  static Client signIn(OpenStackSandbox sandbox, String user, String projectName) {
    Got got = tokens(sandbox, password(user, projectName));
    if (got.status() != 201) {
      throw new IllegalStateException(got.text());
    }
    return of(sandbox, got);
  }

  static Client of(OpenStackSandbox sandbox, Got got) {
    JsonNode token = got.body().path("token");
    return new Client(
        sandbox.url(),
        got.header("X-Subject-Token"),
        token.path("project").path("id").asText(),
        token.path("user").path("id").asText(),
        "2.93",
        "3.60");
  }

  Client compute(String version) {
    return new Client(url, token, project, user, version, volume);
  }

  Client volume(String version) {
    return new Client(url, token, project, user, compute, version);
  }

  static String password(String user, String projectName) {
    return """
    {"auth": {"identity": {"methods": ["password"], "password": {"user": {"name": "%s",
      "domain": {"id": "default"}, "password": "sandbox-password-8f3k"}}},
      "scope": {"project": {"name": "%s", "domain": {"name": "Default"}}}}}\
    """
        .formatted(user, projectName);
  }

  static String application(String id, String secret) {
    return """
    {"auth": {"identity": {"methods": ["application_credential"],
      "application_credential": {"id": "%s", "secret": "%s"}}}}\
    """
        .formatted(id, secret);
  }

  static Got tokens(OpenStackSandbox sandbox, String body) {
    return send(
        HttpRequest.newBuilder(URI.create(sandbox.authUrl() + "/auth/tokens"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private String base(String path) {
    return path.startsWith("/volumes")
            || path.startsWith("/snapshots")
            || path.startsWith("/messages")
            || path.startsWith("/types")
            || path.startsWith("/block/")
        ? url + "/volume/v3/" + project + path.replace("/block/", "/")
        : path.startsWith("/v2/")
            ? url + "/image" + path
            : path.startsWith("/v2.0/") ? url + "/network" + path : url + "/compute/v2.1" + path;
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : base(path)))
        .timeout(Duration.ofSeconds(20))
        .header("X-Auth-Token", token)
        .header("OpenStack-API-Version", "compute " + compute + ", volume " + volume);
  }

  static Got send(HttpRequest request) {
    try {
      return sending(request).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof IOException io) {
        throw new UncheckedIOException(io);
      }
      throw e;
    }
  }

  static CompletableFuture<Got> sending(HttpRequest request) {
    return HTTP.sendAsync(request, HttpResponse.BodyHandlers.ofString())
        .thenApply(r -> new Got(r.statusCode(), json(r.body()), r.body(), r));
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      return JSON.missingNode();
    }
  }

  Got get(String path) {
    return send(request(path).GET().build());
  }

  Got post(String path, String body) {
    return send(posting(path, body));
  }

  HttpRequest posting(String path, String body) {
    return request(path)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  Got put(String path, String body) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  Got patch(String path, String type, String body) {
    return send(
        request(path)
            .header("Content-Type", type)
            .method("PATCH", HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  Got delete(String path) {
    return send(request(path).DELETE().build());
  }

  // ---- Shorthands ------------------------------------------------------------------------------

  JsonNode server(String id) {
    return get("/servers/" + id).body().path("server");
  }

  /** status vm_state task_state. */
  String state(String id) {
    Got got = get("/servers/" + id);
    JsonNode server = got.body().path("server");
    return got.status() != 200
        ? Integer.toString(got.status())
        : "%s %s %s"
            .formatted(
                server.path("status").asText(),
                server.path("OS-EXT-STS:vm_state").asText(),
                server.path("OS-EXT-STS:task_state").asText());
  }

  /** status size, or the status code. */
  String imageState(String id) {
    Got got = get("/v2/images/" + id);
    return got.status() != 200
        ? Integer.toString(got.status())
        : got.body().path("status").asText() + " " + got.body().path("size").asText();
  }

  /** status progress, or the status code. */
  String snapshotState(String id) {
    Got got = get("/snapshots/" + id);
    JsonNode snapshot = got.body().path("snapshot");
    return got.status() != 200
        ? Integer.toString(got.status())
        : snapshot.path("status").asText()
            + " "
            + snapshot.path("os-extended-snapshot-attributes:progress").asText();
  }

  String volumeState(String id) {
    Got got = get("/volumes/" + id);
    return got.status() != 200
        ? Integer.toString(got.status())
        : got.body().path("volume").path("status").asText();
  }

  String serverId(String name) {
    return names("/servers/detail", "servers").stream()
        .filter(n -> n.path("name").asText().equals(name))
        .findFirst()
        .orElseThrow()
        .path("id")
        .asText();
  }

  List<JsonNode> names(String path, String key) {
    List<JsonNode> nodes = new ArrayList<>();
    get(path).body().path(key).forEach(nodes::add);
    return nodes;
  }

  String id(String path, String key, String name) {
    return names(path, key).stream()
        .filter(n -> n.path("name").asText().equals(name))
        .findFirst()
        .orElseThrow()
        .path("id")
        .asText();
  }

  String flavor(String name) {
    return id("/flavors", "flavors", name);
  }

  String image(String name) {
    return id("/v2/images", "images", name);
  }

  String network() {
    return id("/v2.0/networks", "networks", "demo-net");
  }

  Got action(String serverId, String body) {
    return post("/servers/" + serverId + "/action", body);
  }

  Got createImage(String serverId, String name, String metadata) {
    return action(
        serverId,
        "{\"createImage\": {\"name\": \"%s\", \"metadata\": %s}}".formatted(name, metadata));
  }

  /** Boots m1.small from an image, with more properties of the server as JSON members. */
  Got boot(String name, String flavor, @Nullable String imageId, String more) {
    String image = imageId == null ? "" : ", \"imageRef\": \"" + imageId + "\"";
    return post(
        "/servers",
        """
        {"server": {"name": "%s", "flavorRef": "%s", "networks": [{"uuid": "%s"}]%s%s}}\
        """
            .formatted(name, flavor(flavor), network(), image, more.isEmpty() ? "" : ", " + more));
  }

  static String volumeRoot(String source, String id, String more) {
    return """
    "block_device_mapping_v2": [{"uuid": "%s", "source_type": "%s",
      "destination_type": "volume", "boot_index": 0%s}]\
    """
        .formatted(id, source, more);
  }
}
