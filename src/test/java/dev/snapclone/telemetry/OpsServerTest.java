package dev.snapclone.telemetry;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpsServerTest {
  private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

  private volatile Instant now = START;
  private volatile Supplier<ProbeResult> cloud = () -> ProbeResult.works("signed in");
  private final HttpClient http = HttpClient.newHttpClient();
  private Readiness readiness;
  private OpsServer server;
  private final Metrics metrics = new Metrics();
  private final CountDownLatch letGo = new CountDownLatch(1);

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
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            List.of("bot.example"),
            readiness,
            metrics::scrape,
            Map.of(
                "/slow",
                (params, out) -> {
                  out.write("first\n");
                  out.flush();
                  assertTrue(awaited(letGo));
                  out.write("last\n");
                }),
            "key");
  }

  @AfterEach
  void close() {
    server.close();
    readiness.close();
    metrics.close();
  }

  private static boolean awaited(CountDownLatch latch) {
    try {
      return latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
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
  void theProcessIsAliveButNotReadyBeforeTheFirstProbe() {
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
  void aFailedCloudIsShownWithItsReasonAndTime() {
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
  void aHangingProbeBlocksNobodyAndCountsAsFailed() {
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
  void otherPathsDoNotExist() {
    assertEquals(404, get("/").statusCode());
    assertEquals(405, send("POST", "/healthz").statusCode());
    HttpResponse<String> head = send("HEAD", "/readyz");
    assertEquals(503, head.statusCode());
    assertEquals("", head.body());
  }

  @Test
  void unfinishedRequestsBlockNobodyAndAreClosedInTime() throws IOException {
    List<Socket> open = new ArrayList<>();
    try {
      for (int i = 0; i < 200; i++) {
        open.add(sent(i % 2 == 0 ? "GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-A: b" : ""));
        open.add(sent("GET /audit HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n1"));
        open.add(sent("POST /metrics HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n"));
      }
      long before = System.nanoTime();
      assertEquals("ok\n", get("/healthz").body());
      assertEquals(503, get("/readyz").statusCode());
      assertEquals(200, get("/metrics").statusCode());
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before);
      assertTrue(millis < 2000, millis + " ms");
      // One that goes on and on is no better.
      await()
          .atMost(OpsServer.DEADLINE.multipliedBy(2))
          .until(() -> open.stream().allMatch(OpsServerTest::closedWhileTrickling));
    } finally {
      for (Socket socket : open) {
        socket.close();
      }
    }
  }

  private Socket sent(String start) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
    socket.getOutputStream().write(start.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static boolean closedWhileTrickling(Socket socket) {
    try {
      socket.setSoTimeout(1);
      socket.getOutputStream().write('x');
      while (socket.getInputStream().read() >= 0) {
        // An answer may have come before.
      }
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  @Test
  void aLongAnswerToTheCommandLineOutlivesTheDeadlineOfTheOthers() throws Exception {
    try (Socket socket =
        sent(
            "GET /slow HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer key\r\nConnection: close\r\n\r\n")) {
      await()
          .pollDelay(OpsServer.DEADLINE.plusMillis(500))
          .atMost(OpsServer.DEADLINE.multipliedBy(2))
          .until(() -> get("/healthz").statusCode() == 200);
      letGo.countDown();
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(answer.contains("first") && answer.contains("last"), answer);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, 200",
    "LOCALHOST.:9090, 200",
    "127.0.0.1:9090, 200",
    "[::1]:9090, 200",
    "bot.example:9090, 200",
    "Bot.Example, 200",
    "evil.example, 403",
    "localhost.evil.example, 403",
    "127.0.0.1.evil.example, 403",
    "192.0.2.7:9090, 403",
    "[2001:db8::1], 403",
    "2130706433, 403",
    "127.1, 403",
    "0x7f.0.0.1, 403",
    "1.2.3.4.5, 403",
    "[::1, 400",
    "'', 403"
  })
  void aHostThatIsNeitherLoopbackNorConfiguredIsRefused(String host, int status)
      throws IOException {
    for (String path : List.of("/healthz", "/metrics", "/audit/verify")) {
      try (Socket socket =
          sent("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")) {
        String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String wanted = "HTTP/1.1 " + (status == 200 && path.startsWith("/audit") ? 404 : status);
        assertTrue(answer.startsWith(wanted), path + ": " + answer);
      }
    }
  }

  @Test
  void aProbeWithoutAHostIsAnswered() throws IOException {
    try (Socket socket = sent("GET /healthz HTTP/1.0\r\n\r\n")) {
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(answer.contains(" 200 "), answer);
    }
  }

  @Test
  void onAPublicAddressAllAddressesButNoOtherNamesAreAccepted() {
    HostNames names = new HostNames(List.of("0.0.0.0", "scraped"), false);
    for (String host :
        List.of("10.1.2.3:9090", "[2001:db8::1]:9090", "scraped:9090", "localhost")) {
      assertTrue(names.allows(host), host);
    }
    for (String host : List.of("evil.example:9090", "10.1.2", "1e100.net", "::g", "a:b:c")) {
      assertFalse(names.allows(host), host);
    }
  }
}
