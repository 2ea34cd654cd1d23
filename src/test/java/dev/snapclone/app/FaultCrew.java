package dev.snapclone.app;

import dev.snapclone.app.FaultRun.Result;
import dev.snapclone.job.engine.TestDatabases;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Carries out many runs, several worlds side by side, each world for a number of runs and then
 * closed: before that, every outcome that was ever told in it is counted once more.
 */
final class FaultCrew {
  private static final int RUNS_OF_A_WORLD = 25;

  private final Path folder;
  private final int worlds;
  private final Duration stalledAfter;
  private final AtomicInteger opened = new AtomicInteger();
  private final Map<String, Integer> ends = new TreeMap<>();
  private final List<String> failures = new ArrayList<>();
  private int runs;

  /**
   * @param worlds how many at once
   * @param stalledAfter when the bots give waits and faults up
   */
  FaultCrew(Path folder, int worlds, Duration stalledAfter) {
    this.folder = folder;
    this.worlds = worlds;
    this.stalledAfter = stalledAfter;
  }

  /**
   * One run.
   *
   * @param name how it is called when it fails: with what repeats it
   * @param work carries it out
   */
  record Task(String name, Function<FaultWorld, FaultRun> work) {}

  /** Carries all of them out. */
  void carryOut(List<Task> tasks) {
    ConcurrentLinkedQueue<Task> queue = new ConcurrentLinkedQueue<>(tasks);
    ExecutorService threads = Executors.newFixedThreadPool(worlds);
    List<Future<?>> all = new ArrayList<>();
    for (int i = 0; i < worlds; i++) {
      all.add(threads.submit(() -> work(queue)));
    }
    threads.shutdown();
    try {
      for (Future<?> one : all) {
        one.get(1, TimeUnit.HOURS);
      }
    } catch (InterruptedException | ExecutionException | java.util.concurrent.TimeoutException e) {
      throw new IllegalStateException(e);
    } finally {
      threads.shutdownNow();
    }
  }

  private void work(ConcurrentLinkedQueue<Task> queue) {
    while (!queue.isEmpty()) {
      int number = opened.incrementAndGet();
      // Most on H2, every third world on PostgreSQL.
      TestDatabases.Kind kind =
          number % 3 == 0 ? TestDatabases.Kind.POSTGRESQL : TestDatabases.Kind.H2;
      try (FaultWorld world =
          new FaultWorld(
              kind.fresh(),
              folder.resolve("world-" + number),
              stalledAfter,
              InstantSource.system())) {
        inOneWorld(world, kind, queue);
      }
    }
  }

  private void inOneWorld(
      FaultWorld world, TestDatabases.Kind kind, ConcurrentLinkedQueue<Task> queue) {
    List<Result> results = new ArrayList<>();
    for (int i = 0; i < RUNS_OF_A_WORLD; i++) {
      Task task = queue.poll();
      if (task == null) {
        break;
      }
      String name = task.name() + " on " + kind;
      try {
        Result result = task.work().apply(world).run();
        results.add(result);
        note(name, result);
        if (!result.complaints().isEmpty()) {
          break; // what is wrong must not be the next one's trouble
        }
      } catch (RuntimeException e) {
        StringWriter trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace));
        fail(name, "broke off: " + trace);
        break;
      }
    }
    for (Result result : results) {
      int told = result.jobId().isEmpty() ? 1 : world.outcomes(result.jobId()).size();
      if (told != 1 && result.complaints().isEmpty()) {
        fail("job " + result.jobId(), "in the end told " + told + " times");
      }
    }
  }

  private synchronized void note(String name, Result result) {
    runs++;
    ends.merge(result.end(), 1, Integer::sum);
    if (!result.complaints().isEmpty()) {
      fail(name, String.join("\n    ", result.complaints()));
    }
  }

  private synchronized void fail(String name, String why) {
    failures.add(name + "\n    " + why);
  }

  /** How many runs, and how they ended. */
  synchronized String figures() {
    return runs + " runs: " + ends;
  }

  /** What was wrong; null when nothing was. */
  synchronized @Nullable String wrong() {
    return failures.isEmpty()
        ? null
        : failures.size()
            + " of "
            + runs
            + " runs went wrong:\n"
            + failures.stream().map(it -> "  " + it).collect(Collectors.joining("\n"));
  }
}
