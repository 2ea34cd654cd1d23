package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.app.ReplicaLoad.Typed;
import dev.snapclone.app.TakeoverWatch.Takeover;
import dev.snapclone.sandbox.discord.BotAnswer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three processes on one PostgreSQL, people who type in many channels, and now and then a process
 * that is killed. {@code -Dsnapclone.load.seconds=180} is the whole of it, which the profile {@code
 * load} runs; {@code -Dsnapclone.load.seed=…} types something else, {@code
 * -Dsnapclone.load.gently=true} stops with SIGTERM.
 */
class ReplicaLoadTest {
  private static final int SECONDS = Integer.getInteger("snapclone.load.seconds", 6);
  private static final int PER_SECOND = Integer.getInteger("snapclone.load.rate", 20);
  private static final int KILL_EVERY = Integer.getInteger("snapclone.load.kill-every", 10);
  private static final long SEED = Long.getLong("snapclone.load.seed", 1L);
  private static final Duration TAKEOVER =
      Duration.ofSeconds(Integer.getInteger("snapclone.load.takeover-after", 5));
  private static final boolean GENTLY = Boolean.getBoolean("snapclone.load.gently");
  private static final Duration SLACK = Duration.ofSeconds(5);
  private static final Duration DRAINED_WITHIN = TAKEOVER.multipliedBy(4).plusSeconds(60 + SECONDS);
  private static final Pattern ID = Pattern.compile("`([0-9a-f-]{36})`");

  @TempDir Path folder;
  private final List<BotProcesses.Bot> alive = new ArrayList<>();
  private final List<BotProcesses.Bot> all = new ArrayList<>();
  private final Random random = new Random(SEED);
  private int kills;

  @Test
  void carriesOutEveryAcknowledgedCommandOnceWhoeverDies(TestReporter told) {
    try (Replicas world = new Replicas(folder, 20, TAKEOVER);
        Ledger ledger = new Ledger(world.storage);
        Ledger watching = new Ledger(world.storage)) {
      List<String> instances = world.manyInstances(24, 12);
      alive.addAll(world.start(3));
      all.addAll(alive);
      List<String> snapshots = snapshots(world, instances.subList(0, 6));
      try (ReplicaLoad load = new ReplicaLoad(world, ledger, SEED, instances, snapshots);
          TakeoverWatch watch = new TakeoverWatch(watching, TAKEOVER)) {
        ScheduledExecutorService killer = Executors.newSingleThreadScheduledExecutor();
        var killing =
            killer.scheduleAtFixedRate(
                () -> kill(world, watch), KILL_EVERY / 2, KILL_EVERY, TimeUnit.SECONDS);
        load.type(PER_SECOND, Duration.ofSeconds(SECONDS));
        // Throws what the killer met.
        assertTrue(!killing.isDone() && killing.cancel(false), () -> brokenBy(killing));
        killer.shutdown();
        drained(load, ledger, watch);
        judge(world, ledger, load, watch, told);
      }
    }
  }

  private static String brokenBy(Future<?> killing) {
    try {
      return "the killer stopped: " + killing.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }

  /** Some snapshots to clone from, taken through the bots. */
  private static List<String> snapshots(Replicas world, List<String> instances) {
    List<BotAnswer> asked = new ArrayList<>();
    for (String instance : instances) {
      asked.add(
          world
              .operators
              .get(0)
              .types(world.channels.get(0), "/snapshot", Map.of("server-name", instance)));
    }
    return asked.stream()
        .map(
            answer -> {
              Matcher job = Pattern.compile("job `([a-z0-9]+)`").matcher(told(answer));
              assertTrue(job.find());
              String said =
                  Awaitility.await()
                      .atMost(BotProcesses.PATIENCE)
                      .until(
                          () ->
                              world.operators.get(0).sees(world.channels.get(0)).stream()
                                  .filter(m -> m.replyTo() != null)
                                  .filter(m -> m.text().contains(job.group(1)))
                                  .findFirst(),
                          Optional::isPresent)
                      .orElseThrow()
                      .text();
              Matcher id = ID.matcher(said);
              assertTrue(id.find(), said);
              return id.group(1);
            })
        .toList();
  }

  private static String told(BotAnswer answer) {
    return Awaitility.await()
        .atMost(BotProcesses.PATIENCE)
        .until(answer::text, said -> said.contains("job `"));
  }

  private synchronized void kill(Replicas world, TakeoverWatch watch) {
    List<BotProcesses.Bot> ready =
        alive.stream().filter(bot -> bot.out().contains("snapclone ready")).toList();
    // One that is ready has to be left: with nobody there, nobody acknowledges.
    if (ready.size() < 2) {
      return;
    }
    BotProcesses.Bot victim = ready.get(random.nextInt(ready.size()));
    if (GENTLY) {
      assertEquals(0, victim.terminate(), victim::said);
    } else {
      victim.kill();
      watch.died(Replicas.pickName(victim), Instant.now());
    }
    kills++;
    alive.remove(victim);
    BotProcesses.Bot next = world.start();
    alive.add(next);
    all.add(next);
  }

  private static void drained(ReplicaLoad load, Ledger ledger, TakeoverWatch watch) {
    Awaitility.await()
        .atMost(DRAINED_WITHIN)
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(
            () -> {
              assertEquals(
                  List.of(),
                  ledger.rows(
                      "select j.id, j.workflow, j.state, t.picked, t.execution_time from jobs j"
                          + " left join scheduled_tasks t on t.task_instance = j.id and"
                          + " t.task_name = j.workflow where j.ended is null"),
                  "open jobs");
              assertEquals(
                  0,
                  ledger.count(
                      "select count(*) from errand where done_at is null"
                          // Those lie in wait while a question is open.
                          + " and kind not in ('EXPIRY', 'NUDGE')"),
                  "errands");
              assertEquals(List.of(), watch.waiting(), "not taken over");
            });
    assertTrue(load.typed().stream().noneMatch(t -> t.at.isAfter(Instant.now())));
  }

  private void judge(
      Replicas world, Ledger ledger, ReplicaLoad load, TakeoverWatch watch, TestReporter told) {
    List<Typed> typed = load.typed();
    List<Takeover> takeovers = watch.takeovers();
    Set<String> failed =
        all.stream()
            .flatMap(bot -> bot.said().lines())
            .filter(line -> line.contains("errand INTERACTION") || line.contains("not answered"))
            .collect(Collectors.toSet());
    Set<String> orphaned = watch.orphaned();
    List<String> wrong =
        new LoadVerdict(world, ledger)
            .wrong(
                typed,
                id ->
                    orphaned.contains("interaction " + id)
                        || failed.stream().anyMatch(line -> line.contains(id)));
    tell(figures(ledger, load, takeovers), told);
    long acknowledged = typed.stream().filter(t -> t.answer.acknowledged()).count();
    assertAll(
        () -> assertTrue(wrong.isEmpty(), () -> String.join("\n", wrong)),
        () ->
            assertEquals(
                List.of(),
                takeovers.stream()
                    .filter(t -> t.picked() || !saturated(typed))
                    .filter(t -> t.took().compareTo(TAKEOVER.plus(SLACK)) > 0)
                    .toList(),
                "late takeovers"),
        () -> assertTrue(kills > 0, "nobody was killed"),
        () -> assertTrue(acknowledged > typed.size() / 2, "half of all have to be acknowledged"));
  }

  /**
   * Whether there is more to do than this machine can: then parked jobs stand behind the people who
   * wait for an answer (interactions go first), and say nothing about takeovers.
   */
  private static boolean saturated(List<Typed> typed) {
    long late =
        typed.stream()
            .filter(t -> t.acknowledged != null)
            .filter(t -> t.acknowledged.isAfter(t.at.plusSeconds(1)))
            .count();
    return late > typed.size() / 100;
  }

  /** To the console, and to a file for those who run it through Maven. */
  private static void tell(Map<String, String> figures, TestReporter told) {
    figures.forEach((name, value) -> told.publishEntry(name, value));
    try {
      Files.write(
          Files.createDirectories(Path.of("target")).resolve("replica-load.txt"),
          figures.entrySet().stream().map(f -> f.getKey() + ": " + f.getValue()).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, String> figures(Ledger ledger, ReplicaLoad load, List<Takeover> takeovers) {
    List<Typed> typed = load.typed();
    Map<String, String> figures = new LinkedHashMap<>();
    figures.put("seconds, commands a second", SECONDS + ", " + PER_SECOND);
    figures.put(GENTLY ? "stops" : "kills", String.valueOf(kills));
    figures.put("typed and pressed", String.valueOf(typed.size()));
    figures.put(
        "acknowledged",
        String.valueOf(typed.stream().filter(t -> t.answer.acknowledged()).count()));
    figures.put(
        "acknowledged after, ms",
        percentiles(
            typed.stream()
                .filter(t -> t.acknowledged != null)
                .map(t -> Duration.between(t.at, t.acknowledged))
                .toList()));
    figures.put("autocomplete", load.suggested() + " answered, " + load.notSuggested() + " not");
    figures.put(
        "jobs",
        ledger
            .rows(
                "select workflow, state, count(*) as n from jobs group by workflow, state order by"
                    + " 1, 2")
            .toString());
    figures.put(
        "interactions carried out anew",
        String.valueOf(
            ledger.count(
                "select count(*) from errand where kind = 'INTERACTION' and attempts > 1")));
    figures.put(
        "takeovers of runs that were picked, ms",
        percentiles(takeovers.stream().filter(Takeover::picked).map(Takeover::took).toList()));
    figures.put(
        "parked jobs gone on with, ms",
        percentiles(takeovers.stream().filter(t -> !t.picked()).map(Takeover::took).toList()));
    figures.put("more to do than the machine can", String.valueOf(saturated(typed)));
    figures.put("trouble of the people", load.broken().keySet().toString());
    return figures;
  }

  private static String percentiles(List<Duration> durations) {
    long[] sorted = durations.stream().mapToLong(Duration::toMillis).sorted().toArray();
    if (sorted.length == 0) {
      return "none";
    }
    return "n %d, p50 %d, p99 %d, most %d"
        .formatted(
            sorted.length,
            sorted[sorted.length / 2],
            sorted[(int) (sorted.length * 0.99)],
            sorted[sorted.length - 1]);
  }
}
