package dev.snapclone.job;

import java.time.LocalDateTime;
import java.util.Optional;

/** Reads cron expressions of five fields: minute, hour, day of month, month, day of week. */
@FunctionalInterface
public interface CronTimes {
  /**
   * The next time by a wall clock that is never set.
   *
   * @return later than {@code after}; empty when there is none
   * @throws IllegalArgumentException when it is no such expression
   */
  Optional<LocalDateTime> next(String expression, LocalDateTime after);
}
