package dev.snapclone.app;

import dev.snapclone.access.Actor;
import dev.snapclone.access.Place;
import dev.snapclone.access.RequestedAction;
import dev.snapclone.approval.Approvals;
import dev.snapclone.approval.NotAllowedException;
import dev.snapclone.command.Refusal;
import dev.snapclone.job.Job;
import dev.snapclone.job.Jobs;
import dev.snapclone.job.LockKey;
import dev.snapclone.job.NewJob;
import dev.snapclone.request.JobSubmission;
import java.util.Optional;

/** Hands the features' jobs to the approvals. */
record ApprovedSubmission(Approvals approvals, Jobs jobs) implements JobSubmission {
  @Override
  public void requireAllowed(Actor actor, Place place, RequestedAction action) {
    try {
      approvals.requireAllowed(actor, place, action);
    } catch (NotAllowedException e) {
      throw new Refusal(e.what(), e.next());
    }
  }

  @Override
  public Job submit(NewJob job, RequestedAction action) {
    try {
      return approvals.submit(job, action);
    } catch (NotAllowedException e) {
      throw new Refusal(e.what(), e.next());
    }
  }

  @Override
  public Optional<Job> holder(LockKey lock) {
    return jobs.holder(lock);
  }
}
