package dev.snapclone.job;

/**
 * Told, in this process, whenever a job or its journal changed here. Must return at once and must
 * not throw.
 */
@FunctionalInterface
public interface JobListener {
  /**
   * A job changed.
   *
   * @param jobId the job
   */
  void jobChanged(String jobId);
}
