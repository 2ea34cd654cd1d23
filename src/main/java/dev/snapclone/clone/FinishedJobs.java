package dev.snapclone.clone;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.Refusal;
import dev.snapclone.i18n.Arg;
import dev.snapclone.i18n.Text;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.job.Jobs;
import dev.snapclone.job.Outcome;
import dev.snapclone.procedure.CloudOption;
import dev.snapclone.procedure.JobTargets;
import java.util.Map;

/** The finished job that a pressed button is about, checked against what is stored. */
final class FinishedJobs {
  private final JobTargets targets;

  FinishedJobs(Jobs jobs) {
    this.targets = new JobTargets(jobs);
  }

  /**
   * The job.
   *
   * @throws Refusal when there is none in this guild, or it did not end well
   */
  Job of(Invocation invocation) {
    Job job = targets.of(invocation);
    if (job.state() != JobState.DONE) {
      throw new Refusal(
          Text.of("clone.press.not-done", Arg.code(job.id())), Text.of("clone.press.unknown-next"));
    }
    return job;
  }

  /**
   * The job's cloud.
   *
   * @throws Refusal when it is not configured any more
   */
  static Cloud cloud(CloudOption clouds, Job job, Invocation invocation) {
    return clouds.of(invocation.with(CloudOption.NAME, job.cloud()));
  }

  /** What the job left for the buttons. */
  static Map<String, String> facts(Job job) {
    Outcome outcome = job.outcome();
    return outcome == null ? Map.of() : outcome.facts();
  }
}
