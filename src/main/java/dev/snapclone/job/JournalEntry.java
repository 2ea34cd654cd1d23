package dev.snapclone.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One journaled step.
 *
 * @param key the step's key, unique in the job; undo steps begin with {@code undo/}
 * @param result the result as JSON; null until it is done
 * @param status the cloud's status of the awaited resource, such as {@code saving}; null when there
 *     is none
 * @param percent progress of the awaited resource, null when unknown
 * @param since when this phase or status began
 * @param troubledSince since when its calls fail and are retried; null while they succeed
 */
public record JournalEntry(
    String key,
    Phase phase,
    @Nullable String result,
    @Nullable String status,
    @Nullable Integer percent,
    Instant since,
    @Nullable Instant troubledSince) {

  /** The phase of a step. */
  public enum Phase {
    /** Being tried: its effect may or may not exist. */
    INTENT,
    /** Waits for the cloud. */
    WAITING,
    /** Has a result. */
    DONE,
    /** Failed permanently. */
    FAILED
  }
}
