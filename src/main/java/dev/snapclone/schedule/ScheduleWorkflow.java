package dev.snapclone.schedule;

import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.CronTimes;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobKind;
import dev.snapclone.job.JobRecords;
import dev.snapclone.job.Outcome;
import dev.snapclone.job.Steps;
import dev.snapclone.job.Workflow;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Adds a schedule, whose id is the job's. Its timer is set when the job's end is told. */
public final class ScheduleWorkflow implements Workflow<SchedulePlan> {
  public static final JobKind<SchedulePlan> KIND =
      new JobKind<>("schedule-v1", SchedulePlan.class, "schedule");

  private final ScheduleStore store;
  private final JobRecords records;
  private final CronTimes cron;
  private final InstantSource clock;

  /**
   * @param records knows where the job was asked for
   */
  public ScheduleWorkflow(
      ScheduleStore store, JobRecords records, CronTimes cron, InstantSource clock) {
    this.store = store;
    this.records = records;
    this.cron = cron;
    this.clock = clock;
  }

  @Override
  public JobKind<SchedulePlan> kind() {
    return KIND;
  }

  @Override
  public Supplier<Outcome> run(SchedulePlan plan, Steps steps) {
    Instant first = steps.once("first", Instant.class, () -> first(plan));
    steps
        .shown(Text.of("schedule.step.add"))
        .perform(
            "add",
            () -> {
              Job job = records.find(steps.jobId()).orElseThrow();
              store.add(
                  new Schedule(
                      job.id(),
                      job.place().guild(),
                      plan,
                      Schedule.State.ACTIVE,
                      job.created(),
                      first,
                      null));
            });
    return () ->
        new Outcome(
            Text.of("schedule.added", Arg.text(plan.target().words()), Arg.text(plan.words())),
            List.of(Text.of("schedule.added.next", Arg.date(first), Arg.text(plan.keep().words()))),
            List.of(),
            List.of(),
            Map.of());
  }

  private Instant first(SchedulePlan plan) {
    return plan.when()
        .next(cron, clock.instant())
        .orElseThrow(
            () ->
                new ExplainedFailure(
                    Text.of("schedule.cron.never", Arg.code(plan.when().cron())),
                    Text.of("schedule.cron.never.next")));
  }
}
