package dev.snapclone.procedure;

import dev.snapclone.cloud.CloudErrors;
import dev.snapclone.cloud.CloudException;
import dev.snapclone.cloud.Explained;
import dev.snapclone.job.FailurePolicy;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Decides what a cloud failure means to a job: whether to retry, and how to describe it. */
public final class CloudFailurePolicy implements FailurePolicy {
  private final Duration briefly;

  /** Retries a possibly passing refusal for a minute. */
  public CloudFailurePolicy() {
    this(Duration.ofMinutes(1));
  }

  /**
   * @param briefly how long to retry a refusal that may pass
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
   * Whether a refusal often passes: a service may not know a new token yet or have lost its
   * Keystone (401), another change to a resource ends soon (409), a catalog may lack a service for
   * a while. A person is told at once; a job waits, since it could not even undo its changes now.
   */
  private static boolean mayPass(CloudException.Kind kind) {
    return switch (kind) {
      case UNAUTHENTICATED, CONFLICT, MISCONFIGURED -> true;
      default -> false;
    };
  }
}
