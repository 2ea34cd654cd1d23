package dev.snapclone.procedure;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.Refusal;
import dev.snapclone.i18n.Arg;
import dev.snapclone.i18n.Text;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.job.Jobs;
import dev.snapclone.job.Outcome;
import java.util.Map;

/** The finished job that a pressed button is about, checked against what is stored. */
public final class FinishedJobs {
  /** Fact of a clone's job: the job that deleted the clone. */
  public static final String CLONE_DELETED_BY = "clone-deleted-by";

  private final JobTargets targets;

  /**
   * @param jobs the jobs
   */
  public FinishedJobs(Jobs jobs) {
    this.targets = new JobTargets(jobs);
  }

  /**
   * The job.
   *
   * @throws Refusal when there is none in this guild, or it did not end well
   */
  public Job of(Invocation invocation) {
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
  public static Cloud cloud(CloudOption clouds, Job job, Invocation invocation) {
    return clouds.of(invocation.with(CloudOption.NAME, job.cloud()));
  }

  /**
   * Sees to it that the clone that a job made was not deleted since.
   *
   * @throws Refusal when a job of the bot deleted it, which is named
   */
  public static void requireNotDeleted(Job cloneJob) {
    Map<String, String> facts = facts(cloneJob);
    String by = facts.get(CLONE_DELETED_BY);
    if (by != null) {
      throw new Refusal(
          Text.of(
              "clone.press.deleted",
              Arg.name(facts.getOrDefault("instance-name", "")),
              Arg.code(by)),
          Text.of("clone.press.unknown-next"));
    }
  }

  /** What the job left for the buttons. */
  public static Map<String, String> facts(Job job) {
    Outcome outcome = job.outcome();
    return outcome == null ? Map.of() : outcome.facts();
  }
}
