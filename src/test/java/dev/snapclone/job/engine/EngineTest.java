package dev.snapclone.job.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.i18n.Text;
import dev.snapclone.job.Errands.Kind;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.job.JobTimings;
import dev.snapclone.job.Jobs.Cancelled;
import dev.snapclone.job.Jobs.LockedException;
import dev.snapclone.job.LockKey;
import dev.snapclone.job.Observation;
import dev.snapclone.job.Outcome;
import dev.snapclone.job.Steps;
import dev.snapclone.job.Subject;
import dev.snapclone.storage.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Locks, cancels, wakes, restarts and takeovers. */
class EngineTest {
  private static final LockKey WEB = new LockKey("main", "web-01");
  private static final Subject SOMETHING = new Subject("main", "INSTANCE", "i-1");

  @ParameterizedTest
  @EnumSource(TestDatabases.Kind.class)
  void anInvocationDeliveredTwiceMakesOneJob(TestDatabases.Kind kind) {
    try (Bench bench = new Bench(kind)) {
      Engine engine = bench.engine((plan, steps) -> Bench.done());
      List<CompletableFuture<Job>> both = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        both.add(CompletableFuture.supplyAsync(() -> Bench.submit(engine, "same", WEB)));
      }
      assertEquals(1, both.stream().map(JobWatch::get).map(Job::id).distinct().count());
      assertEquals(1, engine.jobs().recent("g1", false, 10).size());
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabases.Kind.class)
  void onlyOneJobAtATimeLocksAnInstance(TestDatabases.Kind kind) {
    AtomicBoolean go = new AtomicBoolean();
    try (Bench bench = new Bench(kind)) {
      Engine engine = bench.running((plan, steps) -> awaiting(steps, go));
      Job first = Bench.submit(engine, "i1", WEB);
      LockedException refused =
          assertThrows(LockedException.class, () -> Bench.submit(engine, "i2", WEB));
      assertEquals(first.id(), refused.holder());
      assertTrue(engine.jobs().findByInvocation("i2").isEmpty(), "nothing of it is stored");
      assertEquals(first.id(), engine.jobs().holder(WEB).orElseThrow().id());

      bench.watch.untilJournaled(first.id(), "go");
      go.set(true);
      engine.wake(first.id());
      assertEquals(JobState.DONE, bench.watch.untilEnd(first.id()).state());
      assertTrue(engine.jobs().holder(WEB).isEmpty());
      Job second = Bench.submit(engine, "i2", WEB);
      assertEquals(JobState.DONE, bench.watch.untilEnd(second.id()).state());
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabases.Kind.class)
  void aNameIsLockedAsSoonAsTheJobIsStored(TestDatabases.Kind kind) {
    LockKey name = LockKey.ofName("main", "web-01-clone-1");
    LockKey other = new LockKey("main", "web-02");
    try (Bench bench = new Bench(kind)) {
      Engine engine = bench.engine((plan, steps) -> Bench.done());
      Job first = Bench.submitWaiting(engine, "i1", WEB, name);
      assertEquals(first.id(), engine.jobs().holder(name).orElseThrow().id());
      assertTrue(engine.jobs().holder(WEB).isEmpty(), "what it only uses, others use meanwhile");
      LockedException refused =
          assertThrows(LockedException.class, () -> Bench.submitWaiting(engine, "i2", other, name));
      assertEquals(first.id(), refused.holder());
      assertEquals(name, refused.lock());
      assertTrue(engine.jobs().findByInvocation("i2").isEmpty(), "nothing of it is stored");

      assertEquals(Cancelled.AT_ONCE, engine.jobs().cancel(first.id(), Toys.BOB));
      Job second = Bench.submitWaiting(engine, "i2", other, name);
      assertEquals(second.id(), engine.jobs().holder(name).orElseThrow().id());
    }
  }

  private static Outcome awaiting(Steps steps, AtomicBoolean go) {
    steps.await(
        "go",
        Boolean.class,
        SOMETHING,
        () -> go.get() ? Observation.done(true) : Observation.waiting("saving", 10));
    return Bench.done();
  }

  @Test
  void aWaitingJobTakesNoLockAndIsCancelledAtOnce() {
    CompletableFuture<String> told = new CompletableFuture<>();
    try (Bench bench = new Bench(TestDatabases.Kind.H2)) {
      Engine engine = bench.engine((plan, steps) -> Bench.done());
      engine.handle(Kind.OUTCOME, (id, payload, attempt) -> told.complete(id));
      engine.start();
      Job job = Bench.submitWaiting(engine, "i1", WEB);
      assertEquals(JobState.WAITING_FOR_APPROVAL, job.state());
      assertTrue(engine.jobs().holder(WEB).isEmpty());
      assertEquals(List.of(job), engine.jobs().open());

      assertEquals(Cancelled.AT_ONCE, engine.jobs().cancel(job.id(), Toys.BOB));
      Job cancelled = engine.jobs().find(job.id()).orElseThrow();
      assertEquals(JobState.CANCELLED, cancelled.state());
      assertEquals(Toys.BOB, cancelled.progress().cancelledBy());
      assertEquals(job.id(), JobWatch.get(told));
      assertEquals(Cancelled.TOO_LATE, engine.jobs().cancel(job.id(), Toys.BOB));
      assertEquals(Cancelled.UNKNOWN, engine.jobs().cancel("nonesuch", Toys.BOB));
      assertEquals(List.of(), engine.jobs().open());
    }
  }

  @Test
  void aParkedJobIsCancelledWithoutWaitingForItsTime() {
    AtomicBoolean never = new AtomicBoolean();
    try (Bench bench = new Bench(TestDatabases.Kind.H2)) {
      Engine engine = bench.running((plan, steps) -> awaiting(steps, never));
      Job job = Bench.submit(engine, "i1", WEB);
      bench.watch.untilJournaled(job.id(), "go");
      assertEquals(Cancelled.UNDER_WAY, engine.jobs().cancel(job.id(), Toys.BOB));
      Job ended = bench.watch.untilEnd(job.id());
      assertEquals(JobState.CANCELLED, ended.state());
      assertTrue(engine.jobs().holder(WEB).isEmpty());
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabases.Kind.class)
  void aWakeDuringALookIsNotLost(TestDatabases.Kind kind) {
    AtomicInteger looks = new AtomicInteger();
    CompletableFuture<Engine> waker = new CompletableFuture<>();
    try (Bench bench = new Bench(kind)) {
      Engine engine =
          bench.running(
              (plan, steps) -> {
                steps.await(
                    "go",
                    Boolean.class,
                    SOMETHING,
                    () -> {
                      if (looks.incrementAndGet() > 1) {
                        return Observation.done(true);
                      }
                      JobWatch.get(waker).wake(steps.jobId()); // just after the look
                      return Observation.waiting("saving", null);
                    });
                return Bench.done();
              });
      waker.complete(engine);
      Job job = Bench.submit(engine, "i1");
      // takeover-after is a minute here, so only the wake can have made it run.
      assertEquals(JobState.DONE, bench.watch.untilEnd(job.id()).state());
      assertEquals(2, looks.get());
    }
  }

  @Test
  void fiveHundredWaitingJobsHoldNoThreads() {
    AtomicBoolean go = new AtomicBoolean();
    try (Bench bench = new Bench(TestDatabases.Kind.H2)) {
      Engine engine = bench.engine(4, (plan, steps) -> awaiting(steps, go));
      engine.start();
      List<Job> jobs = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        jobs.add(Bench.submit(engine, "i" + i));
      }
      jobs.forEach(job -> bench.watch.untilJournaled(job.id(), "go"));
      long working =
          Thread.getAllStackTraces().keySet().stream()
              .filter(thread -> thread.getName().startsWith("job-"))
              .count();
      assertTrue(working <= 4, working + " threads for 500 waiting jobs");
      go.set(true);
      jobs.forEach(job -> engine.wake(job.id()));
      jobs.forEach(job -> assertEquals(JobState.DONE, bench.watch.untilEnd(job.id()).state()));
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabases.Kind.class)
  void aWorkerThatLostItsJobWritesNothing(TestDatabases.Kind kind) {
    CountDownLatch frozen = new CountDownLatch(1);
    CountDownLatch thaw = new CountDownLatch(1);
    AtomicInteger effects = new AtomicInteger();
    try (Bench bench = new Bench(kind)) {
      // One thread, which is stuck: it cannot take the job up a second time.
      Engine slow =
          bench.engine(
              1,
              (plan, steps) -> {
                String value =
                    steps.once(
                        "value",
                        String.class,
                        () -> {
                          frozen.countDown();
                          await(thaw);
                          return "from the stopped worker";
                        });
                steps.perform("effect", effects::incrementAndGet);
                return named(value);
              });
      slow.start();
      Job job = Bench.submit(slow, "i1", WEB);
      await(frozen);

      // As if another process had declared it dead and released the row.
      bench.database.jobs().releasePicks(Toys.now());
      AtomicBoolean go = new AtomicBoolean();
      Engine quick =
          bench.running(
              (plan, steps) -> {
                String value = steps.once("value", String.class, () -> "from the new worker");
                awaiting(steps, go);
                steps.perform("effect", effects::incrementAndGet);
                return named(value);
              });
      bench.watch.untilJournaled(job.id(), "go");
      thaw.countDown();
      slow.stop(); // returns when the stopped worker has finished
      assertEquals(0, effects.get(), "the stopped worker has done nothing more");
      assertEquals(
          List.of("\"from the new worker\"", "WAITING"),
          quick.jobs().journal(job.id()).stream()
              .map(entry -> entry.result() == null ? entry.phase().name() : entry.result())
              .toList());

      go.set(true);
      quick.wake(job.id());
      assertEquals("from the new worker", value(bench.watch.untilEnd(job.id())));
      assertEquals(1, effects.get());
    }
  }

  @Test
  void theJobOfADeadProcessIsTakenOver() {
    CountDownLatch frozen = new CountDownLatch(1);
    AtomicInteger runs = new AtomicInteger();
    JobTimings quick =
        new JobTimings(
            Duration.ofMillis(20),
            Duration.ofMillis(600),
            Duration.ofMillis(200),
            Duration.ofSeconds(60));
    try (Bench bench = new Bench(TestDatabases.Kind.POSTGRESQL).with(quick)) {
      Engine engine =
          bench.running(
              (plan, steps) -> {
                steps.perform(
                    "effect",
                    () -> {
                      frozen.countDown();
                      if (runs.incrementAndGet() == 1) {
                        throw new Dying();
                      }
                    });
                return Bench.done();
              });
      Job job = Bench.submit(engine, "i1");
      await(frozen);
      assertEquals(JobState.DONE, bench.watch.untilEnd(job.id()).state());
      assertEquals(2, runs.get());
    }
  }

  /** As in a failing JVM. */
  private static final class Dying extends Error {
    private static final long serialVersionUID = 1L;

    Dying() {
      super("on purpose", null, false, false);
    }
  }

  @Test
  void stoppingParksBetweenStepsWithoutRepeatingAny(@TempDir Path folder) {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicInteger first = new AtomicInteger();
    AtomicInteger second = new AtomicInteger();
    Bench.Script script =
        (plan, steps) -> {
          steps.perform(
              "first",
              () -> {
                first.incrementAndGet();
                inside.countDown();
                await(goOn);
              });
          steps.perform("second", second::incrementAndGet);
          return Bench.done();
        };
    String id;
    try (Bench bench = new Bench(open(folder))) {
      Engine engine = bench.running(script);
      id = Bench.submit(engine, "i1", WEB).id();
      await(inside);
      CompletableFuture<Void> stopped = CompletableFuture.runAsync(engine::stop);
      engine.wake(id); // while it stops, too
      goOn.countDown();
      Instant begun = Toys.now();
      JobWatch.get(stopped);
      assertTrue(Duration.between(begun, Toys.now()).compareTo(Duration.ofSeconds(10)) < 0);
    }
    try (Bench bench = new Bench(open(folder))) {
      bench.running(script);
      assertEquals(JobState.DONE, bench.watch.untilEnd(id).state());
      assertEquals(1, first.get());
      assertEquals(1, second.get());
    }
  }

  private static Database open(Path folder) {
    return Database.open(TestDatabases.h2File(folder), InstantSource.system());
  }

  @Test
  void onlyTheFirstCardIsStored() {
    try (Bench bench = new Bench(TestDatabases.Kind.H2)) {
      Engine engine = bench.engine((plan, steps) -> Bench.done());
      String id = Bench.submitWaiting(engine, "i1").id();
      assertEquals("c1/m1", engine.jobs().rememberCard(id, "c1/m1"));
      assertEquals("c1/m1", engine.jobs().rememberCard(id, "c1/m2"));
      assertEquals("c1/m1", engine.jobs().find(id).orElseThrow().card());
    }
  }

  @Test
  void jobsOfAGuildComeNewestFirst() {
    try (Bench bench = new Bench(TestDatabases.Kind.H2)) {
      Engine engine = bench.engine((plan, steps) -> Bench.done());
      String one = Bench.submitWaiting(engine, "i1").id();
      String two = Bench.submitWaiting(engine, "i2").id();
      String three = Bench.submitWaiting(engine, "i3").id();
      engine.jobs().cancel(two, Toys.BOB);
      assertEquals(List.of(three, two), ids(engine.jobs().recent("g1", false, 2)));
      assertEquals(List.of(three, one), ids(engine.jobs().recent("g1", true, 10)));
      assertEquals(List.of(), engine.jobs().recent("other", false, 10));
      assertEquals(List.of(one, three), ids(engine.jobs().open()));
      assertFalse(engine.jobs().find(one).orElseThrow().state().terminal());
    }
  }

  private static List<String> ids(List<Job> jobs) {
    return jobs.stream().map(Job::id).toList();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(30, TimeUnit.SECONDS), "nothing happened");
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Outcome named(String value) {
    return new Outcome(
        Text.of("toy.done"), List.of(), List.of(), List.of(), Map.of("value", value));
  }

  private static String value(Job job) {
    return Objects.requireNonNull(job.outcome()).facts().get("value");
  }
}
