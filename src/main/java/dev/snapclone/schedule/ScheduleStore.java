package dev.snapclone.schedule;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stores schedules with their runs. Each method is one transaction. */
public interface ScheduleStore {
  /** Stores a new schedule; nothing happens when it is there. */
  void add(Schedule schedule);

  Optional<Schedule> find(String id);

  /** The schedules of a guild that were not removed, oldest first; of all guilds for null. */
  List<Schedule> all(@Nullable String guild);

  /**
   * Changes its state, unless it was removed.
   *
   * @param next when it runs next; null for never
   * @return whether it was there
   */
  boolean set(String id, Schedule.State state, @Nullable Instant next);

  /**
   * Moves an active schedule's next run.
   *
   * @param from what it is now; nothing happens when it is something else
   */
  void move(String id, @Nullable Instant from, @Nullable Instant to);

  /** Stores that a run began, once, and when the next one is. */
  void begin(String id, Instant slot, Instant now, @Nullable Instant next);

  Optional<Schedule.Run> run(String id, Instant slot);

  /** The runs that began since a time, newest first. */
  List<Schedule.Run> runsSince(String id, Instant since);

  /** Stores that all jobs of a run were begun. */
  void begun(String id, Instant slot);

  /**
   * Stores that a run ended.
   *
   * @param told when a failure was last told; null when it was well
   */
  void end(String id, Instant slot, Instant now, @Nullable Instant told);

  /** Stores what became of an instance in a run; the first one counts. */
  void record(Attempt attempt);

  /** The attempts of a run. */
  List<Attempt> attempts(String id, Instant slot);

  /** The attempt whose job this is. */
  Optional<Attempt> ofJob(String job);

  /** The attempts that began a job whose snapshot is not known to be gone, newest first. */
  List<Attempt> kept(String id);

  /** Stores that the snapshot of an attempt is gone, or never was. */
  void gone(Attempt attempt);
}
