package dev.snapclone.openstack;

import static dev.snapclone.openstack.ScriptedOpenStack.answer;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.CloudException;
import dev.snapclone.cloud.CloudException.Kind;
import dev.snapclone.cloud.Effect;
import dev.snapclone.cloud.EffectListener;
import dev.snapclone.cloud.NewInstance;
import dev.snapclone.cloud.NewInstanceBuilder;
import dev.snapclone.cloud.NewPort;
import dev.snapclone.cloud.NewVolume;
import dev.snapclone.cloud.Quota;
import dev.snapclone.cloud.SecurityGroup;
import java.lang.reflect.Method;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every call of the port against every way in which a service can fail. */
class ErrorTableTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-22T19:00:00Z"));
  private static final String ID = "6f135c4c-2190-438d-9adf-3136e226219f";

  /** A call of the port. */
  private interface Ask {
    Object of(Cloud cloud);
  }

  /** Lists that not every cloud shows. */
  private static final Set<String> MAY_NOT_TELL =
      Set.of("availabilityZones", "serverGroups", "volumeTypes");

  private static final Map<String, Ask> ASKS = new LinkedHashMap<>();

  /** Calls whose answer is read: these notice a success that cannot be. */
  private static final Set<String> UNREAD =
      Set.of(
          "setImageProperties",
          "setInstanceMetadata",
          "setVolumeMetadata",
          "setVolumeSnapshotMetadata",
          "deleteInstance",
          "stopInstance",
          "startInstance",
          "deleteImage",
          "deleteVolume",
          "deleteVolumeSnapshot",
          "deletePort",
          "deleteSecurityGroup",
          "setPortSecurityGroups");

  static {
    ASKS.put("instances", Cloud::instances);
    ASKS.put("instance", c -> c.instance(ID));
    ASKS.put("attachments", c -> c.attachments(ID));
    ASKS.put("actions", c -> c.actions(ID));
    ASKS.put("createImage", c -> c.createImage(ID, "n", Map.of("a", "b")));
    ASKS.put("createInstance", c -> c.createInstance(instance()));
    ASKS.put("deleteInstance", c -> c.deleteInstance(ID));
    ASKS.put("stopInstance", c -> c.stopInstance(ID));
    ASKS.put("startInstance", c -> done(() -> c.startInstance(ID)));
    ASKS.put("consoleLink", c -> c.consoleLink(ID));
    ASKS.put("consoleOutput", c -> c.consoleOutput(ID, 9));
    ASKS.put("flavors", Cloud::flavors);
    ASKS.put("flavor", c -> c.flavor(ID));
    ASKS.put("keypairs", Cloud::keypairs);
    ASKS.put("availabilityZones", Cloud::availabilityZones);
    ASKS.put("serverGroups", Cloud::serverGroups);
    ASKS.put("volumeTypes", Cloud::volumeTypes);
    ASKS.put("images", Cloud::images);
    ASKS.put("image", c -> c.image(ID));
    ASKS.put("setImageProperties", c -> done(() -> c.setImageProperties(ID, Map.of("a", "b"))));
    ASKS.put("deleteImage", c -> c.deleteImage(ID));
    ASKS.put("volumes", Cloud::volumes);
    ASKS.put("volume", c -> c.volume(ID));
    ASKS.put(
        "createVolume",
        c -> c.createVolume(new NewVolume("n", 2, ID, "fast", "nova", Map.of("a", "b"))));
    ASKS.put("setInstanceMetadata", c -> done(() -> c.setInstanceMetadata(ID, Map.of("a", "b"))));
    ASKS.put("setVolumeMetadata", c -> done(() -> c.setVolumeMetadata(ID, Map.of("a", "b"))));
    ASKS.put("deleteVolume", c -> c.deleteVolume(ID));
    ASKS.put("volumeSnapshots", Cloud::volumeSnapshots);
    ASKS.put("volumeSnapshot", c -> c.volumeSnapshot(ID));
    ASKS.put("createVolumeSnapshot", c -> c.createVolumeSnapshot(ID, "n", Map.of("a", "b")));
    ASKS.put(
        "setVolumeSnapshotMetadata",
        c -> done(() -> c.setVolumeSnapshotMetadata(ID, Map.of("a", "b"))));
    ASKS.put("deleteVolumeSnapshot", c -> c.deleteVolumeSnapshot(ID));
    ASKS.put("messages", c -> c.messages(ID));
    ASKS.put("networks", Cloud::networks);
    ASKS.put("allPorts", Cloud::allPorts);
    ASKS.put("ports", c -> c.ports(ID));
    ASKS.put("port", c -> c.port(ID));
    ASKS.put("createPort", c -> c.createPort(new NewPort("n", "d", ID, List.of(ID), false)));
    ASKS.put("deletePort", c -> c.deletePort(ID));
    ASKS.put("securityGroups", Cloud::securityGroups);
    ASKS.put("securityGroup", c -> c.securityGroup(ID));
    ASKS.put("createSecurityGroup", c -> c.createSecurityGroup("n", "d"));
    ASKS.put(
        "setSecurityGroupRules",
        c ->
            done(
                () ->
                    c.setSecurityGroupRules(
                        ID, List.of(SecurityGroup.Rule.tcpIn(3389, "192.0.2.0/24")))));
    ASKS.put("deleteSecurityGroup", c -> c.deleteSecurityGroup(ID));
    ASKS.put("setPortSecurityGroups", c -> done(() -> c.setPortSecurityGroups(ID, List.of(ID))));
  }

  private static NewInstance instance() {
    return NewInstanceBuilder.ofImage("n", "f", ID).networks(List.of("net")).build();
  }

  private static boolean done(Runnable call) {
    call.run();
    return true;
  }

  private final ScriptedOpenStack openstack = new ScriptedOpenStack();
  private OpenStackClouds clouds;
  private Cloud cloud;

  @BeforeEach
  void open() {
    clouds = OpenStackClouds.open(List.of(openstack.settings()), OpenStackTimings.usual(), CLOCK);
    cloud = clouds.clouds().defaultCloud();
    cloud.account();
    openstack.forget();
  }

  @AfterEach
  void close() {
    clouds.close();
    openstack.close();
  }

  @Test
  void theTableHasEveryCallOfThePort() {
    Set<String> declared = new TreeSet<>();
    Arrays.stream(Cloud.class.getDeclaredMethods())
        .filter(m -> !m.isSynthetic())
        .map(Method::getName)
        // What is not told or not allowed is no error in these.
        .filter(
            n -> !Set.of("name", "forJob", "account", "abilities", "rights", "quota").contains(n))
        .forEach(declared::add);
    assertEquals(declared, new TreeSet<>(ASKS.keySet()));
  }

  /**
   * @param title what happens
   * @param answer the service's answer
   * @param kind what comes of it
   */
  private record Case(String title, MockResponse answer, Kind kind) {
    @Override
    public String toString() {
      return title + " is " + kind;
    }
  }

  private static Case error(int status, String fault, String message, Kind kind) {
    String body =
        "{\"" + fault + "\": {\"code\": " + status + ", \"message\": \"" + message + "\"}}";
    return new Case(status + " " + message, answer(status, body), kind);
  }

  private static Case html(int status, Kind kind) {
    MockResponse page =
        answer(status, "<html><head><title>t</title></head><body><h1>Oh no</h1></body></html>")
            .newBuilder()
            .setHeader("Content-Type", "text/html; charset=UTF-8")
            .build();
    return new Case(status + " with a page of HTML", page, kind);
  }

  private static MockResponse with(MockResponse response, String name, String value) {
    return response.newBuilder().setHeader(name, value).build();
  }

  static Stream<Case> errors() {
    return Stream.of(
        error(400, "badRequest", "wrong", Kind.BAD_REQUEST),
        error(403, "forbidden", "Only volume-backed servers are allowed", Kind.FORBIDDEN),
        error(403, "forbidden", "Quota exceeded for cores: Requested 1", Kind.QUOTA),
        error(403, "forbidden", "Maximum number of ports exceeded", Kind.QUOTA),
        error(404, "itemNotFound", "gone", Kind.NOT_FOUND),
        error(406, "computeFault", "Version 2.60 is not supported", Kind.BAD_REQUEST),
        error(409, "conflictingRequest", "busy", Kind.CONFLICT),
        error(413, "overLimit", "SnapshotLimitExceeded: Maximum number of snapshots", Kind.QUOTA),
        error(413, "overLimit", "Invalid metadata size: too long", Kind.BAD_REQUEST),
        new Case(
            "413 with a real Retry-After",
            with(answer(413, "{\"overLimit\": {\"message\": \"slow\"}}"), "Retry-After", "7"),
            Kind.RATE_LIMITED),
        new Case("429", with(answer(429, ""), "Retry-After", "7"), Kind.RATE_LIMITED),
        error(500, "computeFault", "unexpected", Kind.SERVER_ERROR),
        new Case("503", with(answer(503, ""), "Retry-After", "7"), Kind.SERVER_ERROR),
        new Case(
            "503 that asks to come back at once",
            with(answer(503, ""), "Retry-After", "0"),
            Kind.SERVER_ERROR),
        html(502, Kind.SERVER_ERROR),
        html(413, Kind.BAD_REQUEST),
        html(200, Kind.MALFORMED),
        new Case("a redirect", with(answer(302, ""), "Location", "/x"), Kind.MISCONFIGURED),
        new Case(
            "a reset before the answer",
            new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build(),
            Kind.NO_ANSWER),
        new Case(
            "a reset within the answer",
            answer(200, "x".repeat(1000))
                .newBuilder()
                .onResponseBody(new SocketEffect.CloseSocket())
                .build(),
            Kind.NO_ANSWER));
  }

  @ParameterizedTest
  @MethodSource("errors")
  void everyCallSaysWhatKindOfErrorItWasAndIsMadeOnce(Case failure) {
    openstack.answers(r -> failure.answer());
    assertAll(
        ASKS.entrySet().stream()
            .map(
                ask ->
                    () -> {
                      openstack.forget();
                      Kind kind = kindOf(ask.getValue());
                      assertEquals(expected(ask.getKey(), failure.kind()), kind, ask.getKey());
                      assertEquals(1, openstack.calls().size(), ask.getKey());
                      assertEquals(0, openstack.signIns().size(), ask.getKey());
                    }));
  }

  /** What a call does not take for an error. */
  private static @Nullable Kind expected(String ask, Kind kind) {
    boolean mayBeGone =
        ask.startsWith("delete")
            || Set.of(
                    "instance",
                    "image",
                    "volume",
                    "volumeSnapshot",
                    "flavor",
                    "actions",
                    "port",
                    "securityGroup")
                .contains(ask);
    boolean mayNotTell = MAY_NOT_TELL.contains(ask);
    return (kind == Kind.NOT_FOUND && (mayBeGone || mayNotTell))
            || (kind == Kind.FORBIDDEN && mayNotTell)
        ? null
        : kind;
  }

  private @Nullable Kind kindOf(Ask ask) {
    try {
      ask.of(cloud);
      return null;
    } catch (CloudException e) {
      assertEquals("test", e.cloud());
      assertFalse(e.said().contains("<"), e.said());
      return e.kind();
    }
  }

  static Stream<String> unreadable() {
    return Stream.of("{\"servers\": [{\"id\": \"x", "", "null", "[]", "{}", "{} {}", "not JSON");
  }

  @ParameterizedTest
  @MethodSource("unreadable")
  void aSuccessThatCannotBeReadIsNoSuccess(String body) {
    openstack.answers(r -> answer(200, body));
    assertAll(
        ASKS.entrySet().stream()
            .filter(ask -> !UNREAD.contains(ask.getKey()))
            .map(
                ask ->
                    () -> {
                      openstack.forget();
                      assertEquals(Kind.MALFORMED, kindOf(ask.getValue()), ask.getKey());
                      assertEquals(1, openstack.calls().size(), ask.getKey());
                    }));
  }

  @Test
  void everyCallThatChangesSomethingIsToldAsTheJobs() {
    List<Effect> told = new ArrayList<>();
    Cloud ofJob =
        clouds
            .clouds(
                new EffectListener() {
                  @Override
                  public void ended(
                      Effect effect,
                      Effect.Result result,
                      @Nullable String requestId,
                      @Nullable Kind failure) {
                    assertEquals(Effect.Result.FAILED, result);
                    assertEquals(Kind.FORBIDDEN, failure);
                    told.add(effect);
                  }
                })
            .defaultCloud()
            .forJob("j1");
    openstack.answers(r -> answer(403, "{\"forbidden\": {\"message\": \"no\"}}"));
    ASKS.forEach(
        (name, ask) -> {
          told.clear();
          boolean changes = name.matches("(create|delete|set|stop|start)[A-Z].*");
          if (MAY_NOT_TELL.contains(name)) {
            return;
          }
          assertThrows(CloudException.class, () -> ask.of(ofJob), name);
          assertEquals(
              changes ? List.of("j1") : List.of(), told.stream().map(Effect::job).toList(), name);
        });
  }

  @Test
  void aRefusedTokenIsRenewedOnceAndTheCallMadeOnceMore() {
    openstack.answers(r -> answer(401, "{\"error\": {\"message\": \"who?\"}}"));
    assertAll(
        ASKS.entrySet().stream()
            .map(
                ask ->
                    () -> {
                      openstack.forget();
                      assertEquals(Kind.UNAUTHENTICATED, kindOf(ask.getValue()), ask.getKey());
                      assertEquals(2, openstack.calls().size(), ask.getKey());
                    }));
  }

  @Test
  void aServiceThatStallsIsNotWaitedForLong() throws Exception {
    MockResponse silent =
        new MockResponse.Builder().onResponseStart(SocketEffect.Stall.INSTANCE).build();
    MockResponse halfway =
        answer(200, "x".repeat(1000))
            .newBuilder()
            .onResponseBody(SocketEffect.Stall.INSTANCE)
            .build();
    OpenStackTimings impatient =
        new OpenStackTimings(Duration.ofMillis(700), Duration.ofMillis(700));
    for (MockResponse stall : List.of(silent, halfway)) {
      try (OpenStackClouds hurried =
          OpenStackClouds.open(List.of(openstack.settings()), impatient, CLOCK)) {
        Cloud other = hurried.clouds().defaultCloud();
        other.account();
        openstack.forget();
        openstack.answers(r -> stall);
        Map<String, Optional<Kind>> kinds = askAllAtOnce(other);
        for (String ask : ASKS.keySet()) {
          assertEquals(Optional.of(Kind.NO_ANSWER), kinds.get(ask), ask);
        }
        assertEquals(ASKS.size(), openstack.calls().size(), "each was sent once");
      }
    }
  }

  private static Map<String, Optional<Kind>> askAllAtOnce(Cloud cloud) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(ASKS.size());
    try {
      Map<String, CompletableFuture<Optional<Kind>>> running = new LinkedHashMap<>();
      ASKS.forEach(
          (name, ask) ->
              running.put(
                  name,
                  CompletableFuture.supplyAsync(
                      () -> {
                        try {
                          ask.of(cloud);
                          return Optional.empty();
                        } catch (CloudException e) {
                          return Optional.of(e.kind());
                        }
                      },
                      threads)));
      Map<String, Optional<Kind>> kinds = new LinkedHashMap<>();
      for (Map.Entry<String, CompletableFuture<Optional<Kind>>> entry : running.entrySet()) {
        kinds.put(entry.getKey(), entry.getValue().get(30, TimeUnit.SECONDS));
      }
      return kinds;
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aServiceThatIsNotThereIsUnreachable() throws Exception {
    int closed;
    try (ServerSocket socket = new ServerSocket(0)) {
      closed = socket.getLocalPort();
    }
    for (String host : List.of("127.0.0.1:" + closed, "no-such-host.invalid")) {
      String base = "http://" + host;
      openstack.signsIn(
          r ->
              ScriptedOpenStack.token(
                  "t",
                  "2026-11-22T19:00:00Z",
                  "2026-11-22T20:00:00Z",
                  ScriptedOpenStack.service("compute", "public", "sto1", base),
                  ScriptedOpenStack.service("image", "public", "sto1", base),
                  ScriptedOpenStack.service("block-storage", "public", "sto1", base),
                  ScriptedOpenStack.service("network", "public", "sto1", base)));
      try (OpenStackClouds other =
          OpenStackClouds.open(List.of(openstack.settings()), OpenStackTimings.usual(), CLOCK)) {
        cloud = other.clouds().defaultCloud();
        List<String> wrong = new ArrayList<>();
        ASKS.forEach(
            (name, ask) -> {
              if (kindOf(ask) != Kind.UNREACHABLE) {
                wrong.add(name);
              }
            });
        assertEquals(List.of(), wrong, host);
      }
    }
  }

  @Test
  void anErrorKeepsTheWordsTheRequestIdAndTheWait() {
    openstack.answers(
        r ->
            with(
                answer(429, "{\"overLimit\": {\"message\": \"too\\nfast <br /> you\"}}"),
                "Retry-After",
                "12"));
    CloudException e = assertThrows(CloudException.class, cloud::instances);
    assertEquals(429, e.status());
    assertEquals("compute", e.service());
    assertEquals("too fast you", e.said());
    assertEquals("req-42", e.requestId());
    assertEquals(Duration.ofSeconds(12), e.retryAfter());

    openstack.answers(r -> with(answer(503, ""), "Retry-After", "Sun, 22 Nov 2026 19:01:30 GMT"));
    assertEquals(
        Duration.ofSeconds(90), assertThrows(CloudException.class, cloud::volumes).retryAfter());

    openstack.answers(r -> with(answer(413, "{\"overLimit\": {}}"), "Retry-After", "0"));
    assertNull(assertThrows(CloudException.class, cloud::volumes).retryAfter(), "0 says nothing");
  }

  @Test
  void everyServicesWordsAreFound() {
    Map<String, String> bodies =
        Map.of(
            "{\"badRequest\": {\"code\": 400, \"message\": \"nova\"}}", "nova",
            "{\"error\": {\"code\": 400, \"message\": \"keystone\", \"title\": \"t\"}}", "keystone",
            "{\"message\": \"glance<br /><br />\\n\\n\\n\", \"code\": \"400\"}", "glance",
            "{\"NeutronError\": {\"type\": \"X\", \"message\": \"neutron\", \"detail\": \"\"}}",
                "neutron",
            "{\"NeutronError\": \"old neutron\"}", "old neutron",
            "{\"faultcode\": \"Client\", \"faultstring\": \"pecan\", \"debuginfo\": null}", "pecan",
            "plain words", "plain words",
            "<html><head><style>x{}</style></head><body><h1>502</h1>Bad &gt; day</body></html>",
                "502 Bad &gt; day",
            "", "no reason given");
    bodies.forEach(
        (body, words) -> {
          openstack.answers(r -> answer(400, body));
          assertEquals(words, assertThrows(CloudException.class, cloud::networks).said());
        });
  }

  @Test
  void wordsAreCutAndWhatLooksLikeAKeyIsLeftOut() {
    openstack.answers(
        r -> answer(400, "{\"e\": {\"message\": \"value " + "QUJD".repeat(40) + " long\"}}"));
    assertEquals("value … long", assertThrows(CloudException.class, cloud::images).said());
    openstack.answers(r -> answer(400, "{\"e\": {\"message\": \"" + "ab ".repeat(400) + "\"}}"));
    assertEquals(300, assertThrows(CloudException.class, cloud::images).said().length());
  }

  @Test
  void theTokenNeverGetsIntoAnError() {
    openstack.answers(r -> answer(500, "you sent " + r.getHeaders().get("X-Auth-Token")));
    CloudException e = assertThrows(CloudException.class, cloud::images);
    assertEquals("you sent …", e.said());
    assertTrue(openstack.calls().get(0).getHeaders().get("X-Auth-Token").startsWith("token-"));
  }

  /** openbaton/NFVO#78: Neutron's plugin answered 501 and there was no plan at all. */
  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "403|{}",
        "404|{}",
        "429|{}",
        "500|{}",
        "501|{\"NeutronError\": {\"type\": \"NotImplementedError\", \"message\": \"not supported\"}}",
        "503|<html>down</html>",
        "200|<html>hello</html>",
        "200|[]",
        "200|{}",
        "200|{\"quota\": [], \"quota_set\": 7, \"limits\": {\"absolute\": null}}",
        "200|{\"quota\": {\"port\": {\"limit\": -5, \"used\": 1}}, \"limits\": {\"absolute\": {}}}",
        "200|{\"quota\": {\"port\": {\"limit\": 5, \"used\": -1}}, \"limits\": {\"absolute\": {}}}",
        "200|{\"quota\": {\"port\": {\"limit\": 99999999999999999999, \"used\": \"many\"}}}",
      })
  void anIllQuotaServiceLeavesTheRestOfTheQuotaAlone(int status, String body) {
    for (String ill : List.of("/network", "/volume", "/compute")) {
      openstack.answers(
          r ->
              r.getTarget().startsWith(ill)
                  ? status == 200 && body.startsWith("<")
                      ? answer(status, body)
                          .newBuilder()
                          .setHeader("Content-Type", "text/html")
                          .build()
                      : answer(status, body)
                  : answer(
                      200,
                      "{\"limits\": {\"absolute\": {\"maxTotalCores\": 9, \"totalCoresUsed\": 1}},"
                          + " \"quota_set\": {\"volumes\": {\"limit\": 9, \"in_use\": 1}},"
                          + " \"quota\": {\"port\": {\"limit\": 9, \"used\": 1}}}"));
      Quota quota = cloud.quota(EnumSet.allOf(Quota.Item.class));
      Map<String, Quota.Item> told =
          Map.of(
              "/network", Quota.Item.PORTS,
              "/volume", Quota.Item.VOLUMES,
              "/compute", Quota.Item.CORES);
      told.forEach(
          (service, item) ->
              assertEquals(
                  service.equals(ill) ? Optional.empty() : Optional.of(new Quota.Usage(9, 1)),
                  quota.of(item),
                  ill + " is ill: " + item));
    }
  }

  @Test
  void onlyTheServicesThatCountWhatAPlanTakesAreAsked() {
    openstack.answers(r -> answer(200, "{\"quota_set\": {}}"));
    cloud.quota(EnumSet.of(Quota.Item.SNAPSHOTS, Quota.Item.GIGABYTES));
    assertEquals(
        List.of(
            "GET /volume/v3/"
                + ScriptedOpenStack.PROJECT
                + "/os-quota-sets/"
                + ScriptedOpenStack.PROJECT
                + "?usage=true"),
        openstack.lines());
  }

  @Test
  void aQuotaThatAServiceDoesNotTellIsLeftOut() {
    openstack.answers(
        r ->
            r.getTarget().startsWith("/compute")
                ? answer(
                    200,
                    "{\"limits\": {\"absolute\": {\"maxTotalInstances\": 10,"
                        + " \"totalInstancesUsed\": 3, \"maxTotalCores\": -1,"
                        + " \"totalCoresUsed\": 4}}}")
                : answer(403, "{\"forbidden\": {\"message\": \"no\"}}"));
    Quota quota = cloud.quota(EnumSet.allOf(Quota.Item.class));
    assertEquals(
        Map.of(
            Quota.Item.INSTANCES, new Quota.Usage(10, 3), Quota.Item.CORES, new Quota.Usage(-1, 4)),
        quota.items());
    assertEquals(Map.of(), quota.perVolumeType());
  }
}
