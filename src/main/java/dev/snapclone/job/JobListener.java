package dev.snapclone.job;

/**
 * Hears of every change of a job or its journal in this process. Must return at once and must not
 * throw.
 */
@FunctionalInterface
public interface JobListener {
  /** A job changed. */
  void jobChanged(String jobId);
}
