package dev.snapclone.job.engine;

import dev.snapclone.job.Creation;
import dev.snapclone.job.JobTimings;
import dev.snapclone.job.Mark;
import dev.snapclone.job.engine.Faults.Doubt;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Looks for what an attempt of unknown outcome made, again and again for the settle time, since a
 * service shows late what it accepted. Parks between the looks.
 */
final class Search {
  private static final int LOOKS = 20;

  private final RunContext context;
  private final Journal journal;
  private final Faults faults;

  Search(RunContext context, Journal journal, Faults faults) {
    this.context = context;
    this.journal = journal;
    this.faults = faults;
  }

  /**
   * Looks for what was made before a step makes anything, as thoroughly as there is reason to: not
   * at all at the first try of a job that this process has begun; for the settle time where the
   * journal knows of a try of unknown outcome, or where rows are known to be missing; else once.
   *
   * @param entry the step, null when the journal has nothing of it
   * @return what bears the mark, its twins discarded; empty when there is nothing
   * @throws ControlFlow.Parked when it is too early to say
   */
  <T> Optional<T> before(String key, @Nullable Entry entry, Creation<T> creation) {
    if (entry != null && entry.doubt()) {
      return look(entry, creation);
    }
    if (entry == null && journal.mayLackRows()) {
      Entry lost = Entry.intent(key, context.now()).attempt(context.now());
      journal.write(lost);
      return look(lost, creation);
    }
    if (entry == null && journal.isComplete()) {
      return Optional.empty();
    }
    return find(entry == null ? Entry.intent(key, context.now()) : entry, creation);
  }

  /**
   * Looks once, in doubt.
   *
   * @param entry the step, in doubt
   * @return the oldest of what bears the mark, its twins discarded; empty when the settle time has
   *     passed and nothing turned up
   * @throws ControlFlow.Parked when it is too early to say
   */
  <T> Optional<T> look(Entry entry, Creation<T> creation) {
    // The clock is read before the look: what appears while it runs must not be missed.
    Instant now = context.now();
    Optional<T> found = find(entry, creation);
    if (found.isPresent()) {
      return found;
    }
    JobTimings timings = context.timings();
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

  private <T> Optional<T> find(Entry entry, Creation<T> creation) {
    Mark mark = new Mark(journal.jobId(), entry.key());
    List<T> found = faults.call(entry, Doubt.LOOKING, () -> creation.find(mark));
    if (found.isEmpty()) {
      return Optional.empty();
    }
    for (T twin : found.subList(1, found.size())) {
      faults.call(entry, Doubt.LOOKING, () -> discard(creation, twin));
    }
    return Optional.of(found.get(0));
  }

  private static <T> boolean discard(Creation<T> creation, T twin) {
    creation.discard(twin);
    return true;
  }
}
