package dev.snapclone.app;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Turns SIGTERM and SIGINT into an orderly stop with our own exit code instead of the JVM's 143 or
 * 130. The hook requests the stop and waits; the main thread wakes in {@link #await()}, closes
 * everything and calls {@link #finished}.
 */
public final class StopSignal {
  private static final int TOO_SLOW = 1;

  private final CountDownLatch requested = new CountDownLatch(1);
  private final CountDownLatch finished = new CountDownLatch(1);
  private final AtomicInteger code = new AtomicInteger();

  /** A signal that only {@link #request()} raises. */
  public StopSignal() {}

  /**
   * A signal that SIGTERM and SIGINT raise.
   *
   * @param patience how long stopping may take before the process is halted with exit code 1
   */
  public static StopSignal ofProcess(Duration patience) {
    StopSignal signal = new StopSignal();
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> signal.endProcess(patience), "stop-signal"));
    return signal;
  }

  private void endProcess(Duration patience) {
    if (finished.getCount() == 0) {
      // The program ended by itself and exits with its own code.
      return;
    }
    request();
    boolean orderly;
    try {
      orderly = finished.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      orderly = false;
    }
    Runtime.getRuntime().halt(orderly ? code.get() : TOO_SLOW);
  }

  /** Requests the stop. */
  public void request() {
    requested.countDown();
  }

  public boolean requested() {
    return requested.getCount() == 0;
  }

  /** Waits for the request; an interrupt counts as one. */
  public void await() {
    try {
      requested.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      request();
    }
  }

  /** Reports that everything is closed. */
  public void finished(int exitCode) {
    code.set(exitCode);
    finished.countDown();
  }
}
