package dev.snapclone.discord;

import dev.snapclone.approval.ApprovalStore;
import dev.snapclone.job.Estimates;
import dev.snapclone.job.Jobs;
import dev.snapclone.job.NoFirstAnswers;
import dev.snapclone.job.NoLeases;
import dev.snapclone.notification.MemoryNotifyChoices;
import dev.snapclone.notification.NotifyChoices;

/** What cards show where no clone was ever seen to answer. */
final class Views {
  private Views() {}

  static CardViews of(Jobs jobs, ApprovalStore approvals) {
    return of(jobs, approvals, new MemoryNotifyChoices());
  }

  static CardViews of(Jobs jobs, ApprovalStore approvals, NotifyChoices choices) {
    return of(jobs, approvals, choices, Estimates.NONE);
  }

  static CardViews of(Jobs jobs, ApprovalStore approvals, Estimates estimates) {
    return of(jobs, approvals, new MemoryNotifyChoices(), estimates);
  }

  private static CardViews of(
      Jobs jobs, ApprovalStore approvals, NotifyChoices choices, Estimates estimates) {
    return new CardViews(
        jobs, approvals, new NoFirstAnswers(), new NoLeases(), choices, job -> job, estimates);
  }
}
