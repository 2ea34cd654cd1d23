package dev.snapclone.schedule;

import dev.snapclone.cloud.Instance;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.CronTimes;
import dev.snapclone.job.PlanLine;
import dev.snapclone.procedure.BootSource;
import dev.snapclone.procedure.Downtime;
import dev.snapclone.procedure.PlanLines;
import dev.snapclone.procedure.PlanLines.Risk;
import dev.snapclone.procedure.SnapshotPlan;
import dev.snapclone.request.JobSubmission;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What approvers read of a schedule: what it makes in a month, and what it deletes. */
record ScheduleLines(CronTimes cron, Instant now, JobSubmission jobs) {
  private static final int NAMED = 10;

  /** Nova's own patience with a guest. */
  private static final Duration SHUTS_DOWN = Duration.ofMinutes(1);

  private static final Duration STARTS = Duration.ofMinutes(1);

  /** About 100 MB a second. */
  private static final Duration COPIES_A_GB = Duration.ofSeconds(10);

  /**
   * @param first a first snapshot, null where several instances may fit
   * @param fitting the instances that fit now
   */
  List<PlanLine> of(SchedulePlan plan, @Nullable SnapshotPlan first, List<Instance> fitting) {
    int runs = plan.when().runsAMonth(cron, now);
    PlanLines lines = new PlanLines().cost(cost(plan, first, runs, fitting.size()));
    if (first != null) {
      int kept = plan.keep().of(runs) * fitting.size();
      jobs.costs(plan.cloud(), first.bill(), kept).ifPresent(lines::cost);
    }
    if (plan.verify()) {
      lines.cost(
          Text.of(
              "schedule.cost.verify",
              Arg.number((long) runs * fitting.size()),
              Arg.name(plan.cloud())));
    }
    lines.warn(Risk.DATA, Text.of("schedule.warn.deletes", Arg.text(plan.keep().words())));
    if (first == null) {
      lines.warn(
          Risk.OTHER,
          Text.of(
              "schedule.warn.fits", Arg.number(fitting.size()), Arg.name(plan.target().name())));
      fitting.stream()
          .limit(NAMED)
          .forEach(
              one ->
                  lines.makes(
                      Text.of("procedure.id.instance", Arg.name(one.name()), Arg.code(one.id()))));
      if (fitting.size() > NAMED) {
        lines.makes(Text.of("schedule.more", Arg.number(fitting.size() - NAMED)));
      }
    } else {
      first.remarks().leftOut().warn(lines);
      lines.makes(
          Text.of(
              "procedure.id.instance",
              Arg.name(first.original().name()),
              Arg.code(first.original().id())));
      lines.makes(first.remarks().leftOut().ofSnapshot());
    }
    if (plan.stop()) {
      lines.warn(Risk.DOWNTIME, stops(first));
    } else if (mayPause(first, fitting)) {
      lines.warn(
          Risk.DISTURBS,
          first == null
              ? Text.of("schedule.warn.pause-some")
              : Text.of("schedule.warn.pause", Arg.name(first.original().name())));
    }
    plan.when()
        .next(cron, now)
        .ifPresent(at -> lines.makes(Text.of("schedule.plan.first", Arg.date(at))));
    if (plan.stop()) {
      lines.makes(Text.of("schedule.plan.stop"));
    }
    if (plan.verify()) {
      lines.makes(Text.of("schedule.plan.verify"));
    }
    return lines
        .makes(Text.of("schedule.plan.set"))
        .makes(Text.of("schedule.plan.never"))
        .makes(Text.of("schedule.plan.quiet"))
        .all();
  }

  private static Text stops(@Nullable SnapshotPlan first) {
    return first == null
        ? Text.of("schedule.warn.stops-some")
        : Text.of(
            "schedule.warn.stops",
            Arg.name(first.original().name()),
            Arg.duration(downtime(first)));
  }

  /** About how long it is off: until it is shut down, snapshotted, and started again. */
  private static Duration downtime(SnapshotPlan first) {
    Downtime its = first.original().downtime();
    Integer given = its == null ? null : its.timeoutSeconds();
    Duration off = given == null ? SHUTS_DOWN : Duration.ofSeconds(given);
    // Snapshots of volumes take moments; an image is copied.
    long copied = first.bootSource().kind() == BootSource.Kind.IMAGE ? first.sizeGb() : 0;
    Duration all = off.plus(STARTS).plus(COPIES_A_GB.multipliedBy(copied));
    return Duration.ofMinutes(all.toMinutes() + (all.toSecondsPart() > 0 ? 1 : 0));
  }

  private static boolean mayPause(@Nullable SnapshotPlan first, List<Instance> fitting) {
    return first == null
        ? fitting.stream().anyMatch(one -> one.imageBooted() && one.running())
        : first.bootSource().kind() == BootSource.Kind.IMAGE && first.original().running();
  }

  private static Text cost(
      SchedulePlan plan, @Nullable SnapshotPlan first, int runs, int instances) {
    Arg made = Arg.number((long) runs * instances);
    long kept = (long) plan.keep().of(runs) * instances;
    Arg cloud = Arg.name(plan.cloud());
    return first == null || first.sizeGb() == 0
        ? Text.of("schedule.cost", made, cloud, Arg.number(kept))
        : Text.of(
            "schedule.cost.size",
            made,
            cloud,
            Arg.number(kept),
            Arg.gigabytes(kept * first.sizeGb()));
  }
}
