package dev.snapclone.approval;

import dev.snapclone.job.Job;
import dev.snapclone.job.JobPlan;
import dev.snapclone.job.Outcome;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Stores approvals. Every change is a compare-and-set, in one transaction with its consequences.
 */
public interface ApprovalStore {
  /** Stores a question, unless the job has one, with its expiry and reminder as errands. */
  void ask(Approval approval);

  /**
   * Stores an approval that was given beforehand, with its decisions. Nothing happens when the job
   * has one.
   */
  void grant(Approval given);

  Optional<Approval> find(String jobId);

  /**
   * Changes an approval under a row lock. In the same transaction: when it becomes GRANTED, the job
   * is queued and scheduled, and takes its locks unless another job has one: then it takes them
   * when its turn comes; when it becomes DENIED or EXPIRED, the job becomes CANCELLED with the
   * given outcome and its {@code tell} errand is stored.
   *
   * @param change pure; returns the approval unchanged when there is nothing to do
   * @param outcomeIfRefused the job's outcome when the change denies or expires it
   * @return the approval before and after
   * @throws java.util.NoSuchElementException when the job has no approval
   */
  Change update(
      String jobId, UnaryOperator<Approval> change, Function<Approval, Outcome> outcomeIfRefused);

  /**
   * Returns a job that has made nothing to waiting. In one transaction: the approval changes, the
   * job waits with an empty journal and without locks or a run, its worker's epoch ends, and the
   * errands of the new question are stored.
   *
   * @param job as its worker picked it up
   * @param change pure; makes a PENDING approval of the next round
   * @param plan what the job would do now; null when unchanged
   * @return false, with nothing changed, when the job was cancelled, has ended or belongs to
   *     another worker
   */
  boolean reopen(Job job, UnaryOperator<Approval> change, @Nullable JobPlan plan);

  record Change(Approval before, Approval after) {}
}
