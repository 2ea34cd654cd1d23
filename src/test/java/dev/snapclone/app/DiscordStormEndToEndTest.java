package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.config.DiscordSettings;
import dev.snapclone.config.Settings;
import dev.snapclone.config.SettingsBuilder;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.sandbox.discord.BotAnswer;
import dev.snapclone.sandbox.discord.DiscordSandbox;
import dev.snapclone.sandbox.discord.chat.Permission;
import dev.snapclone.sandbox.discord.chat.SeenMessage;
import dev.snapclone.sandbox.discord.rest.Request;
import dev.snapclone.sandbox.discord.rest.RestFaults;
import dev.snapclone.sandbox.openstack.Knobs;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A Discord that storms while a clone with an approval runs: the job goes on, its card catches up,
 * its outcome arrives once, and Discord is not stormed back.
 */
class DiscordStormEndToEndTest {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final String POST = "POST /channels/*/messages";
  private static final String EDIT = "PATCH /channels/*/messages/*";

  @TempDir static Path folder;

  private static Settings askingIn(Settings usual, String approvalsChannel) {
    DiscordSettings chat = usual.discord();
    return SettingsBuilder.from(usual)
        .discord(
            new DiscordSettings(
                chat.token(),
                chat.guilds(),
                chat.apiUrl(),
                chat.gatewayUrl(),
                approvalsChannel,
                null,
                true))
        .build();
  }

  private static List<SeenMessage> about(Stage stage, Job job, String channel, boolean reply) {
    return stage.anna.sees(channel).stream()
        .filter(m -> !m.ephemeral() && m.text().contains(job.id()))
        .filter(m -> (m.replyTo() != null) == reply)
        .toList();
  }

  /** A clone of a volume-booted instance that takes a second or two, waiting for its approval. */
  private static Job asked(Stage stage, String volumeSnapshot) {
    stage.cloud.knobs().set(Knobs.Time.VOLUME_CREATE, Duration.ofMillis(500));
    stage.cloud.knobs().set(Knobs.Time.SPAWN, Duration.ofMillis(500));
    return stage.begins("/clone", Map.of("snapshot-id", volumeSnapshot));
  }

  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class InOneChannel {
    private Stage stage;
    private String volumeSnapshot;
    private int requestsBefore;

    @BeforeAll
    void opens() {
      stage = Stage.open(folder.resolve("one"));
      volumeSnapshot = Stage.fact(stage.snapshots("db-01"), "snapshot");
    }

    @AfterAll
    void closes() {
      stage.close();
    }

    @BeforeEach
    void counts() {
      requestsBefore = stage.discord.requests().size();
    }

    @AfterEach
    void calms() {
      stage.discord.faults().clear();
    }

    private void endedOnceSeen(Job job) {
      Job ended = stage.ended(job);
      assertEquals(JobState.DONE, ended.state(), () -> String.valueOf(ended.outcome()));
      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                assertEquals(1, about(stage, job, Stage.OPS, true).size());
                assertTrue(
                    about(stage, job, Stage.OPS, false).stream()
                        .anyMatch(c -> c.text().contains("**Done**")));
              });
      assertEquals(1, about(stage, job, Stage.OPS, false).size(), "cards");
      assertEquals(2, stage.bearing(ended).size(), () -> stage.bearing(ended).toString());
      long refused = since(r -> r.status() == 401 || r.status() == 403 || r.status() == 429);
      assertTrue(refused < 15, refused + " requests that Discord counts");
    }

    private long since(Predicate<Request> wanted) {
      return stage.discord.requests().stream().skip(requestsBefore).filter(wanted).count();
    }

    static Stream<Arguments> storms() {
      return Stream.of(
          storm("posts fail", f -> f.on(POST).times(2).status(500)),
          storm("everything is 503", f -> f.on("* /channels/**").times(2).status(503)),
          storm("the card's post is lost", f -> f.on(POST).times(1).answerLost()),
          storm("a post is answered by a page", f -> f.on(POST).times(1).answerUnreadable()),
          storm("edits are answered by pages", f -> f.on(EDIT).times(2).answerUnreadable()),
          storm("edits are lost", f -> f.on(EDIT).times(2).answerLost()),
          storm("nothing arrives", f -> f.on("* /channels/**").times(2).connectionLost()),
          storm("answers are slow", f -> f.on("* /**").times(6).latency(Duration.ofMillis(400))),
          storm(
              "posts are limited",
              f -> f.on(POST).times(1).tooManyRequests(ofSeconds(), RestFaults.Scope.USER)),
          storm(
              "edits are limited",
              f -> f.on(EDIT).times(2).tooManyRequests(ofSeconds(), RestFaults.Scope.SHARED)),
          storm(
              "all is limited",
              f ->
                  f.on("* /channels/**")
                      .times(1)
                      .tooManyRequests(ofSeconds(), RestFaults.Scope.GLOBAL)));
    }

    private static Duration ofSeconds() {
      return Duration.ofSeconds(1);
    }

    private static Arguments storm(String name, Consumer<RestFaults> faults) {
      return Arguments.of(Named.of(name, faults));
    }

    @ParameterizedTest
    @MethodSource("storms")
    void theJobGoesOnAndIsToldOfOnce(Consumer<RestFaults> storm) {
      // Once while the card is posted, once while the job runs and is told of.
      storm.accept(stage.discord.faults());
      Job job = asked(stage, volumeSnapshot);
      stage.waitingCard(job);
      stage.approve(job);
      storm.accept(stage.discord.faults());
      endedOnceSeen(job);
    }

    @ParameterizedTest
    @ValueSource(strings = {"reconnect", "resumable", "invalid", "4000"})
    void theGatewayMayBreakInAnyWay(String how) {
      Job job = asked(stage, volumeSnapshot);
      SeenMessage card = stage.waitingCard(job);
      int before = stage.discord.gateway().resumes() + stage.discord.gateway().identifies();
      switch (how) {
        case "reconnect" -> stage.discord.gateway().requestReconnect();
        case "resumable" -> stage.discord.gateway().invalidateSessions(true);
        case "invalid" -> stage.discord.gateway().invalidateSessions(false);
        default -> stage.discord.gateway().closeConnections(Integer.parseInt(how));
      }
      Awaitility.await("the bot is back after " + how)
          .atMost(PATIENCE)
          .until(
              () ->
                  stage.discord.gateway().resumes() + stage.discord.gateway().identifies() > before
                      && stage.discord.gateway().connected() == 1);
      stage.ben.presses(card, "Approve").awaitText("Approved");
      endedOnceSeen(job);
      int came = stage.discord.gateway().resumes() + stage.discord.gateway().identifies() - before;
      assertTrue(came <= 3, came + " attempts");
    }

    @Test
    void aCardThatAPersonDeletedIsPostedAnewByTheNextChange() {
      Job job = asked(stage, volumeSnapshot);
      SeenMessage card = stage.waitingCard(job);
      stage.approve(job);
      stage.greta.deletes(card);
      endedOnceSeen(job);
      assertFalse(about(stage, job, Stage.OPS, false).get(0).id().equals(card.id()));
    }

    @Test
    void rightsThatAreTakenAndComeBackLeaveACardThatShowsTheTruth() {
      Job job = asked(stage, volumeSnapshot);
      stage.approve(job);
      stage.discord.forbidBot(Stage.OPS, Set.of(Permission.VIEW_CHANNEL, Permission.SEND_MESSAGES));
      stage.ended(job);
      Awaitility.await("a direct message").atMost(PATIENCE).until(() -> directly(job).size() == 1);
      assertFalse(stage.card(job).text().contains("**Done**"));
      stage.discord.forbidBot(Stage.OPS, Set.of());
      stage.card(job, "**Done**");
      assertEquals(1, directly(job).size());
      assertEquals(List.of(), about(stage, job, Stage.OPS, true));
      long refused = since(r -> r.status() == 401 || r.status() == 403 || r.status() == 404);
      assertTrue(refused < 15, refused + " requests that Discord counts");
    }

    private List<SeenMessage> directly(Job job) {
      return stage.anna.seesDirectMessages().stream()
          .filter(m -> m.text().contains(job.id()))
          .toList();
    }

    @Test
    void aTokenThatExpiredBeforeTheAnswerIsNotUsed() {
      // As Discord answers a token that is dead: unknown webhook.
      stage.discord.faults().on("PATCH /webhooks/**").times(20).error(404, 10015);
      Set<String> before = stage.jobIds();
      BotAnswer answer =
          stage.anna.types(Stage.OPS, "/clone", Map.of("snapshot-id", volumeSnapshot));
      answer.awaitAcknowledged();
      Job job = stage.newJob(before);
      String late = room(stage, job, Set.of());
      stage.anna.awaitMessage(late, m -> m.text().contains("came too late"));
      long tried = since(r -> r.status() == 404);
      assertTrue(tried <= 4, tried + " attempts to answer");
      stage.discord.faults().clear();
      stage.approve(job);
      endedOnceSeen(job);
    }
  }

  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
  class InTwoChannels {
    private Stage stage;
    private String volumeSnapshot;

    @BeforeAll
    void opens() {
      stage = Stage.open(folder.resolve("two"), "demo", s -> askingIn(s, "approvals"));
      volumeSnapshot = Stage.fact(stage.snapshots("db-01"), "snapshot");
    }

    @AfterAll
    void closes() {
      stage.close();
    }

    private SeenMessage question(Job job, String text) {
      return stage.ben.awaitMessage(
          "approvals",
          m -> m.replyTo() == null && m.text().contains(job.id()) && m.text().contains(text));
    }

    @Test
    @Order(1)
    void aQuestionThatWasDeletedIsAskedAgainAndAnswered() {
      Job job =
          stage.begins("/clone", Map.of("snapshot-id", volumeSnapshot, "name", "asked-again"));
      SeenMessage first = question(job, "Waiting for approval");
      stage.card(job, first.id());
      stage.greta.deletes(first);
      stage.bot.lookForDeleted();
      SeenMessage second = question(job, "Waiting for approval");
      stage.card(job, second.id());
      stage.ben.presses(second, "Approve").awaitText("Approved");
      stage.ended(job);
      assertFalse(question(job, "approved by").buttons().contains("Approve"));
      stage.told(job);
    }

    /** The last of this stage: its channel is gone afterwards. */
    @Test
    @Order(2)
    void theOutcomeOfAChannelThatIsGoneComesDirectlyOrToTheApprovers() {
      stage.anna.takesDirectMessages(false);
      Job lonely = asked(stage, volumeSnapshot);
      String another = Stage.fact(stage.snapshots("db-01"), "snapshot");
      Job other =
          stage.begins(stage.olaf, "/clone", Map.of("snapshot-id", another, "name", "olafs"));
      for (Job job : List.of(lonely, other)) {
        stage.ben.presses(question(job, "Waiting"), "Approve").awaitText("Approved");
      }
      stage.discord.deleteChannel(Stage.OPS);
      for (Job job : List.of(lonely, other)) {
        assertEquals(JobState.DONE, stage.ended(job).state());
        question(job, "approved by");
      }
      Awaitility.await("olaf is told directly")
          .atMost(PATIENCE)
          .until(
              () ->
                  stage.olaf.seesDirectMessages().stream()
                      .anyMatch(m -> m.text().contains(other.id())));
      stage.ben.awaitMessage(
          "approvals", m -> m.replyTo() != null && m.text().contains(lonely.id()));
      assertEquals(0, about(stage, other, "approvals", true).size());
    }
  }

  @Test
  void aThreadThatWasLockedOrDeletedIsReplacedForTheWindowsGuide() {
    try (Stage stage = Stage.open(folder.resolve("guide"))) {
      Job snapshot = stage.snapshots("win-ad-01");
      Job clone = stage.clones(Stage.fact(snapshot, "snapshot"), Map.of());
      SeenMessage card = stage.card(clone, "**Done**");
      String first = room(stage, clone, Set.of());
      stage.anna.awaitMessage(first, m -> m.text().contains("ncpa.cpl"));
      stage.discord.deleteChannel(first);
      stage.anna.presses(card, "Windows steps").awaitMessage();
      String second = room(stage, clone, Set.of(first));
      stage.anna.awaitMessage(second, m -> m.text().contains("ncpa.cpl"));
      stage.discord.lockThread(second);
      stage.anna.presses(card, "Windows steps").awaitMessage();
      String third = room(stage, clone, Set.of(first, second));
      stage.anna.awaitMessage(third, m -> m.text().contains("ncpa.cpl"));
    }
  }

  private static String room(Stage stage, Job job, Set<String> but) {
    return Awaitility.await("a room")
        .atMost(PATIENCE)
        .until(
            () ->
                stage.discord.world().channels().stream()
                    .filter(c -> c.name().endsWith(job.id()) && !but.contains(c.id()))
                    .map(c -> c.id())
                    .findFirst()
                    .orElse(""),
            id -> !id.isEmpty());
  }

  @ParameterizedTest
  @ValueSource(ints = {4004, 4014})
  void aConnectionThatIsClosedForGoodIsSaidAndNotTriedAgain(int code) {
    // JDA keeps the queues of requests that have limits, and is silent as long as there is one.
    try (Stage stage = Stage.limited(folder.resolve("closed-" + code))) {
      String volumeSnapshot = Stage.fact(stage.snapshots("db-01"), "snapshot");
      Job job = asked(stage, volumeSnapshot);
      stage.approve(job);
      // Whether its approver may still approve is asked of Discord once more, before it starts.
      Awaitility.await("it makes something")
          .atMost(PATIENCE)
          .until(() -> !stage.bearing(job).isEmpty());
      DiscordSandbox discord = stage.discord;
      int identifies = discord.gateway().identifies();
      discord.gateway().closeConnections(code);
      Awaitility.await("readiness")
          .atMost(PATIENCE)
          .until(
              () -> {
                stage.bot.lookAgain();
                return Readyz.of(stage).contains("(" + code + ")");
              });
      assertEquals(JobState.DONE, stage.ended(job).state());
      int requests = discord.requests().size();
      Instant until = Instant.now().plusSeconds(1);
      Awaitility.await().atMost(PATIENCE).until(() -> Instant.now().isAfter(until));
      assertEquals(identifies, discord.gateway().identifies());
      assertTrue(discord.requests().size() - requests < 10, "requests go on");
    }
  }
}
