package dev.snapclone.job.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.job.Errands.Kind;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobTimings;
import dev.snapclone.storage.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every errand is carried out once, even after a crash. */
class ErrandsTest {
  private static Database open(Path folder) {
    return Database.open(TestDatabases.h2File(folder), InstantSource.system());
  }

  @Test
  void theStoredNamesNeverChange() {
    assertEquals(
        List.of(
            "INTERACTION",
            "TELL",
            "EXPIRY",
            "GUIDE",
            "NUDGE",
            "REACH",
            "ARRIVAL",
            "FOLLOW-UP",
            "LEASE",
            "SCHEDULE",
            "WAITING",
            "APPROVAL",
            "WEBHOOK"),
        Arrays.stream(Kind.values()).map(Kind::stored).toList());
    assertEquals("tell", Engine.taskName(Kind.OUTCOME));
  }

  @ParameterizedTest
  @EnumSource(TestDatabases.Kind.class)
  void theFirstOfferCountsEvenAfterItIsDone(TestDatabases.Kind kind) {
    List<String> done = Collections.synchronizedList(new ArrayList<>());
    CompletableFuture<String> last = new CompletableFuture<>();
    try (Bench bench = new Bench(kind)) {
      Engine engine = bench.engine((plan, steps) -> Bench.done());
      engine.handle(
          Kind.INTERACTION,
          (id, payload, attempt) -> {
            done.add(payload);
            // Two at once may overtake each other.
            return done.size() < 2 || last.complete(id);
          });
      engine.start();
      assertTrue(engine.offer(Kind.INTERACTION, "i1", "token", Instant.EPOCH));
      assertFalse(engine.offer(Kind.INTERACTION, "i1", "again", Instant.EPOCH));
      assertTrue(engine.offer(Kind.INTERACTION, "i2", "last", Instant.EPOCH));
      JobWatch.get(last);
      assertFalse(engine.offer(Kind.INTERACTION, "i1", "much later", Instant.EPOCH));
      engine.stop();
      assertEquals(List.of("last", "token"), done.stream().sorted().toList());
    }
  }

  @Test
  void anErrandThatFailsOrIsNotDoneIsRepeated() {
    List<Integer> attempts = Collections.synchronizedList(new ArrayList<>());
    CompletableFuture<String> told = new CompletableFuture<>();
    try (Bench bench = new Bench(TestDatabases.Kind.H2)) {
      Engine engine = bench.engine((plan, steps) -> Bench.done());
      engine.handle(
          Kind.OUTCOME,
          (id, payload, attempt) -> {
            attempts.add(attempt);
            if (attempt == 0) {
              throw new IllegalStateException("the channel is gone, on purpose");
            }
            return attempt == 2 && told.complete(payload);
          });
      engine.start();
      engine.offer(Kind.OUTCOME, "j1", "what to tell", Instant.EPOCH);
      assertEquals("what to tell", JobWatch.get(told));
      assertEquals(List.of(0, 1, 2), attempts);
    }
  }

  @Test
  void anErrandOutlivesTheProcess(@TempDir Path folder) {
    try (Bench bench = new Bench(open(folder))) {
      Engine engine = bench.engine((plan, steps) -> Bench.done());
      engine.offer(Kind.GUIDE, "j1", "steps", Instant.EPOCH); // it never starts
    }
    CompletableFuture<String> posted = new CompletableFuture<>();
    try (Bench bench = new Bench(open(folder))) {
      Engine engine = bench.engine((plan, steps) -> Bench.done());
      engine.handle(Kind.GUIDE, (id, payload, attempt) -> posted.complete(id + payload));
      engine.start();
      assertEquals("j1steps", JobWatch.get(posted));
    }
  }

  @Test
  void anErrandWaitsForItsTime() {
    CompletableFuture<Instant> expired = new CompletableFuture<>();
    try (Bench bench = new Bench(TestDatabases.Kind.H2)) {
      Engine engine = bench.engine((plan, steps) -> Bench.done());
      engine.handle(Kind.EXPIRY, (id, payload, attempt) -> expired.complete(Toys.now()));
      engine.start();
      Instant due = Toys.now().plus(Duration.ofMillis(400));
      engine.offer(Kind.EXPIRY, "j1", "", due);
      assertFalse(JobWatch.get(expired).isBefore(due));
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabases.Kind.class)
  void anErrandRunsWithoutWaitingForAPoll(TestDatabases.Kind kind) {
    Duration hour = Duration.ofHours(1);
    CompletableFuture<String> answered = new CompletableFuture<>();
    try (Bench bench = new Bench(kind).with(new JobTimings(hour, hour, hour, hour))) {
      Engine engine = bench.engine((plan, steps) -> Bench.done());
      engine.handle(
          Kind.INTERACTION,
          (id, payload, attempt) -> {
            String job = Bench.submit(engine, id).id();
            return answered.complete(job);
          });
      engine.start();
      engine.offer(Kind.INTERACTION, "i1", "token", Instant.EPOCH);
      String job = JobWatch.get(answered);
      bench.watch.untilEnd(job);
    }
  }

  /** As many commands as this process can handle, and always some more. */
  @Test
  void aFloodOfCommandsDoesNotStopTheJobs() {
    AtomicInteger next = new AtomicInteger();
    AtomicBoolean over = new AtomicBoolean();
    try (Bench bench = new Bench(TestDatabases.Kind.H2)) {
      Engine engine = bench.engine(2, (plan, steps) -> Bench.done());
      engine.handle(
          Kind.INTERACTION,
          (id, payload, attempt) -> {
            if (!over.get()) {
              engine.offer(Kind.INTERACTION, "i" + next.incrementAndGet(), "", Instant.now());
            }
            return true;
          });
      for (int i = 0; i < 40; i++) {
        engine.offer(Kind.INTERACTION, "i" + next.incrementAndGet(), "", Instant.now());
      }
      Job job = Bench.submit(engine, "job");
      engine.start();
      bench.watch.untilEnd(job.id());
      over.set(true);
      assertTrue(next.get() > 40, "they kept coming");
    }
  }
}
