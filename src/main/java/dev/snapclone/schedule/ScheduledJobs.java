package dev.snapclone.schedule;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.Instance;
import dev.snapclone.job.Job;
import dev.snapclone.procedure.SnapshotMade;
import dev.snapclone.request.JobRequest;

/** The jobs that schedules begin, made by the features that own their kinds. */
public interface ScheduledJobs {
  /**
   * A snapshot.
   *
   * @param instance freshly read
   * @param schedule its id, for the snapshot's mark
   * @throws dev.snapclone.i18n.ExplainedFailure when none can be taken
   * @throws dev.snapclone.cloud.CloudException when the cloud failed
   */
  JobRequest snapshot(Cloud cloud, Instance instance, SchedulePlan plan, String schedule);

  /**
   * The verification of a snapshot that the bot took.
   *
   * @throws dev.snapclone.i18n.ExplainedFailure when it is gone, or no copy can be started
   * @throws dev.snapclone.cloud.CloudException when the cloud failed
   */
  JobRequest verification(Cloud cloud, SnapshotMade made);

  /**
   * The deletion of a snapshot that the bot took.
   *
   * @param taken the job that took it
   * @throws dev.snapclone.i18n.ExplainedFailure when something needs it, or it is not ours
   * @throws dev.snapclone.cloud.CloudException when the cloud failed
   */
  JobRequest deletion(Cloud cloud, Job taken, SnapshotMade made);
}
