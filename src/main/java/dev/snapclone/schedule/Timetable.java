package dev.snapclone.schedule;

import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.CronTimes;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;

/**
 * When a schedule runs, by the clock of a time zone. Stored as JSON. What is said in a day or a
 * week is a cron expression too, so that there is one reckoning.
 *
 * @param every in what words it was said
 * @param at the time of day, {@code 02:30}; as said for cron
 * @param cron five fields
 * @param zone an id of {@link ZoneId}
 */
public record Timetable(Every every, String at, String cron, String zone) {
  /** More than any clock was ever set at once: Samoa left out a day. */
  private static final Duration SET = Duration.ofHours(25);

  /** In what words a timetable is said. */
  public enum Every {
    DAY,
    WEEK,
    CRON
  }

  /**
   * The next time. A time that a clock leaves out when it is set forward comes when it is set, and
   * one that it shows twice when it is set back comes once.
   *
   * @return later than {@code after}; empty when there is none
   */
  Optional<Instant> next(CronTimes times, Instant after) {
    ZoneId here = ZoneId.of(zone);
    LocalDateTime shown = LocalDateTime.ofInstant(after, here).minus(SET);
    while (true) {
      Optional<LocalDateTime> next = times.next(cron, shown);
      if (next.isEmpty()) {
        return Optional.empty();
      }
      shown = next.get();
      ZoneOffsetTransition set = here.getRules().getTransition(shown);
      // Of a time that is shown twice, the first.
      Instant instant =
          set != null && set.isGap() ? set.getInstant() : shown.atZone(here).toInstant();
      if (instant.isAfter(after)) {
        return Optional.of(instant);
      }
    }
  }

  /** How often it runs in the thirty days after a time. */
  int runsAMonth(CronTimes times, Instant from) {
    Instant end = from.plus(Duration.ofDays(30));
    int runs = 0;
    Optional<Instant> next = next(times, from);
    while (next.isPresent() && next.get().isBefore(end)) {
      runs++;
      next = next(times, next.get());
    }
    return runs;
  }

  /** Such as "every day at 02:30 (Europe/Stockholm)". */
  Text words() {
    return switch (every) {
      case DAY -> Text.of("schedule.when.day", Arg.code(at), Arg.name(zone));
      case WEEK -> Text.of("schedule.when.week", Arg.text(weekday()), Arg.code(at), Arg.name(zone));
      case CRON -> Text.of("schedule.when.cron", Arg.code(cron), Arg.name(zone));
    };
  }

  private Text weekday() {
    int day = Integer.parseInt(cron.substring(cron.lastIndexOf(' ') + 1));
    return Text.of("schedule.weekday." + DayOfWeek.of(day).getValue());
  }
}
