package dev.snapclone.request;

import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.job.Jobs;
import dev.snapclone.procedure.CloneMade;

/** Reads and checks finished jobs, for the buttons on them. */
public final class FinishedJobs {
  private FinishedJobs() {}

  /**
   * The job that a stored plan names.
   *
   * @throws ExplainedFailure when it no longer exists
   */
  public static Job named(Jobs jobs, String id) {
    return jobs.find(id).orElseThrow(() -> ExplainedFailure.of("common.no-such-job"));
  }

  /**
   * Requires that a job succeeded.
   *
   * @throws ExplainedFailure when it did not
   */
  public static void requireDone(Job job) {
    if (job.state() != JobState.DONE) {
      throw new ExplainedFailure(
          Text.of("clone.press.not-done", Arg.code(job.id())), Text.of("clone.press.unknown-next"));
    }
  }

  /**
   * The clone that a job made.
   *
   * @throws ExplainedFailure when the job did not succeed, or makes none
   */
  public static CloneMade clone(Job job) {
    requireDone(job);
    return CloneMade.of(job)
        .orElseThrow(
            () ->
                new ExplainedFailure(
                    Text.of("clone.press.no-clone", Arg.code(job.id())),
                    Text.of("clone.press.unknown-next")));
  }

  /**
   * Requires that the clone was not deleted.
   *
   * @throws ExplainedFailure naming the bot's job that deleted it
   */
  public static void requireNotDeleted(CloneMade clone) {
    String by = clone.since().deletedBy();
    if (by != null) {
      throw new ExplainedFailure(
          Text.of("clone.press.deleted", Arg.name(clone.copy().name()), Arg.code(by)),
          Text.of("clone.press.unknown-next"));
    }
  }
}
