package dev.snapclone.job.engine;

import dev.snapclone.job.BackgroundThreads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Thread pools that never interrupt. db-scheduler interrupts its threads when it stops, and H2
 * closes its file when a thread is interrupted while it reads or writes. Jobs could then not be
 * parked.
 */
final class NonInterruptingPools {
  private NonInterruptingPools() {}

  /** A fixed pool, which calls {@code onShutdown} instead of interrupting its threads. */
  static final class Pool extends ThreadPoolExecutor {
    private final Runnable onShutdown;

    Pool(int threads, String prefix, Runnable onShutdown) {
      super(
          threads,
          threads,
          Duration.ofSeconds(30).toMillis(),
          TimeUnit.MILLISECONDS,
          new LinkedBlockingQueue<>(),
          BackgroundThreads.factory(prefix));
      allowCoreThreadTimeOut(true);
      this.onShutdown = onShutdown;
    }

    @Override
    public List<Runnable> shutdownNow() {
      shutdown();
      List<Runnable> waiting = new ArrayList<>();
      getQueue().drainTo(waiting);
      onShutdown.run();
      return waiting;
    }
  }

  /** A pool for recurring work. */
  static final class Recurring extends ScheduledThreadPoolExecutor {
    Recurring(int threads, String prefix) {
      super(threads, BackgroundThreads.factory(prefix));
    }

    @Override
    public List<Runnable> shutdownNow() {
      shutdown();
      return List.of();
    }
  }
}
