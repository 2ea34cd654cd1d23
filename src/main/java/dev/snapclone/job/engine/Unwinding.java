package dev.snapclone.job.engine;

import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.job.JournalEntry.Phase;
import dev.snapclone.job.ResourceRef;
import dev.snapclone.job.engine.Outcomes.Leftovers;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Undoes what the steps of a job made, newest first. Each undo is journaled and may park like any
 * step. What an attempt of unknown outcome may have made is searched for first. What cannot be
 * undone is named in the outcome.
 */
final class Unwinding {
  private static final Logger LOG = LoggerFactory.getLogger(Unwinding.class);
  private static final String PREFIX = "undo/";

  private final RunContext context;
  private final Journal journal;
  private final Search search;
  private final Leftovers leftovers = Leftovers.none();

  Unwinding(RunContext context, Journal journal) {
    this.context = context;
    this.journal = journal;
    this.search = new Search(context, journal, new Faults(context, journal));
  }

  /**
   * Undoes everything.
   *
   * @param undoables what was made or may have been made, oldest first
   * @return what happened to it
   */
  Leftovers run(List<Undoable<?>> undoables) {
    for (int i = undoables.size() - 1; i >= 0; i--) {
      takeBack(undoables.get(i));
    }
    return leftovers;
  }

  private <T> void takeBack(Undoable<T> undoable) {
    Entry entry = journal.entry(undoable.key());
    if (entry == null) {
      return; // never tried
    }
    if (entry.attempts().doubt() && !resolve(undoable, entry)) {
      leftovers.unresolved().add(undoable.key());
      return;
    }
    Entry resolved = journal.entry(undoable.key());
    String made = resolved == null ? null : resolved.result();
    if (made == null) {
      return; // tried, and nothing came of it
    }
    String mine = PREFIX + undoable.key();
    if (!undoable.creation().makesResource()) {
      if (!undo(undoable, mine, made)) {
        leftovers.unchanged().add(whyLeft(mine));
      }
      return;
    }
    ResourceRef resource = undoable.describe(context.json(), made);
    if (undo(undoable, mine, made)) {
      boolean touched = journal.hasEntriesUnder(mine + "/");
      (touched ? leftovers.removed() : leftovers.kept()).add(resource);
      if (twinsMayBeLeft(undoable)) {
        leftovers.unresolved().add(undoable.key());
      }
    } else {
      leftovers.left().put(resource, whyLeft(mine));
    }
  }

  private boolean twinsMayBeLeft(Undoable<?> undoable) {
    Entry twins = journal.entry(PREFIX + JournaledSteps.TWINS + undoable.key());
    return twins != null && twins.phase() == Phase.FAILED;
  }

  private Failure whyLeft(String mine) {
    Entry entry = journal.entry(mine);
    Failure why = entry == null ? null : entry.failure();
    return why == null ? Outcomes.bug(journal.jobId()) : why;
  }

  /** Finds out what an attempt of unknown outcome made; false when that is impossible. */
  private <T> boolean resolve(Undoable<T> undoable, Entry entry) {
    if (context.stopping().getAsBoolean()) {
      throw new ControlFlow.Parked(context.now(), null);
    }
    journal.check();
    if (journal.entry(PREFIX + undoable.key()) != null) {
      return false; // tried before without success
    }
    try {
      Optional<T> found = search.look(entry, undoable.creation());
      journal.write(
          found
              .map(it -> entry.foundForUndo(context.json().write(it)))
              .orElseGet(entry::withoutEffect));
      return true;
    } catch (ExplainedFailure e) {
      giveUp(undoable.key(), Failure.of(e));
      return false;
    } catch (RuntimeException e) {
      LOG.error("job {}: bug while looking for {}", journal.jobId(), undoable.key(), e);
      giveUp(undoable.key(), Outcomes.bug(journal.jobId()));
      return false;
    }
  }

  private <T> boolean undo(Undoable<T> undoable, String mine, String made) {
    Entry before = journal.entry(mine);
    if (before != null && before.phase() == Phase.FAILED) {
      return false;
    }
    if (before != null && before.phase() == Phase.DONE) {
      return true;
    }
    JournaledSteps steps = steps(mine + "/");
    try {
      steps(PREFIX).discardTwins(undoable);
      undoable.undo(context.json(), made, steps);
    } catch (ExplainedFailure e) {
      LOG.warn("job {}: {} cannot be undone: {}", journal.jobId(), undoable.key(), e.toString());
      giveUp(undoable.key(), Failure.of(e));
      return false;
    } catch (RuntimeException e) {
      LOG.error("job {}: bug in the undo of {}", journal.jobId(), undoable.key(), e);
      giveUp(undoable.key(), Outcomes.bug(journal.jobId()));
      return false;
    }
    journal.write(Entry.intent(mine, context.now()).done("true", context.now()));
    return true;
  }

  private JournaledSteps steps(String prefix) {
    return new JournaledSteps(
        context,
        journal,
        prefix,
        false,
        made -> {
          throw new IllegalStateException("an undo fails as a whole");
        });
  }

  private void giveUp(String key, Failure why) {
    journal.write(Entry.intent(PREFIX + key, context.now()).failed(why, false, context.now()));
  }
}
