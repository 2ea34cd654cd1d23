package dev.snapclone.app;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Turns SIGTERM and SIGINT into an orderly end with an exit code of our own: the JVM would leave
 * with 143 or 130. The hook asks for the end and waits for it; the main thread waits in {@link
 * #await()}, closes everything, and says so with {@link #finished}.
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
   * @param patience how long the end may take before the process is halted with exit code 1
   */
  public static StopSignal ofProcess(Duration patience) {
    StopSignal signal = new StopSignal();
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> signal.endProcess(patience), "stop-signal"));
    return signal;
  }

  private void endProcess(Duration patience) {
    if (finished.getCount() == 0) {
      // The program ended by itself and is leaving with its own code.
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

  /** Asks for the end. */
  public void request() {
    requested.countDown();
  }

  /** Whether the end was asked for. */
  public boolean requested() {
    return requested.getCount() == 0;
  }

  /** Waits until the end is asked for; an interrupt counts as asking. */
  public void await() {
    try {
      requested.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      request();
    }
  }

  /**
   * Says that everything is closed.
   *
   * @param exitCode what the process leaves with
   */
  public void finished(int exitCode) {
    code.set(exitCode);
    finished.countDown();
  }
}
