package dev.snapclone.job.engine;

/**
 * The moments at which a process may die inside a step, so that a test can let it die there by
 * throwing an {@link Error}: the run is abandoned then, as if the process were gone.
 */
@FunctionalInterface
public interface CrashPoints {
  /** Never dies. */
  CrashPoints NONE = (jobId, key, moment) -> {};

  /** A step has come to a moment. */
  void reached(String jobId, String key, Moment moment);

  /** Where in a step. */
  enum Moment {
    /** What must be known before the effect is journaled; the effect has not begun. */
    BEFORE_EFFECT,
    /** The effect took place; nothing of it is journaled. */
    AFTER_EFFECT,
    /** The result is journaled. */
    AFTER_JOURNAL
  }
}
