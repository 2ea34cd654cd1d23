package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.sandbox.discord.BotAnswer;
import dev.snapclone.sandbox.discord.JobPosts;
import dev.snapclone.sandbox.discord.Person;
import dev.snapclone.sandbox.openstack.Knobs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Replicas that start together, are stopped and continued, die at a bad moment, are replaced. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReplicaLifeTest {
  private static final Pattern JOB = Pattern.compile("job `([a-z0-9]+)`");
  private static final Duration TAKEOVER = Duration.ofSeconds(5);
  private static final String CHANNEL = "team-01";

  @TempDir static Path folder;
  private Replicas world;
  private Ledger ledger;
  private Person anna;
  private BotProcesses.Bot one;
  private BotProcesses.Bot other;

  @BeforeAll
  void onAnEmptyDatabase() {
    world = new Replicas(folder, 2, TAKEOVER);
    world.manyInstances(4, 0);
    ledger = new Ledger(world.storage);
    anna = world.operators.get(0);
  }

  @AfterAll
  void stop() {
    world.close();
    ledger.close();
  }

  @Test
  @Order(1)
  void startingTogetherOnAnEmptyDatabaseAllBecomeReady() {
    List<BotProcesses.Bot> both = world.start(2);
    one = both.get(0);
    other = both.get(1);
    assertEquals(
        0, ledger.count("select count(*) from flyway_schema_history where not success"), "failed");
    assertEquals(
        ledger.count("select count(distinct version) from flyway_schema_history"),
        ledger.count("select count(*) from flyway_schema_history"),
        "each migration once");
  }

  @Test
  @Order(2)
  void aReplicaThatWasStoppedInTheMiddleOfAStepAndContinuedDoesNoHarm() {
    Replicas.signal("STOP", other);
    world.cloud.knobs().set(Knobs.Time.VOLUME_POST, Duration.ofSeconds(2));
    world.cloud.knobs().set(Knobs.Time.VOLUME_SNAPSHOT, Duration.ofSeconds(4));
    String job = jobOf(snapshot("app-00"));
    await().until(() -> snapshotPosts() == 1);
    // Its POST is under way: it takes effect while nobody here listens.
    Replicas.signal("STOP", one);
    Replicas.signal("CONT", other);
    long before = epoch(job);
    await().until(() -> epoch(job) > before);
    Replicas.signal("CONT", one);
    outcome(job);
    assertEquals(
        1,
        world.cloud.view().snapshots().stream()
            .filter(s -> job.equals(s.metadata().get("snapclone_job")))
            .count(),
        "snapshots");
    assertToldOnce(job);
    assertTrue(one.process().isAlive(), one::said);
    world.cloud.knobs().set(Knobs.Time.VOLUME_POST, Duration.ofMillis(50));
    anna.types(CHANNEL, "/jobs").awaitText(job);
  }

  @Test
  @Order(3)
  void whatADeadOneAcknowledgedAndCouldNotStoreIsCarriedOutByASlowLoser() {
    Replicas.signal("STOP", other);
    // Nobody can store an interaction: the one that acknowledges waits here.
    await()
        .until(
            () -> {
              boolean locked = ledger.locks("errand");
              if (!locked) {
                // It was stopped in the middle of a transaction.
                Replicas.signal("CONT", other);
                Replicas.signal("STOP", other);
              }
              return locked;
            });
    BotAnswer answer = snapshot("app-01");
    answer.awaitAcknowledged();
    one.kill();
    world.discord.faults().on("POST /interactions/*/*/callback").latency(Duration.ofMillis(1500));
    Replicas.signal("CONT", other);
    ledger.rollback();
    String job = jobOf(answer);
    outcome(job);
    assertToldOnce(job);
    assertEquals(1, ledger.count("select count(*) from jobs where invocation = ?", answer.id()));
    one = world.start(1).get(0);
  }

  @Test
  @Order(4)
  void aRollingRestartMissesNoCommand() throws Exception {
    List<BotAnswer> typed = new ArrayList<>();
    ScheduledExecutorService people = Executors.newSingleThreadScheduledExecutor();
    List<String> commands = List.of("/jobs", "/instances", "/help");
    var typing =
        people.scheduleAtFixedRate(
            () -> typed.add(anna.types(CHANNEL, commands.get(typed.size() % 3))),
            0,
            200,
            TimeUnit.MILLISECONDS);
    assertEquals(0, one.terminate(), one::said);
    one = world.start(1).get(0);
    assertEquals(0, other.terminate(), other::said);
    other = world.start(1).get(0);
    typing.cancel(false);
    people.shutdown();
    assertTrue(people.awaitTermination(10, TimeUnit.SECONDS));
    await()
        .untilAsserted(
            () ->
                typed.forEach(
                    a ->
                        assertTrue(
                            a.message().filter(m -> !m.loading()).isPresent(), a::toString)));
    typed.forEach(a -> assertEquals(List.of(), a.followUps(), "answered once"));
    assertFalse(typed.stream().anyMatch(BotAnswer::failed));
  }

  @Test
  @Order(5)
  void anOlderVersionRefusesANewerSchema() {
    ledger.execute(
        "insert into flyway_schema_history (installed_rank, version, description, type, script,"
            + " installed_by, execution_time, success) select max(installed_rank) + 1, '9000',"
            + " 'of the future', 'SQL', 'V9000__future.sql', 'x', 1, true from"
            + " flyway_schema_history");
    BotProcesses.Bot older = world.start();
    assertEquals(2, older.exitCode(), older::said);
    assertTrue(older.err().contains("used by a newer version of snapclone"), older::err);
    assertFalse(older.err().contains("\tat "), "a sentence, no stack trace");
    // Those that run go on: an upgrade replaces them one after the other.
    anna.types(CHANNEL, "/help").awaitText("/snapshot");
  }

  private BotAnswer snapshot(String instance) {
    String id = world.cloud.backstage().instanceId("demo", instance);
    return anna.types(CHANNEL, "/snapshot", Map.of("server-name", id));
  }

  private long snapshotPosts() {
    return world.cloud.requests().stream().filter(r -> r.is("POST", "/snapshots$")).count();
  }

  private long epoch(String job) {
    return ledger.count("select epoch from jobs where id = ?", job);
  }

  private void outcome(String job) {
    await().until(() -> anna.sees(CHANNEL).stream().anyMatch(m -> JobPosts.outcome(m, job)));
  }

  private void assertToldOnce(String job) {
    await()
        .until(
            () ->
                ledger.count(
                        "select count(*) from errand where kind = 'TELL' and id = ? and done_at is"
                            + " not null",
                        job)
                    == 1);
    assertEquals(
        1, anna.sees(CHANNEL).stream().filter(m -> JobPosts.outcome(m, job)).count(), "outcomes");
    assertEquals(
        1, anna.sees(CHANNEL).stream().filter(m -> JobPosts.card(m, job)).count(), "cards");
  }

  private static String jobOf(BotAnswer answer) {
    String text = await().until(answer::text, said -> said.contains("job `"));
    Matcher matcher = JOB.matcher(text);
    assertTrue(matcher.find(), text);
    return matcher.group(1);
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(BotProcesses.PATIENCE).pollInterval(Duration.ofMillis(50));
  }
}
