package dev.snapclone.clone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.command.Invocation;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.job.LockKey;
import dev.snapclone.request.Asking;
import org.junit.jupiter.api.Test;

/** Of all clones that wait or run, no two are to have one name. */
class TwinsTest {
  private final CloneBench bench = new CloneBench();

  private String named(Reply reply) {
    return bench.job(reply).work().locks().stream()
        .filter(LockKey::isName)
        .map(lock -> lock.resource().substring("name:".length()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void clonesAndCopiesThatWaitHaveNamesOfTheirOwn() {
    String snapshot = bench.botSnapshot("web-01");
    assertEquals("web-01-clone-1", named(bench.types("clone", "snapshot-id", snapshot)));
    assertEquals("web-01-clone-2", named(bench.types("clone", "snapshot-id", snapshot)));
    assertEquals("web-01-clone-3", named(bench.types("copy", "server-name", "web-01")));
    assertEquals("web-01-clone-4", named(bench.types("clone", "snapshot-id", snapshot)));
  }

  @Test
  void aGivenNameThatAnotherJobHasIsRefusedWithWhatToDo() {
    String snapshot = bench.botSnapshot("web-01");
    bench.types("clone", "snapshot-id", snapshot, "name", "mine");
    for (String command : new String[] {"clone", "copy"}) {
      String option = command.equals("clone") ? "snapshot-id" : "server-name";
      String what = command.equals("clone") ? snapshot : "web-01";
      String said = Asking.refused(() -> bench.types(command, option, what, "name", "mine"));
      assertTrue(said.contains("has claimed that name"), said);
      assertTrue(said.contains("Choose another name"), said);
    }
    assertEquals(1, bench.jobs.open().size(), "nothing else is stored");
  }

  @Test
  void aSecondCloneThisSaysThatOneIsUnderWay() {
    Reply copied = bench.types("copy", "server-name", "db-01");
    String snapshot = CloneBench.fact(bench.runs(copied), "snapshot");
    Invocation press = Asking.presses(Asking.BO, "clone-this", String.valueOf(copied.job()));
    Reply first = Asking.press(bench.cloneThis, bench.jobs, press);
    Reply second = Asking.press(bench.cloneThis, bench.jobs, Asking.anew(press));
    assertEquals(first.job(), second.job());
    assertTrue(
        Asking.read(second).contains("You have asked for that already"), Asking.read(second));
    assertEquals(1, bench.jobs.open().size());

    bench.runs(first);
    Reply third = bench.types("clone", "snapshot-id", snapshot);
    Reply fourth = Asking.press(bench.cloneThis, bench.jobs, Asking.anew(Asking.anew(press)));
    assertEquals(third.job(), fourth.job(), "asked for by /clone");
  }

  @Test
  void aRetryTakesAnotherNameWhileSomebodyElseIsMakingThatOne() {
    String snapshot = bench.botSnapshot("web-01");
    Job failed = bench.job(bench.types("clone", "snapshot-id", snapshot));
    bench.jobs.end(failed.id(), JobState.FAILED, null);
    Reply other = bench.types("clone", "snapshot-id", snapshot);
    assertEquals("web-01-clone-1", named(other));
    ClonePlan before = bench.jobs.of(failed, ClonePlan.class);
    Reply again = bench.clone.again(before, Asking.presses(Asking.BO, "retry", failed.id()));
    assertEquals("web-01-clone-2", named(again));
    assertNotEquals(other.job(), again.job());
  }

  @Test
  void ofTwoThatFindOneNameAtTheSameMomentTheSlowerOneFindsAnother() {
    String snapshot = bench.botSnapshot("web-01");
    bench.jobs.beforeNextSubmit(() -> bench.types("clone", "snapshot-id", snapshot));
    Reply slower = bench.types("clone", "snapshot-id", snapshot);
    assertEquals("web-01-clone-2", named(slower));
    bench.jobs.beforeNextSubmit(
        () -> bench.types("clone", "snapshot-id", snapshot, "name", "mine"));
    assertThrows(
        ExplainedFailure.class,
        () -> bench.types("clone", "snapshot-id", snapshot, "name", "mine"));
  }
}
