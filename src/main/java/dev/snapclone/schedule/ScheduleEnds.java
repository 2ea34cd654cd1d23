package dev.snapclone.schedule;

import dev.snapclone.cloud.CloudException;
import dev.snapclone.i18n.Text;
import dev.snapclone.job.ErrandHandler;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.job.Jobs;
import dev.snapclone.job.Outcome;
import dev.snapclone.procedure.TakenSnapshot;
import dev.snapclone.schedule.Schedule.Run;
import dev.snapclone.schedule.ScheduleReports.Failed;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What follows when a job of a schedule has ended: a new snapshot is verified where the schedule
 * wants that, older ones are deleted after a good one, and a run that failed is told when all its
 * jobs have ended.
 */
public final class ScheduleEnds {
  private static final Logger LOG = LoggerFactory.getLogger(ScheduleEnds.class);

  /** A schedule that fails again and again is told once in so long. */
  private static final Duration TOLD_AGAIN = Duration.ofHours(20);

  private final ScheduleStore store;
  private final Jobs jobs;
  private final Verifications verifications;
  private final Retention retention;
  private final ScheduleReports reports;
  private final Runnable setTimers;
  private final InstantSource clock;

  /**
   * @param setTimers sets the timers of a schedule that is new
   */
  public ScheduleEnds(
      ScheduleStore store,
      Jobs jobs,
      Verifications verifications,
      Retention retention,
      ScheduleReports reports,
      Runnable setTimers,
      InstantSource clock) {
    this.store = store;
    this.jobs = jobs;
    this.verifications = verifications;
    this.retention = retention;
    this.reports = reports;
    this.setTimers = setTimers;
    this.clock = clock;
  }

  /** Does it before the job's end is told. */
  public ErrandHandler before(ErrandHandler teller) {
    return (id, payload, attempt) -> {
      Job job = jobs.find(id).orElse(null);
      if (job != null && job.state().terminal() && !followed(job)) {
        return false;
      }
      return teller.carryOut(id, payload, attempt);
    };
  }

  /** Repeatable; false when it has to be tried again. */
  boolean followed(Job job) {
    if (ScheduleWorkflow.KIND.includes(job)) {
      added(job);
      return true;
    }
    Schedule schedule = job.origin().schedule().flatMap(store::find).orElse(null);
    if (schedule == null) {
      return true;
    }
    boolean done = job.state() == JobState.DONE;
    Optional<Attempt> attempt = store.ofJob(job.id());
    if (attempt.isEmpty()) {
      if (Verifications.is(schedule, job)) {
        return false; // not recorded yet: it ended sooner
      }
      // A deletion. Its snapshot's job knows whether it is gone.
      if (!done) {
        reports.notDeleted(schedule, job);
      }
      return true;
    }
    Attempt its = attempt.get();
    boolean verify = schedule.plan().verify();
    if (its.verifies()) {
      store.gone(its); // it is no snapshot that is kept
    } else if (verify && done && !verifications.begun(schedule, its, job)) {
      return false;
    }
    endIfOver(schedule.id(), its.slot());
    return !done || its.verifies() != verify || tidied(schedule, its);
  }

  private boolean tidied(Schedule schedule, Attempt good) {
    try {
      retention.apply(schedule, good.instanceId(), good.slot());
      return true;
    } catch (CloudException e) {
      LOG.info("schedule {}: its old snapshots stay for now: {}", schedule.id(), e.getMessage());
      return false;
    }
  }

  /** A schedule whose job was cancelled while it was being added is none. */
  private void added(Job job) {
    if (job.state() == JobState.DONE) {
      setTimers.run();
    } else {
      store.set(job.id(), Schedule.State.REMOVED, null);
    }
  }

  /** Ends a run when all its jobs have ended, and tells what failed. */
  void endIfOver(String id, Instant slot) {
    Schedule schedule = store.find(id).orElseThrow();
    Run run = store.run(id, slot).orElse(null);
    if (run == null || !run.begun() || run.ended() != null) {
      return;
    }
    List<Attempt> attempts = store.attempts(id, slot);
    List<Failed> failed = new ArrayList<>();
    for (Attempt attempt : attempts) {
      Job job = attempt.job() == null ? null : jobs.find(attempt.job()).orElse(null);
      if (job != null && !job.state().terminal()) {
        return;
      }
      if (job == null || job.state() != JobState.DONE) {
        failed.add(failed(attempt, job));
        continue;
      }
      if (TakenSnapshot.leftOff(job.outcome()).isPresent()) {
        failed.add(failed(attempt, job));
      }
      if (schedule.plan().verify()
          && !attempt.verifies()
          && !Verifications.known(attempts, attempt)) {
        return; // its end is told first
      }
    }
    Instant now = clock.instant();
    Instant told = failed.isEmpty() ? null : schedule.told();
    if (!failed.isEmpty() && (told == null || !recently(told, now))) {
      int of = (int) attempts.stream().filter(attempt -> !attempt.verifies()).count();
      reports.failed(schedule, run, failed, of);
      told = now;
    }
    store.end(id, slot, now, told);
  }

  private static boolean recently(Instant told, Instant now) {
    return !told.isAfter(now) && Duration.between(told, now).compareTo(TOLD_AGAIN) < 0;
  }

  private static Failed failed(Attempt attempt, @Nullable Job job) {
    Outcome outcome = job == null ? null : job.outcome();
    Text off = TakenSnapshot.leftOff(outcome).orElse(null);
    if (off != null) {
      return new Failed(attempt.name(), off, attempt.job(), Failed.LEFT_OFF);
    }
    return new Failed(
        attempt.name(),
        outcome == null ? attempt.said() : outcome.headline(),
        attempt.job(),
        attempt.verifies() ? Failed.NOT_SEEN_TO_BOOT : Failed.NOT_TAKEN);
  }
}
