package dev.snapclone.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.snapclone.sandbox.discord.chat.ChatJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Plain HTTP, for requests that JDA would not send. */
public final class HttpWire {
  private final DiscordSandbox sandbox;

  public HttpWire(DiscordSandbox sandbox) {
    this.sandbox = sandbox;
  }

  /** The answer. */
  public record Got(int status, JsonNode body, HttpHeaders headers) {
    int code() {
      return body.path("code").asInt();
    }

    /** Returns the code of the first error of a field, for example {@code "embeds.0.title"}. */
    String error(String field) {
      JsonNode node = body.path("errors");
      for (String part : field.split("\\.", -1)) {
        node = node.path(part);
      }
      return node.path("_errors").path(0).path("code").asText("none");
    }
  }

  public Got post(String path, String json) throws IOException, InterruptedException {
    return send("POST", path, json);
  }

  public Got send(String method, String path, String json)
      throws IOException, InterruptedException {
    return send(method, path, json, "DiscordBot (https://example.org, 1)", sandbox.token());
  }

  Got send(String method, String path, String json, String agent, String token)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(sandbox.apiUrl() + path))
            .method(method, HttpRequest.BodyPublishers.ofString(json))
            .header("Content-Type", "application/json")
            .header("User-Agent", agent)
            .header("Authorization", "Bot " + token)
            .build();
    HttpResponse<String> response = fresh().send(request, HttpResponse.BodyHandlers.ofString());
    String text = response.body();
    JsonNode body = text.isEmpty() ? MissingNode.getInstance() : ChatJson.read(text);
    return new Got(response.statusCode(), body, response.headers());
  }

  /** The JDK's client repeats a request, even a POST, if its kept-alive connection was closed. */
  private static HttpClient fresh() {
    return HttpClient.newHttpClient();
  }
}
