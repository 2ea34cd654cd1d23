package dev.snapclone.windows;

import dev.snapclone.command.Invocation;
import dev.snapclone.command.Refusal;
import dev.snapclone.i18n.Arg;
import dev.snapclone.i18n.Text;
import dev.snapclone.job.Job;
import dev.snapclone.job.Jobs;
import dev.snapclone.procedure.FinishedJobs;
import dev.snapclone.procedure.JobTargets;

/** The finished clone that a pressed button is about, checked against what is stored. */
final class FinishedClones {
  private final JobTargets targets;

  FinishedClones(Jobs jobs) {
    this.targets = new JobTargets(jobs);
  }

  /**
   * A finished clone.
   *
   * @param job the job that made it
   * @param facts what it left
   */
  record Found(Job job, CloneFacts facts) {}

  /**
   * The clone that the invocation's target names.
   *
   * @throws Refusal when there is none in this guild, it is not done, or it was deleted
   */
  Found of(Invocation invocation) {
    Job job = targets.of(invocation);
    FinishedJobs.requireNotDeleted(job);
    return CloneFacts.of(job)
        .map(facts -> new Found(job, facts))
        .orElseThrow(() -> refused("windows.press.no-clone", job.id()));
  }

  private static Refusal refused(String key, String id) {
    return new Refusal(Text.of(key, Arg.code(id)), Text.of("windows.press.next"));
  }
}
