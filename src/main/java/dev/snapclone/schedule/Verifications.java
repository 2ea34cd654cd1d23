package dev.snapclone.schedule;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.CloudException;
import dev.snapclone.cloud.Clouds;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobOrigin;
import dev.snapclone.job.Jobs;
import dev.snapclone.procedure.SnapshotMade;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Verifies new snapshots, for schedules that want that. */
public record Verifications(ScheduleStore store, ScheduleJobs jobs, Clouds clouds) {
  private static final Logger LOG = LoggerFactory.getLogger(Verifications.class);
  private static final String WHAT = "verify:";

  /**
   * Begins the verification of a snapshot, once. One that cannot begin has failed.
   *
   * @param done the job that took it
   * @return false when it has to be tried again
   */
  boolean begun(Schedule schedule, Attempt taken, Job done) {
    if (known(store.attempts(schedule.id(), taken.slot()), taken)) {
      return true;
    }
    try {
      Job job =
          jobs.begin(
              schedule,
              WHAT + done.id(),
              () -> jobs.work().verification(cloud(schedule), made(done)));
      store.record(taken.verification(job.id(), null));
      return true;
    } catch (ExplainedFailure e) {
      store.record(taken.verification(null, e.what()));
      return true;
    } catch (Jobs.LockedException | CloudException e) {
      LOG.info("schedule {}: {} is verified later: {}", schedule.id(), done.id(), e.toString());
      return false;
    }
  }

  private Cloud cloud(Schedule schedule) {
    String cloud = schedule.plan().cloud();
    return clouds
        .named(cloud)
        .orElseThrow(
            () ->
                new ExplainedFailure(
                    Text.of("procedure.cloud.unknown", Arg.name(cloud)),
                    Text.of("procedure.cloud.configure")));
  }

  private static SnapshotMade made(Job done) {
    return SnapshotMade.of(done)
        .orElseThrow(() -> new IllegalStateException(done.id() + " took no snapshot"));
  }

  /** Whether the verification of a snapshot was begun, or could not be. */
  static boolean known(List<Attempt> attempts, Attempt taken) {
    return attempts.stream().anyMatch(it -> it.verifies(taken));
  }

  /** Whether a job of a schedule is a verification. */
  static boolean is(Schedule schedule, Job job) {
    return job.origin().invocation().startsWith(JobOrigin.ofSchedule(schedule.id(), WHAT));
  }
}
