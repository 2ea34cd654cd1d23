package dev.snapclone.approval;

import dev.snapclone.job.Outcome;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Keeps approvals; every change is compare-and-set in one transaction with what follows from it.
 */
public interface ApprovalStore {
  /** Stores a question; the first one for a job counts. Also stores its expiry as an errand. */
  void ask(Approval approval);

  /** The approval of a job. */
  Optional<Approval> find(String jobId);

  /**
   * Changes an approval under a row lock. In the same transaction: when it becomes GRANTED the job
   * takes its locks, is queued and scheduled; when it becomes DENIED or EXPIRED the job becomes
   * CANCELLED with the given outcome and its {@code tell} errand is stored.
   *
   * @param jobId the job
   * @param change pure; returns the approval unchanged when there is nothing to do
   * @param outcomeIfRefused the job's outcome when the change denies or expires it
   * @return the approval before and after
   * @throws dev.snapclone.job.Jobs.LockedException when it would be granted but another job has
   *     what it needs; nothing changed then
   * @throws java.util.NoSuchElementException when the job has no approval
   */
  Change update(
      String jobId, UnaryOperator<Approval> change, Function<Approval, Outcome> outcomeIfRefused);

  /** An approval before and after a change. */
  record Change(Approval before, Approval after) {}
}
