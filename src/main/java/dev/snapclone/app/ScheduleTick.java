package dev.snapclone.app;

import dev.snapclone.job.BackgroundThreads;
import dev.snapclone.schedule.Schedules;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks now and then whether schedules have their timers, by a time that nobody sets: a clock that
 * was ahead has set them too late, and a database can lose its tail.
 */
final class ScheduleTick implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ScheduleTick.class);
  private static final Duration BETWEEN = Duration.ofMinutes(5);

  private final Schedules schedules;
  private final ScheduledExecutorService thread = BackgroundThreads.clock("schedules");

  ScheduleTick(Schedules schedules) {
    this.schedules = schedules;
  }

  /** Looks for the first time before it returns. */
  void start() {
    look();
    long between = BETWEEN.toMillis();
    ScheduledFuture<?> unused =
        thread.scheduleWithFixedDelay(this::look, between, between, TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      schedules.lookAgain();
    } catch (RuntimeException e) {
      LOG.warn("the timers of schedules were not looked at, again in {}", BETWEEN, e);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
