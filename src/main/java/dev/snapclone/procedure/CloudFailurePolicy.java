package dev.snapclone.procedure;

import dev.snapclone.cloud.CloudErrors;
import dev.snapclone.cloud.CloudException;
import dev.snapclone.cloud.Explained;
import dev.snapclone.job.FailurePolicy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a cloud's failure means to a job: retried or not by its kind, told in the same words as in a
 * reply.
 */
public final class CloudFailurePolicy implements FailurePolicy {
  private final Duration briefly;

  /** A refusal that may pass by itself is given a minute. */
  public CloudFailurePolicy() {
    this(Duration.ofMinutes(1));
  }

  /**
   * As above.
   *
   * @param briefly for how long a refusal that may pass by itself is ridden out
   */
  public CloudFailurePolicy(Duration briefly) {
    this.briefly = briefly;
  }

  @Override
  public @Nullable Verdict judge(RuntimeException failure) {
    if (!(failure instanceof CloudException e)) {
      return null;
    }
    Explained explained = CloudErrors.explain(e);
    boolean mayPass = mayPass(e.kind());
    return new Verdict(
        mayPass || e.kind().transientFault(),
        e.kind().outcomeUnknown(),
        mayPass ? briefly : null,
        e.retryAfter(),
        explained.what(),
        explained.next(),
        e.requestId());
  }

  /**
   * Whether it is a refusal that often passes: a service that does not know a new token yet, or
   * whose Keystone is away, answers 401; what somebody else does to a resource is over soon (409);
   * a catalog lacks a service while it is put in order. A person who asks is told at once; a job
   * has things half made, and cannot even undo them while it is refused.
   */
  private static boolean mayPass(CloudException.Kind kind) {
    return switch (kind) {
      case UNAUTHENTICATED, CONFLICT, MISCONFIGURED -> true;
      default -> false;
    };
  }
}
