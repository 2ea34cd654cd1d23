package dev.snapclone.schedule;

import dev.snapclone.access.AccessPolicy;
import dev.snapclone.cloud.Clouds;
import dev.snapclone.command.Command;
import dev.snapclone.command.PlaceVoice;
import dev.snapclone.inventory.Lookup;
import dev.snapclone.job.CronTimes;
import dev.snapclone.job.ErrandHandler;
import dev.snapclone.job.Errands;
import dev.snapclone.procedure.SnapshotPlanning;
import dev.snapclone.request.InstanceResolver;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;

/** The parts of {@code /schedule}, put together. */
public final class Schedules {
  private final ScheduleStore store;
  private final ScheduleJobs jobs;
  private final CronTimes cron;
  private final InstantSource clock;
  private final Limits limits;
  private final ScheduleTimers timers;
  private final ScheduleEnds ends;
  private final ScheduleRuns runs;
  private final ScheduleDigest digest;

  /**
   * What the configuration says.
   *
   * @param shortest between two runs
   * @param jitter how far runs are spread
   * @param mostInstances in one run
   * @param digest whether there is a weekly one
   * @param zone when none is said
   */
  public record Limits(
      Duration shortest, Duration jitter, int mostInstances, boolean digest, ZoneId zone) {}

  /**
   * @param clouds where snapshots are taken
   * @param errands where timers are stored
   * @param voice tells failures
   */
  public Schedules(
      ScheduleStore store,
      ScheduleJobs jobs,
      Clouds clouds,
      Errands errands,
      PlaceVoice voice,
      Times times,
      Limits limits) {
    this.store = store;
    this.jobs = jobs;
    this.cron = times.cron();
    this.clock = times.clock();
    this.limits = limits;
    timers = new ScheduleTimers(store, errands, cron, clock, limits.jitter());
    Retention retention = new Retention(store, jobs, clouds, clock);
    ends =
        new ScheduleEnds(
            store,
            jobs.jobs(),
            new Verifications(store, jobs, clouds),
            retention,
            new ScheduleReports(jobs, voice),
            this::lookAgain,
            clock);
    runs = new ScheduleRuns(store, timers, jobs, ends, clouds, clock, limits.mostInstances());
    digest =
        new ScheduleDigest(
            store,
            jobs,
            retention,
            clouds,
            voice,
            errands,
            new ScheduleDigest.When(clock, limits.zone()));
  }

  /** How time is reckoned. */
  public record Times(CronTimes cron, InstantSource clock) {}

  /** Carries out {@link dev.snapclone.job.Errands.Kind#SCHEDULE}. */
  public ErrandHandler errands() {
    return (id, payload, attempt) ->
        ScheduleDigest.is(id)
            ? digest.carryOut(id, payload, attempt)
            : runs.carryOut(id, payload, attempt);
  }

  /** Does what follows when a job has ended, before its end is told. */
  public ErrandHandler before(ErrandHandler teller) {
    return ends.before(teller);
  }

  /** Sets timers that are missing; to be called at the start and now and then. */
  public void lookAgain() {
    timers.lookAgain();
    if (limits.digest()) {
      digest.lookAgain();
    }
  }

  /** The commands, in the order of help. */
  public List<Command> commands(
      InstanceResolver resolver, SnapshotPlanning planning, Lookup lookup, AccessPolicy access) {
    TimetableReader reader = new TimetableReader(cron, limits.shortest(), limits.zone());
    return Stream.concat(
            Stream.of(
                new AddScheduleCommand(
                    resolver,
                    planning,
                    jobs.submission(),
                    lookup,
                    reader,
                    clock,
                    limits.mostInstances()),
                new ListSchedulesCommand(store, jobs, access)),
            Stream.of(ChangeScheduleCommand.Change.values())
                .map(
                    change ->
                        new ChangeScheduleCommand(change, store, timers, jobs, access, clock)))
        .toList();
  }
}
