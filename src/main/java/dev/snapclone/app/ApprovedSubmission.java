package dev.snapclone.app;

import dev.snapclone.access.RequestedAction;
import dev.snapclone.approval.Approvals;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.RateLimits;
import dev.snapclone.job.Job;
import dev.snapclone.job.Jobs;
import dev.snapclone.job.LockKey;
import dev.snapclone.job.NewJob;
import dev.snapclone.job.Reason;
import dev.snapclone.request.JobSubmission;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Submits the features' jobs for approval, within each cloud's limit. */
record ApprovedSubmission(Approvals approvals, Jobs jobs, RateLimits limits)
    implements JobSubmission {
  @Override
  public void requireAllowed(Invocation by, RequestedAction action) {
    approvals.requireAllowed(
        by.actor(), by.place(), Reason.of(by.option(Invocation.REASON).orElse(null)), action);
  }

  @Override
  public boolean wantsReason(Job about, RequestedAction likely, @Nullable Reason given) {
    return approvals.wantsReason(about, likely, given);
  }

  @Override
  public Job submit(NewJob job, RequestedAction action) {
    // After a crash, a job that already exists is already counted.
    if (jobs.findByInvocation(job.origin().invocation()).isEmpty()) {
      limits.requireCloud(job.work().cloud());
    }
    return approvals.submit(job, action);
  }

  @Override
  public Optional<Job> holder(LockKey lock) {
    return jobs.holder(lock);
  }
}
