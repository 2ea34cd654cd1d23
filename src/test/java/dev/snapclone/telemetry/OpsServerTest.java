package dev.snapclone.telemetry;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpsServerTest {
  private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

  private volatile Instant now = START;
  private volatile Supplier<ProbeResult> cloud = () -> ProbeResult.works("signed in");
  private final HttpClient http = HttpClient.newHttpClient();
  private Readiness readiness;
  private OpsServer server;
  private final Metrics metrics = new Metrics();

  @BeforeEach
  void serve() throws IOException {
    readiness =
        new Readiness(
            List.of(
                named("storage", () -> ProbeResult.works("")),
                named("cloud sto1", () -> cloud.get())),
            Duration.ofMinutes(1),
            Duration.ofSeconds(10),
            () -> now);
    server =
        new OpsServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), readiness, metrics::scrape);
    server.start();
  }

  @AfterEach
  void close() {
    server.close();
    readiness.close();
    metrics.close();
  }

  private static Probe named(String name, Supplier<ProbeResult> look) {
    return new Probe() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public ProbeResult probe() {
        return look.get();
      }
    };
  }

  private HttpResponse<String> get(String path) {
    return send("GET", path);
  }

  private HttpResponse<String> send(String method, String path) {
    try {
      URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
      return http.send(
          HttpRequest.newBuilder(uri)
              .method(method, HttpRequest.BodyPublishers.noBody())
              .timeout(Duration.ofSeconds(5))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private JsonNode probe(String name) {
    try {
      for (JsonNode probe : new ObjectMapper().readTree(get("/readyz").body()).get("probes")) {
        if (probe.get("name").asText().equals(name)) {
          return probe;
        }
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    throw new AssertionError("no probe " + name);
  }

  private void awaitCloud(String reason) {
    await().until(() -> probe("cloud sto1").get("reason").asText().equals(reason));
  }

  @Test
  void theProcessIsAliveAndNotReadyBeforeAnybodyLooked() {
    assertEquals(200, get("/healthz").statusCode());
    assertEquals("ok\n", get("/healthz").body());
    assertEquals(503, get("/readyz").statusCode());
    assertEquals("not looked at yet", probe("storage").get("reason").asText());
  }

  @Test
  void itIsReadyWhenEveryProbeWorks() {
    readiness.start();
    await().until(() -> get("/readyz").statusCode() == 200);
    assertTrue(get("/readyz").body().contains("\"ready\" : true"));
  }

  @Test
  void aCloudThatGoesDownIsSaidWithItsReasonAndSinceWhen() {
    readiness.refresh();
    awaitCloud("signed in");
    cloud =
        () -> {
          throw new IllegalStateException("connection refused");
        };
    now = START.plusSeconds(60);
    readiness.refresh();
    awaitCloud("connection refused");
    now = START.plusSeconds(120);
    cloud = () -> ProbeResult.fails("still refused");
    readiness.refresh();
    awaitCloud("still refused");

    assertEquals(503, get("/readyz").statusCode());
    assertEquals("2026-11-22T10:01:00Z", probe("cloud sto1").get("since").asText());
    assertTrue(probe("storage").get("ok").asBoolean());

    cloud = () -> ProbeResult.works("signed in");
    readiness.refresh();
    await().until(() -> get("/readyz").statusCode() == 200);
  }

  @Test
  void aProbeThatHangsHangsNobodyAndCountsAsFailed() {
    CountDownLatch never = new CountDownLatch(1);
    readiness.refresh();
    await().until(() -> get("/readyz").statusCode() == 200);
    cloud =
        () -> {
          try {
            never.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return ProbeResult.works("too late");
        };

    readiness.refresh();
    now = START.plusSeconds(5);
    assertEquals(200, get("/readyz").statusCode(), "within its patience");
    now = START.plusSeconds(11);
    assertEquals(503, get("/readyz").statusCode());
    assertEquals("no answer", probe("cloud sto1").get("reason").asText());
    assertEquals(START.toString(), probe("cloud sto1").get("since").asText());

    never.countDown();
    await().until(() -> get("/readyz").statusCode() == 200);
  }

  @Test
  void metricsAreInPrometheusFormat() {
    metrics.registry().counter("snapclone.test.asked", "cloud", "sto1").increment();

    HttpResponse<String> answer = get("/metrics");

    assertEquals(200, answer.statusCode());
    assertTrue(
        answer.headers().firstValue("Content-Type").orElse("").startsWith("text/plain; version"));
    assertTrue(answer.body().contains("snapclone_test_asked_total{cloud=\"sto1\"} 1.0"));
    assertTrue(answer.body().contains("jvm_memory_used_bytes"));
  }

  @Test
  void nothingElseIsThere() {
    assertEquals(404, get("/").statusCode());
    assertEquals(405, send("POST", "/healthz").statusCode());
    HttpResponse<String> head = send("HEAD", "/readyz");
    assertEquals(503, head.statusCode());
    assertEquals("", head.body());
  }
}
