package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.clone.CloneBench;
import dev.snapclone.job.Errands;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobBuilder;
import dev.snapclone.job.JobState;
import dev.snapclone.job.MemoryJobs;
import dev.snapclone.job.engine.SchedulerCron;
import dev.snapclone.request.Asking;
import dev.snapclone.schedule.Keep;
import dev.snapclone.schedule.Schedule;
import dev.snapclone.schedule.ScheduleJobs;
import dev.snapclone.schedule.SchedulePlan;
import dev.snapclone.schedule.ScheduleWorkflow;
import dev.snapclone.schedule.Schedules;
import dev.snapclone.schedule.Target;
import dev.snapclone.schedule.Timetable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** A schedule that is added, and what must be true of it in the end. */
final class PlannedSchedule {
  private static final InstantSource CLOCK = InstantSource.fixed(Asking.NOW);

  private PlannedSchedule() {}

  static SchedulePlan nightly(CloneBench bench, String instance) {
    return new SchedulePlan(
        bench.cloud.name(),
        new Target(Target.Kind.INSTANCE, bench.cloud.idOf(instance), instance),
        new Timetable(Timetable.Every.DAY, "04:00", "0 4 * * *", "UTC"),
        new Keep(7, null),
        null,
        null,
        null,
        false,
        false);
  }

  static ScheduleWorkflow adding(CloneBench bench) {
    MemoryJobs records =
        new MemoryJobs() {
          /** The job that adds it is in another store. */
          @Override
          public synchronized Optional<Job> find(String id) {
            return Optional.of(JobBuilder.aJob().id(id).build());
          }
        };
    return new ScheduleWorkflow(bench.schedules, records, new SchedulerCron(), CLOCK);
  }

  /** One that was added is there once and has a next run; after a cancel there is none. */
  static void inspect(CloneBench bench, Job ended) {
    follow(bench, ended);
    List<Schedule> all = bench.schedules.all(null);
    if (ended.state() == JobState.DONE && ScheduleWorkflow.KIND.includes(ended)) {
      assertEquals(List.of(ended.id()), all.stream().map(Schedule::id).toList());
      assertTrue(all.get(0).next() != null);
    } else {
      assertEquals(List.of(), all);
    }
  }

  /** What follows when the job's end is told. */
  private static void follow(CloneBench bench, Job ended) {
    MemoryJobs jobs = new MemoryJobs();
    jobs.put(ended);
    new Schedules(
            bench.schedules,
            new ScheduleJobs(jobs, bench.jobs, null),
            bench.clouds,
            new NoErrands(),
            (place, person, lines, small, once) -> {},
            new Schedules.Times(new SchedulerCron(), CLOCK),
            new Schedules.Limits(Duration.ofHours(1), Duration.ZERO, 10, false, ZoneOffset.UTC))
        .before((id, payload, attempt) -> true)
        .carryOut(ended.id(), "", 0);
  }

  /** Timers that never ring. */
  private static final class NoErrands implements Errands {
    @Override
    public boolean offer(Kind kind, String id, String payload, Instant due) {
      return true;
    }

    @Override
    public void makeDue(Kind kind, String id) {}
  }
}
