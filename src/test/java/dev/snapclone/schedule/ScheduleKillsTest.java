package dev.snapclone.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The process dies at each call of what outlives it, in four nights of which the cloud is down in
 * one. Each night is snapshotted (and verified) once, each failure told once, and retention deletes
 * once what it should and nothing else.
 */
class ScheduleKillsTest {
  private static final Instant START = Instant.parse("2027-01-01T12:00:00Z");
  private static final Instant DOWN = Instant.parse("2027-01-03T01:00:00Z");

  private static SimulatedYear nights(Killer killer, boolean verify) {
    SimulatedYear nights =
        new SimulatedYear(
            START,
            List.of(new SimulatedYear.Span(DOWN, DOWN.plus(Duration.ofHours(20)))),
            List.of(),
            killer);
    nights.schedule(
        "s1",
        new Target(Target.Kind.PATTERN, "*b-01", "*b-01"),
        new Timetable(Timetable.Every.DAY, "04:00", "0 4 * * *", "UTC"),
        new Keep(2, null),
        verify);
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
        + nights.verified()
        + " verified, "
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
  @CsvSource({"false, false", "true, false", "false, true", "true, true"})
  void aScheduleKilledAtAnyMomentRunsOnceAndDeletesWhatItShould(
      boolean afterwards, boolean verify) {
    Killer alive = new Killer(0, false);
    SimulatedYear usual = nights(alive, verify);
    String right = told(usual);
    int instances = usual.standing().size() / 2;
    assertTrue(instances > 1, right);
    assertEquals(3 * instances, usual.taken("s1").size(), right);
    assertEquals(instances, usual.deletions(), right);
    assertEquals(1, usual.lastRunsTold(), right);
    assertEquals(verify ? 3 * instances : 0, usual.verified(), right);
    assertTrue(alive.calls() > 100, () -> "only " + alive.calls() + " calls");
    for (int call = 1; call <= alive.calls(); call++) {
      assertEquals(
          right, told(nights(new Killer(call, afterwards), verify)), "killed at call " + call);
    }
  }
}
