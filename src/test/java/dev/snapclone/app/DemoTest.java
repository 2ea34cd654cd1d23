package dev.snapclone.app;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The demo as somebody starts it, plays on its page, kills the bot, and ends it. */
class DemoTest {
  private static final Pattern URL = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/");
  private static final Pattern OPS = Pattern.compile("\\{\"id\":\"(\\d+)\",\"name\":\"ops\"");

  private final HttpClient http = HttpClient.newHttpClient();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final StopSignal stop = new StopSignal();
  private CompletableFuture<Integer> exit;

  @BeforeEach
  void start() {
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    exit = CompletableFuture.supplyAsync(() -> new Demo(out, InstantSource.system()).run(0, stop));
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> exit.isDone() || said().contains("in a browser"));
  }

  @AfterEach
  void end() {
    stop.request();
    exit.join();
  }

  private String said() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  private String url() {
    Matcher url = URL.matcher(said());
    assertTrue(url.find(), said());
    return url.group();
  }

  private String get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url() + path)).build();
    return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  private HttpResponse<String> post(String path, String json)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url() + path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private String snapshotOfTheDatabaseServer() throws IOException, InterruptedException {
    Matcher ops = OPS.matcher(get("page/api/anna/state"));
    assertTrue(ops.find());
    String body =
        "{\"channel\": \""
            + ops.group(1)
            + "\", \"command\": \"snapshot\", \"options\": {\"server-name\": \"db-01\"}}";
    return post("page/api/anna/command", body).body();
  }

  private void awaitChat(String person, String text) {
    await()
        .atMost(Duration.ofSeconds(40))
        .until(() -> get("page/api/" + person + "/state").contains(text));
  }

  @Test
  void aKilledBotComesBackAndFinishesWhatItBegan() throws Exception {
    assertTrue(said().contains("snapclone ready"), said());
    assertTrue(get("").contains("sandbox"));
    assertTrue(get("panel/state").contains("\"db-01\""));

    String answer = snapshotOfTheDatabaseServer();
    assertTrue(answer.contains("\"failed\":false"), answer);
    awaitChat("ben", "Snapshot of db-01");
    assertEquals(204, post("panel/do/kill", "{}").statusCode());
    await()
        .atMost(Duration.ofSeconds(15))
        .until(() -> get("panel/state").contains("gone; it comes back"));
    assertTrue(snapshotOfTheDatabaseServer().contains("\"failed\":true"));
    awaitChat("ben", "db-01 is snapshotted");

    stop.request();
    assertEquals(0, exit.get(10, TimeUnit.SECONDS));
  }
}
