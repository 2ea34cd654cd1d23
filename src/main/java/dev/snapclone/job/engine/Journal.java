package dev.snapclone.job.engine;

import dev.snapclone.job.JournalEntry.Phase;
import dev.snapclone.job.engine.JobStore.FencedOffException;
import dev.snapclone.job.engine.JobStore.Pick;
import dev.snapclone.job.engine.JobStore.RunStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The journal of one run of a job: what is stored, read once, and every write to it. A failing
 * store and a job that was taken over become {@link ControlFlow}, so that no workflow takes them
 * for a failure of its step.
 */
final class Journal {
  private final JobStore store;
  private final String jobId;
  private final long epoch;
  private final LocalHistory begun;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private @Nullable Failure failure;
  private boolean cancelled;

  Journal(JobStore store, Pick pick, LocalHistory begun) {
    this.store = store;
    this.begun = begun;
    this.jobId = pick.job().id();
    this.epoch = pick.job().progress().epoch();
    this.failure = pick.failure();
    this.cancelled = pick.job().progress().cancelledBy() != null;
    pick.journal().forEach(entry -> entries.put(entry.key(), entry));
    begun.pickedUp(pick.job());
  }

  String jobId() {
    return jobId;
  }

  long epoch() {
    return epoch;
  }

  /** The entry of a step, null when it has none. */
  @Nullable Entry entry(String key) {
    Entry entry = entries.get(key);
    if (entry == null) {
      begun.missingInJournal(jobId, key);
    }
    return entry;
  }

  /**
   * Whether the journal is known to be complete: this process began the job, and knows what it did.
   */
  boolean isComplete() {
    return begun.begunHere(jobId);
  }

  /** Whether rows of this job may be missing, since the database is known to have lost some. */
  boolean mayLackRows() {
    return begun.mayHaveLostRows(jobId);
  }

  /** Journals that a step is tried now. */
  void writeAttempt(Entry attempt) {
    write(attempt);
    begun.tried(jobId, attempt.key());
  }

  /** Whether an entry of a step of this prefix exists. */
  boolean hasEntriesUnder(String prefix) {
    return entries.keySet().stream().anyMatch(key -> key.startsWith(prefix));
  }

  /** The keys of the steps that are done. */
  Set<String> doneKeys() {
    return entries.values().stream()
        .filter(entry -> entry.phase() == Phase.DONE)
        .map(Entry::key)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Why the job fails, null when it does not. */
  @Nullable Failure failure() {
    return failure;
  }

  boolean cancelled() {
    return cancelled;
  }

  /** Whether no step forward may be taken any more. */
  boolean ending() {
    return cancelled || failure != null;
  }

  /** Writes an entry, if this run still has the job. */
  void write(Entry entry) {
    note(guarded(() -> store.write(jobId, epoch, entry)));
    entries.put(entry.key(), entry);
  }

  /** Asks whether this run still has the job, and whether it has been cancelled. */
  void check() {
    note(guarded(() -> store.check(jobId, epoch)));
  }

  /** Remembers that the job fails. */
  void fail(Failure why) {
    note(guarded(() -> store.fail(jobId, epoch, why)));
    if (failure == null && !cancelled) {
      failure = why;
    }
  }

  /** The job turned out to be cancelled. */
  void noteCancelled() {
    cancelled = true;
  }

  private void note(RunStatus status) {
    cancelled |= status.cancelled();
  }

  /** Calls the store, keeping its failures apart from those of a step. */
  static <R> R guarded(Supplier<R> call) {
    try {
      return call.get();
    } catch (FencedOffException e) {
      throw new ControlFlow.FencedOff(e);
    } catch (RuntimeException e) {
      throw new ControlFlow.StoreFailed(e);
    }
  }
}
