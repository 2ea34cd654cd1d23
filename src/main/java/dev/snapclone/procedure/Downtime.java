package dev.snapclone.procedure;

import org.jspecify.annotations.Nullable;

/**
 * That an instance is shut down for its snapshot, and started again. Stored as JSON.
 *
 * @param since the request id of the newest action that had switched it on or off when planned;
 *     null for none
 * @param timeoutSeconds how long its guest has to shut down before Nova switches it off; null for
 *     the cloud's own time
 */
public record Downtime(@Nullable String since, @Nullable Integer timeoutSeconds) {
  /** How an instance that was shut down for its snapshot is afterwards. */
  public enum End {
    /** It was not shut down by the job. */
    UNTOUCHED,
    RUNS_AGAIN,
    /** Somebody else switched it on or off meanwhile. */
    LEFT_TO_OTHERS,
    /** It is off, and the cloud did not start it. */
    NOT_STARTED
  }
}
