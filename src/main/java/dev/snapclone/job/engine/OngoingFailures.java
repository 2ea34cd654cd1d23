package dev.snapclone.job.engine;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Since when this process has seen the calls of a step fail. Kept in memory on purpose: the journal
 * knows when the failures began, but no process may have tried since then. Thread-safe.
 */
final class OngoingFailures {
  private final Map<String, Map<String, Instant>> faults = new ConcurrentHashMap<>();
  private final Map<String, Map<String, Instant>> refusals = new ConcurrentHashMap<>();

  /** Records a failed call of a step; returns since when its calls fail. */
  Instant failed(String jobId, String step, Instant now) {
    return since(faults, jobId, step, now);
  }

  /**
   * Records a failure that is retried only for a short time; returns since when such failures last.
   */
  Instant refused(String jobId, String step, Instant now) {
    return since(refusals, jobId, step, now);
  }

  private static Instant since(
      Map<String, Map<String, Instant>> all, String jobId, String step, Instant now) {
    return all.computeIfAbsent(jobId, id -> new ConcurrentHashMap<>())
        .computeIfAbsent(step, key -> now);
  }

  /** Records a failure of another kind. */
  void notRefused(String jobId, String step) {
    Map<String, Instant> steps = refusals.get(jobId);
    if (steps != null) {
      steps.remove(step);
    }
  }

  /** A step succeeded or waits again, or this process does not have the job any more. */
  void forget(String jobId) {
    faults.remove(jobId);
    refusals.remove(jobId);
  }
}
