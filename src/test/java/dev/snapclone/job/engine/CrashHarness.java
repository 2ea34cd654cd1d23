package dev.snapclone.job.engine;

import dev.snapclone.job.FailurePolicy;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobTimings;
import dev.snapclone.job.NewJob;
import dev.snapclone.job.Subject;
import dev.snapclone.job.Watcher;
import dev.snapclone.job.Workflow;
import dev.snapclone.job.engine.CrashPoints.Moment;
import dev.snapclone.storage.Database;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs a workflow once to learn every moment at which the process may die, then again for each of
 * them: kills there, starts a new engine on the same database, lets the job run to its end and has
 * the world inspected. Real engine, real database; only the death is played, by an {@link Error}
 * after which the old engine writes nothing.
 */
public final class CrashHarness {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Short times, so that hundreds of deaths take seconds. */
  public static final JobTimings TIMINGS =
      new JobTimings(
          Duration.ofMillis(10),
          Duration.ofSeconds(6),
          Duration.ofMillis(200),
          Duration.ofSeconds(60));

  private final Database database;
  private final JobTimings timings;

  /**
   * @param database an open database, used for all runs
   * @param timings the engine's times; the settle time has to exceed the world's lateness
   */
  public CrashHarness(Database database, JobTimings timings) {
    this.database = database;
    this.timings = timings;
  }

  /** One fresh world with the job that is to be done in it. */
  public interface Scenario {
    /** The workflows, which work on this world. */
    List<? extends Workflow<?>> workflows();

    /** What failures mean. */
    FailurePolicy policy();

    /**
     * The job to submit; it must not wait for approval.
     *
     * @param invocation a unique invocation id
     */
    NewJob job(String invocation);

    /** The world moves on a little: called whenever the job parks on a subject. */
    default void advance(Subject subject) {}

    /** A new process has been started after a death. */
    default void restarted() {}

    /** Asserts that the world and the job are right in the end. */
    void inspect(Job ended);
  }

  /** A moment of a step. */
  public record Point(String key, Moment moment) {}

  /** What happens at a point. */
  private enum Blow {
    NONE,
    KILL,
    CANCEL
  }

  /** The points that a run passes without anything happening, in order; inspects the world. */
  public List<Point> discover(Supplier<? extends Scenario> scenarios) {
    Scenario scenario = scenarios.get();
    Set<Point> points = new LinkedHashSet<>();
    scenario.inspect(new Trial(scenario, null, Blow.NONE, points).run());
    return List.copyOf(points);
  }

  /**
   * Kills the process at every point of the workflow.
   *
   * @return how many points that were
   */
  public int killEverywhere(Supplier<? extends Scenario> scenarios) {
    return everywhere(scenarios, Blow.KILL, scenario -> scenario::inspect);
  }

  /**
   * Cancels the job at every point of the workflow but those of its end.
   *
   * @param inspection asserts that everything is undone
   * @return how many points that were
   */
  public <S extends Scenario> int cancelEverywhere(
      Supplier<S> scenarios, Function<S, Consumer<Job>> inspection) {
    return everywhere(scenarios, Blow.CANCEL, inspection);
  }

  private <S extends Scenario> int everywhere(
      Supplier<S> scenarios, Blow blow, Function<S, Consumer<Job>> inspection) {
    List<Point> points = new ArrayList<>(discover(scenarios));
    if (blow == Blow.CANCEL) {
      points.removeIf(it -> it.key().equals("end") && it.moment() == Moment.AFTER_JOURNAL);
    }
    for (Point point : points) {
      S scenario = scenarios.get();
      try {
        Job ended = new Trial(scenario, point, blow, new LinkedHashSet<>()).run();
        inspection.apply(scenario).accept(ended);
      } catch (AssertionError e) {
        throw new AssertionError(blow + " at " + point + ": " + e.getMessage(), e);
      }
    }
    return points.size();
  }

  /** The process is gone. */
  private static final class Death extends Error {
    private static final long serialVersionUID = 1L;

    Death(Point point) {
      super("died at " + point, null, false, false);
    }
  }

  /** One run of one job in one world, with at most one blow. */
  private final class Trial {
    private final Scenario scenario;
    private final @Nullable Point target;
    private final Blow blow;
    private final Set<Point> passed;
    private final CompletableFuture<Point> struck = new CompletableFuture<>();
    private final CompletableFuture<Job> ended = new CompletableFuture<>();
    private final AtomicReference<String> jobId = new AtomicReference<>("");

    Trial(Scenario scenario, @Nullable Point target, Blow blow, Set<Point> passed) {
      this.scenario = scenario;
      this.target = target;
      this.blow = blow;
      this.passed = passed;
    }

    Job run() {
      database.jobs().listen(this::changed);
      Engine first = engine(this::reached);
      first.start();
      try {
        jobId.set(first.jobs().submit(scenario.job(new JobIds().next())).id());
        changed(jobId.get()); // it may have been quicker than we
        if (blow != Blow.KILL) {
          return result(ended);
        }
        result(struck);
      } finally {
        first.stop();
      }
      // As if takeover-after had passed: the dead engine's picks are free.
      database.jobs().releasePicks(InstantSource.system().instant());
      scenario.restarted();
      Engine second = engine(CrashPoints.NONE);
      second.start();
      try {
        changed(jobId.get());
        return result(ended);
      } finally {
        second.stop();
      }
    }

    private Engine engine(CrashPoints crashPoints) {
      Engine engine =
          new Engine(
              database.jobs(),
              scenario.workflows(),
              scenario.policy(),
              timings,
              InstantSource.system(),
              2,
              crashPoints);
      engine.watchWith(
          new Watcher() {
            @Override
            public void watch(String id, Subject subject) {
              scenario.advance(subject);
              engine.wake(id);
            }

            @Override
            public void forget(String id) {}
          });
      return engine;
    }

    private void reached(String id, String key, Moment moment) {
      Point here = new Point(key, moment);
      passed.add(here);
      if (blow == Blow.KILL && struck.isDone()) {
        throw new Death(here);
      }
      if (here.equals(target) && struck.complete(here)) {
        if (blow == Blow.KILL) {
          throw new Death(here);
        }
        database.jobs().cancel(id, Toys.BOB, Outcomes.cancelledUnstarted(Toys.BOB), Toys.now());
      }
    }

    private void changed(String id) {
      if (id.equals(jobId.get())) {
        database.jobs().find(id).filter(job -> job.state().terminal()).ifPresent(ended::complete);
      }
    }

    private <R> R result(CompletableFuture<R> future) {
      try {
        return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      } catch (InterruptedException | ExecutionException e) {
        throw new IllegalStateException(e);
      } catch (TimeoutException e) {
        throw new AssertionError(
            "nothing happened for "
                + PATIENCE
                + (target == null ? "" : ", target " + target)
                + "; the job is "
                + database.jobs().find(jobId.get())
                + " with the journal "
                + database.jobs().journal(jobId.get()),
            e);
      }
    }
  }
}
