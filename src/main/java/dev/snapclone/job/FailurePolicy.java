package dev.snapclone.job;

import dev.snapclone.i18n.Text;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Says what a failure of a step's call means; the engine knows no cloud. */
@FunctionalInterface
public interface FailurePolicy {
  /** What the failure means; null when it is not known, that is, a bug. */
  @Nullable Verdict judge(RuntimeException failure);

  /**
   * What a failure means.
   *
   * @param transientFault whether the same call may go through later
   * @param outcomeUnknown whether the call may have taken effect all the same
   * @param patience how long such failures in a row are tried again; null for as long as a wait may
   *     see no change
   * @param retryAfter the least time to wait, null when the other side did not say
   * @param what one sentence for people: what happened
   * @param next one sentence: what to do next
   * @param requestId the other side's request id, null when there is none
   */
  record Verdict(
      boolean transientFault,
      boolean outcomeUnknown,
      @Nullable Duration patience,
      @Nullable Duration retryAfter,
      Text what,
      Text next,
      @Nullable String requestId) {
    /** As above, tried again for as long as a wait may see no change. */
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
