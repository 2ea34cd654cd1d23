package dev.snapclone.job.engine;

import dev.snapclone.job.Subject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Leaves a workflow's code from within a step. An {@link Error}, since workflows may catch
 * exceptions and must not catch this.
 */
abstract class ControlFlow extends Error {
  private static final long serialVersionUID = 1L;

  private ControlFlow(String message, @Nullable Throwable cause) {
    super(message, cause, false, false);
  }

  /** The job goes on later; its thread is free until then. */
  static final class Parked extends ControlFlow {
    private static final long serialVersionUID = 1L;
    private final transient Instant until;
    private final transient @Nullable Subject subject;

    /**
     * @param until when to run again at the latest
     * @param subject what to watch meanwhile, null for nothing
     */
    Parked(Instant until, @Nullable Subject subject) {
      super("parked until " + until, null);
      this.until = until;
      this.subject = subject;
    }

    Instant until() {
      return until;
    }

    @Nullable Subject subject() {
      return subject;
    }
  }

  /** The job is being cancelled or has failed: no further step forward, undo what was made. */
  static final class Unwinding extends ControlFlow {
    private static final long serialVersionUID = 1L;

    Unwinding() {
      super("unwinding", null);
    }
  }

  /** The job waits for people again: it is nobody's until they have answered. */
  static final class AskedAgain extends ControlFlow {
    private static final long serialVersionUID = 1L;

    AskedAgain() {
      super("asked again", null);
    }
  }

  /** Another worker has the job now; this one may write nothing more. */
  static final class FencedOff extends ControlFlow {
    private static final long serialVersionUID = 1L;

    FencedOff(JobStore.FencedOffException cause) {
      super(String.valueOf(cause.getMessage()), cause);
    }
  }

  /** The store failed: what the journal holds is not known, so this run ends here. */
  static final class StoreFailed extends ControlFlow {
    private static final long serialVersionUID = 1L;

    StoreFailed(RuntimeException cause) {
      super("the job store failed", cause);
    }
  }
}
