package dev.snapclone.job.engine;

import dev.snapclone.i18n.Text;
import dev.snapclone.job.JobFailure;
import org.jspecify.annotations.Nullable;

/**
 * Why a step or a job failed, as the journal keeps it.
 *
 * @param what one sentence: what happened
 * @param next one sentence: what to do next
 * @param requestId the cloud's request id, null when there is none
 */
public record Failure(Text what, Text next, @Nullable String requestId) {
  /** The failure that a workflow threw. */
  static Failure of(JobFailure failure) {
    return new Failure(failure.what(), failure.next(), failure.requestId());
  }

  /** The exception by which it shows itself to a workflow. */
  JobFailure toException() {
    return new JobFailure(what, next, requestId);
  }
}
