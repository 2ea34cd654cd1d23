package dev.snapclone.job;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The stored jobs, for workflows that are about other jobs: what one needs that another made, what
 * an ended one left. Read and written inside steps.
 */
public interface JobRecords {
  /** One job. */
  Optional<Job> find(String id);

  /** All jobs that are not terminal, oldest first. */
  List<Job> open();

  /**
   * Changes what an ended job's outcome says, when a later job made it untrue. The state stays, the
   * card is updated, and nobody is told again.
   *
   * @param id the job; one that is unknown or has not ended is left alone
   * @param change pure; repeated without harm
   */
  void amend(String id, UnaryOperator<Outcome> change);
}
