package dev.snapclone.jobcontrol;

import dev.snapclone.access.AccessPolicy;
import dev.snapclone.access.Role;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.Refusal;
import dev.snapclone.i18n.Arg;
import dev.snapclone.i18n.Text;
import dev.snapclone.job.Job;
import dev.snapclone.job.Jobs;
import dev.snapclone.procedure.JobTargets;

/** The job that a button is about, when only its requester or an administrator may press it. */
final class OwnJobs {
  private final JobTargets targets;
  private final AccessPolicy access;

  OwnJobs(Jobs jobs, AccessPolicy access) {
    this.targets = new JobTargets(jobs);
    this.access = access;
  }

  /**
   * The job.
   *
   * @param notYours what somebody else is told: this message, and the same with {@code .next}
   * @throws Refusal when there is none in this guild, or it is somebody else's
   */
  Job of(Invocation press, String notYours) {
    Job job = targets.of(press);
    boolean own = job.requester().id().equals(press.actor().id());
    if (!own && !access.roleOf(press.actor(), press.place(), job.cloud()).covers(Role.ADMIN)) {
      throw new Refusal(
          Text.of(notYours, Arg.person(job.requester().id())), Text.of(notYours + ".next"));
    }
    return job;
  }
}
