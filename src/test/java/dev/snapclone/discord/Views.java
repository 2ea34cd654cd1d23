package dev.snapclone.discord;

import dev.snapclone.approval.ApprovalStore;
import dev.snapclone.job.Estimates;
import dev.snapclone.job.Jobs;
import dev.snapclone.job.NoFirstAnswers;
import dev.snapclone.job.NoLeases;

/** What cards show where no clone was ever seen to answer. */
final class Views {
  private Views() {}

  static CardViews of(Jobs jobs, ApprovalStore approvals) {
    return of(jobs, approvals, Estimates.NONE);
  }

  static CardViews of(Jobs jobs, ApprovalStore approvals, Estimates estimates) {
    return new CardViews(
        jobs, approvals, new NoFirstAnswers(), new NoLeases(), job -> job, estimates);
  }
}
