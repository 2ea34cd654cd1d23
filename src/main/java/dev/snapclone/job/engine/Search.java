package dev.snapclone.job.engine;

import dev.snapclone.job.Creation;
import dev.snapclone.job.JobTimings;
import dev.snapclone.job.Mark;
import dev.snapclone.job.engine.Faults.Doubt;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Looks for what an attempt of unknown outcome made, again and again for the settle time, since a
 * service shows late what it accepted. Parks between the looks.
 */
final class Search {
  private static final int LOOKS = 20;

  private final Surroundings surroundings;
  private final Journal journal;
  private final Faults faults;

  Search(Surroundings surroundings, Journal journal, Faults faults) {
    this.surroundings = surroundings;
    this.journal = journal;
    this.faults = faults;
  }

  /**
   * Looks once.
   *
   * @param entry the step, in doubt
   * @return the oldest of what bears the mark, its twins discarded; empty when the settle time has
   *     passed and nothing turned up
   * @throws ControlFlow.Parked when it is too early to say
   */
  <T> Optional<T> look(Entry entry, Creation<T> creation) {
    Mark mark = new Mark(journal.jobId(), entry.key());
    // The clock is read before the look: what appears while it runs must not be missed.
    Instant now = surroundings.now();
    List<T> found = faults.call(entry, Doubt.LOOKING, () -> creation.find(mark));
    if (!found.isEmpty()) {
      for (T twin : found.subList(1, found.size())) {
        faults.call(entry, Doubt.LOOKING, () -> discard(creation, twin));
      }
      return Optional.of(found.get(0));
    }
    JobTimings timings = surroundings.timings();
    Instant tried = entry.triedAt();
    Instant settled = (tried == null ? entry.since() : tried).plus(timings.settleTime());
    if (!now.isBefore(settled)) {
      return Optional.empty();
    }
    Duration step = timings.settleTime().dividedBy(LOOKS);
    Instant next =
        now.plus(step.compareTo(timings.pollInterval()) > 0 ? step : timings.pollInterval());
    throw new ControlFlow.Parked(next.isBefore(settled) ? next : settled, null);
  }

  private static <T> boolean discard(Creation<T> creation, T twin) {
    creation.discard(twin);
    return true;
  }
}
