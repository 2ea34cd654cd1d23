package dev.snapclone.sandbox.discord.page;

import com.fasterxml.jackson.databind.JsonNode;
import dev.snapclone.sandbox.discord.chat.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import java.util.function.Predicate;

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
    return Json.read(get("/page/api/" + person + "/state").body());
  }

  Got does(String what, String json) throws IOException, InterruptedException {
    HttpResponse<String> response =
        http.send(
            post("/page/api/" + person + "/" + what, json).build(),
            HttpResponse.BodyHandlers.ofString());
    return new Got(response.statusCode(), Json.read(response.body()));
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
  List<Event> streamUntil(long after, Predicate<Event> wanted)
      throws IOException, InterruptedException {
    return streamUntil(after, "", wanted);
  }

  /** The same, of the world in which the bot has this id. */
  List<Event> streamUntil(long after, String world, Predicate<Event> wanted)
      throws IOException, InterruptedException {
    String query = "stream?after=" + after + "&world=" + world;
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(root + "/page/api/" + person + "/" + query)).build();
    List<Event> events = new ArrayList<>();
    try (InputStream in = http.send(request, HttpResponse.BodyHandlers.ofInputStream()).body();
        Scanner blocks = new Scanner(in, StandardCharsets.UTF_8).useDelimiter("\n\n")) {
      while (blocks.hasNext()) {
        Event event = event(blocks.next());
        if (event.kind().isEmpty()) {
          continue;
        }
        events.add(event);
        if (wanted.test(event)) {
          break;
        }
      }
    }
    return events;
  }

  private static Event event(String block) {
    long number = 0;
    String kind = "";
    StringBuilder data = new StringBuilder();
    for (String line : block.lines().toList()) {
      if (line.startsWith("id:")) {
        number = Long.parseLong(line.substring(3).strip());
      } else if (line.startsWith("event:")) {
        kind = line.substring(6).strip();
      } else if (line.startsWith("data:")) {
        data.append(line.substring(5).strip());
      }
    }
    return new Event(number, kind, data.isEmpty() ? Json.object() : Json.read(data.toString()));
  }
}
