package dev.snapclone.job;

import dev.snapclone.i18n.ExplainedFailure;
import java.util.List;

/** Stands between an approved job and its first step. */
public interface StartGate {
  /** Lets everything through; a changed plan is a failure. */
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
   * Whether the job may take its first step: who approved it may still approve it, and what they
   * approved is what it holds. Otherwise it has gone back to waiting, in one transaction, and the
   * worker that asks has it no more.
   *
   * @param job as its worker picked it up
   * @throws RuntimeException when that cannot be told now; the job starts later
   */
  boolean mayStart(Job job);

  /**
   * Whether the approvals that the job has are still enough: the instance may have been renamed,
   * and the rules may have changed. Asked within its first step.
   *
   * @return false when it has gone back to waiting, as above
   * @throws ExplainedFailure when nobody may ask for such a job any more, or nobody was asked
   * @throws RuntimeException what a cloud throws that does not tell
   */
  default boolean stillAllowed(Job job) {
    return true;
  }

  /**
   * Puts a job that has made nothing back to waiting, with another plan, in one transaction.
   *
   * @param plan the new plan as JSON
   * @param outline the new plan's steps
   * @return false when nobody is asked about such a job, or it has been cancelled: it fails then
   */
  boolean asksAgain(Job job, PlanChanged changed, String plan, List<OutlineStep> outline);
}
