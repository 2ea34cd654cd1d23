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
   * Changes what an ended job's outcome says, since what followed made it untrue. Its state stays,
   * its card is brought up to date, nobody is told anew.
   *
   * @param id the job; one that is unknown or has not ended is left alone
   * @param change pure; repeated without harm
   */
  void amend(String id, UnaryOperator<Outcome> change);
}
