package dev.snapclone.job.engine;

import dev.snapclone.job.Subject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Thrown in a step to leave the workflow's code. An {@link Error}, since workflows may catch
 * exceptions but must not catch this.
 */
abstract class ControlFlow extends Error {
  private static final long serialVersionUID = 1L;

  private ControlFlow(String message, @Nullable Throwable cause) {
    super(message, cause, false, false);
  }

  /** The job continues later and needs no thread until then. */
  static final class Parked extends ControlFlow {
    private static final long serialVersionUID = 1L;
    private final transient Instant until;
    private final transient @Nullable Subject subject;

    /**
     * @param until when to run again at the latest
     * @param subject what to watch until then, null for nothing
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

  /** The job is being cancelled or has failed: it takes no further step and is undone. */
  static final class Ending extends ControlFlow {
    private static final long serialVersionUID = 1L;

    Ending() {
      super("ending", null);
    }
  }

  /** The job waits for approval again, so this worker has to stop. */
  static final class AskedAgain extends ControlFlow {
    private static final long serialVersionUID = 1L;

    AskedAgain() {
      super("asked again", null);
    }
  }

  /** Another worker has the job now, so this one may write nothing. */
  static final class FencedOff extends ControlFlow {
    private static final long serialVersionUID = 1L;

    FencedOff(JobStore.FencedOffException cause) {
      super(String.valueOf(cause.getMessage()), cause);
    }
  }

  /** The store failed, so the state of the journal is unknown and this run ends. */
  static final class StoreFailed extends ControlFlow {
    private static final long serialVersionUID = 1L;

    StoreFailed(RuntimeException cause) {
      super("the job store failed", cause);
    }
  }
}
