package dev.snapclone.job.engine;

import dev.snapclone.i18n.Text;
import dev.snapclone.job.FailurePolicy;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobKind;
import dev.snapclone.job.JobTimings;
import dev.snapclone.job.LockKey;
import dev.snapclone.job.Outcome;
import dev.snapclone.job.OutlineStep;
import dev.snapclone.job.Steps;
import dev.snapclone.job.Workflow;
import dev.snapclone.storage.Database;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** A database with engines on it, for one test; workflows are lambdas. */
final class Bench implements AutoCloseable {
  static final String WORKFLOW = "script-v1";

  final Database database;
  final JobWatch watch;
  private final List<Engine> engines = new ArrayList<>();
  private JobTimings timings =
      new JobTimings(
          Duration.ofMillis(20),
          Duration.ofSeconds(60),
          Duration.ofMillis(200),
          Duration.ofSeconds(60));
  private FailurePolicy policy = failure -> null;

  Bench(TestDatabases.Kind kind) {
    this(kind.open());
  }

  Bench(Database database) {
    this.database = database;
    this.watch = new JobWatch(database.jobs());
  }

  Bench with(JobTimings other) {
    timings = other;
    return this;
  }

  Bench with(FailurePolicy other) {
    policy = other;
    return this;
  }

  /** A job's code. */
  @FunctionalInterface
  interface Script extends BiFunction<String, Steps, Outcome> {}

  /** An engine, not started, that runs a script. */
  Engine engine(Script script) {
    return engine(4, script);
  }

  Engine engine(int threads, Script script) {
    return engine(threads, InstantSource.system(), script);
  }

  /** The same with another clock. */
  Engine engine(InstantSource clock, Script script) {
    return engine(4, clock, script);
  }

  private Engine engine(int threads, InstantSource clock, Script script) {
    Engine engine =
        new Engine(
            database.jobs(),
            List.of(new Scripted(script)),
            policy,
            timings,
            clock,
            threads,
            CrashPoints.NONE);
    engines.add(engine);
    return engine;
  }

  /** A started engine that runs a script. */
  Engine running(Script script) {
    Engine engine = engine(script);
    engine.start();
    return engine;
  }

  /** Submits a job that does not wait for approval. */
  static Job submit(Engine engine, String invocation, LockKey... locks) {
    return engine.jobs().submit(Toys.job(WORKFLOW, invocation, invocation, false, locks));
  }

  /** Submits a job that waits for approval. */
  static Job submitWaiting(Engine engine, String invocation, LockKey... locks) {
    return engine.jobs().submit(Toys.job(WORKFLOW, invocation, invocation, true, locks));
  }

  static Outcome done() {
    return new Outcome(Text.of("toy.done"), List.of(), List.of(), List.of(), Map.of());
  }

  @Override
  public void close() {
    engines.forEach(Engine::stop);
    database.close();
  }

  private record Scripted(Script script) implements Workflow<String> {
    @Override
    public JobKind<String> kind() {
      return new JobKind<>(WORKFLOW, String.class, "snapshot");
    }

    @Override
    public List<OutlineStep> outline(String plan) {
      return List.of();
    }

    @Override
    public Supplier<Outcome> run(String plan, Steps steps) {
      Outcome outcome = script.apply(plan, steps);
      return () -> outcome;
    }
  }
}
