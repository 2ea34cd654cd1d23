package dev.snapclone.schedule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A schedule.
 *
 * @param id that of the job that added it, whose requester, place and approval count for its runs;
 *     also the mark of its snapshots
 * @param guild where it was added
 * @param next when it runs next, by its timetable; null unless it is active
 * @param told when a failure was last told; null when its last run was well
 */
public record Schedule(
    String id,
    String guild,
    SchedulePlan plan,
    State state,
    Instant created,
    @Nullable Instant next,
    @Nullable Instant told) {

  /** Whether it runs. */
  public enum State {
    ACTIVE,
    PAUSED,
    REMOVED
  }

  /**
   * One time that it ran.
   *
   * @param slot the time by its timetable
   * @param started when it really began
   * @param begun whether all its jobs were begun
   * @param ended when all its jobs had ended, and a failure was told; null before
   */
  public record Run(
      String schedule, Instant slot, Instant started, boolean begun, @Nullable Instant ended) {}
}
