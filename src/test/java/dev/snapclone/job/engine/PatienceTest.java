package dev.snapclone.job.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.i18n.Text;
import dev.snapclone.job.FailurePolicy.Verdict;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.job.JobTimings;
import dev.snapclone.job.Observation;
import dev.snapclone.job.Outcome;
import dev.snapclone.job.Subject;
import dev.snapclone.job.Watcher;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * How long a job waits without a change, and while calls are refused; the clock is moved forward.
 */
class PatienceTest {
  private static final Subject IMAGE = new Subject("main", "IMAGE", "i-1");
  private static final Duration A_LOOK = Duration.ofMinutes(4);
  private static final Duration TWO_HOURS = Duration.ofHours(2);

  private final Bench bench = new Bench(TestDatabases.Kind.H2);
  private final AtomicLong ahead = new AtomicLong();
  private final AtomicInteger looks = new AtomicInteger();

  @AfterEach
  void close() {
    bench.close();
  }

  private Instant now() {
    return Instant.now().plusMillis(ahead.get());
  }

  private void leap(Duration time) {
    ahead.addAndGet(time.toMillis());
  }

  private Job run(Bench.Script script) {
    bench.with(
        new JobTimings(
            Duration.ofMillis(10), Duration.ofMinutes(5), Duration.ofMinutes(1), TWO_HOURS));
    Engine engine = bench.engine(this::now, script);
    engine.useWatcher(
        new Watcher() {
          @Override
          public void watch(String jobId, Subject subject) {
            engine.wake(jobId);
          }

          @Override
          public void forget(String jobId) {}
        });
    engine.start();
    return bench.watch.untilEnd(Bench.submit(engine, "i1").id());
  }

  /** Waits; each look takes four minutes and sees what the function returns for its number. */
  private Job waiting(IntFunction<Observation<Boolean>> sights) {
    return run(
        (plan, steps) -> {
          steps.await(
              "ready",
              Boolean.class,
              IMAGE,
              () -> {
                leap(A_LOOK);
                return sights.apply(looks.incrementAndGet());
              });
          return Bench.done();
        });
  }

  @Test
  void aWaitWithoutAChangeForTwoHoursFailsAndSaysSinceWhen() {
    Instant began = now();
    Job job = waiting(look -> Observation.waiting("queued", null));
    assertEquals(JobState.FAILED, job.state());
    Outcome outcome = job.outcome();
    assertNotNull(outcome);
    assertEquals("jobs.stalled.what.status", outcome.headline().key());
    assertTrue(looks.get() >= 30 && looks.get() <= 34, looks::toString);
    String since = outcome.headline().args().get(2).value();
    assertTrue(
        Instant.ofEpochSecond(Long.parseLong(since)).isBefore(began.plus(A_LOOK.multipliedBy(2))),
        since);
  }

  @Test
  void aWaitWithChangesNeverFails() {
    // Ten hours, and something new every hour and a half.
    Job job =
        waiting(
            look -> look < 150 ? Observation.waiting("saving", look / 22) : Observation.done(true));
    assertEquals(JobState.DONE, job.state());
  }

  @Test
  void timeInWhichNoProcessLookedDoesNotCount() {
    Job job =
        waiting(
            look -> {
              if (look == 10) {
                leap(
                    Duration.ofHours(
                        10)); // the bot was down, the machine slept, or the clock went wrong
              }
              return look < 30 ? Observation.waiting("creating", null) : Observation.done(true);
            });
    assertEquals(JobState.DONE, job.state());
  }

  @Test
  void aClockSetBackNeitherFailsNorStopsAWait() {
    Job job =
        waiting(
            look -> {
              if (look == 5) {
                leap(Duration.ofHours(-5));
              }
              return Observation.waiting("creating", null);
            });
    assertEquals(JobState.FAILED, job.state());
    assertTrue(looks.get() >= 34 && looks.get() <= 42, looks::toString);
  }

  private Job refusedBy(int times, Duration patience) {
    bench.with(
        failure ->
            new Verdict(
                true, false, patience, null, Text.of("toy.trouble"), Text.of("toy.next"), null));
    return run(
        (plan, steps) -> {
          steps.perform(
              "refused",
              () -> {
                if (looks.incrementAndGet() <= times) {
                  leap(Duration.ofSeconds(20));
                  throw new IllegalStateException("401");
                }
              });
          return Bench.done();
        });
  }

  @Test
  void aShortRefusalIsRetried() {
    assertEquals(JobState.DONE, refusedBy(3, Duration.ofMinutes(1)).state());
  }

  @Test
  void aLongRefusalFailsTheJob() {
    Job job = refusedBy(1000, Duration.ofMinutes(1));
    assertEquals(JobState.FAILED, job.state());
    assertTrue(looks.get() >= 3 && looks.get() <= 6, looks::toString);
  }
}
