package dev.snapclone.job.engine;

import dev.snapclone.job.JobTimings;
import java.time.Duration;
import java.time.Instant;

/** How long a step waits for a change. */
record Waits(RunContext context, Journal journal, Faults faults) {
  /** How many times a wait without changes records that it still looks. */
  private static final int NOTES_PER_WAIT = 24;

  /** Handles a look without a change. Only time in which some process looked counts. */
  void unchanged(Entry before, Instant now) {
    JobTimings timings = context.timings();
    Duration patience = timings.stalledAfter();
    Duration noted = patience.dividedBy(NOTES_PER_WAIT);
    Instant seen = before.attempts().last() == null ? before.since() : before.attempts().last();
    Duration gap = Duration.between(seen, now);
    if (now.isBefore(before.since()) || gap.isNegative()) {
      journal.write(before.stillWaiting(now, now)); // the clock was set back
    } else if (gap.compareTo(noted.plus(timings.takeoverAfter().multipliedBy(3))) > 0) {
      // No process ran, the machine slept, the cloud was down, or the clock was set forward.
      journal.write(before.stillWaiting(before.since().plus(gap), now));
    } else if (!now.isBefore(before.since().plus(patience))) {
      throw faults.lasting(before, before.stalled(now));
    } else if (before.trouble().faults() > 0 || gap.compareTo(noted) >= 0) {
      journal.write(before.stillWaiting(before.since(), now));
    }
  }
}
