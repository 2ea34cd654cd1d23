package dev.snapclone.inventory;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Reads of a cloud that happen only when the test says so, and time that the test moves. */
public final class SlowCloud implements Executor, Ticker {
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private long nanos;

  @Override
  public void execute(Runnable command) {
    if (command instanceof CompletableFuture.AsynchronousCompletionTask) {
      waiting.add(command);
    } else {
      command.run(); // the cache's own housekeeping
    }
  }

  /** How many reads have been asked for and not happened. */
  public int waiting() {
    return waiting.size();
  }

  /** Lets the reads that were asked for happen; how many. */
  public int answers() {
    int ran = 0;
    while (!waiting.isEmpty()) {
      waiting.pop().run();
      ran++;
    }
    return ran;
  }

  /** Lets time pass. */
  public void passes(Duration time) {
    nanos += time.toNanos();
  }

  @Override
  public long read() {
    return nanos;
  }
}
