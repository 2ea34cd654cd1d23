package dev.snapclone.app;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.Instance;
import dev.snapclone.job.Job;
import dev.snapclone.procedure.SnapshotMade;
import dev.snapclone.procedure.SnapshotPlanning;
import dev.snapclone.removal.DeleteSnapshotPress;
import dev.snapclone.request.JobRequest;
import dev.snapclone.schedule.SchedulePlan;
import dev.snapclone.schedule.ScheduledJobs;
import dev.snapclone.snapshot.SnapshotCommand;

/** Snapshots and deletions of schedules are those that people ask for. */
record SnapshotsOnSchedule(SnapshotPlanning planning, DeleteSnapshotPress deletion)
    implements ScheduledJobs {
  @Override
  public JobRequest snapshot(Cloud cloud, Instance instance, SchedulePlan plan, String schedule) {
    return SnapshotCommand.request(
        cloud,
        planning.plan(cloud, instance, plan.os(), null, plan.root(), plan.volumes()).by(schedule));
  }

  @Override
  public JobRequest deletion(Cloud cloud, Job taken, SnapshotMade made) {
    return deletion.request(cloud, taken.id(), made);
  }
}
