package dev.snapclone.app;

import dev.snapclone.access.Actor;
import dev.snapclone.access.Place;
import dev.snapclone.access.RequestedAction;
import dev.snapclone.command.RateLimits;
import dev.snapclone.job.Job;
import dev.snapclone.job.Jobs;
import dev.snapclone.job.LockKey;
import dev.snapclone.job.NewJob;
import dev.snapclone.request.JobSubmission;
import java.util.Optional;

/** Takes no more jobs for a cloud than its limit allows. */
record PacedSubmission(JobSubmission then, RateLimits limits, Jobs jobs) implements JobSubmission {
  @Override
  public Job submit(NewJob job, RequestedAction action) {
    // Asked again after a crash, the job is there and counts already.
    if (jobs.findByInvocation(job.origin().invocation()).isEmpty()) {
      limits.requireCloud(job.work().cloud());
    }
    return then.submit(job, action);
  }

  @Override
  public Optional<Job> holder(LockKey lock) {
    return then.holder(lock);
  }

  @Override
  public void requireAllowed(Actor actor, Place place, RequestedAction action) {
    then.requireAllowed(actor, place, action);
  }
}
