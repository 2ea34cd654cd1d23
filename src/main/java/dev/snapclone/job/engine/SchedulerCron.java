package dev.snapclone.job.engine;

import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.schedule.CronSchedule;
import com.github.kagkarlsson.scheduler.task.schedule.CronStyle;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import dev.snapclone.job.CronTimes;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * db-scheduler's cron, asked in UTC so that it reckons with a clock that is never set. What a clock
 * that is set means for a schedule is decided where its time zone is known.
 */
public final class SchedulerCron implements CronTimes {
  @Override
  public Optional<LocalDateTime> next(String expression, LocalDateTime after) {
    // "-" is db-scheduler's own word for never.
    if (expression.strip().equals("-")) {
      throw new IllegalArgumentException("no cron expression");
    }
    Instant next =
        new CronSchedule(expression, ZoneOffset.UTC, CronStyle.UNIX)
            .getNextExecutionTime(
                ExecutionComplete.simulatedSuccess(after.toInstant(ZoneOffset.UTC)));
    return next.equals(Schedule.NEVER)
        ? Optional.empty()
        : Optional.of(LocalDateTime.ofInstant(next, ZoneOffset.UTC));
  }
}
