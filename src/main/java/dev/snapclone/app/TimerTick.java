package dev.snapclone.app;

import dev.snapclone.job.BackgroundThreads;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks now and then whether what recurs has its timers, by a time that nobody sets: a clock that
 * was ahead has set them too late, and a database can lose its tail.
 */
final class TimerTick implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TimerTick.class);
  private static final Duration BETWEEN = Duration.ofMinutes(5);

  private final List<Runnable> looks;
  private final ScheduledExecutorService thread = BackgroundThreads.clock("timers");

  /**
   * @param looks each sets timers that are missing
   */
  TimerTick(Runnable... looks) {
    this.looks = List.of(looks);
  }

  /** Looks for the first time before it returns. */
  void start() {
    look();
    long between = BETWEEN.toMillis();
    ScheduledFuture<?> unused =
        thread.scheduleWithFixedDelay(this::look, between, between, TimeUnit.MILLISECONDS);
  }

  private void look() {
    looks.forEach(TimerTick::look);
  }

  private static void look(Runnable one) {
    try {
      one.run();
    } catch (RuntimeException e) {
      LOG.warn("timers were not looked at, again in {}", BETWEEN, e);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
