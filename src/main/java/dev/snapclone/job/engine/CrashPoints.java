package dev.snapclone.job.engine;

/**
 * Lets a test simulate the death of the process at certain moments of a step, by throwing an {@link
 * Error}: the run is then abandoned.
 */
@FunctionalInterface
public interface CrashPoints {
  /** No simulated death. */
  CrashPoints NONE = (jobId, key, moment) -> {};

  /** Called when a step reaches a moment. */
  void reached(String jobId, String key, Moment moment);

  /** A moment of a step. */
  enum Moment {
    /** The intent is journaled; the effect has not begun. */
    BEFORE_EFFECT,
    /** The effect took place and is not journaled. */
    AFTER_EFFECT,
    /** The result is journaled. */
    AFTER_JOURNAL
  }
}
