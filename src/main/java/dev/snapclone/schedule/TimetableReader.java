package dev.snapclone.schedule;

import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.CronTimes;
import dev.snapclone.request.NearestNames;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a person said about when a schedule runs.
 *
 * @param shortest between two runs
 * @param usual the time zone when none is said
 */
record TimetableReader(CronTimes times, Duration shortest, ZoneId usual) {
  /** When the least goes on, and not in an hour that a clock leaves out when it is set. */
  private static final String USUAL_AT = "04:00";

  private static final String USUAL_DAY = "sun";

  private static final Pattern TIME = Pattern.compile("(\\d{1,2})(?:[:.](\\d{2}))?");
  private static final Pattern DAY_AND_TIME = Pattern.compile("(\\p{L}{3,12})\\.?(?:\\s+(\\S+))?");
  private static final int LONGEST = 100;

  /** So many runs are looked at for the shortest time between two. */
  private static final int LOOKED_AT = 100;

  /**
   * @param every day, week or cron
   * @param at null for the usual time
   * @param zone null for the usual one
   * @throws ExplainedFailure when it cannot be understood, never runs, or runs too often
   */
  Timetable read(String every, @Nullable String at, @Nullable String zone, Instant now) {
    String here = zone == null ? usualZone() : zone(zone);
    Timetable read =
        switch (every) {
          case "day" -> daily(at == null ? USUAL_AT : at, here);
          case "week" -> weekly(at == null ? USUAL_DAY : at, here);
          default -> cron(at, here);
        };
    requireRuns(read, now);
    return read;
  }

  /** As people write it: Java calls UTC also Z. */
  String usualZone() {
    return usual.normalized().equals(ZoneOffset.UTC) ? "UTC" : usual.getId();
  }

  private static Timetable daily(String at, String zone) {
    LocalTime time =
        time(at)
            .orElseThrow(
                () ->
                    new ExplainedFailure(
                        Text.of("schedule.at.no-time", Arg.name(at)),
                        Text.of("schedule.at.no-time.next")));
    return new Timetable(
        Timetable.Every.DAY,
        time.toString(),
        time.getMinute() + " " + time.getHour() + " * * *",
        zone);
  }

  private static Timetable weekly(String at, String zone) {
    Matcher said = DAY_AND_TIME.matcher(at);
    Optional<DayOfWeek> day = said.matches() ? day(said.group(1)) : Optional.empty();
    Optional<LocalTime> time =
        day.isEmpty() ? Optional.empty() : time(said.group(2) == null ? USUAL_AT : said.group(2));
    if (day.isEmpty() || time.isEmpty()) {
      throw new ExplainedFailure(
          Text.of("schedule.at.no-day", Arg.name(at)), Text.of("schedule.at.no-day.next"));
    }
    return new Timetable(
        Timetable.Every.WEEK,
        time.get().toString(),
        time.get().getMinute() + " " + time.get().getHour() + " * * " + day.get().getValue(),
        zone);
  }

  private static Optional<LocalTime> time(String said) {
    Matcher time = TIME.matcher(said.strip());
    if (!time.matches()) {
      return Optional.empty();
    }
    int hour = Integer.parseInt(time.group(1));
    int minute = time.group(2) == null ? 0 : Integer.parseInt(time.group(2));
    return hour > 23 || minute > 59 ? Optional.empty() : Optional.of(LocalTime.of(hour, minute));
  }

  /** A day by the beginning of its name in a language of the bot. */
  private static Optional<DayOfWeek> day(String said) {
    String typed = said.toLowerCase(Locale.ROOT);
    return Stream.of(DayOfWeek.values())
        .filter(
            day ->
                Stream.of("en", "sv", "nb")
                    .map(Locale::forLanguageTag)
                    .map(language -> day.getDisplayName(TextStyle.FULL, language))
                    .anyMatch(name -> name.toLowerCase(Locale.ROOT).startsWith(typed)))
        .findFirst();
  }

  private Timetable cron(@Nullable String at, String zone) {
    if (at == null) {
      throw new ExplainedFailure(
          Text.of("schedule.cron.missing"), Text.of("schedule.cron.unreadable.next"));
    }
    String cron = at.strip().replaceAll("\\s+", " ");
    Timetable read = new Timetable(Timetable.Every.CRON, cron, cron, zone);
    try {
      if (cron.length() > LONGEST) {
        throw new IllegalArgumentException("too long");
      }
      if (read.next(times, Instant.EPOCH).isPresent()) {
        return read;
      }
    } catch (IllegalArgumentException e) {
      throw new ExplainedFailure(
          Text.of("schedule.cron.unreadable", Arg.name(cron)),
          Text.of("schedule.cron.unreadable.next"));
    }
    throw never(read);
  }

  private static ExplainedFailure never(Timetable when) {
    return new ExplainedFailure(
        Text.of("schedule.cron.never", Arg.code(when.cron())), Text.of("schedule.cron.never.next"));
  }

  private void requireRuns(Timetable when, Instant now) {
    Instant before = when.next(times, now).orElseThrow(() -> never(when));
    for (int i = 0; i < LOOKED_AT; i++) {
      Optional<Instant> next = when.next(times, before);
      if (next.isEmpty()) {
        return;
      }
      Duration between = Duration.between(before, next.get());
      if (between.compareTo(shortest) < 0) {
        throw new ExplainedFailure(
            Text.of("schedule.too-often", Arg.duration(between), Arg.duration(shortest)),
            Text.of("schedule.too-often.next"));
      }
      before = next.get();
    }
  }

  /** The id of a time zone, whatever its case. */
  private static String zone(String said) {
    for (String id : ZoneId.getAvailableZoneIds()) {
      if (id.equalsIgnoreCase(said)) {
        return id;
      }
    }
    try {
      return ZoneId.of(said).getId();
    } catch (DateTimeException e) {
      List<String> near = NearestNames.of(said, ZoneId.getAvailableZoneIds());
      throw new ExplainedFailure(
          Text.of("schedule.zone.unknown", Arg.name(said)),
          near.isEmpty()
              ? Text.of("schedule.zone.unknown.next")
              : Text.of("schedule.zone.near", Arg.name(String.join(", ", near))));
    }
  }
}
