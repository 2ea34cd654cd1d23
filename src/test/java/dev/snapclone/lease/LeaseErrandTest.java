package dev.snapclone.lease;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.cloud.CloudException;
import dev.snapclone.cloud.Marks;
import dev.snapclone.cloud.Verb;
import dev.snapclone.command.Invocation;
import dev.snapclone.job.JobState;
import dev.snapclone.job.Lease.Stage;
import dev.snapclone.request.Asking;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The steps of a lease, whatever happens to the bot, the clock and the clone in between. */
class LeaseErrandTest {
  private static final Duration DAY = Duration.ofDays(1);

  @Test
  void isMarkedRemindedAndDeletedInTime() {
    LeaseBench bench = new LeaseBench();
    Instant ends = Objects.requireNonNull(bench.lease().ends());
    bench.pass(DAY);
    assertEquals(ends.toString(), bench.mark());
    assertEquals(Map.of(), bench.replies);
    bench.pass(DAY.plusHours(1));
    assertEquals(1, bench.replies.size());
    assertTrue(bench.there());
    bench.pass(DAY);
    assertFalse(bench.there());
    assertEquals(Stage.OVER, bench.lease().stage());
    assertEquals(Map.of(), bench.replies);
    assertEquals(1, bench.deletions().size());
    assertEquals(Map.of(), bench.leases.errands());
    assertEquals(List.of("lease.remind", "lease.end", "lease.over"), bench.audit);
  }

  @Test
  void killedAtAnyMomentItDeletesOnceAndNeverWithoutAReminder() {
    LeaseBench whole = new LeaseBench();
    whole.pass(DAY.multipliedBy(4));
    int points = whole.points();
    assertTrue(points > 20, "only " + points + " points");
    for (int point = 1; point <= points; point++) {
      LeaseBench bench = new LeaseBench();
      bench.killAt(point);
      bench.pass(DAY.multipliedBy(2).minusHours(1));
      assertTrue(bench.there(), "too early, killed at " + point);
      bench.pass(Duration.ofHours(3));
      assertEquals(1, bench.replies.size(), "reminders, killed at " + point);
      assertTrue(bench.there(), "too early, killed at " + point);
      bench.pass(DAY.multipliedBy(2));
      assertFalse(bench.there(), "still there, killed at " + point);
      assertEquals(1, bench.deletions().size(), "deletions, killed at " + point);
      assertEquals(Stage.OVER, bench.lease().stage(), "killed at " + point);
      assertEquals(Map.of(), bench.replies, "notices left, killed at " + point);
    }
  }

  @Test
  void aClockThatLeapsAheadRemindsFirst() {
    LeaseBench bench = new LeaseBench();
    bench.settle();
    bench.now = bench.now.plus(DAY.multipliedBy(400));
    bench.settle();
    assertEquals(1, bench.replies.size());
    assertTrue(bench.there());
    assertEquals(bench.now.plus(DAY), bench.lease().ends());
    assertEquals(bench.now.plus(DAY).toString(), bench.mark());
    bench.pass(DAY.minusHours(1));
    assertTrue(bench.there());
    bench.pass(Duration.ofHours(1));
    assertFalse(bench.there());
  }

  @Test
  void aClockThatIsSetBackDelaysNothingForEver() {
    LeaseBench bench = new LeaseBench();
    bench.pass(DAY.multipliedBy(2));
    Instant ends = bench.lease().ends();
    bench.now = bench.now.minus(DAY.multipliedBy(30));
    bench.pass(DAY.multipliedBy(30));
    assertTrue(bench.there());
    assertEquals(ends, bench.lease().ends());
    bench.pass(DAY);
    assertFalse(bench.there());
  }

  @Test
  void whatLostItsMarkStaysAndIsSaidOnce() {
    LeaseBench bench = new LeaseBench();
    bench.settle();
    bench.bench.cloud.setInstanceMetadata(bench.instance, Map.of(Marks.JOB, "somebody"));
    bench.pass(DAY.multipliedBy(6));
    assertTrue(bench.there());
    assertEquals(1, bench.replies.size());
    assertEquals(List.of(), bench.deletions());
    assertEquals(1, bench.audit.stream().filter("lease.trouble"::equals).count());
    assertTrue(bench.lease().tries() > 5, () -> bench.lease().toString());
    bench.bench.cloud.setInstanceMetadata(bench.instance, Map.of(Marks.JOB, "j1"));
    bench.pass(DAY);
    assertFalse(bench.there());
    assertEquals(Map.of(), bench.replies);
  }

  @Test
  void aCloudThatIsDownAtTheHourIsAskedAgain() {
    LeaseBench bench = new LeaseBench();
    bench.pass(DAY.multipliedBy(3).minusHours(1));
    bench
        .bench
        .cloud
        .knobs()
        .hook(
            (verb, moment) -> {
              if (verb == Verb.READ) {
                throw new CloudException(
                    CloudException.Kind.UNREACHABLE, "lab", "compute", 0, "no route", null, null);
              }
            });
    bench.pass(DAY);
    assertEquals(1, bench.replies.size());
    assertEquals(1, bench.audit.stream().filter("lease.trouble"::equals).count());
    bench.bench.cloud.knobs().hook((verb, moment) -> {});
    assertTrue(bench.there());
    bench.pass(DAY);
    assertFalse(bench.there());
    assertEquals(1, bench.deletions().size());
  }

  @Test
  void whoCancelsTheDeletionKeepsIt() {
    LeaseBench bench = new LeaseBench();
    bench.pass(DAY.multipliedBy(3).minusHours(1));
    bench.cancelDeletions();
    bench.pass(DAY.multipliedBy(5));
    assertTrue(bench.there());
    assertEquals(1, bench.deletions().size());
    assertEquals(Stage.KEPT, bench.lease().stage());
    assertEquals("none", bench.mark());
  }

  @Test
  void deletionsThatFailAreTriedThreeTimes() {
    LeaseBench bench = new LeaseBench();
    bench.pass(DAY.multipliedBy(3).minusHours(1));
    bench.failDeletions();
    bench.pass(DAY.multipliedBy(5));
    assertEquals(3, bench.deletions().size());
    assertEquals("lease.gave-up", Objects.requireNonNull(bench.lease().trouble()).key());
    assertEquals(Map.of(), bench.leases.errands());
  }

  @Test
  void aPressThatIsCarriedOutTwiceExtendsOnce() {
    LeaseBench bench = new LeaseBench();
    bench.settle();
    Instant ends = Objects.requireNonNull(bench.lease().ends());
    ExtendPress press = new ExtendPress(bench.extension);
    Invocation pressed =
        Asking.presses(Asking.BO, ExtendPress.NAME, "j1").with(Invocation.KEEP, "2d");
    String said = Asking.read(press.press(pressed, bench.job()));
    assertEquals(said, Asking.read(press.press(pressed, bench.job())));
    assertEquals(ends.plus(DAY.multipliedBy(2)), bench.lease().ends());
    assertEquals(Asking.BO, bench.lease().by());
    bench.settle();
    assertEquals(String.valueOf(bench.lease().ends()), bench.mark());
  }

  @Test
  void beyondTheLongestTimeAJobAsks() {
    LeaseBench bench = new LeaseBench();
    bench.settle();
    Invocation pressed =
        Asking.presses(Asking.BO, ExtendPress.NAME, "j1").with(Invocation.KEEP, "8d");
    Instant ends = bench.lease().ends();
    String said =
        String.valueOf(new ExtendPress(bench.extension).press(pressed, bench.job()).job());
    assertEquals("extend-v1", bench.bench.jobs.find(said).orElseThrow().workflow());
    assertEquals(ends, bench.lease().ends());
    bench.pass(DAY.multipliedBy(5));
    assertTrue(bench.there(), "it is held while somebody has yet to approve");
    bench.bench.jobs.end(said, JobState.CANCELLED, null);
    bench.pass(Duration.ofHours(1));
    assertFalse(bench.there());
  }
}
