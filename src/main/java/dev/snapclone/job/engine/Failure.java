package dev.snapclone.job.engine;

import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import org.jspecify.annotations.Nullable;

/**
 * Why a step or a job failed, as the journal stores it.
 *
 * @param what one sentence: what happened
 * @param next one sentence: what to do next
 * @param requestId the cloud's request id, null when there is none
 */
public record Failure(Text what, Text next, @Nullable String requestId) {
  /** The failure that a workflow threw. */
  static Failure of(ExplainedFailure failure) {
    return new Failure(failure.what(), failure.next(), failure.requestId());
  }

  /** The exception that the workflow sees. */
  ExplainedFailure toException() {
    return new ExplainedFailure(what, next, requestId);
  }
}
