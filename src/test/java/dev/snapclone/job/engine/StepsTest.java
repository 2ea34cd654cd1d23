package dev.snapclone.job.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.job.Attempted;
import dev.snapclone.job.Creation;
import dev.snapclone.job.Errands.Kind;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.job.JobTimings;
import dev.snapclone.job.Jobs.Cancelled;
import dev.snapclone.job.JournalEntry;
import dev.snapclone.job.JournalEntry.Phase;
import dev.snapclone.job.Mark;
import dev.snapclone.job.Observation;
import dev.snapclone.job.Outcome;
import dev.snapclone.job.ResourceRef;
import dev.snapclone.job.Steps;
import dev.snapclone.job.Subject;
import dev.snapclone.job.Watcher;
import dev.snapclone.job.engine.ToyWorld.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The guarantees of a job's steps, one at a time. */
class StepsTest {
  private static final Subject SOMETHING = new Subject("main", "INSTANCE", "i-1");

  private static final Steps.Undo<String> KEPT = (id, undo) -> {};

  private final ToyWorld world = new ToyWorld(Duration.ofMillis(60));
  private final Bench bench = new Bench(TestDatabases.Kind.H2).with(world);

  @AfterEach
  void close() {
    bench.close();
  }

  private Job run(Bench.Script script) {
    Engine engine = bench.running(script);
    return bench.watch.untilEnd(Bench.submit(engine, "i1").id());
  }

  private String volume(Steps steps) {
    return steps.create(
        "volume",
        String.class,
        world.creation("volume"),
        (id, undo) -> undo.perform("delete", () -> world.remove(id)));
  }

  private static List<String> keys(Outcome outcome) {
    return outcome.lines().stream().map(Text::key).toList();
  }

  private static Outcome outcome(Job job) {
    return Objects.requireNonNull(job.outcome(), "outcome");
  }

  @Test
  void cancellingAFailedJobSaysThatItFailed() {
    AtomicBoolean gone = new AtomicBoolean();
    Engine engine =
        bench.running(
            (plan, steps) -> {
              steps.create(
                  "volume",
                  String.class,
                  world.creation("volume"),
                  (id, undo) ->
                      undo.await(
                          "gone",
                          Boolean.class,
                          SOMETHING,
                          () ->
                              gone.get()
                                  ? Observation.done(true)
                                  : Observation.waiting("deleting", null)));
              throw new ExplainedFailure(Text.of("toy.trouble"), Text.of("toy.trouble.next"));
            });
    Job job = Bench.submit(engine, "i1");
    bench.watch.untilJournaled(job.id(), "undo/volume/gone");
    assertEquals(Cancelled.FAILED_ALREADY, engine.jobs().cancel(job.id(), Toys.BOB));
    assertNull(engine.jobs().find(job.id()).orElseThrow().progress().cancelledBy());
    gone.set(true);
    wakingAlways(engine);
    engine.wake(job.id());
    assertEquals(JobState.FAILED, bench.watch.untilEnd(job.id()).state());
    assertEquals(Cancelled.TOO_LATE, engine.jobs().cancel(job.id(), Toys.BOB));
  }

  @Test
  void theFirstAttemptDoesNotSearch() {
    AtomicInteger looks = new AtomicInteger();
    ToyWorld counting = world;
    Job job =
        run(
            (plan, steps) -> {
              steps.create(
                  "volume",
                  String.class,
                  new Creation<String>() {
                    @Override
                    public String make(Mark mark) {
                      return counting.make("volume", mark);
                    }

                    @Override
                    public List<String> find(Mark mark) {
                      looks.incrementAndGet();
                      return counting.find(mark);
                    }

                    @Override
                    public void discard(String twin) {
                      counting.remove(twin);
                    }

                    @Override
                    public ResourceRef describe(String made) {
                      return new ResourceRef("VOLUME", made, "");
                    }
                  },
                  (id, undo) -> {});
              return Bench.done();
            });
    assertEquals(JobState.DONE, job.state());
    assertEquals(0, looks.get());
    assertEquals(List.of("volume-1"), world.existing("volume"));
  }

  @Test
  void aLostAnswerIsFoundByItsMark() {
    world.answering("volume", Answer.LOST_AND_LATE);
    Job job = run((plan, steps) -> named(volume(steps)));
    assertEquals(JobState.DONE, job.state());
    assertEquals("volume-1", outcome(job).facts().get("id"));
    assertEquals(1, world.makings());
  }

  @Test
  void aResourceIsCreatedAgainOnlyAfterTheSettleTime() {
    world.answering("volume", Answer.SWALLOWED);
    long begun = System.nanoTime();
    Job job = run((plan, steps) -> named(volume(steps)));
    assertEquals(JobState.DONE, job.state());
    assertEquals("volume-2", outcome(job).facts().get("id"));
    assertTrue(Duration.ofNanos(System.nanoTime() - begun).toMillis() >= 200, "settled too early");
  }

  @Test
  void aDuplicateThatAppearsAfterTheSettleTimeIsDiscarded() {
    ToyWorld sluggish = new ToyWorld(Duration.ofMillis(500));
    sluggish.answering("volume", Answer.LOST_AND_LATE);
    AtomicInteger looks = new AtomicInteger();
    Engine engine =
        bench
            .with(sluggish)
            .running(
                (plan, steps) -> {
                  String id =
                      steps.create(
                          "volume", String.class, sluggish.creation("volume"), (it, undo) -> {});
                  steps.await(
                      "a-while",
                      Boolean.class,
                      SOMETHING,
                      () ->
                          sluggish.find(new Mark(steps.jobId(), "volume")).size() == 2
                              ? Observation.done(true)
                              : Observation.waiting("x", looks.incrementAndGet()));
                  return named(id);
                });
    wakingAlways(engine);
    Job job = bench.watch.untilEnd(Bench.submit(engine, "i1").id());
    assertEquals(JobState.DONE, job.state());
    assertEquals(List.of(outcome(job).facts().get("id")), sluggish.existing("volume"));
    assertEquals(2, sluggish.makings());
  }

  /** A watcher that sees a change at every look. */
  private static void wakingAlways(Engine engine) {
    // The engine was started already: its watcher is asked anew at every park.
    engine.useWatcher(
        new Watcher() {
          @Override
          public void watch(String jobId, Subject subject) {
            engine.wake(jobId);
          }

          @Override
          public void forget(String jobId) {}
        });
  }

  @Test
  void aCallToABusyCloudIsRepeated() {
    world.answering("volume", Answer.BUSY, Answer.BUSY);
    Job job = run((plan, steps) -> named(volume(steps)));
    assertEquals(JobState.DONE, job.state());
    assertEquals(3, world.makings());
    assertEquals(1, world.existing("volume").size());
  }

  @Test
  void aRefusalFailsAndUndoesTheJob() {
    world.answering("instance", Answer.REFUSED);
    Job job =
        run(
            (plan, steps) -> {
              volume(steps);
              steps.create("instance", String.class, world.creation("instance"), (i, undo) -> {});
              return Bench.done();
            });
    assertEquals(JobState.FAILED, job.state());
    assertEquals(List.of(), world.existing("volume"));
    assertEquals("toy.trouble", outcome(job).headline().key());
    assertEquals(
        List.of("jobs.removed", "toy.trouble.next", "jobs.request-id"), keys(outcome(job)));
    assertEquals(
        Phase.FAILED,
        bench.database.jobs().journal(job.id()).stream()
            .filter(entry -> entry.key().equals("instance"))
            .findFirst()
            .map(JournalEntry::phase)
            .orElseThrow());
  }

  @Test
  void theOutcomeNamesWhatCouldNotBeRemoved() {
    world.stubborn();
    Job job =
        run(
            (plan, steps) -> {
              volume(steps);
              throw new ExplainedFailure(
                  Text.of("toy.failed"), Text.of("toy.failed.next"), "req-7");
            });
    assertEquals(JobState.NEEDS_ATTENTION, job.state());
    assertEquals("volume-1", outcome(job).left().get(0).id());
    assertEquals(
        List.of(
            "jobs.left", "jobs.request-id", "jobs.clean-up", "toy.failed.next", "jobs.request-id"),
        keys(outcome(job)));
  }

  @Test
  void theOutcomeNamesWhatWasKeptOnPurpose() {
    Job job =
        run(
            (plan, steps) -> {
              steps.create("volume", String.class, world.creation("volume"), (id, undo) -> {});
              throw new ExplainedFailure(Text.of("toy.failed"), Text.of("toy.failed.next"));
            });
    assertEquals(JobState.FAILED, job.state());
    assertEquals("volume-1", outcome(job).made().get(0).id());
    assertEquals(List.of("jobs.kept", "toy.failed.next"), keys(outcome(job)));
  }

  @Test
  void aJobThatEndsWithSomethingLeftNeedsAttention() {
    Job job =
        run(
            (plan, steps) ->
                new Outcome(
                    Text.of("toy.done"),
                    List.of(),
                    List.of(),
                    List.of(new ResourceRef("VOLUME", "volume-9", "v")),
                    Map.of()));
    assertEquals(JobState.NEEDS_ATTENTION, job.state());
    assertEquals("volume-9", outcome(job).left().get(0).id());
  }

  private Attempted<String> failing(Steps steps) {
    return steps.attempt(
        () -> {
          volume(steps);
          throw new ExplainedFailure(Text.of("toy.failed"), Text.of("toy.failed.next"));
        });
  }

  @Test
  void whatFailsWithoutItsJobIsUndoneAtOnceAndTheJobGoesOn() {
    Job job =
        run(
            (plan, steps) -> {
              Attempted<String> failed = failing(steps);
              assertEquals(List.of(), world.existing("volume"), "before anything else");
              String made = steps.create("other", String.class, world.creation("volume"), KEPT);
              return new Outcome(
                  Objects.requireNonNull(failed.failure()).what(),
                  failed.became(),
                  List.of(new ResourceRef("VOLUME", made, made)),
                  failed.left(),
                  Map.of());
            });
    assertEquals(JobState.DONE, job.state());
    assertEquals("toy.failed", outcome(job).headline().key());
    assertEquals(List.of("jobs.removed"), keys(outcome(job)));
    assertEquals(1, world.existing("volume").size());
  }

  @Test
  void whatFailsWithoutItsJobAndCannotBeUndoneIsTold() {
    world.stubborn();
    Job job =
        run(
            (plan, steps) -> {
              Attempted<String> failed = failing(steps);
              return new Outcome(
                  Text.of("toy.done"), failed.became(), List.of(), failed.left(), Map.of());
            });
    assertEquals(JobState.NEEDS_ATTENTION, job.state());
    assertEquals("volume-1", outcome(job).left().get(0).id());
    assertEquals(List.of("jobs.left", "jobs.request-id"), keys(outcome(job)));
  }

  @Test
  void whatSucceedsIsUndoneWithTheJobThatFailsLater() {
    Job job =
        run(
            (plan, steps) -> {
              assertNotNull(steps.attempt(() -> volume(steps)).result());
              throw new ExplainedFailure(Text.of("toy.failed"), Text.of("toy.failed.next"));
            });
    assertEquals(JobState.FAILED, job.state());
    assertEquals(List.of(), world.existing("volume"));
  }

  @Test
  void aBugFailsAndUndoesTheJobAndNamesItsId() {
    Job job =
        run(
            (plan, steps) -> {
              volume(steps);
              throw new IllegalStateException("a bug, on purpose");
            });
    assertEquals(JobState.FAILED, job.state());
    assertEquals("jobs.bug.what", outcome(job).headline().key());
    assertEquals(job.id(), outcome(job).headline().args().get(0).value());
    assertEquals(List.of(), world.existing("volume"));
  }

  @Test
  void aBugInACreationLeavesNothingBehind() {
    Job job =
        run(
            (plan, steps) -> {
              steps.create(
                  "volume",
                  String.class,
                  new Clumsy(world),
                  (id, undo) -> undo.perform("delete", () -> world.remove(id)));
              return Bench.done();
            });
    assertEquals(JobState.FAILED, job.state());
    assertEquals(1, world.makings());
    assertEquals(List.of(), world.existing("volume"));
  }

  /** Creates it and then fails with a bug. */
  private record Clumsy(ToyWorld world) implements Creation<String> {
    @Override
    public String make(Mark mark) {
      throw new IllegalStateException("tripped after making " + world.make("volume", mark));
    }

    @Override
    public List<String> find(Mark mark) {
      return world.find(mark);
    }

    @Override
    public void discard(String twin) {
      world.remove(twin);
    }

    @Override
    public ResourceRef describe(String made) {
      return new ResourceRef("VOLUME", made, "");
    }
  }

  @Test
  void aStepKeyUsedTwiceIsABug() {
    Job job =
        run(
            (plan, steps) -> {
              steps.perform("same", () -> {});
              steps.perform("same", () -> {});
              return Bench.done();
            });
    assertEquals(JobState.FAILED, job.state());
    assertEquals("jobs.bug.what", outcome(job).headline().key());
  }

  @Test
  void aCaughtFailureIsTheSameAtAReplay() {
    AtomicInteger refusals = new AtomicInteger();
    Engine engine =
        bench.running(
            (plan, steps) -> {
              String way;
              try {
                steps.perform(
                    "refused",
                    () -> {
                      refusals.incrementAndGet();
                      throw new ExplainedFailure(Text.of("a"), Text.of("b"));
                    });
                way = "straight";
              } catch (ExplainedFailure e) {
                way = "around";
              }
              steps.await("wait", Boolean.class, SOMETHING, twoLooks());
              return named(way);
            });
    wakingAlways(engine);
    Job job = bench.watch.untilEnd(Bench.submit(engine, "i1").id());
    assertEquals(JobState.DONE, job.state());
    assertEquals("around", outcome(job).facts().get("id"));
    assertEquals(1, refusals.get());
  }

  private final AtomicInteger waited = new AtomicInteger();

  private Supplier<Observation<Boolean>> twoLooks() {
    return () ->
        waited.incrementAndGet() < 3
            ? Observation.waiting("building", null)
            : Observation.done(true);
  }

  @Test
  void aWaitThatSeesNoChangeForTooLongFails() {
    bench.with(
        new JobTimings(
            Duration.ofMillis(20),
            Duration.ofMillis(300),
            Duration.ofMillis(200),
            Duration.ofMillis(400)));
    Job job =
        run(
            (plan, steps) ->
                named(
                    steps.await(
                        "never", String.class, SOMETHING, () -> Observation.waiting("saving", 7))));
    assertEquals(JobState.FAILED, job.state());
    assertEquals("jobs.stalled.what.status", outcome(job).headline().key());
    JournalEntry entry = bench.database.jobs().journal(job.id()).get(0);
    assertEquals(Phase.FAILED, entry.phase());
    assertEquals("saving", entry.status());
    assertEquals(7, entry.percent());
  }

  @Test
  void theOutcomeOfAnEndedJobIsAnnounced() {
    CompletableFuture<String> told = new CompletableFuture<>();
    Engine engine = bench.engine((plan, steps) -> Bench.done());
    engine.handle(Kind.OUTCOME, (id, payload, attempt) -> told.complete(id));
    engine.start();
    Job job = Bench.submit(engine, "i1");
    assertEquals(job.id(), JobWatch.get(told));
    Job ended = bench.database.jobs().find(job.id()).orElseThrow();
    assertEquals(JobState.DONE, ended.state());
    assertNotNull(ended.progress().started());
    assertNotNull(ended.progress().ended());
  }

  private static Outcome named(String id) {
    return new Outcome(Text.of("toy.done"), List.of(), List.of(), List.of(), Map.of("id", id));
  }
}
