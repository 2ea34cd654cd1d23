package dev.snapclone.openstack;

import static dev.snapclone.openstack.ScriptedOpenStack.answer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.cloud.Account;
import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.CloudException;
import dev.snapclone.cloud.CloudException.Kind;
import dev.snapclone.config.CloudSettings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signing in to Keystone, and the life of the token. */
class SignInTest {
  private final ScriptedOpenStack openstack = new ScriptedOpenStack();
  private final SettableClock clock = new SettableClock();
  private final List<OpenStackClouds> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(OpenStackClouds::close);
    openstack.close();
  }

  private Cloud cloud(CloudSettings settings) {
    OpenStackClouds clouds =
        OpenStackClouds.open(List.of(settings), OpenStackTimings.usual(), clock);
    opened.add(clouds);
    return clouds.clouds().defaultCloud();
  }

  private Cloud cloud() {
    openstack.answers(r -> answer(200, "{\"keypairs\": []}"));
    return cloud(openstack.settings());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "/v3", "/v3/"})
  void theAddressMayLackTheVersion(String end) {
    CloudSettings settings =
        new CloudSettings(
            "test",
            openstack.url() + end,
            ScriptedOpenStack.password(),
            "sto1",
            "public",
            Map.of(),
            CloudSettings.Tls.SYSTEM);
    assertEquals(
        new Account("u1", "demo", ScriptedOpenStack.PROJECT, "demo"), cloud(settings).account());
  }

  // ---- Refusals
  // ----------------------------------------------------------------------------------

  @ParameterizedTest
  @ValueSource(ints = {401, 404})
  void aLoginThatKeystoneDoesNotTakeIsUnauthenticated(int status) {
    openstack.signsIn(
        r -> answer(status, "{\"error\": {\"code\": 401, \"message\": \"Could not find it.\"}}"));
    CloudException e = assertThrows(CloudException.class, cloud()::instances);
    assertEquals(Kind.UNAUTHENTICATED, e.kind());
    assertEquals("identity", e.service());
    assertEquals("Could not find it.", e.said());
    assertEquals("req-42", e.requestId());
    assertEquals(0, openstack.calls().size());
  }

  @Test
  void keystoneThatIsDownOrTalksNonsenseIsNoWrongPassword() {
    openstack.signsIn(r -> answer(503, "<html>down</html>"));
    assertEquals(Kind.SERVER_ERROR, kindOfSigningIn());
    openstack.signsIn(r -> answer(201, "{}"));
    assertEquals(Kind.MALFORMED, kindOfSigningIn());
    openstack.signsIn(
        r -> answer(201, "{\"token\": ").newBuilder().addHeader("X-Subject-Token", "t").build());
    assertEquals(Kind.MALFORMED, kindOfSigningIn());
    openstack.close();
    assertEquals(Kind.UNREACHABLE, kindOfSigningIn());
  }

  private Kind kindOfSigningIn() {
    return assertThrows(CloudException.class, cloud()::account).kind();
  }

  @Test
  void aLoginWithoutAProjectIsAMatterOfConfiguration() {
    openstack.signsIn(
        r ->
            answer(201, "{\"token\": {\"user\": {\"id\": \"u\"}, \"catalog\": []}}")
                .newBuilder()
                .addHeader("X-Subject-Token", "t")
                .build());
    assertEquals(Kind.MISCONFIGURED, kindOfSigningIn());
  }

  @Test
  void thePasswordNeverGetsIntoAnError() {
    openstack.signsIn(r -> answer(400, "cannot read " + r.getBody().utf8()));
    CloudException e = assertThrows(CloudException.class, cloud()::account);
    StringWriter trace = new StringWriter();
    e.printStackTrace(new PrintWriter(trace));
    assertTrue(e.said().startsWith("cannot read"), e.said());
    assertFalse(trace.toString().contains(ScriptedOpenStack.PASSWORD));
  }

  // ---- The life of a token
  // -----------------------------------------------------------------------

  @Test
  void oneTokenServesManyCalls() {
    Cloud cloud = cloud();
    cloud.keypairs();
    cloud.keypairs();
    clock.tick(Duration.ofMinutes(58));
    cloud.keypairs();
    assertEquals(1, openstack.signIns().size());
    assertEquals(List.of("token-1"), tokensSent());
  }

  @Test
  void aTokenIsRenewedBeforeItEnds() {
    Cloud cloud = cloud();
    cloud.keypairs();
    clock.tick(Duration.ofSeconds(3541));
    cloud.keypairs();
    assertEquals(List.of("token-1", "token-2"), tokensSent());
  }

  @Test
  void aTimeWithoutAZoneIsUtcAndAShortLifeIsUsed() {
    openstack.signsIn(
        r ->
            withCatalog(
                "t" + openstack.signIns().size(),
                "2026-11-22T18:38:12.000000Z",
                "2026-11-22T18:38:17"));
    Cloud cloud = cloud();
    cloud.keypairs();
    clock.tick(Duration.ofMillis(3900));
    cloud.keypairs();
    assertEquals(1, openstack.signIns().size());
    clock.tick(Duration.ofMillis(200));
    cloud.keypairs();
    assertEquals(2, openstack.signIns().size());
  }

  @Test
  void ourClockMayBeWrongByDays() {
    clock.tick(Duration.ofDays(3));
    Cloud cloud = cloud();
    cloud.keypairs();
    cloud.keypairs();
    assertEquals(1, openstack.signIns().size());
  }

  @Test
  void manyCallsAtOnceSignInOnce() throws Exception {
    CountDownLatch allAsk = new CountDownLatch(20);
    openstack.signsIn(
        r -> {
          awaitQuietly(allAsk);
          return openstack.token("token-" + openstack.signIns().size());
        });
    Cloud cloud = cloud();
    List<Future<Object>> all =
        inParallel(
            20,
            () -> {
              allAsk.countDown();
              return cloud.keypairs();
            });
    for (Future<Object> one : all) {
      assertEquals(List.of(), one.get(20, TimeUnit.SECONDS));
    }
    assertEquals(1, openstack.signIns().size());
  }

  @Test
  void aKeystoneThatIsDownIsNotAskedByEveryWaiterInTurn() throws Exception {
    CountDownLatch allAsk = new CountDownLatch(20);
    openstack.signsIn(
        r -> {
          awaitQuietly(allAsk);
          return answer(503, "");
        });
    Cloud cloud = cloud();
    AtomicInteger failed = new AtomicInteger();
    List<Future<Object>> all =
        inParallel(
            20,
            () -> {
              allAsk.countDown();
              assertEquals(
                  Kind.SERVER_ERROR, assertThrows(CloudException.class, cloud::keypairs).kind());
              return failed.incrementAndGet();
            });
    for (Future<Object> one : all) {
      one.get(20, TimeUnit.SECONDS);
    }
    assertEquals(20, failed.get());
    assertTrue(openstack.signIns().size() < 20, "waiters share the failure");
  }

  @Test
  void aTokenThatWasRevokedIsReplacedAndTheCallRepeatedOnce() {
    Cloud cloud = cloud();
    cloud.account();
    openstack.answers(
        r ->
            "token-1".equals(r.getHeaders().get("X-Auth-Token"))
                ? answer(401, "{\"error\": {\"message\": \"expired\"}}")
                : answer(202, "{\"image_id\": \"i\"}"));
    assertEquals("i", cloud.createImage("6f135c4c", "n", Map.of()));
    assertEquals(2, openstack.signIns().size());
    assertEquals(List.of("token-1", "token-2"), tokensSent());
    assertEquals(
        openstack.calls().get(0).getBody().utf8(), openstack.calls().get(1).getBody().utf8());
  }

  @Test
  void aTokenRevokedBetweenTwoPagesIsReplacedAndTheListIsWhole() {
    Cloud cloud = cloud();
    openstack.answers(
        r -> {
          boolean second = r.getTarget().contains("marker=n1");
          if (second && "token-1".equals(r.getHeaders().get("X-Auth-Token"))) {
            return answer(401, "");
          }
          return second
              ? answer(200, "{\"networks\": [{\"id\": \"n2\"}]}")
              : answer(
                  200,
                  "{\"networks\": [{\"id\": \"n1\"}], \"networks_links\": [{\"rel\": \"next\","
                      + " \"href\": \"http://x/networks?marker=n1\"}]}");
        });
    assertEquals(List.of("n1", "n2"), cloud.networks().stream().map(n -> n.id()).toList());
    assertEquals(3, openstack.calls().size(), "the first page is not asked for again");
  }

  @Test
  void aCallThatHasNoTimeLeftAfterSigningInIsNotSent() {
    Cloud cloud = cloud();
    openstack.signsIn(
        r -> {
          clock.tick(Duration.ofSeconds(16));
          return openstack.token("late");
        });
    CloudException e =
        assertThrows(CloudException.class, () -> cloud.createImage("a", "b", Map.of()));
    assertEquals(Kind.UNREACHABLE, e.kind());
    assertEquals(0, openstack.calls().size());
  }

  @Test
  void cloudsOfOneProcessKeepTheirTokensApart() {
    try (ScriptedOpenStack second = new ScriptedOpenStack()) {
      second.signsIn(r -> second.token("of-the-second"));
      openstack.answers(r -> answer(200, "{\"keypairs\": []}"));
      second.answers(r -> answer(200, "{\"keypairs\": []}"));
      CloudSettings other = second.settings();
      OpenStackClouds clouds =
          OpenStackClouds.open(
              List.of(
                  openstack.settings(),
                  new CloudSettings(
                      "other",
                      other.authUrl(),
                      other.login(),
                      "sto1",
                      "public",
                      Map.of(),
                      CloudSettings.Tls.SYSTEM)),
              OpenStackTimings.usual(),
              clock);
      opened.add(clouds);
      clouds.clouds().defaultCloud().keypairs();
      clouds.clouds().named("other").orElseThrow().keypairs();
      clouds.clouds().defaultCloud().keypairs();
      assertEquals(List.of("token-1"), tokensSent());
      assertEquals(2, openstack.calls().size());
      assertEquals("of-the-second", second.calls().get(0).getHeaders().get("X-Auth-Token"));
      assertNotEquals(openstack.url(), second.url());
    }
  }

  // ---- The words of the tests
  // --------------------------------------------------------------------

  private MockResponse withCatalog(String id, String issued, String expires) {
    return ScriptedOpenStack.token(
        id,
        issued,
        expires,
        ScriptedOpenStack.service("compute", "public", "sto1", openstack.url()));
  }

  private List<String> tokensSent() {
    return openstack.calls().stream()
        .map(r -> r.getHeaders().get("X-Auth-Token"))
        .distinct()
        .collect(Collectors.toList());
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<Future<Object>> inParallel(
      int n, java.util.concurrent.Callable<Object> work) {
    ExecutorService threads = Executors.newFixedThreadPool(n);
    List<Future<Object>> all = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      all.add(threads.submit(work));
    }
    threads.shutdown();
    return all;
  }
}
