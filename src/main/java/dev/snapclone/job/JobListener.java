package dev.snapclone.job;

/**
 * Is called after every change that this process makes to a job or its journal. Must return at once
 * and must not throw.
 */
@FunctionalInterface
public interface JobListener {
  /** A job changed. */
  void jobChanged(String jobId);
}
