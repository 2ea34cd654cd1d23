package dev.snapclone.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The process dies at each call of what outlives it, in four nights of which the cloud is down in
 * one. Each night is snapshotted once, each failure told once, and retention deletes once what it
 * should and nothing else.
 */
class ScheduleKillsTest {
  private static final Instant START = Instant.parse("2027-01-01T12:00:00Z");
  private static final Instant DOWN = Instant.parse("2027-01-03T01:00:00Z");

  private static SimulatedYear nights(Killer killer) {
    SimulatedYear nights =
        new SimulatedYear(
            START,
            List.of(new SimulatedYear.Span(DOWN, DOWN.plus(Duration.ofHours(20)))),
            List.of(),
            killer);
    nights.schedule(
        "s1",
        new Target(Target.Kind.METADATA, "role=demo", "role=demo"),
        new Timetable(Timetable.Every.DAY, "04:00", "0 4 * * *", "UTC"),
        new Keep(2, null));
    nights.until(START.plus(Duration.ofDays(4)));
    return nights;
  }

  private static String told(SimulatedYear nights) {
    return nights.taken("s1").size()
        + " taken at "
        + nights.takenAt("s1").stream().map(at -> at.toString().substring(0, 10)).toList()
        + ", "
        + nights.deletions()
        + " deleted, "
        + nights.standing().size()
        + " there, the newest "
        + nights.taken("s1").stream()
            .filter(nights::stands)
            .map(nights.taken("s1")::indexOf)
            .toList()
        + ", "
        + nights.lastRunsTold()
        + " told";
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aScheduleKilledAtAnyMomentRunsOnceAndDeletesWhatItShould(boolean afterwards) {
    Killer alive = new Killer(0, false);
    SimulatedYear usual = nights(alive);
    String right = told(usual);
    int instances = usual.standing().size() / 2;
    assertTrue(instances > 1, right);
    assertEquals(3 * instances, usual.taken("s1").size(), right);
    assertEquals(instances, usual.deletions(), right);
    assertEquals(1, usual.lastRunsTold(), right);
    assertTrue(alive.calls() > 100, () -> "only " + alive.calls() + " calls");
    for (int call = 1; call <= alive.calls(); call++) {
      assertEquals(right, told(nights(new Killer(call, afterwards))), "killed at call " + call);
    }
  }
}
