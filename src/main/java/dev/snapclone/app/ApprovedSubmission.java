package dev.snapclone.app;

import dev.snapclone.approval.Approvals;
import dev.snapclone.job.Job;
import dev.snapclone.job.NewJob;
import dev.snapclone.procedure.JobSubmission;
import java.util.Optional;

/** Hands the features' jobs to the approvals. */
record ApprovedSubmission(Approvals approvals) implements JobSubmission {
  @Override
  public Job submit(NewJob job, String what) {
    return approvals.submit(job, what);
  }

  @Override
  public Optional<Job> earlier(String invocation, String what) {
    return approvals.earlier(invocation, what);
  }

  @Override
  public boolean asks(String what) {
    return approvals.asks(what);
  }
}
