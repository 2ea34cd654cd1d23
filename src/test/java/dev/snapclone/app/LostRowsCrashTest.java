package dev.snapclone.app;

import dev.snapclone.app.WorkflowCrashTest.Case;
import dev.snapclone.job.engine.CrashHarness;
import dev.snapclone.job.engine.CrashHarness.Loss;
import dev.snapclone.job.engine.TestDatabases;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The process dies at every moment of every real workflow, and the database comes back with the
 * last k of the rows missing that it had acknowledged, k up to all, the job's own included: as a
 * disk can lose them, or a failover to a standby that lagged behind. A new process takes the job
 * up, or is asked for it again; in the end exactly one of each resource exists.
 *
 * <p>A few pairs of a moment and a loss on H2, fewer on PostgreSQL, the same ones each time; {@code
 * -Dsnapclone.crash.full=true} tries them all.
 */
class LostRowsCrashTest {
  private static final int SAMPLE_ON_H2 = 400;
  private static final int SAMPLE = 1400;

  static Stream<Arguments> jobs() {
    return WorkflowCrashTest.jobs();
  }

  static Stream<Arguments> failingJobs() {
    return WorkflowCrashTest.failingJobs();
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void aJobWhoseRowsAreLostMakesEachThingOnce(
      TestDatabases.Kind kind, Case job, TestReporter told) {
    strike(kind, job, told, 80, (harness, clock) -> lose(harness, () -> job.world(clock)));
  }

  @ParameterizedTest
  @MethodSource("failingJobs")
  void aFailingJobWhoseRowsAreLostLeavesNothing(
      TestDatabases.Kind kind, Case job, TestReporter told) {
    strike(kind, job, told, 200, (harness, clock) -> lose(harness, () -> job.failing(clock)));
  }

  private static int lose(CrashHarness harness, Supplier<CrashWorld> world) {
    int lost = 0;
    for (Loss loss : Loss.values()) {
      lost += harness.loseRowsEverywhere(world, loss, it -> it::inspectWithRowsLost);
    }
    return lost;
  }

  private static void strike(
      TestDatabases.Kind kind,
      Case job,
      TestReporter told,
      int atLeast,
      WorkflowCrashTest.Strikes strikes) {
    int oneIn = kind == TestDatabases.Kind.H2 ? SAMPLE_ON_H2 : SAMPLE;
    WorkflowCrashTest.strike(kind, WorkflowCrashTest.FULL ? 1 : oneIn, job, told, atLeast, strikes);
  }
}
