package dev.snapclone.job;

import dev.snapclone.i18n.ExplainedFailure;
import java.util.List;

/** Decides whether an approved job may start. */
public interface StartGate {
  /** Lets every job start; a changed plan is a failure. */
  StartGate OPEN =
      new StartGate() {
        @Override
        public boolean mayStart(Job job) {
          return true;
        }

        @Override
        public boolean asksAgain(
            Job job, PlanChanged changed, String plan, List<OutlineStep> outline) {
          return false;
        }
      };

  /**
   * Whether the job may take its first step: its approvers may still approve, and they approved
   * exactly this plan. If not, this call has put the job back to waiting, in one transaction, and
   * the calling worker must stop.
   *
   * @param job as its worker picked it up
   * @throws RuntimeException when it cannot be decided now; the job starts later
   */
  boolean mayStart(Job job);

  /**
   * Whether the job's approvals are still enough, since the instance may have been renamed and the
   * rules may have changed. Called within the first step.
   *
   * @return false when this call has put the job back to waiting, as above
   * @throws ExplainedFailure when the rules do not allow such a job any more, or when it has no
   *     approval that could be repeated
   * @throws RuntimeException when a cloud does not answer
   */
  default boolean stillAllowed(Job job) {
    return true;
  }

  /**
   * Puts a job that has made nothing back to waiting, with a new plan, in one transaction.
   *
   * @param plan the new plan as JSON
   * @param outline the new plan's steps
   * @return false when such a job needs no approval or has been cancelled; the job then fails
   */
  boolean asksAgain(Job job, PlanChanged changed, String plan, List<OutlineStep> outline);
}
