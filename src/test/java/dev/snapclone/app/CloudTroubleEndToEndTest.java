package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.sandbox.openstack.CloudSandboxOptions;
import dev.snapclone.sandbox.openstack.Knobs.Time;
import dev.snapclone.sandbox.openstack.OpenStackSandbox;
import dev.snapclone.sandbox.openstack.wire.Fault;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A cloud that is away, lies or takes its time: what people read, and what is there afterwards. */
class CloudTroubleEndToEndTest {
  @TempDir static Path folder;

  private static HttpResponse<String> readyz(Stage stage) {
    URI uri = URI.create("http://127.0.0.1:" + stage.bot.opsPort() + "/readyz");
    try {
      return HttpClient.newHttpClient()
          .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class Running {
    private Stage stage;
    private String volumeSnapshot;

    @BeforeAll
    void opens() {
      stage = Stage.open(folder.resolve("running"), "demo-app", s -> s);
      volumeSnapshot = Stage.fact(stage.snapshots("db-01"), "snapshot");
    }

    @AfterEach
    void nothingGoesWrongAnyMore() {
      stage.cloud.faults().clear();
    }

    @AfterAll
    void closes() {
      stage.close();
    }

    static Stream<Arguments> answers() {
      return Stream.of(
          Arguments.of(Fault.unauthorized(), "does not accept the bot's login"),
          Arguments.of(Fault.serverError(), "has an error of its own"),
          Arguments.of(Fault.unavailable(), "503 Service Unavailable"),
          Arguments.of(Fault.html(), "gave an answer that cannot be read"),
          Arguments.of(Fault.truncated(), "gave an answer that cannot be read"),
          Arguments.of(Fault.reset(), "gave no answer"),
          Arguments.of(Fault.tooManyRequests(Duration.ofSeconds(1)), "asks to slow down"));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void eachFailureIsASentenceAndSomethingToDo(Fault fault, String sentence) {
      stage.cloud.faults().always("GET", "/compute/.*servers", fault);
      String said = stage.says("/snapshot", Map.of("server-name", "web-01"));
      assertTrue(said.contains(sentence), said);
      assertTrue(said.lines().count() >= 2, said);
      assertFalse(said.contains("<html>") || said.contains("Exception"), said);
      String listed = stage.says("/instances", Map.of());
      assertTrue(listed.contains("instances in cloud demo"), "from memory: " + listed);
    }

    static Stream<Arguments> lostPosts() {
      return Stream.of(
          Arguments.of("401", Fault.unauthorized()),
          Arguments.of("429", Fault.tooManyRequests(Duration.ofSeconds(1))),
          Arguments.of("answer lost", Fault.answerLost()),
          Arguments.of("504, and done", Fault.gatewayTimeout()),
          Arguments.of("cut", Fault.cutInBody()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lostPosts")
    void exactlyOneOfEachIsMadeWhateverIsAnswered(String what, Fault fault) {
      stage.cloud.faults().next("POST", "/compute/v2.1/servers$", fault);
      stage.cloud.faults().next("POST", "/volumes$", fault);
      Job clone = stage.clones(volumeSnapshot, Map.of());
      assertEquals(JobState.DONE, clone.state(), what);
      assertEquals(0, stage.cloud.faults().pending(), "both were met");
      List<String> made = stage.bearing(clone);
      assertEquals(2, made.size(), made.toString());
    }

    @Test
    void aJobRidesOutACloudThatIsAwayForSomeSeconds() {
      stage.cloud.knobs().set(Time.SPAWN, Duration.ofSeconds(2));
      Job job = stage.begins("/clone", Map.of("snapshot-id", volumeSnapshot, "name", "patient"));
      stage.approve(job);
      Awaitility.await().until(() -> stage.cloud.view().named("patient").size() == 1);
      stage.cloud.down();
      try {
        Instant until = Instant.now().plusSeconds(2);
        Awaitility.await().until(() -> Instant.now().isAfter(until));
        String said = stage.says("/snapshot", Map.of("server-name", "web-01"));
        assertTrue(said.contains("cannot be reached") || said.contains("gave no answer"), said);
      } finally {
        stage.cloud.up();
      }
      assertEquals(JobState.DONE, stage.ended(job).state());
      stage.cloud.knobs().set(Time.SPAWN, Duration.ofMillis(20));
      assertEquals(2, stage.bearing(job).size());
    }

    @Test
    void autocompleteNeverWaitsForTheCloud() {
      stage.anna.completes(Stage.OPS, "/clone", "flavor", "");
      stage
          .cloud
          .faults()
          .always("GET", "/(compute|image|volume|network)", Fault.delay(Duration.ofSeconds(3)));
      Map<String, String> options =
          Map.of(
              "snapshot-id", "/clone",
              "flavor", "/clone",
              "network", "/clone",
              "security-groups", "/clone",
              "server-name", "/snapshot");
      options.forEach(
          (option, command) -> {
            long began = System.nanoTime();
            assertFalse(stage.anna.completes(Stage.OPS, command, option, "").isEmpty(), option);
            long millis = Duration.ofNanos(System.nanoTime() - began).toMillis();
            assertTrue(millis < 1000, option + " took " + millis + " ms");
          });
    }

    @Test
    void anExpiredCredentialIsSaidAndARenewedOneUsed() {
      stage.cloud.backstage().expireCredential("demo-bot", Instant.now().minusSeconds(5));
      stage.cloud.backstage().expireTokens();
      String said = stage.says("/snapshot", Map.of("server-name", "off-01"));
      assertTrue(said.contains("does not accept the bot's login"), said);
      assertTrue(said.contains("renew the credential") && said.contains("snapclone check"), said);
      stage.cloud.backstage().expireCredential("demo-bot", Instant.now().plusSeconds(3600));
      assertEquals(JobState.DONE, stage.snapshots("off-01").state());
    }
  }

  @Test
  void aCloudThatIsDownAtTheStartIsSaidAndComesBackByItself() throws Exception {
    OpenStackSandbox cloud = OpenStackSandbox.start(CloudSandboxOptions.fast());
    cloud.down();
    try (Stage stage = Stage.open(folder.resolve("down"), "demo", s -> s, cloud)) {
      for (String command : List.of("/instances", "/snapshots")) {
        String said = stage.anna.types(Stage.OPS, command).awaitMessage().text();
        assertTrue(said.contains("demo cannot be reached"), said);
        assertTrue(said.contains("Try again when demo is back"), said);
      }
      String said = stage.says("/snapshot", Map.of("server-name", "off-01"));
      assertTrue(said.contains("demo cannot be reached"), said);
      // Nothing was queued, and so nothing is promised.
      assertTrue(said.contains("Try again when demo is back"), said);
      assertTrue(stage.anna.completes(Stage.OPS, "/snapshot", "server-name", "o").isEmpty());
      HttpResponse<String> ready = readyz(stage);
      assertEquals(503, ready.statusCode());
      assertTrue(
          new ObjectMapper()
              .readTree(ready.body()).findValuesAsText("reason").stream()
                  .anyMatch(r -> r.contains("UNREACHABLE")),
          ready.body());

      cloud.up();
      assertEquals(JobState.DONE, stage.snapshots("off-01").state());
      Awaitility.await()
          .atMost(Duration.ofSeconds(15))
          .until(() -> readyz(stage).statusCode() == 200);
    }
  }
}
