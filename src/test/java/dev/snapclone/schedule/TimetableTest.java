package dev.snapclone.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.job.engine.SchedulerCron;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimetableTest {
  private static final SchedulerCron CRON = new SchedulerCron();
  private static final ZoneId STOCKHOLM = ZoneId.of("Europe/Stockholm");
  private static final Instant NOW = Instant.parse("2026-11-30T20:00:00Z");
  private static final TimetableReader READER =
      new TimetableReader(CRON, Duration.ofHours(1), ZoneOffset.UTC);

  private static Timetable read(String every, @Nullable String at, @Nullable String zone) {
    return READER.read(every, at, zone, NOW);
  }

  private static List<String> runs(Timetable when, String from, String to) {
    List<String> runs = new ArrayList<>();
    Instant end = Instant.parse(to);
    Instant next = when.next(CRON, Instant.parse(from)).orElseThrow();
    while (next.isBefore(end)) {
      runs.add(next.toString());
      next = when.next(CRON, next).orElseThrow();
    }
    return runs;
  }

  @Test
  void aTimeThatTheClockLeavesOutComesWhenItIsSet() {
    assertEquals(
        List.of("2027-03-27T01:30:00Z", "2027-03-28T01:00:00Z", "2027-03-29T00:30:00Z"),
        runs(
            read("day", "02:30", "europe/stockholm"),
            "2027-03-27T00:00:00Z",
            "2027-03-29T20:00:00Z"));
  }

  @Test
  void aTimeThatTheClockShowsTwiceComesOnce() {
    assertEquals(
        List.of("2026-10-24T00:30:00Z", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"),
        runs(
            read("day", "02:30", "Europe/Stockholm"),
            "2026-10-24T00:00:00Z",
            "2026-10-26T20:00:00Z"));
  }

  @Test
  void askedInTheHourThatComesTwiceItDoesNotRunAgain() {
    Timetable when = read("day", "02:30", "Europe/Stockholm");
    // 02:45 for the second time.
    assertEquals(
        Instant.parse("2026-10-26T01:30:00Z"),
        when.next(CRON, Instant.parse("2026-10-25T01:45:00Z")).orElseThrow());
  }

  @Test
  void everyHourRunsOnceForEachHourThatTheClockShows() {
    Timetable when = read("cron", "0 * * * *", "Europe/Stockholm");
    assertEquals(
        List.of("2027-03-28T00:00:00Z", "2027-03-28T01:00:00Z", "2027-03-28T02:00:00Z"),
        runs(when, "2027-03-27T23:30:00Z", "2027-03-28T02:30:00Z"));
    assertEquals(
        List.of("2026-10-25T00:00:00Z", "2026-10-25T02:00:00Z"),
        runs(when, "2026-10-24T23:30:00Z", "2026-10-25T02:30:00Z"));
  }

  @Test
  void aZoneThatLeftOutADayStillRunsEachDayOnce() {
    List<String> runs =
        runs(
            new Timetable(Timetable.Every.DAY, "04:00", "0 4 * * *", "Pacific/Apia"),
            "2011-12-28T00:00:00Z",
            "2012-01-02T00:00:00Z");
    assertEquals(
        List.of(
            "2011-12-28T14:00:00Z",
            "2011-12-29T14:00:00Z",
            "2011-12-30T10:00:00Z",
            "2011-12-30T14:00:00Z",
            "2011-12-31T14:00:00Z",
            "2012-01-01T14:00:00Z"),
        runs);
  }

  @Test
  void inAYearItRunsEveryDayOnce() {
    Timetable when = read("day", "02:30", "Europe/Stockholm");
    Instant at = LocalDateTime.of(2026, 1, 1, 0, 0).atZone(STOCKHOLM).toInstant();
    for (int day = 1; day <= 365; day++) {
      at = when.next(CRON, at).orElseThrow();
      assertEquals(day, at.atZone(STOCKHOLM).getDayOfYear());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "day, 2:30, 30 2 * * *",
    "day, 7, 0 7 * * *",
    "day, 23.15, 15 23 * * *",
    "day, , 0 4 * * *",
    "week, mon 02:30, 30 2 * * 1",
    "week, söndag 22:00, 0 22 * * 7",
    "week, lør, 0 4 * * 6",
    "week, , 0 4 * * 7",
    "cron, 0  4 * * 1-5, 0 4 * * 1-5",
  })
  void readsWhatPeopleWrite(String every, @Nullable String at, String cron) {
    assertEquals(cron, read(every, at, null).cron());
  }

  @ParameterizedTest
  @CsvSource({
    "day, 24:00, , schedule.at.no-time",
    "day, mon, , schedule.at.no-time",
    "week, 02:30, , schedule.at.no-day",
    "week, mon 25:00, , schedule.at.no-day",
    "week, xyz 02:30, , schedule.at.no-day",
    "cron, , , schedule.cron.missing",
    "cron, every night, , schedule.cron.unreadable",
    "cron, -, , schedule.cron.unreadable",
    "cron, 0 0 4 * * *, , schedule.cron.unreadable",
    "cron, 0 4 30 2 *, , schedule.cron.never",
    "cron, 0 4 31 4 *, , schedule.cron.never",
    "cron, '*/5 * * * *', , schedule.too-often",
    "cron, '0,1 4 1 1 *', , schedule.too-often",
    "day, 02:30, Europe/Stokholm, schedule.zone.unknown",
    "day, 02:30, nowhere, schedule.zone.unknown",
  })
  void saysWhatIsWrong(String every, @Nullable String at, @Nullable String zone, String key) {
    ExplainedFailure refused =
        assertTimeoutPreemptively(
            Duration.ofSeconds(5),
            () -> assertThrows(ExplainedFailure.class, () -> read(every, at, zone)));
    assertEquals(key, refused.what().key());
  }

  @Test
  void countsAMonth() {
    assertEquals(30, read("day", null, null).runsAMonth(CRON, NOW));
    assertEquals(4, read("week", null, null).runsAMonth(CRON, NOW));
  }

  @Test
  void keepsTheNewestWhateverTheClockSays() {
    Instant t = NOW;
    List<Instant> taken =
        List.of(
            t, t.minusSeconds(86_400), t.minusSeconds(2 * 86_400), t.minusSeconds(400 * 86_400L));
    assertEquals(List.of(2, 3), Keep.read("2", null).beyond(taken));
    assertEquals(List.of(3), Keep.read(null, "7d").beyond(taken));
    assertEquals(List.of(1, 2, 3), Keep.read(null, "1h").beyond(taken));
    assertEquals(List.of(), Keep.read("1", null).beyond(List.of(t)));
    assertEquals(List.of(), Keep.read(null, "1h").beyond(List.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "0, , schedule.keep.none",
    ", 0d, schedule.keep.none",
    "-1, , schedule.keep.no-number",
    "many, , schedule.keep.no-number",
    "1001, , schedule.keep.no-number",
    ", a week, schedule.keep.no-time",
    ", 20000w, schedule.keep.no-time",
    "7, 7d, schedule.keep.both",
  })
  void refusesToKeepNothing(@Nullable String last, @Nullable String span, String key) {
    assertEquals(
        key, assertThrows(ExplainedFailure.class, () -> Keep.read(last, span)).what().key());
  }
}
