package dev.snapclone.job;

/** Reads the stored plans of jobs, for example to repeat one. */
@FunctionalInterface
public interface Plans {
  /**
   * The plan of a job.
   *
   * @param type the plan type of its workflow
   * @throws IllegalArgumentException when its plan is of another type
   */
  <P> P of(Job job, Class<P> type);
}
