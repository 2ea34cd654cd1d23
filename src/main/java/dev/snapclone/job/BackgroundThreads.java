package dev.snapclone.job;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes all threads of the bot: daemon threads, which never keep the process alive, with names that
 * explain a thread dump.
 */
public final class BackgroundThreads {
  private BackgroundThreads() {}

  /** Makes daemon threads called {@code NAME-1}, {@code NAME-2} … */
  public static ThreadFactory factory(String name) {
    AtomicInteger number = new AtomicInteger();
    return work -> {
      Thread thread = new Thread(work, name + '-' + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }

  /** A scheduler with one thread. */
  public static ScheduledExecutorService clock(String name) {
    return Executors.newSingleThreadScheduledExecutor(factory(name));
  }

  /** A pool with a fixed number of threads. */
  public static ExecutorService pool(String name, int threads) {
    return Executors.newFixedThreadPool(threads, factory(name));
  }
}
