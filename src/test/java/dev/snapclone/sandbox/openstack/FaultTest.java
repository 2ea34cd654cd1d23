package dev.snapclone.sandbox.openstack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.sandbox.openstack.Client.Got;
import dev.snapclone.sandbox.openstack.wire.Fault;
import dev.snapclone.sandbox.openstack.wire.LoggedRequest;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class FaultTest extends SandboxTest {

  private int snapshots() {
    return cloud.view().snapshots().size();
  }

  private String snapshotBody() {
    return "{\"snapshot\": {\"volume_id\": \"%s\", \"force\": true}}"
        .formatted(
            cloud.view().volumes().stream()
                .filter(v -> v.name().equals("db-01-root"))
                .findFirst()
                .orElseThrow()
                .id());
  }

  private Got post() {
    return demo.post("/snapshots", snapshotBody());
  }

  private void next(Fault fault) {
    cloud.faults().next("POST", "/snapshots$", fault);
  }

  @Test
  void aPlannedStatusComesOnceWithoutAnEffect() {
    next(Fault.serverError());
    assertEquals(500, post().status());
    assertEquals(0, snapshots());
    assertEquals(202, post().status());
    assertEquals(1, snapshots());
    assertEquals(0, cloud.faults().pending());
  }

  @Test
  void the4xxAnd5xxOfRealCloudsAreAvailable() {
    next(Fault.unauthorized());
    assertEquals(401, post().status());
    next(Fault.tooManyRequests(Duration.ofSeconds(7)));
    Got limited = post();
    assertEquals(429, limited.status());
    assertEquals("7", limited.header("Retry-After"));
    next(Fault.unavailable());
    Got down = post();
    assertEquals(503, down.status());
    assertTrue(down.text().startsWith("<html>"));
    next(Fault.html());
    assertEquals("Sign in", post().text().replaceAll("(?s).*<h1>|</h1>.*", ""));
    assertEquals(0, snapshots());
  }

  @Test
  void aGatewayTimeoutAndATruncatedAnswerHideAnEffect() {
    next(Fault.gatewayTimeout());
    assertEquals(504, post().status());
    assertEquals(1, snapshots());
    next(Fault.truncated());
    Got cut = post();
    assertEquals(202, cut.status());
    assertTrue(cut.body().isMissingNode(), "no JSON any more");
    assertEquals(2, snapshots());
    next(Fault.cutInBody());
    assertThrows(UncheckedIOException.class, this::post);
    assertEquals(3, snapshots());
  }

  @Test
  void aResetPreventsTheEffectAndALostAnswerDoesNot() {
    next(Fault.reset());
    assertThrows(UncheckedIOException.class, this::post);
    assertEquals(0, snapshots());
    next(Fault.answerLost());
    assertThrows(UncheckedIOException.class, this::post);
    Awaitility.await().untilAsserted(() -> assertEquals(1, snapshots()));
    assertEquals(
        LoggedRequest.LOST, cloud.requestLog().matching("POST", "/snapshots$").get(1).status());
  }

  @Test
  void anEffectCanComeLongAfterTheConnectionDied() {
    next(Fault.effectLate(Duration.ofSeconds(30)));
    assertThrows(UncheckedIOException.class, this::post);
    advance(20_000);
    assertEquals(0, snapshots());
    Awaitility.await()
        .untilAsserted(
            () -> {
              advance(10_000); // the queueing races with the client's noticing
              assertEquals(1, snapshots());
            });
  }

  @Test
  void aStallLastsUntilTheClientGivesUp() {
    next(Fault.stall());
    CompletionException failed =
        assertThrows(
            CompletionException.class,
            () ->
                Client.sending(
                        java.net.http.HttpRequest.newBuilder(
                                demo.posting("/snapshots", snapshotBody()), (n, v) -> true)
                            .timeout(Duration.ofMillis(200))
                            .build())
                    .join());
    assertTrue(failed.getCause() instanceof HttpTimeoutException);
    assertEquals(0, snapshots());
    next(Fault.stallAfterEffect());
    CompletableFuture<Got> stalled = Client.sending(demo.posting("/snapshots", snapshotBody()));
    Awaitility.await().until(() -> snapshots() == 1);
    assertFalse(stalled.isDone());
    stalled.cancel(true);
  }

  @Test
  void aDelayComesInWallTime() {
    next(Fault.delay(Duration.ofMillis(300)));
    long start = System.nanoTime();
    assertEquals(202, post().status());
    assertTrue(System.nanoTime() - start >= TimeUnit.MILLISECONDS.toNanos(250));
  }

  @Test
  void faultsAreChosenByMethodPathBodyCountAndChance() {
    cloud.faults().next(2, "GET", "/servers", Fault.serverError());
    assertEquals(500, demo.get("/servers").status());
    assertEquals(200, demo.get("/volumes").status());
    assertEquals(500, demo.get("/servers/detail?limit=1").status());
    assertEquals(200, demo.get("/servers").status());

    cloud.faults().nextWithBody("POST", "/action$", "createImage", Fault.serverError());
    String web = demo.serverId("web-01");
    assertEquals(202, demo.action(web, "{\"lock\": null}").status());
    assertEquals(500, demo.createImage(web, "x", "{}").status());

    cloud.faults().sometimes(0.5, "GET", "/limits", Fault.unavailable());
    int failed = 0;
    for (int i = 0; i < 40; i++) {
      failed += demo.get("/limits").status() == 503 ? 1 : 0;
    }
    assertTrue(failed > 5 && failed < 35, "failed " + failed);
    cloud.faults().always("GET", "/limits", Fault.serverError());
    cloud.faults().clear();
    assertEquals(200, demo.get("/limits").status());
  }

  @Test
  void theWholeCloudCanGoDownAndComeBackOnTheSamePort() {
    String url = cloud.url();
    cloud.down();
    UncheckedIOException refused =
        assertThrows(UncheckedIOException.class, () -> demo.get("/servers"));
    assertTrue(refused.getCause() instanceof ConnectException, refused.toString());
    cloud.up();
    assertEquals(url, cloud.url());
    assertEquals(200, demo.get("/servers").status(), "tokens and state are still there");
  }
}
