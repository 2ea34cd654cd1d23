package dev.snapclone.job;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The stored jobs, for workflows that depend on other jobs, such as a clean-up. Used inside steps.
 */
public interface JobRecords {
  /** One job. */
  Optional<Job> find(String id);

  /** All jobs that are not terminal, oldest first. */
  List<Job> open();

  /**
   * Corrects the outcome of an ended job after a later job made it outdated. The state stays, the
   * card is updated, and nothing is announced again.
   *
   * @param id the job; nothing happens when it is unknown or has not ended
   * @param change a pure function; may be called more than once
   */
  void amend(String id, UnaryOperator<Outcome> change);

  /**
   * Gives a job the reason that it was asked for without.
   *
   * @return false when it has one, or does not wait for approval
   */
  boolean giveReason(String id, Reason reason);
}
