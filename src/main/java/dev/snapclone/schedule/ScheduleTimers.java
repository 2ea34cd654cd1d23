package dev.snapclone.schedule;

import dev.snapclone.job.CronTimes;
import dev.snapclone.job.Errands;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The timers of schedules. Each run is an errand, so that it survives the process and is carried
 * out by one. What was lost, or was set by a clock that was wrong, is set anew by {@link
 * #lookAgain}.
 */
public final class ScheduleTimers {
  private final ScheduleStore store;
  private final Errands errands;
  private final CronTimes cron;
  private final InstantSource clock;
  private final Duration jitter;

  /** For suggestions, which wait for no database. */
  private volatile List<Schedule> known = List.of();

  /**
   * @param jitter how far runs are spread, so that not all begin at once
   */
  public ScheduleTimers(
      ScheduleStore store, Errands errands, CronTimes cron, InstantSource clock, Duration jitter) {
    this.store = store;
    this.errands = errands;
    this.cron = cron;
    this.clock = clock;
    this.jitter = jitter;
  }

  /**
   * One run's timer.
   *
   * @param slot the time by the timetable
   * @param due when it begins; later than the slot by the schedule's own share of the jitter
   */
  record Timer(String schedule, Instant slot, Instant due) {
    String encode() {
      return schedule + "/" + slot.getEpochSecond() + "/" + due.getEpochSecond();
    }

    static Timer parse(String id) {
      String[] parts = id.split("/", 3);
      return new Timer(
          parts[0],
          Instant.ofEpochSecond(Long.parseLong(parts[1])),
          Instant.ofEpochSecond(Long.parseLong(parts[2])));
    }
  }

  /** The time of its timetable after another. */
  Optional<Instant> after(Schedule schedule, Instant time) {
    return schedule.plan().when().next(cron, time);
  }

  /** Sets the timer of a run; null for none. */
  void set(String schedule, @Nullable Instant slot) {
    if (slot != null) {
      long most = Math.max(1, jitter.toSeconds());
      Duration share = Duration.ofSeconds(Math.floorMod(schedule.hashCode(), most));
      setAt(schedule, slot, slot.plus(share));
    }
  }

  /** Sets the timer of a run for another time, because its own passed while no process ran. */
  void setAt(String schedule, Instant slot, Instant due) {
    Timer timer = new Timer(schedule, slot, due);
    errands.offer(Errands.Kind.SCHEDULE, timer.encode(), "", due);
  }

  /** Sets the timers of all schedules that lack theirs. */
  public void lookAgain() {
    Instant now = clock.instant();
    List<Schedule> all = store.all(null);
    for (Schedule schedule : all) {
      if (schedule.state() == Schedule.State.ACTIVE) {
        lookAt(schedule, now);
      }
    }
    known = all;
  }

  private void lookAt(Schedule schedule, Instant now) {
    Instant next = schedule.next();
    Instant should = after(schedule, now).orElse(null);
    if (next == null || (should != null && next.isAfter(should))) {
      // The clock was ahead when it was set.
      store.move(schedule.id(), next, should);
      set(schedule.id(), should);
    } else {
      set(schedule.id(), next);
    }
  }

  /** The schedules of a guild as they were when last looked at. */
  List<Schedule> known(String guild) {
    return known.stream().filter(schedule -> schedule.guild().equals(guild)).toList();
  }
}
