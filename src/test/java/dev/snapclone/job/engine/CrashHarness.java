package dev.snapclone.job.engine;

import dev.snapclone.job.Errands.Kind;
import dev.snapclone.job.FailurePolicy;
import dev.snapclone.job.FailurePolicy.Verdict;
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
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs a workflow once to record every crash point, and then once for each: kills the process
 * there, starts a new engine on the same database, lets the job run to its end and inspects the
 * world. Engine and database are real; only the death is simulated, by an {@link Error} after which
 * the old engine writes nothing.
 */
public final class CrashHarness {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Short times, so that hundreds of crashes take seconds. */
  public static final JobTimings TIMINGS =
      new JobTimings(
          Duration.ofMillis(10),
          Duration.ofSeconds(6),
          Duration.ofMillis(200),
          Duration.ofSeconds(60));

  private final Database database;
  private final JobTimings timings;
  private final InstantSource clock;
  private final Choice choice;

  /**
   * @param database an open database, used for all runs
   * @param timings the engine's times; the settle time must exceed the world's delays
   */
  public CrashHarness(Database database, JobTimings timings) {
    this(database, timings, InstantSource.system());
  }

  /** As above, with the engine's clock, which the world may advance. */
  public CrashHarness(Database database, JobTimings timings, InstantSource clock) {
    this(database, timings, clock, new Choice(1, 0));
  }

  private CrashHarness(Database database, JobTimings timings, InstantSource clock, Choice choice) {
    this.database = database;
    this.timings = timings;
    this.clock = clock;
    this.choice = choice;
  }

  /** A harness that uses only a sample of the points, the same ones for a seed. */
  public CrashHarness sampled(int oneIn, long seed) {
    return new CrashHarness(database, timings, clock, new Choice(oneIn, seed));
  }

  /** The sample, the same for a seed. */
  private record Choice(int oneIn, long seed) {
    <E> List<E> of(List<E> all) {
      if (oneIn == 1) {
        return all;
      }
      List<E> shuffled = new ArrayList<>(all);
      Collections.shuffle(shuffled, new Random(seed));
      return shuffled.subList(0, (all.size() + oneIn - 1) / oneIn);
    }
  }

  /** A fresh world and the job to run in it. */
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

    /** Makes some progress in the world; called whenever the job parks on a subject. */
    default void advance(Subject subject) {}

    /** The calls so far that changed the world, in order. */
    default List<String> changes() {
      return List.of();
    }

    /**
     * Loses the answer of the next call like this one, and delays its effect.
     *
     * @param change one of {@link #changes} of an earlier world
     */
    default void loseAnswer(String change) {}

    /**
     * Whether somebody cancels the job at this point, when it is first reached and before any
     * crash.
     */
    default boolean cancels(Point here) {
      return false;
    }

    /** Makes everything visible that was made before the crash. */
    default void someTimePasses() {}

    /** Called when a new process has started after a crash. */
    default void restarted() {}

    /** Asserts that the world and the job are right in the end. */
    void inspect(Job ended);
  }

  /** What a new process knows about lost rows. */
  public enum Loss {
    /** That some rows are lost. */
    KNOWN,
    UNNOTICED
  }

  /** A moment of a step. */
  public record Point(String key, Moment moment) {}

  /** What happens at a point. */
  private enum Blow {
    NONE,
    KILL,
    /**
     * The answer of the step's call is lost, its effect is late, and the process dies while it
     * waits.
     */
    LOSE_AND_KILL,
    CANCEL
  }

  /**
   * The earlier state of the database that is restored at a crash.
   *
   * @param back how many states before the last one; 0 for the last
   */
  private record Tail(int back, Loss loss) {
    static final Tail WHOLE = new Tail(0, Loss.UNNOTICED);
  }

  /** The recorded run: its points, and the changes by the keys of their steps. */
  private record Passage(
      Set<Point> points, Map<String, String> changes, Map<Point, Integer> states) {
    Passage() {
      this(new LinkedHashSet<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
    }
  }

  /** The points of an undisturbed run, in order; also inspects the world. */
  public List<Point> discover(Supplier<? extends Scenario> scenarios) {
    return List.copyOf(passage(scenarios).points());
  }

  private Passage passage(Supplier<? extends Scenario> scenarios) {
    Scenario scenario = scenarios.get();
    Passage passage = new Passage();
    scenario.inspect(new Trial(scenario, null, Blow.NONE, Tail.WHOLE, "", passage).run());
    return passage;
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
   * Kills the process in every step that changes something, while it waits for a lost answer; the
   * change takes effect after the crash.
   *
   * @return how many steps that were
   */
  public int loseEverywhere(Supplier<? extends Scenario> scenarios) {
    return everywhere(scenarios, Blow.LOSE_AND_KILL, scenario -> scenario::inspect);
  }

  /**
   * Kills the process at every point of the workflow, and resets the job's rows to every earlier
   * state, down to the one in which it was only requested.
   *
   * @param loss what the next process knows
   * @param inspection asserts that all is right in the end
   * @return how many pairs of a point and a state that were
   */
  public <S extends Scenario> int loseRowsEverywhere(
      Supplier<S> scenarios, Loss loss, Function<S, Consumer<Job>> inspection) {
    Passage passage = passage(scenarios);
    List<Map.Entry<Point, Tail>> blows = new ArrayList<>();
    passage
        .states()
        .forEach(
            (point, states) -> {
              for (int back = 1; back <= states; back++) {
                blows.add(Map.entry(point, new Tail(back, loss)));
              }
            });
    List<Map.Entry<Point, Tail>> chosen = choice.of(blows);
    for (Map.Entry<Point, Tail> blow : chosen) {
      S scenario = scenarios.get();
      try {
        Job ended =
            new Trial(scenario, blow.getKey(), Blow.KILL, blow.getValue(), "", new Passage()).run();
        inspection.apply(scenario).accept(ended);
      } catch (AssertionError e) {
        throw new AssertionError("rows lost: " + blow + ": " + e.getMessage(), e);
      }
    }
    return chosen.size();
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
    Passage passage = passage(scenarios);
    List<Point> points = choice.of(targets(passage, blow));
    for (Point point : points) {
      S scenario = scenarios.get();
      String change = passage.changes().getOrDefault(point.key(), "");
      try {
        Job ended = new Trial(scenario, point, blow, Tail.WHOLE, change, new Passage()).run();
        inspection.apply(scenario).accept(ended);
      } catch (AssertionError e) {
        throw new AssertionError(blow + " at " + point + ": " + e.getMessage(), e);
      }
    }
    return points.size();
  }

  private static List<Point> targets(Passage passage, Blow blow) {
    List<Point> points = new ArrayList<>(passage.points());
    if (blow == Blow.CANCEL) {
      points.removeIf(it -> it.key().equals("end") && it.moment() == Moment.AFTER_JOURNAL);
    }
    if (blow == Blow.LOSE_AND_KILL) {
      points.removeIf(
          it -> it.moment() != Moment.BEFORE_EFFECT || !passage.changes().containsKey(it.key()));
    }
    return points;
  }

  /** The process is gone. */
  private static final class Death extends Error {
    private static final long serialVersionUID = 1L;

    Death(Point point) {
      super("died at " + point, null, false, false);
    }
  }

  /** One run of a job in a world, with at most one crash. */
  private final class Trial {
    private final Scenario scenario;
    private final @Nullable Point target;
    private final Blow blow;
    private final Tail tail;
    private final String change;
    private final Passage passed;
    private final List<StoredRows> states = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger changesBefore = new AtomicInteger();
    private final AtomicBoolean waiting = new AtomicBoolean();
    private final AtomicBoolean cancelled = new AtomicBoolean();
    private final CompletableFuture<Point> struck = new CompletableFuture<>();
    private volatile CompletableFuture<Job> ended = new CompletableFuture<>();
    private final AtomicReference<NewJob> asked = new AtomicReference<>();
    private final AtomicReference<String> jobId = new AtomicReference<>("");

    Trial(
        Scenario scenario,
        @Nullable Point target,
        Blow blow,
        Tail tail,
        String change,
        Passage passed) {
      this.scenario = scenario;
      this.target = target;
      this.blow = blow;
      this.tail = tail;
      this.change = change;
      this.passed = passed;
    }

    Job run() {
      database.jobs().listen(this::changed);
      asked.set(scenario.job(new JobIds().next()));
      jobId.set(JobIds.of(asked.get().origin().invocation()));
      Engine first = engine(this::reached, this::verdict);
      first.offer(Kind.INTERACTION, asked.get().origin().invocation(), "", clock.instant());
      noteState();
      first.start();
      try {
        if (!deadly()) {
          return result(ended);
        }
        awaitBlow();
      } finally {
        first.stop();
      }
      if (tail.back() > 0) {
        states.get(Math.max(0, states.size() - 1 - tail.back())).restore(database);
        ended = new CompletableFuture<>(); // the end of the job may be what was lost
        if (tail.loss() == Loss.UNNOTICED) {
          scenario.someTimePasses();
        }
      }
      // As if takeover-after had passed: the dead engine's picks are released.
      database.jobs().releasePicks(clock.instant());
      scenario.restarted();
      Engine second = engine(CrashPoints.NONE, scenario.policy());
      if (tail.loss() == Loss.KNOWN) {
        second.rowsWereLost("a test");
      }
      second.start();
      try {
        changed(jobId.get());
        return result(ended);
      } finally {
        second.stop();
      }
    }

    private void awaitBlow() {
      if (blow == Blow.LOSE_AND_KILL) {
        // A workflow that ignores the lost answer would end instead.
        result(CompletableFuture.anyOf(struck, ended));
        if (!struck.isDone()) {
          throw new AssertionError("it ended without a blow");
        }
      }
      result(struck);
    }

    private boolean deadly() {
      return blow == Blow.KILL || blow == Blow.LOSE_AND_KILL;
    }

    private Engine engine(CrashPoints crashPoints, FailurePolicy policy) {
      Engine engine =
          new Engine(database.jobs(), scenario.workflows(), policy, timings, clock, 1, crashPoints);
      engine.handle(Kind.OUTCOME, (id, payload, attempt) -> true);
      engine.handle(
          Kind.INTERACTION,
          (id, payload, attempt) -> {
            engine.jobs().submit(asked.get());
            noteState();
            return true;
          });
      engine.useWatcher(
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
      passed.points().add(here);
      noteChange(here);
      if (deadly() && struck.isDone()) {
        throw new Death(here);
      }
      noteState();
      passed.states().putIfAbsent(here, states.size() - 1);
      if (scenario.cancels(here) && cancelled.compareAndSet(false, true)) {
        cancel(id);
      }
      if (!here.equals(target)) {
        return;
      }
      switch (blow) {
        case NONE -> {}
        case KILL -> {
          struck.complete(here);
          throw new Death(here);
        }
        case LOSE_AND_KILL -> {
          if (waiting.compareAndSet(false, true)) {
            scenario.loseAnswer(change);
          }
        }
        case CANCEL -> {
          if (struck.complete(here)) {
            cancel(id);
          }
        }
      }
    }

    /** The states of the database so far, oldest first, from before there was the job. */
    private void noteState() {
      StoredRows now = StoredRows.of(database, jobId.get(), asked.get().origin().invocation());
      if (states.isEmpty() || !now.equals(states.get(states.size() - 1))) {
        states.add(now);
      }
    }

    private void cancel(String id) {
      database.jobs().cancel(id, Toys.BOB, Outcomes.cancelledUnstarted(Toys.BOB), clock.instant());
    }

    private void noteChange(Point here) {
      List<String> changes = scenario.changes();
      if (here.moment() == Moment.BEFORE_EFFECT) {
        changesBefore.set(changes.size());
      } else if (here.moment() == Moment.AFTER_EFFECT && changes.size() > changesBefore.get()) {
        passed.changes().putIfAbsent(here.key(), changes.get(changesBefore.get()));
      }
    }

    /** The lost answer: the process dies before it can journal it. */
    private @Nullable Verdict verdict(RuntimeException failure) {
      if (waiting.get()) {
        Point here = Objects.requireNonNull(target);
        struck.complete(here);
        throw new Death(here);
      }
      return scenario.policy().judge(failure);
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
