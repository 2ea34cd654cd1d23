package dev.snapclone.job;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes all threads of the bot: daemon threads, which never keep the process alive, with names that
 * explain a thread dump. What a thread dies of is in the log.
 *
 * <p>Nothing is interrupted at work. {@code shutdownNow} drops what waits and lets what runs end by
 * itself: H2 closes its file when an interrupted thread reads or writes, and then nobody can store
 * anything.
 */
public final class BackgroundThreads {
  private static final Logger LOG = LoggerFactory.getLogger(BackgroundThreads.class);
  private static final int IDLE_SECONDS = 30;

  private BackgroundThreads() {}

  /** Makes daemon threads called {@code NAME-1}, {@code NAME-2} … */
  public static ThreadFactory factory(String name) {
    AtomicInteger number = new AtomicInteger();
    return work -> {
      Thread thread = new Thread(work, name + '-' + number.incrementAndGet());
      thread.setDaemon(true);
      thread.setUncaughtExceptionHandler(
          (broken, error) -> LOG.error("{} ended with an error", broken.getName(), error));
      return thread;
    };
  }

  /** A scheduler with one thread. */
  public static ScheduledExecutorService clock(String name) {
    return clock(name, 1);
  }

  /**
   * A scheduler with several threads; once it is shut down, nothing begins whose time is to come.
   */
  public static ScheduledExecutorService clock(String name, int threads) {
    return new Clock(name, threads);
  }

  /** A pool with a fixed number of threads. */
  public static ExecutorService pool(String name, int threads) {
    return pool(name, threads, () -> {});
  }

  /**
   * A pool with a fixed number of threads.
   *
   * @param onShutdownNow tells what runs that it has to end
   */
  public static ExecutorService pool(String name, int threads, Runnable onShutdownNow) {
    return new Pool(name, threads, threads, new LinkedBlockingQueue<>(), onShutdownNow);
  }

  /** A pool with as many threads as there is work, for what may hang. */
  public static ExecutorService unlimited(String name) {
    return new Pool(name, 0, Integer.MAX_VALUE, new SynchronousQueue<>(), () -> {});
  }

  private static final class Pool extends ThreadPoolExecutor {
    private final Runnable onShutdownNow;

    Pool(String name, int least, int most, BlockingQueue<Runnable> queue, Runnable onShutdownNow) {
      super(least, most, IDLE_SECONDS, TimeUnit.SECONDS, queue, factory(name));
      allowCoreThreadTimeOut(true);
      this.onShutdownNow = onShutdownNow;
    }

    @Override
    public List<Runnable> shutdownNow() {
      List<Runnable> waiting = stop(this);
      onShutdownNow.run();
      return waiting;
    }
  }

  private static final class Clock extends ScheduledThreadPoolExecutor {
    Clock(String name, int threads) {
      super(threads, factory(name));
      setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public List<Runnable> shutdownNow() {
      return stop(this);
    }
  }

  private static List<Runnable> stop(ThreadPoolExecutor pool) {
    pool.shutdown();
    List<Runnable> waiting = new ArrayList<>();
    pool.getQueue().drainTo(waiting);
    pool.purge(); // wakes threads that wait for what was drained
    return waiting;
  }
}
