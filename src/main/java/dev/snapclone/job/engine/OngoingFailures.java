package dev.snapclone.job.engine;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Since when this very process has seen the calls of a step fail, all of them and those that are
 * ridden out briefly. In memory on purpose: the journal knows since when the faults last, but while
 * the process was away, or the machine asleep, nobody tried. Thread-safe.
 */
final class OngoingFailures {
  private final Map<String, Map<String, Instant>> faults = new ConcurrentHashMap<>();
  private final Map<String, Map<String, Instant>> refusals = new ConcurrentHashMap<>();

  /** A call of a step failed; since when they do. */
  Instant failed(String jobId, String step, Instant now) {
    return since(faults, jobId, step, now);
  }

  /** Notes a failure that is tried again for a short time; since when such failures last. */
  Instant refused(String jobId, String step, Instant now) {
    return since(refusals, jobId, step, now);
  }

  private static Instant since(
      Map<String, Map<String, Instant>> all, String jobId, String step, Instant now) {
    return all.computeIfAbsent(jobId, id -> new ConcurrentHashMap<>())
        .computeIfAbsent(step, key -> now);
  }

  /** Something else went wrong than before. */
  void notRefused(String jobId, String step) {
    Map<String, Instant> steps = refusals.get(jobId);
    if (steps != null) {
      steps.remove(step);
    }
  }

  /**
   * A step of a job has passed or waits again, or the job is no business of this process any more.
   */
  void forget(String jobId) {
    faults.remove(jobId);
    refusals.remove(jobId);
  }
}
