package dev.snapclone.discord;

import dev.snapclone.approval.ApprovalStore;
import dev.snapclone.job.Jobs;
import dev.snapclone.job.Leases;
import dev.snapclone.job.NoFirstAnswers;

/** What cards show where no clone was ever seen to answer. */
final class Views {
  private Views() {}

  static CardViews of(Jobs jobs, ApprovalStore approvals) {
    return new CardViews(jobs, approvals, new NoFirstAnswers(), Leases.NONE, job -> job);
  }
}
