package dev.snapclone.job.engine;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets nothing wait for ever behind what is more urgent: answers to people go before jobs, but what
 * is overdue for a while takes its turn by age. Without it, more commands than a process can bear
 * would stop its jobs altogether.
 */
final class Aging {
  private static final Logger LOG = LoggerFactory.getLogger(Aging.class);

  /** Longer than a person who waits for an answer is kept by a few jobs. */
  private static final Duration OVERDUE = Duration.ofSeconds(2);

  private final JobStore store;
  private final InstantSource clock;
  private final NonInterruptingPools.Clockwork timer =
      new NonInterruptingPools.Clockwork(1, "jobs-aging");

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
    timer.getQueue().clear();
    timer.shutdown();
  }
}
