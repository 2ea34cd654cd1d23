package dev.snapclone.sandbox.openstack.panel;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.snapclone.sandbox.openstack.CloudSandboxOptions;
import dev.snapclone.sandbox.openstack.Knobs;
import dev.snapclone.sandbox.openstack.OpenStackSandbox;
import dev.snapclone.sandbox.openstack.wire.Fault;
import io.undertow.Undertow;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The cloud panel of the demo page. */
class CloudPanelTest {
  private final HttpClient http = HttpClient.newHttpClient();
  private final AtomicInteger pulled = new AtomicInteger();
  private OpenStackSandbox cloud;
  private CloudPanel panel;
  private Undertow server;
  private String root;

  @BeforeEach
  void start() {
    cloud = OpenStackSandbox.start(CloudSandboxOptions.fast());
    Lever own =
        new Lever(
            "own",
            "Do it once",
            "A lever of whoever shows the panel.",
            pulled::incrementAndGet,
            () -> pulled.get() == 0 ? "" : "done",
            false);
    panel = new CloudPanel(cloud, "demo", List.of(own), InstantSource.system());
    server = Undertow.builder().addHttpListener(0, "127.0.0.1").setHandler(panel).build();
    server.start();
    int port = ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
    root = "http://127.0.0.1:" + port;
  }

  @AfterEach
  void stop() {
    panel.close();
    server.stop();
    cloud.close();
  }

  private JsonNode state() throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(root + "/state")).build();
    return new ObjectMapper()
        .readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
  }

  private int pull(String lever) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(root + "/do/" + lever))
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private int call(String method) throws Exception {
    return call(method, "/compute/v2.1/servers");
  }

  private int call(String method, String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(cloud.url() + path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private static JsonNode lever(JsonNode state, String id) {
    for (JsonNode lever : state.path("levers")) {
      if (lever.path("id").asText().equals(id)) {
        return lever;
      }
    }
    throw new AssertionError("no lever " + id);
  }

  private void awaitLever(String id, String text) {
    await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> lever(state(), id).path("state").asText().startsWith(text));
  }

  @Test
  void theProjectsInstancesAreShownAndTheCallsOfTheBot() throws Exception {
    assertEquals(401, call("GET"));
    assertEquals(401, call("GET"));
    JsonNode state = state();
    assertTrue(state.path("up").asBoolean());
    List<String> names = state.path("instances").findValuesAsText("name");
    assertEquals(1, names.stream().filter("web-01"::equals).count(), names.toString());
    assertFalse(state.path("instances").path(0).path("fresh").asBoolean());
    JsonNode last = state.path("calls").path(state.path("calls").size() - 1);
    assertEquals("/compute/v2.1/servers", last.path("path").asText());
    assertEquals(401, last.path("status").asInt());
    assertEquals(2, last.path("times").asInt());
  }

  @Test
  void aCallInFlightIsNoneThatWasLost() throws Exception {
    cloud.faults().next("GET", "/servers$", Fault.delay(Duration.ofSeconds(2)));
    URI servers = URI.create(cloud.url() + "/compute/v2.1/servers");
    CompletableFuture<HttpResponse<Void>> answer =
        http.sendAsync(
            HttpRequest.newBuilder(servers).build(), HttpResponse.BodyHandlers.discarding());
    await().until(() -> !state().path("calls").isEmpty());
    assertEquals(0, state().path("calls").path(0).path("status").asInt());
    assertEquals(401, answer.join().statusCode());
    assertEquals(401, state().path("calls").path(0).path("status").asInt());
  }

  @Test
  void theNextChangeFailsAndReadsDoNot() throws Exception {
    assertEquals(204, pull("fail"));
    awaitLever("fail", "strikes");
    assertEquals(409, pull("fail"));
    assertEquals(401, call("GET"));
    assertEquals(500, call("POST"));
    assertEquals(401, call("POST"));
    assertEquals("", lever(state(), "fail").path("state").asText());
  }

  @Test
  void noRoomAppliesToTheNextInstance() throws Exception {
    assertEquals(204, pull("no-room"));
    awaitLever("no-room", "strikes at the next instance");
    assertEquals(409, pull("no-room"));
    assertEquals(401, call("POST"));
    assertTrue(cloud.knobs().failsNext(Knobs.Trouble.SCHEDULE));
    cloud.knobs().clear(Knobs.Trouble.SCHEDULE);
    assertEquals("", lever(state(), "no-room").path("state").asText());
  }

  @Test
  void oneFailureDoesNotUseUpTheOthers() throws Exception {
    assertEquals(204, pull("keep"));
    awaitLever("keep", "strikes at the next deletion");
    assertEquals(204, pull("fail"));
    awaitLever("fail", "strikes");
    assertEquals(500, call("POST"));
    assertEquals("", lever(state(), "fail").path("state").asText());
    assertEquals(401, call("DELETE"));
    assertFalse(lever(state(), "keep").path("state").asText().isEmpty(), "no instance's address");
    assertEquals(403, call("DELETE", "/compute/v2.1/servers/x"));
    assertEquals("", lever(state(), "keep").path("state").asText());
  }

  @Test
  void aSlowCloudGetsFastAgain() throws Exception {
    Duration usual = cloud.knobs().get(Knobs.Time.SPAWN);
    assertEquals(204, pull("slow"));
    awaitLever("slow", "slow");
    assertEquals(usual.multipliedBy(6), cloud.knobs().get(Knobs.Time.SPAWN));
    assertTrue(lever(state(), "slow").path("free").asBoolean());
    assertEquals(204, pull("slow"));
    await().until(() -> cloud.knobs().get(Knobs.Time.SPAWN).equals(usual));
  }

  @Test
  void aStoppedCloudSaysWhenItComesBack() throws Exception {
    assertEquals(204, pull("down"));
    awaitLever("down", "back in");
    assertFalse(state().path("up").asBoolean());
    assertEquals(409, pull("down"));
  }

  @Test
  void aControlOfAnotherPanelIsUsedOnceWhileItIsBusy() throws Exception {
    assertEquals(204, pull("own"));
    awaitLever("own", "done");
    assertEquals(409, pull("own"));
    assertEquals(404, pull("unknown"));
    assertEquals(1, pulled.get());
  }

  @Test
  void theConsolePageSaysThatItIsNoConsole() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(cloud.url() + "/console/vnc_lite.html?path=x")).build();
    HttpResponse<String> console = http.send(request, HttpResponse.BodyHandlers.ofString());
    assertEquals(200, console.statusCode());
    assertTrue(console.body().contains("in the sandbox"), console.body());
  }

  @Test
  void theStreamSendsAChangeAtOnce() throws Exception {
    BlockingQueue<String> told = new LinkedBlockingQueue<>();
    WebSocket line =
        http.newWebSocketBuilder()
            .buildAsync(URI.create(root.replaceFirst("^http", "ws") + "/stream"), new Ear(told))
            .join();
    assertEquals(204, pull("fail"));
    await().atMost(Duration.ofSeconds(20)).until(() -> told.take().contains("strikes"));
    line.abort();
  }

  /** Combines frames to pictures. */
  private static final class Ear implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();
    private final BlockingQueue<String> told;

    Ear(BlockingQueue<String> told) {
      this.told = told;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket line, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        told.add(text.toString());
        text.setLength(0);
      }
      line.request(1);
      return null;
    }
  }
}
