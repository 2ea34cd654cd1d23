package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.config.Secret;
import dev.snapclone.config.Settings;
import dev.snapclone.config.SettingsBuilder;
import dev.snapclone.config.StorageSettings;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.sandbox.discord.BotAnswer;
import dev.snapclone.sandbox.discord.chat.SeenMessage;
import dev.snapclone.sandbox.openstack.Knobs;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A database that goes away, breaks at the worst moment or is full, while jobs run. */
class StorageTroubleEndToEndTest {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final String SLOW = "takes its time";
  private static final String NOT_STORED = "could not store this";

  @TempDir static Path folder;

  /** A thread of db-scheduler dies of a database that fails, and another takes its place. */
  @BeforeAll
  static void onlyThisThreadCounts() {
    Awaitility.doNotCatchUncaughtExceptionsByDefault();
  }

  @AfterAll
  static void asBefore() {
    Awaitility.reset();
  }

  private static Settings on(Settings usual, String url, String user) {
    return SettingsBuilder.from(usual)
        .storage(new StorageSettings(url, user, new Secret("")))
        .times(
            new Settings.Times(
                Duration.ofMillis(200),
                Duration.ofSeconds(3),
                Duration.ofSeconds(2),
                Duration.ofHours(2)))
        .build();
  }

  /** Shorter than the time after which a connection is given up. */
  private static final Duration HANGS = Duration.ofSeconds(4);

  private static void awaitReadiness(Stage stage, String text) {
    Awaitility.await("readiness: " + text)
        .atMost(PATIENCE)
        .until(
            () -> {
              stage.bot.lookAgain();
              return Readyz.of(stage).contains(text);
            });
  }

  /** A clone of a volume-booted instance, approved and under way. */
  private static Job cloning(Stage stage, String volumeSnapshot) {
    stage.cloud.knobs().set(Knobs.Time.VOLUME_CREATE, Duration.ofMillis(700));
    stage.cloud.knobs().set(Knobs.Time.SPAWN, Duration.ofMillis(700));
    Job job = stage.begins("/clone", Map.of("snapshot-id", volumeSnapshot));
    stage.approve(job);
    return job;
  }

  /** What is typed now is refused in the end, since it cannot be stored. */
  private static void refused(Stage stage) {
    BotAnswer answer = stage.anna.types(Stage.OPS, "/snapshot", Map.of("server-name", "legacy-01"));
    Awaitility.await("a refusal").atMost(PATIENCE).until(() -> answer.text().contains(NOT_STORED));
  }

  /** It ended well, once: one of each resource, one card, one outcome. */
  private static void endedOnce(Stage stage, Job job, Set<String> resources) {
    Job ended =
        Awaitility.await("the end of " + job.id())
            .atMost(PATIENCE)
            .ignoreExceptions()
            .until(() -> stage.bot.jobs().find(job.id()).orElseThrow(), j -> j.state().terminal());
    assertEquals(JobState.DONE, ended.state(), () -> String.valueOf(ended.outcome()));
    List<String> made =
        stage.bearing(ended).stream().map(StorageTroubleEndToEndTest::kind).sorted().toList();
    assertEquals(resources.stream().sorted().toList(), made);
    stage.told(job);
    stage.card(job, "**Done**");
    assertEquals(1, saying(stage, job, true).size(), () -> saying(stage, job, true).toString());
    assertEquals(1, saying(stage, job, false).size(), () -> saying(stage, job, false).toString());
  }

  private static String kind(String line) {
    return line.startsWith("volume snapshot") ? "volume snapshot" : line.split(" ", 2)[0];
  }

  private static List<SeenMessage> saying(Stage stage, Job job, boolean outcome) {
    return stage.anna.sees(Stage.OPS).stream()
        .filter(m -> !m.ephemeral() && m.text().contains(job.id()))
        .filter(m -> (m.replyTo() != null) == outcome)
        .toList();
  }

  @Nested
  @TestInstance(TestInstance.Lifecycle.PER_CLASS)
  class Postgresql {
    private RestartablePostgres postgres;
    private FragileLine line;
    private Stage stage;
    private String volumeSnapshot;

    @BeforeAll
    void opens() {
      postgres = RestartablePostgres.in(folder);
      line = FragileLine.to(postgres.port());
      String url = "jdbc:postgresql://127.0.0.1:" + line.port() + "/postgres?prepareThreshold=0";
      stage = Stage.open(folder.resolve("pg"), "demo", s -> on(s, url, "postgres"));
      volumeSnapshot = Stage.fact(stage.snapshots("db-01"), "snapshot");
    }

    @AfterAll
    void closes() {
      stage.close();
      line.close();
      postgres.close();
    }

    @Test
    void aRestartDelaysAndLosesNothing() {
      Set<String> before = stage.jobIds();
      Job job = cloning(stage, volumeSnapshot);
      before.add(job.id());
      postgres.stop();
      long typed = System.nanoTime();
      BotAnswer answer = stage.anna.types(Stage.OPS, "/snapshot", Map.of("server-name", "off-01"));
      answer.awaitText(SLOW);
      Duration waited = Duration.ofNanos(System.nanoTime() - typed);
      assertTrue(waited.compareTo(Duration.ofSeconds(5)) < 0, "a sentence after " + waited);
      postgres.startAgain();
      answer.awaitText("job");
      assertFalse(answer.text().contains(SLOW), answer.text());
      endedOnce(stage, job, Set.of("instance", "volume"));
      endedOnce(stage, stage.newJob(before), Set.of("image"));
    }

    /** It accepts, and answers nothing: nobody is told that anything is over. */
    @Test
    void aDatabaseThatHangsDelaysAndLosesNothing() {
      String image = Stage.fact(stage.snapshots("off-01"), "snapshot");
      Job running = cloning(stage, volumeSnapshot);
      Job waiting = stage.begins("/clone", Map.of("snapshot-id", image));
      SeenMessage card = stage.waitingCard(waiting);
      Set<String> before = stage.jobIds();
      line.hang();
      Instant hangs = Instant.now();
      BotAnswer typed = stage.anna.types(Stage.OPS, "/snapshot", Map.of("server-name", "off-01"));
      BotAnswer pressed = stage.ben.presses(card, "Approve");
      typed.awaitText(SLOW);
      pressed.awaitText(SLOW);
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> Duration.between(hangs, Instant.now()).compareTo(HANGS) > 0);
      line.goOn();
      endedOnce(stage, running, Set.of("instance", "volume"));
      String decided = pressed.awaitText("Approved");
      assertFalse(decided.contains(SLOW), decided);
      endedOnce(stage, waiting, Set.of("instance"));
      typed.awaitText("job");
      endedOnce(stage, stage.newJob(before), Set.of("image"));
    }

    @Test
    void connectionsThatAreCutAreReplacedUnseen() {
      Job job = cloning(stage, volumeSnapshot);
      for (int i = 0; i < 6; i++) {
        postgres.cutConnections();
        String said = stage.anna.types(Stage.OPS, "/jobs", Map.of()).awaitText(job.id());
        assertFalse(said.contains(NOT_STORED), said);
      }
      endedOnce(stage, job, Set.of("instance", "volume"));
    }

    @Test
    void aCommitWhoseAnswerIsLostIsNeitherLostNorDoubled() {
      Set<String> before = stage.jobIds();
      List<String> writes =
          List.of(
              "insert into errand",
              "insert into jobs",
              "insert into approval_decision",
              "update jobs set card",
              "update jobs set epoch",
              "insert into journal",
              "update journal",
              "update jobs set state = $1, ended",
              "update errand set attempts",
              "update errand set done_at",
              "insert into audit");
      line.loseAnswersOfCommits(writes);
      BotAnswer snapshot =
          stage.anna.types(Stage.OPS, "/snapshot", Map.of("server-name", "off-01"));
      BotAnswer clone =
          stage.anna.types(Stage.OPS, "/clone", Map.of("snapshot-id", volumeSnapshot));
      snapshot.awaitText("job");
      String asked = clone.awaitText("job");
      assertFalse(asked.contains("went wrong"), asked);
      SeenMessage card =
          stage.ben.awaitMessage(
              Stage.OPS,
              m ->
                  m.buttons().contains("Approve")
                      && before.stream().noneMatch(id -> m.text().contains(id)));
      stage.ben.presses(card, "Approve").awaitMessage();
      List<Job> made = new ArrayList<>();
      Awaitility.await()
          .atMost(PATIENCE)
          .ignoreExceptions()
          .until(
              () -> {
                made.clear();
                stage.bot.jobs().recent(stage.discord.guildId(), false, 10).stream()
                    .filter(j -> !before.contains(j.id()))
                    .forEach(made::add);
                return made.size() == 2 && made.stream().allMatch(j -> j.state().terminal());
              });
      for (Job job : made) {
        boolean cloned = job.workflow().startsWith("clone");
        endedOnce(stage, job, cloned ? Set.of("instance", "volume") : Set.of("image"));
      }
      assertEquals(writes.stream().sorted().toList(), line.cut().stream().sorted().toList());
    }

    @Test
    void whenAllConnectionsAreTakenCommandsWaitAndNobodyIsLeftInTheDark() throws SQLException {
      List<BotAnswer> answers = new ArrayList<>();
      try (Connection taken = postgres.connect();
          Statement statement = taken.createStatement()) {
        taken.setAutoCommit(false);
        statement.execute("lock table errand in access exclusive mode");
        long typed = System.nanoTime();
        for (int i = 0; i < 12; i++) {
          answers.add(stage.anna.types(Stage.OPS, "/jobs", Map.of()));
        }
        for (BotAnswer answer : answers) {
          answer.awaitText(SLOW);
        }
        Duration waited = Duration.ofNanos(System.nanoTime() - typed);
        assertTrue(waited.compareTo(Duration.ofSeconds(5)) < 0, "sentences after " + waited);
        taken.rollback();
      }
      for (BotAnswer answer : answers) {
        answer.await("the list", a -> a.text().contains("Jobs") && !a.text().contains(SLOW));
      }
    }

    @Test
    void onAFullDiskCommandsAreRefusedAndJobsWaitForRoom() {
      Job job = cloning(stage, volumeSnapshot);
      postgres.fillDisk();
      refused(stage);
      awaitReadiness(stage, "No space left on device");
      Set<String> before = stage.jobIds();
      postgres.makeRoom();
      awaitReadiness(stage, "\"ready\" : true");
      endedOnce(stage, job, Set.of("instance", "volume"));
      assertEquals(before, stage.jobIds());
    }
  }

  @Test
  void anH2FileOnAFullDiskIsUsedAgainWhenThereIsRoom() {
    FullDisk.mount();
    String url = "jdbc:h2:" + FullDisk.SCHEME + ":" + folder.resolve("h2").resolve("snapclone");
    try (Stage stage = Stage.open(folder.resolve("h2"), "demo", s -> on(s, url, ""))) {
      String volumeSnapshot = Stage.fact(stage.snapshots("db-01"), "snapshot");
      Job job = cloning(stage, volumeSnapshot);
      FullDisk.full(true);
      refused(stage);
      awaitReadiness(stage, "\"ready\" : false");
      FullDisk.full(false);
      awaitReadiness(stage, "\"ready\" : true");
      endedOnce(stage, job, Set.of("instance", "volume"));
      assertTrue(stage.says("/jobs", Map.of()).contains(job.id()));
    } finally {
      FullDisk.full(false);
    }
  }
}
