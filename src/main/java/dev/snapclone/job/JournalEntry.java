package dev.snapclone.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One journaled step.
 *
 * @param key the step's key, unique in the job; undo steps begin with {@code undo/}
 * @param phase how far it is
 * @param result the result as JSON when done, otherwise null
 * @param status a cloud's own word for what is awaited, such as {@code saving}; null when there is
 *     none
 * @param percent progress of what is awaited, null when not known
 * @param since when this phase or status began
 * @param troubledSince since when its calls have failed and are tried again, null while they go
 *     through
 */
public record JournalEntry(
    String key,
    Phase phase,
    @Nullable String result,
    @Nullable String status,
    @Nullable Integer percent,
    Instant since,
    @Nullable Instant troubledSince) {

  /** How far a step is. */
  public enum Phase {
    /** About to be tried; an effect may or may not exist. */
    INTENT,
    /** Waits for the cloud. */
    WAITING,
    /** Has its result. */
    DONE,
    /** Failed for good. */
    FAILED
  }
}
