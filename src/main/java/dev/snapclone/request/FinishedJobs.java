package dev.snapclone.request;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.Refusal;
import dev.snapclone.i18n.Arg;
import dev.snapclone.i18n.Text;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.job.Jobs;
import dev.snapclone.job.Outcome;
import dev.snapclone.procedure.Os;
import java.util.Map;

/** What a finished job left for the buttons that are about it. */
public final class FinishedJobs {
  /** Fact of a clone's job: the job that deleted the clone. */
  public static final String CLONE_DELETED_BY = "clone-deleted-by";

  private FinishedJobs() {}

  /**
   * The job that a stored plan names.
   *
   * @throws Refusal when there is none any more
   */
  public static Job named(Jobs jobs, String id) {
    return jobs.find(id)
        .orElseThrow(
            () -> new Refusal(Text.of("common.no-such-job"), Text.of("common.no-such-job.next")));
  }

  /**
   * Sees to it that a job ended well.
   *
   * @throws Refusal when it did not
   */
  public static void requireDone(Job job) {
    if (job.state() != JobState.DONE) {
      throw new Refusal(
          Text.of("clone.press.not-done", Arg.code(job.id())), Text.of("clone.press.unknown-next"));
    }
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

  /** The operating system that a finished job wrote down. */
  public static Os os(Job finished) {
    return Os.of(facts(finished).getOrDefault("os", "")).orElse(Os.UNKNOWN);
  }
}
