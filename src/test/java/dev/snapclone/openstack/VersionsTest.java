package dev.snapclone.openstack;

import static dev.snapclone.openstack.ScriptedOpenStack.answer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.cloud.Abilities.Ability;
import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.CloudException;
import dev.snapclone.cloud.NewInstance;
import dev.snapclone.cloud.NewInstanceBuilder;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Older and newer services: each is asked at a version that it has, and in the way it knows. */
class VersionsTest {
  private final ScriptedOpenStack openstack = new ScriptedOpenStack();
  private final SettableClock clock = new SettableClock();
  private OpenStackClouds clouds;
  private Cloud cloud;

  @BeforeEach
  void open() {
    clouds = OpenStackClouds.open(List.of(openstack.settings()), OpenStackTimings.usual(), clock);
    cloud = clouds.clouds().defaultCloud();
  }

  @AfterEach
  void close() {
    clouds.close();
    openstack.close();
  }

  private void tells(String nova, String cinder) {
    openstack.tellsVersions(
        r ->
            r.getTarget().contains("v3")
                ? ScriptedOpenStack.versions("3.0", cinder)
                : answer(
                    200,
                    "{\"version\": {\"id\": \"v2.1\", \"version\": \"%s\", \"min_version\":"
                            .formatted(nova)
                        + " \"2.1\"}}"));
  }

  /** As a service does that goes up to its highest version. */
  private MockResponse strictly(RecordedRequest request, int max, MockResponse otherwise) {
    String asked = header(request);
    int minor = asked == null ? 1 : Integer.parseInt(asked.substring(asked.indexOf('.') + 1));
    return minor <= max
        ? otherwise
        : answer(
            406,
            "{\"computeFault\": {\"code\": 406, \"message\": \"Version %s is not supported by the"
                    .formatted(asked)
                + " API. Minimum is 2.1 and maximum is 2.%d.\"}}".formatted(max));
  }

  private static @Nullable String header(RecordedRequest request) {
    return request.getHeaders().get("OpenStack-API-Version");
  }

  private static NewInstance instance(List<String> networks) {
    return NewInstanceBuilder.ofImage("n", "f", "i")
        .networks(networks)
        .metadata(Map.of("snapclone_job", "j"))
        .tags(List.of("snapclone-job-j"))
        .build();
  }

  /** cluster-api-provider-openstack#1580: 2.42, and anything above it is a 406. */
  @ParameterizedTest(name = "2.{0}")
  @ValueSource(ints = {1, 5, 6, 25, 37, 42, 45, 52, 53, 60, 79, 93, 100})
  void novaIsAskedWhatItCanAnswer(int max) {
    tells("2." + max, "3.70");
    MockResponse image =
        max < 45
            ? answer(202, "")
                .newBuilder()
                .addHeader("Location", "http://cloud.example//images/the-image")
                .build()
            : answer(202, "{\"image_id\": \"the-image\"}");
    openstack.answers(r -> strictly(r, max, image));
    assertEquals("the-image", cloud.createImage("x", "n", Map.of()));

    openstack.answers(r -> strictly(r, max, answer(202, "{\"server\": {\"id\": \"made\"}}")));
    openstack.forget();
    assertEquals("made", cloud.createInstance(instance(List.of())));
    String body = openstack.calls().get(0).getBody().utf8();
    assertEquals(max >= 52, body.contains("\"tags\""), body);
    assertEquals(max >= 37, body.contains("\"networks\":\"auto\""), body);
    assertTrue(body.contains("\"snapclone_job\":\"j\""), body);
    assertEquals(
        max == 1 ? "compute 2.1" : "compute 2." + Math.min(60, max),
        header(openstack.calls().get(0)));

    openstack.answers(r -> strictly(r, max, answer(200, "{\"volumeAttachments\": []}")));
    assertEquals(List.of(), cloud.attachments("x"));

    String link = "{\"type\": \"novnc\", \"url\": \"http://console\"}";
    openstack.answers(
        r ->
            strictly(
                r,
                max,
                answer(200, "{\"remote_console\": " + link + ", \"console\": " + link + "}")));
    openstack.forget();
    assertEquals("http://console", cloud.consoleLink("x").url());
    assertEquals(
        "POST /compute/v2.1/servers/x/" + (max < 6 ? "action" : "remote-consoles"),
        openstack.lines().get(0));
    assertEquals(
        max < 6, openstack.calls().get(0).getBody().utf8().contains("\"os-getVNCConsole\""));
    assertEquals(1, openstack.versionReads(), "once for all of these");
  }

  @Test
  void anOldNovaHasSpiceToo() {
    tells("2.5", "3.70");
    openstack.answers(
        r -> {
          String body = r.getBody().utf8();
          return body.contains("VNC")
              ? answer(400, "{\"badRequest\": {\"message\": \"Unavailable console type novnc.\"}}")
              : answer(200, "{\"console\": {\"type\": \"spice-html5\", \"url\": \"http://s\"}}");
        });
    assertEquals("http://s", cloud.consoleLink("x").url());
  }

  @ParameterizedTest
  @CsvSource({"0, false", "2, false", "3, true", "27, true", "50, true", "71, true"})
  void messagesAreNotAskedOfACinderThatHasNone(int max, boolean has) {
    tells("2.93", "3." + max);
    openstack.answers(r -> answer(200, "{\"messages\": []}"));
    assertEquals(List.of(), cloud.messages("x"));
    assertEquals(has ? 1 : 0, openstack.calls().size());
    if (has) {
      assertEquals("volume 3." + Math.min(5, max), header(openstack.calls().get(0)));
    }
    assertEquals(!has, cloud.abilities().missing().contains(Ability.VOLUME_MESSAGES));
  }

  @ParameterizedTest
  @CsvSource({
    "2.1, 'BOOT_FROM_MULTIATTACH ACTION_EVENTS DELETE_ON_TERMINATION LOCKED NO_NETWORK'",
    "2.42, 'BOOT_FROM_MULTIATTACH ACTION_EVENTS DELETE_ON_TERMINATION'",
    "2.53, 'BOOT_FROM_MULTIATTACH DELETE_ON_TERMINATION'",
    "2.60, DELETE_ON_TERMINATION",
    "2.100, ''",
  })
  void whatACloudCannotIsToldByItsVersions(String nova, String missing) {
    tells(nova, "3.70");
    Set<Ability> expected = EnumSet.noneOf(Ability.class);
    for (String one : missing.split(" ", -1)) {
      if (!one.isEmpty()) {
        expected.add(Ability.valueOf(one));
      }
    }
    assertEquals(expected, cloud.abilities().missing());
    assertEquals(
        Map.of("compute", "2.1 to " + nova, "block-storage", "3.0 to 3.70"),
        cloud.abilities().versions());
  }

  @Test
  void aServiceThatHasForgottenOldVersionsIsAskedAtItsLowest() {
    openstack.tellsVersions(r -> ScriptedOpenStack.versions("2.30", "2.120"));
    openstack.answers(r -> answer(200, "{\"servers\": []}"));
    cloud.instances();
    assertEquals("compute 2.30", header(openstack.calls().get(0)));
  }

  @Test
  void aRangeIsReadAnewAfterAnHour() {
    tells("2.42", "3.70");
    openstack.answers(r -> answer(200, "{\"servers\": []}"));
    cloud.instances();
    clock.tick(Duration.ofMinutes(59));
    cloud.instances();
    assertEquals(1, openstack.versionReads());
    tells("2.93", "3.70");
    clock.tick(Duration.ofMinutes(2));
    assertFalse(cloud.abilities().missing().contains(Ability.BOOT_FROM_MULTIATTACH));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "not JSON",
        "{\"version\": {\"version\": \"\", \"min_version\": \"\"}}",
        "{\"version\": {\"version\": \"2.1\", \"min_version\": \"2.9\"}}",
        "{\"version\": {\"version\": \"9999999999.1\", \"min_version\": \"2.1\"}}",
        "{\"versions\": {\"version\": 7}}"
      })
  void aServiceThatTellsNothingUsableIsTakenForACurrentOne(String document) {
    openstack.tellsVersions(r -> answer(200, document));
    goesOnAtTheVersionThatIsWanted();
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 401, 403, 404, 500, 503})
  void anOutageOfTheDocumentIsNoOutageOfTheService(int status) {
    openstack.tellsVersions(r -> answer(status, "{}"));
    goesOnAtTheVersionThatIsWanted();
  }

  private void goesOnAtTheVersionThatIsWanted() {
    openstack.answers(r -> answer(200, "{\"servers\": []}"));
    cloud.instances();
    cloud.instances();
    assertEquals("compute 2.26", header(openstack.calls().get(1)));
    assertEquals(1, openstack.versionReads(), "not before every call");
    tells("2.9", "3.70");
    clock.tick(Duration.ofSeconds(61));
    cloud.instances();
    assertEquals("compute 2.9", header(openstack.calls().get(2)));
  }

  @Test
  void whatWasKnownOutlivesAnOutageOfTheDocument() {
    tells("2.9", "3.70");
    openstack.answers(r -> answer(200, "{\"servers\": []}"));
    cloud.instances();
    openstack.tellsVersions(r -> answer(503, "<html>down</html>"));
    clock.tick(Duration.ofMinutes(61));
    cloud.instances();
    assertEquals("compute 2.9", header(openstack.calls().get(1)));
  }

  @Test
  void aRefusedVersionTeachesTheRangeAndTheCallIsMadeOnceMore() {
    openstack.tellsVersions(r -> answer(404, "{}"));
    openstack.answers(r -> strictly(r, 42, answer(202, "{\"server\": {\"id\": \"made\"}}")));
    assertEquals("made", cloud.createInstance(instance(List.of("net"))));
    assertEquals(2, openstack.calls().size());
    assertFalse(openstack.calls().get(1).getBody().utf8().contains("tags"), "as 2.42 has it");
    cloud.createInstance(instance(List.of("net")));
    assertEquals(3, openstack.calls().size(), "known by now");
  }

  @Test
  void aServiceThatRefusesWhatItOffersIsNotAskedForEver() {
    openstack.answers(r -> answer(406, "{\"computeFault\": {\"message\": \"no\"}}"));
    CloudException e =
        assertThrows(CloudException.class, () -> cloud.createInstance(instance(List.of("net"))));
    assertEquals(406, e.status());
    assertEquals(1, openstack.calls().size());
  }
}
