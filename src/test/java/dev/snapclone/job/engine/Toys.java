package dev.snapclone.job.engine;

import static dev.snapclone.job.JobBuilder.aJob;

import dev.snapclone.access.Actor;
import dev.snapclone.access.Place;
import dev.snapclone.i18n.Text;
import dev.snapclone.job.JobState;
import dev.snapclone.job.LockKey;
import dev.snapclone.job.NewJob;
import dev.snapclone.job.PlanLine;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/** People, places and jobs for tests. */
final class Toys {
  static final Actor ALICE = new Actor("u-alice", "Alice", Set.of("r1"), Set.of("ops"), false);
  static final Actor BOB = new Actor("u-bob", "Bob", Set.of(), Set.of(), true);
  static final Place OPS = new Place("g1", "c1", "ops", "c1", "en-GB");

  private Toys() {}

  static Instant now() {
    return InstantSource.system().instant();
  }

  static NewJob job(
      String workflow, String invocation, Object plan, boolean waits, LockKey... locks) {
    return aJob()
        .workflow(workflow)
        .invocation(invocation)
        .by(ALICE)
        .in(OPS)
        .title(Text.of("toy.title"))
        .lines(List.of(PlanLine.makes(Text.of("toy.plan"))))
        .locks(locks)
        .state(waits ? JobState.WAITING_FOR_APPROVAL : JobState.QUEUED)
        .fresh(plan);
  }
}
