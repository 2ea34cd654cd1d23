package dev.snapclone.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Fifty schedules over a year: clocks that are set both ways, an outage of the cloud a week, and a
 * bot that restarts and is away for days. In the end exactly those snapshots stand that should, and
 * each other one was deleted by a job of its schedule.
 *
 * <p>One in five schedules runs daily, the others weekly; with {@code -Dsnapclone.year.full=true}
 * all run daily.
 */
class SimulatedYearTest {
  private static final boolean FULL = Boolean.getBoolean("snapclone.year.full");
  private static final Instant START = Instant.parse("2027-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("2027-12-31T12:00:00Z");
  private static final List<String> ZONES =
      List.of("Europe/Stockholm", "America/New_York", "Australia/Lord_Howe", "UTC", "Asia/Kolkata");
  private static final List<LocalTime> TIMES =
      List.of(
          LocalTime.of(2, 30),
          LocalTime.of(1, 45),
          LocalTime.of(4, 0),
          LocalTime.of(2, 0),
          LocalTime.of(23, 10));
  private static final List<String> SERVERS =
      List.of("db-01", "win-sql-01", "legacy-01", "off-01", "web-01");
  private static final Duration PATIENCE = Duration.ofHours(6);

  /** The cloud is down: each Wednesday for three hours, each second one for twenty. */
  private static final class Outages {
    static List<SimulatedYear.Span> all() {
      List<SimulatedYear.Span> all = new ArrayList<>();
      Instant wednesday = Instant.parse("2027-01-06T00:20:00Z");
      for (int week = 0; week < 52; week++) {
        Instant from = wednesday.plus(Duration.ofDays(7L * week));
        all.add(new SimulatedYear.Span(from, from.plus(Duration.ofHours(week % 2 == 0 ? 3 : 20))));
      }
      return all;
    }
  }

  /** The bot is away: for minutes, and twice for days. */
  private static List<SimulatedYear.Span> away() {
    List<SimulatedYear.Span> all = new ArrayList<>();
    for (int month = 0; month < 12; month++) {
      Instant from = START.plus(Duration.ofDays(30L * month + 3)).plus(Duration.ofMinutes(77));
      Duration time = month % 5 == 2 ? Duration.ofDays(4) : Duration.ofMinutes(10 + month * 13L);
      all.add(new SimulatedYear.Span(from, from.plus(time)));
    }
    return all;
  }

  private record Case(String id, String server, ZoneId zone, LocalTime at, int weekday, Keep keep) {
    static Case of(int number) {
      boolean daily = FULL || number % 5 == 0;
      Keep keep =
          number % 3 == 2
              ? new Keep(0, Duration.ofDays(daily ? 9 : 40))
              : new Keep(1 + number % 7, null);
      return new Case(
          "s" + number,
          SERVERS.get(number % SERVERS.size()),
          ZoneId.of(ZONES.get((number / 5) % ZONES.size())),
          TIMES.get((number / 2) % TIMES.size()),
          daily ? 0 : 1 + number % 7,
          keep);
    }

    String cron() {
      return at.getMinute() + " " + at.getHour() + " * * " + (weekday == 0 ? "*" : weekday);
    }

    /** Reckoned by java.time alone. */
    List<Instant> slots() {
      List<Instant> slots = new ArrayList<>();
      for (LocalDate day = LocalDate.of(2026, 12, 31);
          day.isBefore(LocalDate.of(2028, 1, 3));
          day = day.plusDays(1)) {
        if (weekday == 0 || day.getDayOfWeek().getValue() == weekday) {
          ZoneOffsetTransition set = zone.getRules().getTransition(day.atTime(at));
          Instant slot =
              set != null && set.isGap()
                  ? set.getInstant()
                  : ZonedDateTime.of(day, at, zone).withEarlierOffsetAtOverlap().toInstant();
          if (slot.isAfter(START) && !slot.isAfter(END)) {
            slots.add(slot);
          }
        }
      }
      return slots;
    }

    /** The slots whose snapshots are taken, each with when. */
    List<Instant> taken(List<SimulatedYear.Span> outages, List<SimulatedYear.Span> away) {
      List<Instant> taken = new ArrayList<>();
      Instant free = START;
      for (Instant slot : slots()) {
        if (slot.isBefore(free)) {
          continue; // caught up by the one before
        }
        Instant begins = SimulatedYear.Span.after(away, slot);
        Instant works = begins;
        for (int i = 0; i < 3; i++) {
          works = SimulatedYear.Span.after(away, SimulatedYear.Span.after(outages, works));
        }
        free = begins.equals(slot) ? slot : begins;
        if (!works.isAfter(begins.plus(PATIENCE))) {
          taken.add(works);
        }
      }
      return taken;
    }
  }

  @Test
  void leavesExactlyTheSnapshotsThatItShould() {
    List<SimulatedYear.Span> outages = Outages.all();
    SimulatedYear year = new SimulatedYear(START, outages, away());
    List<Case> cases = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      Case one = Case.of(i);
      cases.add(one);
      year.schedule(
          one.id(),
          one.server(),
          new Timetable(Timetable.Every.CRON, one.cron(), one.cron(), one.zone().getId()),
          one.keep());
    }
    year.until(Instant.parse("2027-06-01T12:00:00Z"));
    String needed = year.cloneFrom("s0");
    String foreign = year.forged("s0");
    year.until(END);

    Set<String> expected = new TreeSet<>();
    int deleted = 0;
    for (Case one : cases) {
      List<Instant> taken = one.taken(outages, away());
      assertEquals(taken.size(), year.taken(one.id()).size(), one + ": how many were taken");
      for (int i = 0; i < taken.size(); i++) {
        Duration late = Duration.between(taken.get(i), year.takenAt(one.id()).get(i));
        assertTrue(
            !late.isNegative() && late.compareTo(Duration.ofMinutes(15)) < 0,
            one + ": taken " + late + " after " + taken.get(i));
      }
      List<Instant> newestFirst = new ArrayList<>(taken);
      java.util.Collections.reverse(newestFirst);
      List<Integer> beyond = one.keep().beyond(newestFirst);
      for (int i = 0; i < newestFirst.size(); i++) {
        String snapshot = year.taken(one.id()).get(taken.size() - 1 - i);
        if (!beyond.contains(i) || snapshot.equals(needed)) {
          expected.add(snapshot);
        } else {
          deleted++;
        }
      }
    }
    assertEquals(expected, new TreeSet<>(year.standing()), "what stands");
    assertTrue(year.stands(foreign), "what bears its mark, but no job of it made, stays");
    assertEquals(deleted, year.deletions(), "each deletion is accounted for by a job");
    assertTrue(year.lastRunsTold() > 0, "what failed was told");
  }
}
