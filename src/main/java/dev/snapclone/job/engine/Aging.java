package dev.snapclone.job.engine;

import dev.snapclone.job.BackgroundThreads;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps urgent work from starving the rest: answers to people have priority over jobs, but work
 * that is long overdue runs by age. Otherwise a flood of commands would stop all jobs.
 */
final class Aging {
  private static final Logger LOG = LoggerFactory.getLogger(Aging.class);

  /** Longer than a few jobs delay an answer to a person. */
  private static final Duration OVERDUE = Duration.ofSeconds(2);

  private final JobStore store;
  private final InstantSource clock;
  private final ScheduledExecutorService timer = BackgroundThreads.clock("jobs-aging");

  Aging(JobStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  void start() {
    Future<?> unused =
        timer.scheduleWithFixedDelay(
            this::look, OVERDUE.toMillis(), OVERDUE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      store.age(clock.instant().minus(OVERDUE));
    } catch (RuntimeException e) {
      LOG.debug("the storage is away; nothing ages", e);
    }
  }

  void stop() {
    timer.shutdown();
  }
}
