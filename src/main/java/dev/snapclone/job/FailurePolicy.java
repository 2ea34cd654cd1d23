package dev.snapclone.job;

import dev.snapclone.i18n.Text;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Classifies failures of a step's call, since the engine knows no cloud. */
@FunctionalInterface
public interface FailurePolicy {
  /** What the failure means; null for an unknown one, which is a bug. */
  @Nullable Verdict judge(RuntimeException failure);

  /**
   * The meaning of a failure.
   *
   * @param transientFault whether the same call may succeed later
   * @param outcomeUnknown whether the call may have taken effect
   * @param patience how long to retry while such failures follow each other; null for the time
   *     after which a wait counts as stalled
   * @param retryAfter the minimum pause that the service asked for; null for none
   * @param what one sentence: what happened
   * @param next one sentence: what to do next
   * @param requestId the service's request id, null when there is none
   */
  record Verdict(
      boolean transientFault,
      boolean outcomeUnknown,
      @Nullable Duration patience,
      @Nullable Duration retryAfter,
      Text what,
      Text next,
      @Nullable String requestId) {
    /** With the usual patience. */
    public Verdict(
        boolean transientFault,
        boolean outcomeUnknown,
        @Nullable Duration retryAfter,
        Text what,
        Text next,
        @Nullable String requestId) {
      this(transientFault, outcomeUnknown, null, retryAfter, what, next, requestId);
    }
  }
}
