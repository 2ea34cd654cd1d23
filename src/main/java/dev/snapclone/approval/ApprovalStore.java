package dev.snapclone.approval;

import dev.snapclone.job.Job;
import dev.snapclone.job.JobPlan;
import dev.snapclone.job.Outcome;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps approvals; every change is compare-and-set in one transaction with what follows from it.
 */
public interface ApprovalStore {
  /**
   * Stores a question; the first one for a job counts. Also stores its expiry, and its reminder, as
   * errands.
   */
  void ask(Approval approval);

  /** The approval of a job. */
  Optional<Approval> find(String jobId);

  /**
   * Changes an approval under a row lock. In the same transaction: when it becomes GRANTED the job
   * takes its locks, is queued and scheduled; when it becomes DENIED or EXPIRED the job becomes
   * CANCELLED with the given outcome and its {@code tell} errand is stored.
   *
   * @param change pure; returns the approval unchanged when there is nothing to do
   * @param outcomeIfRefused the job's outcome when the change denies or expires it
   * @return the approval before and after
   * @throws dev.snapclone.job.Jobs.LockedException when it would be granted but another job has
   *     what it needs; nothing changed then
   * @throws java.util.NoSuchElementException when the job has no approval
   */
  Change update(
      String jobId, UnaryOperator<Approval> change, Function<Approval, Outcome> outcomeIfRefused);

  /**
   * Takes a job that has made nothing back to waiting. In one transaction: the approval changes,
   * the job waits with an empty journal, without locks and without a run, its worker's epoch has
   * passed, and the errands of the new question are stored.
   *
   * @param job as its worker picked it up
   * @param change pure; makes a PENDING approval of the next round
   * @param plan what the job would do now; null when that is as before
   * @return false when the job has been cancelled, has ended or is another worker's; nothing is
   *     changed then
   */
  boolean reopen(Job job, UnaryOperator<Approval> change, @Nullable JobPlan plan);

  /** An approval before and after a change. */
  record Change(Approval before, Approval after) {}
}
