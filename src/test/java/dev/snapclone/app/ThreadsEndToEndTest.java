package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.audit.AuditEntry;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.sandbox.discord.BotAnswer;
import dev.snapclone.sandbox.discord.DiscordSchema;
import dev.snapclone.sandbox.discord.JobPosts;
import dev.snapclone.sandbox.discord.chat.Permission;
import dev.snapclone.sandbox.discord.chat.SeenMessage;
import dev.snapclone.sandbox.openstack.Knobs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands, cards and outcomes in threads, which archive themselves and are locked by people. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ThreadsEndToEndTest {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  @TempDir static Path folder;

  private Stage stage;
  private String snapshot;
  private int threads;

  @BeforeAll
  void opens() {
    stage = Stage.open(folder);
    stage.discord.forbidBot(Stage.OPS, Set.of(Permission.MANAGE_THREADS));
    snapshot = Stage.fact(stage.snapshots("win-sql-01"), "snapshot");
    stage.cloud.knobs().set(Knobs.Time.SPAWN, Duration.ofSeconds(2));
  }

  @AfterEach
  void calms() {
    stage.discord.faults().clear();
    stage.anna.takesDirectMessages(true);
  }

  @AfterAll
  void closes() {
    try {
      DiscordSchema schema = DiscordSchema.fromEnvironment();
      assertEquals(Map.of(), schema.problems(stage.discord.requests()));
    } finally {
      stage.close();
    }
  }

  private String thread(boolean hidden) {
    String id = stage.anna.opensThread(Stage.OPS, "talk " + ++threads, hidden);
    if (hidden) {
      synchronized (stage.discord.world()) {
        stage
            .discord
            .world()
            .channel(id)
            .threadMembers()
            .put(stage.ben.id(), stage.discord.world().now());
      }
    }
    return id;
  }

  private SeenMessage card(String thread, String text) {
    return stage.anna.awaitMessage(
        thread, m -> !m.ephemeral() && m.replyTo() == null && m.text().contains(text));
  }

  /** A clone that runs, asked for and approved in a thread. */
  private Job running(String thread) {
    Set<String> before = stage.jobIds();
    stage
        .anna
        .types(thread, "/clone", Map.of("snapshot-id", snapshot, "name", "in-" + threads))
        .awaitText("Asked for approval");
    Job job = stage.newJob(before);
    stage.ben.presses(card(thread, "Waiting for approval"), "Approve").awaitText("Approved");
    return stage.awaitState(job, JobState.RUNNING);
  }

  /** The card when nothing more is to be said. */
  private SeenMessage settled(String thread, Job job) {
    stage.ended(job);
    stage.anna.awaitMessage(thread, m -> JobPosts.outcome(m, job.id()));
    return card(thread, "private instructions");
  }

  private List<SeenMessage> outcomes(List<SeenMessage> messages, Job job) {
    return messages.stream().filter(m -> JobPosts.outcome(m, job.id())).toList();
  }

  private int toldAnywhere(Job job, String thread) {
    List<SeenMessage> all = new ArrayList<>(outcomes(stage.anna.sees(Stage.OPS), job));
    all.addAll(outcomes(stage.anna.sees(thread), job));
    all.addAll(outcomes(stage.anna.seesDirectMessages(), job));
    return all.size();
  }

  @ParameterizedTest
  @CsvSource({"false,false", "true,false", "false,true", "true,true"})
  void aCardInAThreadThatArchivedItselfIsWokenAndTheOutcomeFollows(
      boolean hidden, boolean restarts) {
    String thread = thread(hidden);
    Job job = running(thread);
    stage.discord.advance(Duration.ofDays(4));
    if (restarts) {
      stage.restarts();
    }
    assertEquals(JobState.DONE, stage.ended(job).state());
    SeenMessage told =
        stage.anna.awaitMessage(thread, m -> m.replyTo() != null && m.pinged().contains("anna"));
    assertTrue(told.text().contains(job.id()), told.text());
    assertEquals(told.replyTo(), card(thread, "**Done**").id());
    assertEquals(1, toldAnywhere(job, thread));
    // The card says where the Windows steps are; they stand beside the thread.
    card(thread, "private instructions");
  }

  @Test
  void whatWasDoneWithAThingAfterItsThreadFellAsleepStandsOnItsCard() {
    String thread = thread(false);
    Job job = running(thread);
    SeenMessage done = settled(thread, job);
    stage.discord.archiveThread(thread);
    BotAnswer refused = stage.anna.presses(done, "Delete clone");
    refused.await("the failure", BotAnswer::failed);
    // Its thread is awake now, so that it works when pressed again.
    SeenMessage question =
        Awaitility.await()
            .atMost(PATIENCE)
            .until(
                () -> stage.anna.presses(done, "Delete clone"),
                a -> a.await("an answer", b -> b.acknowledged() || b.failed()).acknowledged())
            .awaitMessage();
    assertTrue(question.text().contains("Asked for approval"), question.text());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void inALockedThreadTheOutcomeTakesAnotherWay(boolean hidden) {
    String thread = thread(hidden);
    Job job = running(thread);
    String card = card(thread, job.id()).id();
    stage.discord.lockThread(thread);
    assertEquals(JobState.DONE, stage.ended(job).state());
    Awaitility.await("an outcome").atMost(PATIENCE).until(() -> toldAnywhere(job, thread) == 1);
    List<SeenMessage> there = hidden ? stage.anna.seesDirectMessages() : stage.anna.sees(Stage.OPS);
    SeenMessage told = outcomes(there, job).get(0);
    assertTrue(told.text().contains(Stage.fact(stage.ended(job), "instance")), told.text());
    assertTrue(told.text().contains(thread + "/" + card), "it links the card: " + told.text());
    assertTrue(hidden || told.pinged().contains("anna"));
  }

  @Test
  void ofAPrivateThreadOthersReadNoMoreThanThatItEnded() {
    stage.anna.takesDirectMessages(false);
    String thread = thread(true);
    Job job = running(thread);
    stage.discord.lockThread(thread);
    Job ended = stage.ended(job);
    Awaitility.await("an outcome").atMost(PATIENCE).until(() -> toldAnywhere(job, thread) == 1);
    SeenMessage told = outcomes(stage.anna.sees(Stage.OPS), job).get(0);
    assertTrue(told.pinged().contains("anna"));
    assertFalse(told.text().contains("in-" + threads), told.text());
    assertFalse(told.text().contains(Stage.fact(ended, "instance")), told.text());
  }

  @Test
  void inALockedThreadNothingBegins() {
    String thread = thread(false);
    stage.anna.types(thread, "/help").awaitMessage();
    stage.discord.lockThread(thread);
    synchronized (stage.discord.world()) {
      stage.discord.world().channel(thread).archived(false, stage.discord.world().now());
    }
    Set<String> before = stage.jobIds();
    String said =
        stage
            .anna
            .types(thread, "/clone", Map.of("snapshot-id", snapshot))
            .awaitText("nothing was started");
    assertTrue(said.contains("Manage Threads"), said);
    assertEquals(before, stage.jobIds());
  }

  @Test
  void aGuideWhoseThreadFellAsleepGoesOnInIt() {
    String thread = thread(false);
    Job job = running(thread);
    settled(thread, job);
    String room =
        Awaitility.await("the room")
            .atMost(PATIENCE)
            .until(
                () ->
                    stage.anna.seesChannels().stream()
                        .filter(c -> c.endsWith(job.id()))
                        .findFirst(),
                java.util.Optional::isPresent)
            .orElseThrow();
    SeenMessage guide = stage.anna.awaitMessage(room, m -> m.text().contains("Step 1 of 3"));
    stage.discord.advance(Duration.ofDays(4));
    stage.restarts();
    stage.anna.presses(guide, "Next").await("the failure", BotAnswer::failed);
    Awaitility.await("the page turns")
        .atMost(PATIENCE)
        .until(
            () -> {
              BotAnswer again = stage.anna.presses(guide, "Next");
              return again.await("an answer", a -> a.acknowledged() || a.failed()).acknowledged();
            });
    stage.anna.awaitMessage(room, m -> m.text().contains("Step 2 of 3"));
    stage.discord.archiveThread(room);
    SeenMessage awake =
        Awaitility.await("the card is awake")
            .atMost(PATIENCE)
            .until(() -> steps(thread), BotAnswer::acknowledged)
            .awaitMessage();
    assertTrue(awake.text().contains("private thread"), awake.text());
    assertEquals(1, stage.anna.seesChannels().stream().filter(c -> c.endsWith(job.id())).count());
  }

  @Test
  void aThreadOfAPersonIsNoRoomHoweverItIsCalled() {
    Set<String> before = stage.jobIds();
    stage.anna.types(Stage.OPS, "/clone", Map.of("snapshot-id", snapshot)).awaitMessage();
    Job job = stage.newJob(before);
    String trap = stage.olaf.opensThread(Stage.OPS, "trap · " + job.id(), true);
    int said = stage.olaf.sees(trap).size();
    stage.discord.archiveThread(trap);
    stage.approvedAndEnded(job);
    Awaitility.await("the room")
        .atMost(PATIENCE)
        .until(() -> stage.card(job).text().contains("private instructions"));
    assertEquals(said, stage.olaf.sees(trap).size());
    assertEquals(1, stage.anna.seesChannels().stream().filter(c -> c.endsWith(job.id())).count());
  }

  private BotAnswer steps(String thread) {
    return stage
        .anna
        .presses(card(thread, "**Done**"), "Windows steps")
        .await("an answer", a -> a.acknowledged() || a.failed());
  }

  @ParameterizedTest
  @CsvSource({"400,50083", "403,50001", "401,0", "403,50013", "404,10003", "400,50035"})
  void whatDiscordRefusesToAcknowledgeIsNotCarriedOut(int status, int code) {
    Set<String> before = stage.jobIds();
    int rows = refusals().size();
    stage.discord.faults().on("POST /interactions/**").error(status, code);
    String instance = stage.idOf("off-01");
    BotAnswer answer = stage.anna.types(Stage.OPS, "/copy", Map.of("server-name", instance));
    answer.await("the failure", BotAnswer::failed);
    Awaitility.await("a row of the audit")
        .atMost(PATIENCE)
        .until(() -> refusals().size() == rows + 1);
    assertEquals(before, stage.jobIds());
    assertEquals("command.copy", refusals().get(rows).event().action());
  }

  private List<AuditEntry> refusals() {
    List<AuditEntry> all = new ArrayList<>();
    stage.bot.auditTrail().each(null, null, all::add);
    all.removeIf(row -> !"discord.not-acknowledged".equals(row.event().details().get("answer")));
    return all;
  }

  @ParameterizedTest
  @ValueSource(strings = {"500", "lost", "limited"})
  void whatDiscordMayHaveAcknowledgedIsCarriedOut(String how) {
    var fault = stage.discord.faults().on("POST /interactions/**");
    switch (how) {
      case "500" -> fault.status(500);
      case "lost" -> fault.answerLost();
      default ->
          fault.tooManyRequests(
              Duration.ofMillis(500), dev.snapclone.sandbox.discord.rest.RestFaults.Scope.USER);
    }
    String id = stage.anna.types(Stage.OPS, "/help").id();
    Awaitility.await("a row of the audit")
        .atMost(PATIENCE)
        .until(
            () -> {
              List<AuditEntry> all = new ArrayList<>();
              stage.bot.auditTrail().each(null, null, all::add);
              return all.stream()
                  .anyMatch(
                      row ->
                          id.equals(row.event().details().get("invocation"))
                              && row.event().result().equals("ok"));
            });
  }
}
