package dev.snapclone.discord;

import dev.snapclone.approval.ApprovalStore;
import dev.snapclone.job.FirstAnswers;
import dev.snapclone.job.Jobs;
import java.time.Instant;
import java.util.Optional;

/** What cards show where no clone was ever seen to answer. */
final class Views {
  private static final FirstAnswers NONE =
      new FirstAnswers() {
        @Override
        public boolean record(String jobId, String address, Instant at) {
          return false;
        }

        @Override
        public Optional<FirstAnswer> of(String jobId) {
          return Optional.empty();
        }
      };

  private Views() {}

  static CardViews of(Jobs jobs, ApprovalStore approvals) {
    return new CardViews(jobs, approvals, NONE);
  }
}
