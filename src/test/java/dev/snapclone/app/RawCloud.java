package dev.snapclone.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.snapclone.config.CloudSettings;
import dev.snapclone.config.CloudSettings.Login;
import dev.snapclone.config.CloudSettings.ProjectScope;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A second pair of eyes: reads an OpenStack with nothing but the JDK's HTTP client, so that what
 * the bot made is judged by what the API says and not by the bot's own adapter.
 */
public final class RawCloud {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Map<String, String> endpoints = new HashMap<>();
  private final String token;
  private final String projectId;

  public RawCloud(CloudSettings settings) {
    ObjectNode body = JSON.createObjectNode();
    ObjectNode identity = body.putObject("auth").putObject("identity");
    if (settings.login() instanceof Login.ApplicationCredential app) {
      identity.putArray("methods").add("application_credential");
      identity
          .putObject("application_credential")
          .put("id", app.id())
          .put("secret", app.secret().reveal());
    } else if (settings.login() instanceof Login.Password password) {
      identity.putArray("methods").add("password");
      ObjectNode user = identity.putObject("password").putObject("user");
      user.put(password.userIsId() ? "id" : "name", password.user())
          .put("password", password.password().reveal());
      if (password.userDomain() != null) {
        user.putObject("domain")
            .put(password.userDomainIsId() ? "id" : "name", password.userDomain());
      }
      ProjectScope scope = (ProjectScope) password.scope();
      ObjectNode project = ((ObjectNode) body.get("auth")).putObject("scope").putObject("project");
      project.put(scope.projectIsId() ? "id" : "name", scope.project());
      if (scope.domain() != null) {
        project.putObject("domain").put(scope.domainIsId() ? "id" : "name", scope.domain());
      }
    } else {
      throw new IllegalArgumentException(
          "this client signs in by password or application credential");
    }
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(URI.create(settings.authUrl() + "/auth/tokens"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString()))
                .build());
    if (answer.statusCode() != 201) {
      throw new IllegalStateException("sign-in: " + answer.statusCode());
    }
    token = answer.headers().firstValue("X-Subject-Token").orElseThrow();
    JsonNode read = parse(answer.body()).path("token");
    projectId = read.path("project").path("id").asText();
    for (JsonNode service : read.path("catalog")) {
      for (JsonNode endpoint : service.path("endpoints")) {
        if (endpoint.path("interface").asText().equals("public")) {
          endpoints.put(
              service.path("type").asText(), endpoint.path("url").asText().replaceAll("/+$", ""));
        }
      }
    }
  }

  String projectId() {
    return projectId;
  }

  /** GET of an absolute path of a service: compute, image, network or volumev3. */
  JsonNode get(String service, String path) {
    HttpResponse<String> answer = call(service, path, "GET", null);
    if (answer.statusCode() >= 400) {
      throw new IllegalStateException(
          "GET " + service + " " + path + ": " + answer.statusCode() + " " + answer.body());
    }
    return parse(answer.body());
  }

  /** Makes a network with a subnet; its id. */
  public String network(String name, String cidr, boolean portSecurity) {
    ObjectNode network = JSON.createObjectNode();
    network.putObject("network").put("name", name).put("port_security_enabled", portSecurity);
    String id = post("network", "/networks", network).path("network").path("id").asText();
    ObjectNode subnet = JSON.createObjectNode();
    subnet
        .putObject("subnet")
        .put("network_id", id)
        .put("name", name)
        .put("ip_version", 4)
        .put("cidr", cidr);
    post("network", "/subnets", subnet);
    return id;
  }

  /** Removes a network that has no ports any more. */
  public void removeNetwork(String id) {
    remove("network", "/networks/" + id);
  }

  /** DELETE, whatever the answer. */
  public void remove(String service, String path) {
    status(service, path, "DELETE", null);
  }

  /** POST of JSON; the answer. */
  JsonNode post(String service, String path, JsonNode body) {
    HttpResponse<String> answer = call(service, path, "POST", body.toString());
    if (answer.statusCode() >= 400) {
      throw new IllegalStateException(
          "POST " + service + " " + path + ": " + answer.statusCode() + " " + answer.body());
    }
    return parse(answer.body());
  }

  /** Whether a GET finds something. */
  boolean exists(String service, String path) {
    return call(service, path, "GET", null).statusCode() < 400;
  }

  /** The status of a call that changes something. */
  int status(String service, String path, String method, String body) {
    return call(service, path, method, body).statusCode();
  }

  /** What a POST made. */
  public JsonNode made(String service, String path, String body) {
    HttpResponse<String> answer = call(service, path, "POST", body);
    if (answer.statusCode() >= 400) {
      throw new IllegalStateException(
          "POST " + service + " " + path + ": " + answer.statusCode() + " " + answer.body());
    }
    return parse(answer.body());
  }

  List<JsonNode> list(String service, String path, String key) {
    List<JsonNode> all = new ArrayList<>();
    get(service, path).path(key).forEach(all::add);
    return all;
  }

  private HttpResponse<String> call(String service, String path, String method, String body) {
    String base = endpoints.get(service);
    if (base == null) {
      throw new IllegalStateException("no " + service + " in " + endpoints.keySet());
    }
    if (service.equals("image") && !base.endsWith("/v2")) {
      base += "/v2";
    }
    if (service.equals("network") && !base.endsWith("/v2.0")) {
      base += "/v2.0";
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .header("X-Auth-Token", token)
            .header("Accept", "application/json")
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    if (service.equals("compute")) {
      request.header("OpenStack-API-Version", "compute 2.42");
    }
    return send(request.build());
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(request.method() + " " + request.uri().getPath(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode parse(String body) {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      throw new IllegalStateException("not JSON", e);
    }
  }
}
