package dev.snapclone.procedure;

import dev.snapclone.command.Refusal;
import dev.snapclone.i18n.Arg;
import dev.snapclone.i18n.Text;
import dev.snapclone.job.Job;
import dev.snapclone.job.Jobs;
import dev.snapclone.job.NewJob;

/** Hands a job over: stored, and asked about or queued as the approval rules for it say. */
public interface JobSubmission {
  /**
   * Stores a job.
   *
   * @param job the job; whether it waits for approval is decided here
   * @param what {@code snapshot}, {@code clone}, {@code copy} or {@code delete}
   * @return the stored job; the one of the first time when asked again with the same invocation
   * @throws Jobs.LockedException when another job has what this one needs
   */
  Job submit(NewJob job, String what);

  /** Whether such a job waits for approval. */
  boolean asks(String what);

  /**
   * As {@link #submit}, with a person's sentence when another job is in the way.
   *
   * @throws Refusal when another job has what this one needs
   */
  default Job submitOrRefuse(NewJob job, String what) {
    try {
      return submit(job, what);
    } catch (Jobs.LockedException e) {
      throw new Refusal(
          e.holder().isEmpty()
              ? Text.of("procedure.locked-unknown")
              : Text.of("procedure.locked", Arg.code(e.holder())),
          Text.of("procedure.locked-next"));
    }
  }
}
