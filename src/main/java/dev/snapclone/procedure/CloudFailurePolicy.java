package dev.snapclone.procedure;

import dev.snapclone.cloud.CloudException;
import dev.snapclone.command.CloudErrors;
import dev.snapclone.command.Explained;
import dev.snapclone.job.FailurePolicy;
import org.jspecify.annotations.Nullable;

/**
 * What a cloud's failure means to a job: retried or not by its kind, told in the same words as in a
 * reply.
 */
public final class CloudFailurePolicy implements FailurePolicy {
  @Override
  public @Nullable Verdict judge(RuntimeException failure) {
    if (!(failure instanceof CloudException e)) {
      return null;
    }
    Explained explained = CloudErrors.explain(e);
    return new Verdict(
        e.kind().transientFault(),
        e.kind().outcomeUnknown(),
        e.retryAfter(),
        explained.what(),
        explained.next(),
        e.requestId());
  }
}
