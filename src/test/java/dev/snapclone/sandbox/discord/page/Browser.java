package dev.snapclone.sandbox.discord.page;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.snapclone.sandbox.discord.chat.ChatJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a browser sends for one person. */
final class Browser {
  private final HttpClient http = HttpClient.newHttpClient();
  private final String root;
  private final String person;

  Browser(String root, String person) {
    this.root = root;
    this.person = person;
  }

  /** An answer and its JSON. */
  record Got(int status, JsonNode body) {}

  /** One event of the stream. */
  record Event(long number, String kind, JsonNode data) {}

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(root + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  JsonNode state() throws IOException, InterruptedException {
    return ChatJson.read(get("/page/api/" + person + "/state").body());
  }

  Got does(String what, String json) throws IOException, InterruptedException {
    HttpResponse<String> response =
        http.send(
            post("/page/api/" + person + "/" + what, json).build(),
            HttpResponse.BodyHandlers.ofString());
    return new Got(response.statusCode(), ChatJson.read(response.body()));
  }

  HttpRequest.Builder post(String path, String json) {
    return HttpRequest.newBuilder(URI.create(root + path))
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(json));
  }

  int status(HttpRequest.Builder request) throws IOException, InterruptedException {
    return http.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  /** Reads the stream after a number until an event is as wanted; returns all that came. */
  List<Event> streamUntil(long after, Predicate<Event> wanted) throws InterruptedException {
    return streamUntil(after, "", wanted);
  }

  /** The same, of the world in which the bot has this id. */
  List<Event> streamUntil(long after, String world, Predicate<Event> wanted)
      throws InterruptedException {
    String query = "stream?after=" + after + "&world=" + world;
    BlockingQueue<Event> told = new LinkedBlockingQueue<>();
    WebSocket line = line("/page/api/" + person + "/" + query, root, told).join();
    List<Event> events = new ArrayList<>();
    Event event;
    do {
      event = told.poll(60, TimeUnit.SECONDS);
      assertNotNull(event, () -> "not told; but: " + events);
      events.add(event);
    } while (!wanted.test(event));
    line.abort();
    return events;
  }

  /** Opens the stream as a page of that origin does; the future fails where it may not. */
  CompletableFuture<WebSocket> line(String path, String origin, BlockingQueue<Event> told) {
    return http.newWebSocketBuilder()
        .header("Origin", origin)
        .buildAsync(URI.create(root.replaceFirst("^http", "ws") + path), new Ear(told));
  }

  /** Puts frames together to events. */
  private static final class Ear implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();
    private final BlockingQueue<Event> told;

    Ear(BlockingQueue<Event> told) {
      this.told = told;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket line, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        JsonNode event = ChatJson.read(text.toString());
        text.setLength(0);
        told.add(
            new Event(
                event.path("number").asLong(), event.path("kind").asText(), event.path("data")));
      }
      line.request(1);
      return null;
    }
  }
}
