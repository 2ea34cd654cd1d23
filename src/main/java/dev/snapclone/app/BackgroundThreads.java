package dev.snapclone.app;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that do not keep the process alive, with names that a thread dump explains. */
final class BackgroundThreads {
  private BackgroundThreads() {}

  /** One daemon thread that does things later. */
  static ScheduledExecutorService clock(String name) {
    return Executors.newSingleThreadScheduledExecutor(
        work -> {
          Thread thread = new Thread(work, name);
          thread.setDaemon(true);
          return thread;
        });
  }

  /** A pool of daemon threads called {@code NAME-1}, {@code NAME-2} … */
  static ExecutorService named(String name, int threads) {
    AtomicInteger number = new AtomicInteger();
    return Executors.newFixedThreadPool(
        threads,
        work -> {
          Thread thread = new Thread(work, name + '-' + number.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        });
  }
}
