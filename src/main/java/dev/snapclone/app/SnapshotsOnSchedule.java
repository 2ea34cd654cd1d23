package dev.snapclone.app;

import dev.snapclone.clone.VerifyPlanner;
import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.Instance;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Job;
import dev.snapclone.procedure.SnapshotMade;
import dev.snapclone.procedure.SnapshotPlanning;
import dev.snapclone.removal.DeleteSnapshotPress;
import dev.snapclone.request.DowntimeOption;
import dev.snapclone.request.InstanceResolver;
import dev.snapclone.request.JobRequest;
import dev.snapclone.request.SnapshotResolver;
import dev.snapclone.schedule.SchedulePlan;
import dev.snapclone.schedule.ScheduledJobs;
import dev.snapclone.snapshot.SnapshotCommand;

/** Snapshots, verifications and deletions of schedules are those that people ask for. */
record SnapshotsOnSchedule(
    SnapshotPlanning planning, VerifyPlanner verifying, DeleteSnapshotPress deletion)
    implements ScheduledJobs {
  @Override
  public JobRequest snapshot(Cloud cloud, Instance instance, SchedulePlan plan, String schedule) {
    return SnapshotCommand.request(
        cloud,
        DowntimeOption.apply(
                plan.stop(),
                new InstanceResolver.Found(cloud, instance),
                planning.plan(cloud, instance, plan.os(), null, plan.root(), plan.volumes()))
            .by(schedule));
  }

  @Override
  public JobRequest verification(Cloud cloud, SnapshotMade made) {
    return verifying.request(
        SnapshotResolver.byId(cloud, made.id())
            .orElseThrow(
                () ->
                    new ExplainedFailure(
                        Text.of("clone.press.snapshot-gone", Arg.code(made.id())),
                        Text.of("clone.press.snapshot-gone-next"))));
  }

  @Override
  public JobRequest deletion(Cloud cloud, Job taken, SnapshotMade made) {
    return deletion.request(cloud, taken.id(), made);
  }
}
