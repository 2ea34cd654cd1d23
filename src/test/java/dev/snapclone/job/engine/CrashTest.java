package dev.snapclone.job.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.job.FailurePolicy;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.job.NewJob;
import dev.snapclone.job.Subject;
import dev.snapclone.job.Workflow;
import dev.snapclone.job.engine.ToyWorld.Answer;
import dev.snapclone.storage.Database;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * After a crash at any moment, exactly one of each resource exists in the end, or none if undone.
 */
class CrashTest {
  private static final Duration LATE = Duration.ofMillis(40);

  @ParameterizedTest
  @EnumSource(TestDatabases.Kind.class)
  void aJobKilledAtAnyPointMakesEachResourceOnce(TestDatabases.Kind kind) {
    try (Database database = kind.open()) {
      int points = harness(database).killEverywhere(() -> new World(false));
      assertTrue(points >= 22, "every step has its moments, but only " + points + " were met");
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabases.Kind.class)
  void aFailingJobKilledAtAnyPointUndoesEverything(TestDatabases.Kind kind) {
    try (Database database = kind.open()) {
      int points = harness(database).killEverywhere(() -> new World(true));
      assertTrue(points >= 30, "undo steps have their moments, but only " + points + " were met");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Answer.class,
      names = {"LOST", "LOST_AND_LATE", "SWALLOWED"})
  void aLostAnswerAndACrashMakeNoDuplicate(Answer answer) {
    Supplier<World> lossy =
        () -> {
          World world = new World(false);
          world.world.answering("volume", answer).answering("instance", answer);
          return world;
        };
    try (Database database = TestDatabases.Kind.H2.open()) {
      assertTrue(harness(database).killEverywhere(lossy) > 10);
    }
  }

  @ParameterizedTest
  @EnumSource(TestDatabases.Kind.class)
  void aJobCancelledAtAnyPointUndoesEverything(TestDatabases.Kind kind) {
    try (Database database = kind.open()) {
      int points =
          harness(database)
              .cancelEverywhere(
                  () -> new World(false),
                  world ->
                      job -> {
                        assertEquals(JobState.CANCELLED, job.state());
                        assertEquals(List.of(), world.world.existing("volume"));
                        assertEquals(List.of(), world.world.existing("instance"));
                      });
      assertTrue(points >= 20, "only " + points + " points");
    }
  }

  private static CrashHarness harness(Database database) {
    return new CrashHarness(database, CrashHarness.TIMINGS);
  }

  /** A toy world with its job. */
  private static final class World implements CrashHarness.Scenario {
    private final ToyWorld world = new ToyWorld(LATE);
    private final boolean fails;

    World(boolean fails) {
      this.fails = fails;
    }

    @Override
    public List<Workflow<?>> workflows() {
      return List.of(new ToyWorkflow(world));
    }

    @Override
    public FailurePolicy policy() {
      return world;
    }

    @Override
    public NewJob job(String invocation) {
      return Toys.job(ToyWorkflow.NAME, invocation, new ToyWorkflow.Plan("web", fails), false);
    }

    @Override
    public void advance(Subject subject) {
      world.advance(subject.id());
    }

    @Override
    public void inspect(Job ended) {
      if (fails) {
        assertEquals(JobState.FAILED, ended.state());
        assertEquals(List.of(), world.existing("volume"));
        assertEquals(List.of(), world.existing("instance"));
      } else {
        assertEquals(JobState.DONE, ended.state());
        assertEquals(1, world.existing("volume").size(), world.existing("volume")::toString);
        assertEquals(1, world.existing("instance").size(), world.existing("instance")::toString);
      }
    }
  }
}
