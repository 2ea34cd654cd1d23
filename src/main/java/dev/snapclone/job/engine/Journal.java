package dev.snapclone.job.engine;

import dev.snapclone.job.Jobs.LockedException;
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
 * The journal during one run of a job: read once, then every write goes through it. A failure of
 * the store or a takeover becomes {@link ControlFlow}, so that no workflow mistakes it for a
 * failure of its step.
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

  /** The entry of a step; null when there is none. */
  @Nullable Entry entry(String key) {
    Entry entry = entries.get(key);
    if (entry == null) {
      begun.missingInJournal(jobId, key);
    }
    return entry;
  }

  /** Whether the journal is certainly complete, since this process did everything for the job. */
  boolean isComplete() {
    return begun.begunHere(jobId);
  }

  /** Whether rows of this job may be missing, since the database has lost some. */
  boolean mayLackRows() {
    return begun.mayHaveLostRows(jobId);
  }

  /** Journals an attempt of a step. */
  void writeAttempt(Entry attempt) {
    write(attempt);
    begun.tried(jobId, attempt.key());
  }

  /** Whether there is an entry with this prefix. */
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

  /** Whether the job may only be undone. */
  boolean ending() {
    return cancelled || failure != null;
  }

  /** Writes an entry if this run still has the job. */
  void write(Entry entry) {
    note(guarded(() -> store.write(jobId, epoch, entry)));
    entries.put(entry.key(), entry);
  }

  /** Checks that this run still has the job, and whether the job was cancelled. */
  void check() {
    note(guarded(() -> store.check(jobId, epoch)));
  }

  /** Stores why the job fails. */
  void fail(Failure why) {
    note(guarded(() -> store.fail(jobId, epoch, why)));
    if (failure == null && !cancelled) {
      failure = why;
    }
  }

  /** Records that the job was cancelled. */
  void noteCancelled() {
    cancelled = true;
  }

  private void note(RunStatus status) {
    cancelled |= status.cancelled();
  }

  /**
   * Calls the store and converts its failures.
   *
   * @throws LockedException when the job has to wait for another one
   */
  static <R> R guarded(Supplier<R> call) {
    try {
      return call.get();
    } catch (LockedException e) {
      throw e;
    } catch (FencedOffException e) {
      throw new ControlFlow.FencedOff(e);
    } catch (RuntimeException e) {
      throw new ControlFlow.StoreFailed(e);
    }
  }
}
