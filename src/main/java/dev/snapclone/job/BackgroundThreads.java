package dev.snapclone.job;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads that do not keep the process alive, whatever hangs in them, with names that a thread dump
 * explains. All threads of the bot are made here.
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

  /** One thread that does things later. */
  public static ScheduledExecutorService clock(String name) {
    return Executors.newSingleThreadScheduledExecutor(factory(name));
  }

  /** A pool of so many threads. */
  public static ExecutorService pool(String name, int threads) {
    return Executors.newFixedThreadPool(threads, factory(name));
  }
}
