package dev.snapclone.job.engine;

import dev.snapclone.job.Creation;
import dev.snapclone.job.JobTimings;
import dev.snapclone.job.Mark;
import dev.snapclone.job.engine.Faults.Doubt;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Searches for what an attempt of unknown outcome made, or a failed one left. Repeats the search
 * during the settle time, since services show accepted resources late, and parks in between.
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
   * Searches for what a step may have made before, as thoroughly as necessary: not at all if this
   * process began the job and has not tried the step; for the settle time if the journal has an
   * attempt of unknown outcome or may lack rows; otherwise once.
   *
   * @param entry the step's journal entry, null when there is none
   * @return what has the mark, with duplicates discarded; empty when there is nothing
   * @throws ControlFlow.Parked when it is too early to say
   */
  <T> Optional<T> before(String key, @Nullable Entry entry, Creation<T> creation) {
    if (entry != null && entry.attempts().doubt()) {
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
   * Searches once for what an attempt of unknown outcome made.
   *
   * @param entry the step's journal entry
   * @return the oldest match, with duplicates discarded; empty when nothing was found for the
   *     settle time
   * @throws ControlFlow.Parked when it is too early to say
   */
  <T> Optional<T> look(Entry entry, Creation<T> creation) {
    // The clock is read before the search: what appears during it must not be missed.
    Instant now = context.now();
    Optional<T> found = find(entry, creation);
    if (found.isPresent()) {
      return found;
    }
    Instant tried = entry.attempts().last();
    requireSettled(tried == null ? entry.since() : tried, now);
    return Optional.empty();
  }

  /**
   * Looks until everything must have shown that there was when the step was first reached.
   *
   * @return the last answer
   * @throws ControlFlow.Parked when it is too early to say
   */
  <T> T untilSettled(String key, Supplier<T> look) {
    Instant now = context.now();
    Entry entry = journal.entry(key);
    if (entry == null) {
      entry = Entry.intent(key, now);
      journal.write(entry);
    }
    T seen = look.get();
    requireSettled(entry.since(), now);
    return seen;
  }

  private void requireSettled(Instant since, Instant now) {
    JobTimings timings = context.timings();
    Instant settled = since.plus(timings.settleTime());
    if (!now.isBefore(settled)) {
      return;
    }
    Duration step = timings.settleTime().dividedBy(LOOKS);
    Instant next =
        now.plus(step.compareTo(timings.pollInterval()) > 0 ? step : timings.pollInterval());
    throw new ControlFlow.Parked(next.isBefore(settled) ? next : settled, null);
  }

  private <T> Optional<T> find(Entry entry, Creation<T> creation) {
    Mark mark = new Mark(journal.jobId(), entry.key());
    List<T> found =
        faults.call(entry, Doubt.LOOKING, () -> creation.find(mark, journal.mayLackRows()));
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
