package dev.snapclone.schedule;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.CloudErrors;
import dev.snapclone.cloud.CloudException;
import dev.snapclone.cloud.Clouds;
import dev.snapclone.cloud.Instance;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.ErrandHandler;
import dev.snapclone.job.Job;
import dev.snapclone.job.Jobs;
import dev.snapclone.schedule.Schedule.Run;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Runs schedules when their timers are due: begins a job for each instance. Repeated after a crash
 * it begins none twice. A cloud that is down, or an instance that is busy, is tried again for some
 * hours.
 */
public final class ScheduleRuns implements ErrandHandler {
  /** How long a run that cannot begin its jobs is tried. */
  private static final Duration PATIENCE = Duration.ofHours(6);

  /** A timer that is later than this was missed; it is set anew, to be tried as long as others. */
  private static final Duration MISSED = Duration.ofHours(1);

  /** Refusals that pass by themselves: others do something with the instance just then. */
  private static final Set<String> PASSING =
      Set.of("procedure.state.snapshotting", "procedure.state.building");

  private final ScheduleStore store;
  private final ScheduleTimers timers;
  private final ScheduleJobs jobs;
  private final ScheduleEnds ends;
  private final Clouds clouds;
  private final InstantSource clock;
  private final int most;

  /**
   * @param ends what follows when all jobs of a run have ended
   * @param most instances in one run
   */
  public ScheduleRuns(
      ScheduleStore store,
      ScheduleTimers timers,
      ScheduleJobs jobs,
      ScheduleEnds ends,
      Clouds clouds,
      InstantSource clock,
      int most) {
    this.store = store;
    this.timers = timers;
    this.jobs = jobs;
    this.ends = ends;
    this.clouds = clouds;
    this.clock = clock;
    this.most = most;
  }

  @Override
  public boolean carryOut(String id, String payload, int attempt) {
    ScheduleTimers.Timer timer = ScheduleTimers.Timer.parse(id);
    Optional<Schedule> found = store.find(timer.schedule());
    if (found.isEmpty()) {
      return true;
    }
    Schedule schedule = found.get();
    Instant now = clock.instant();
    if (attempt == 0 && now.isAfter(timer.due().plus(MISSED))) {
      timers.setAt(schedule.id(), timer.slot(), now);
      return true;
    }
    if (store.run(schedule.id(), timer.slot()).isEmpty()) {
      if (!timer.slot().equals(schedule.next())) {
        return true; // paused, removed, or set anew
      }
      // Runs that were missed while no process ran are caught up by this one.
      Instant from = now.isAfter(timer.slot()) ? now : timer.slot();
      Instant next = timers.after(schedule, from).orElse(null);
      store.begin(schedule.id(), timer.slot(), now, next);
      timers.set(schedule.id(), next);
    }
    Run run = store.run(schedule.id(), timer.slot()).orElseThrow();
    return run.ended() != null || beginJobs(schedule, run, now);
  }

  /** Begins what is not begun; false when some has to be tried again. */
  private boolean beginJobs(Schedule schedule, Run run, Instant now) {
    boolean last = now.isAfter(run.started().plus(patience(schedule, run)));
    boolean all = run.begun() || begin(schedule, run, last);
    if (all) {
      store.begun(schedule.id(), run.slot());
      ends.endIfOver(schedule.id(), run.slot());
    }
    return all;
  }

  /** It does not reach into the second half of the time until the next run. */
  private Duration patience(Schedule schedule, Run run) {
    return timers
        .after(schedule, run.started())
        .map(next -> Duration.between(run.started(), next).dividedBy(2))
        .filter(half -> half.compareTo(PATIENCE) < 0)
        .orElse(PATIENCE);
  }

  private boolean begin(Schedule schedule, Run run, boolean last) {
    SchedulePlan plan = schedule.plan();
    List<Instance> targets;
    Cloud cloud;
    try {
      cloud =
          clouds
              .named(plan.cloud())
              .orElseThrow(
                  () ->
                      new ExplainedFailure(
                          Text.of("procedure.cloud.unknown", Arg.name(plan.cloud())),
                          Text.of("procedure.cloud.configure")));
      targets = plan.target().in(cloud, most);
    } catch (ExplainedFailure e) {
      return said(schedule, run, "", plan.target().name(), e.what());
    } catch (CloudException e) {
      return last && said(schedule, run, "", plan.target().name(), CloudErrors.explain(e).what());
    }
    Set<String> known = new HashSet<>();
    store.attempts(schedule.id(), run.slot()).forEach(it -> known.add(it.instance()));
    boolean all = true;
    for (Instance instance : targets) {
      all &= known.contains(instance.id()) || begin(schedule, run, cloud, instance, last);
    }
    return all;
  }

  private boolean begin(Schedule schedule, Run run, Cloud cloud, Instance instance, boolean last) {
    try {
      String what = run.slot().getEpochSecond() + ":" + instance.id();
      Job job =
          jobs.begin(
              schedule,
              what,
              () -> jobs.work().snapshot(cloud, instance, schedule.plan(), schedule.id()));
      store.record(
          new Attempt(schedule.id(), run.slot(), instance.id(), instance.name(), job.id(), null));
      return true;
    } catch (Jobs.LockedException e) {
      Text busy =
          e.holder().isEmpty()
              ? Text.of("procedure.locked-unknown")
              : Text.of("procedure.locked", Arg.code(e.holder()));
      return last && said(schedule, run, instance.id(), instance.name(), busy);
    } catch (ExplainedFailure e) {
      boolean passes = PASSING.contains(e.what().key());
      return (last || !passes) && said(schedule, run, instance.id(), instance.name(), e.what());
    } catch (CloudException e) {
      return last
          && said(schedule, run, instance.id(), instance.name(), CloudErrors.explain(e).what());
    }
  }

  private boolean said(Schedule schedule, Run run, String instance, String name, Text why) {
    store.record(new Attempt(schedule.id(), run.slot(), instance, name, null, why));
    return true;
  }
}
