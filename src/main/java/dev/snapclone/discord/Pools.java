package dev.snapclone.discord;

import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads that work for Discord. */
final class Pools {
  private static final Logger log = LoggerFactory.getLogger(Pools.class);

  private Pools() {}

  /** A job listener must not throw, not even while the bot stops. */
  static EditLanes.Later on(ScheduledExecutorService pool) {
    return (task, delay) -> {
      try {
        Future<?> unused = pool.schedule(logged(task), delay.toMillis(), TimeUnit.MILLISECONDS);
      } catch (RejectedExecutionException e) {
        log.debug("stopping: cards are brought up to date at the next start");
      }
    };
  }

  /** Logs what the task throws, since nobody looks at its result. */
  static Runnable logged(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (RuntimeException | Error e) {
        log.error("work for Discord failed", e);
      }
    };
  }
}
