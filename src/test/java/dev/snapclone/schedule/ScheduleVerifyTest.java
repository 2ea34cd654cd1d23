package dev.snapclone.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.access.RequestedAction;
import dev.snapclone.i18n.Text;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobBuilder;
import dev.snapclone.job.Outcome;
import dev.snapclone.procedure.BootSource;
import dev.snapclone.procedure.Os;
import dev.snapclone.procedure.SnapshotMade;
import dev.snapclone.procedure.Verified;
import dev.snapclone.procedure.Verified.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Schedules that verify what they take. */
class ScheduleVerifyTest {
  private static final Instant START = Instant.parse("2027-01-01T12:00:00Z");
  private static final Timetable NIGHTLY =
      new Timetable(Timetable.Every.DAY, "04:00", "0 4 * * *", "UTC");

  private final SimulatedYear nights = new SimulatedYear(START, List.of(), List.of());
  private int passed;

  private void night() {
    nights.until(START.plus(Duration.ofDays(++passed)));
  }

  private List<Integer> standing() {
    List<String> taken = nights.taken("s1");
    return taken.stream().filter(nights::stands).map(taken::indexOf).sorted().toList();
  }

  @Test
  void whatDoesNotBootIsToldAndTheLastOneThatDidStays() {
    nights.schedule(
        "s1", new Target(Target.Kind.PATTERN, "*b-01", "*b-01"), NIGHTLY, new Keep(1, null), true);
    night();
    int many = nights.taken("s1").size();
    assertEquals(many, nights.verified());
    assertEquals(0, nights.lastRunsTold());
    nights.console("Kernel panic - not syncing");
    night();
    night();
    assertEquals(3 * many, nights.verified());
    assertEquals(3 * many, standing().size(), "nothing is deleted for what does not boot");
    assertTrue(nights.lastRunsTold() > 0, "it is told");
    nights.console(null);
    night();
    assertEquals(many, standing().size());
    assertEquals(3 * many, standing().get(0), "the newest boots, so the others may go");
  }

  /** A verification may end when the next snapshot is there, of which nobody knows yet. */
  @ParameterizedTest
  @CsvSource({
    "true, ?B??, '2,3'",
    "true, ?NSB, '1,3'",
    "true, BBBB, '1,2,3'",
    "true, ????, '1,2,3'",
    "false, ?B??, '1,2,3'",
  })
  void theLastOneThatIsKnownToBootIsNotDue(boolean verify, String newestFirst, String due) {
    List<Retention.Standing> standing = new ArrayList<>();
    for (char seen : newestFirst.toCharArray()) {
      standing.add(standing(standing.size(), seen));
    }
    SchedulePlan plan =
        new SchedulePlan(
            "lab",
            new Target(Target.Kind.INSTANCE, "i1", "web-1"),
            NIGHTLY,
            new Keep(1, null),
            null,
            null,
            null,
            false,
            verify);
    List<String> found =
        Retention.due(plan, standing).stream().map(one -> one.attempt().job()).toList();
    assertEquals(due, String.join(",", found));
  }

  private static Retention.Standing standing(int age, char seen) {
    Outcome outcome = new Outcome(Text.of("x"), List.of(), List.of(), List.of(), Map.of());
    Verdict verdict =
        seen == 'B' ? Verdict.BOOTS : seen == 'S' ? Verdict.STARTED : Verdict.NOT_SEEN;
    Job taken =
        JobBuilder.aJob()
            .id("" + age)
            .outcome(seen == '?' ? outcome : new Verified(verdict, START).in(outcome))
            .build();
    return new Retention.Standing(
        new Attempt("s1", START, "i1", "web-1", "" + age, null),
        taken,
        new SnapshotMade(
            "lab", "x", BootSource.Kind.IMAGE, Os.LINUX, "i1", "web-1", List.of(), null),
        START.minus(Duration.ofDays(age)),
        1,
        false,
        List.of());
  }

  @Test
  void itIsJudgedAsAVerificationToo() {
    assertTrue(
        RequestedAction.partsOf(RequestedAction.SCHEDULE_VERIFIED)
            .containsAll(List.of("schedule", "snapshot", "delete", "verify")));
  }
}
