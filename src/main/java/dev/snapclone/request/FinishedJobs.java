package dev.snapclone.request;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.command.Invocation;
import dev.snapclone.i18n.Arg;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.job.Jobs;
import dev.snapclone.procedure.CloneMade;

/** What a finished job left for the buttons that are about it. */
public final class FinishedJobs {
  private FinishedJobs() {}

  /**
   * The job that a stored plan names.
   *
   * @throws ExplainedFailure when there is none any more
   */
  public static Job named(Jobs jobs, String id) {
    return jobs.find(id)
        .orElseThrow(
            () ->
                new ExplainedFailure(
                    Text.of("common.no-such-job"), Text.of("common.no-such-job.next")));
  }

  /**
   * Sees to it that a job ended well.
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
   * The job's cloud.
   *
   * @throws ExplainedFailure when it is not configured any more
   */
  public static Cloud cloud(CloudOption clouds, Job job, Invocation invocation) {
    return clouds.of(invocation.with(CloudOption.NAME, job.cloud()));
  }

  /**
   * The clone that a job made.
   *
   * @throws ExplainedFailure when the job has not ended well, or makes none
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
   * Sees to it that a clone was not deleted since.
   *
   * @throws ExplainedFailure when a job of the bot deleted it, which is named
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
