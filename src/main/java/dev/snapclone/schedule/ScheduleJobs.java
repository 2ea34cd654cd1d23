package dev.snapclone.schedule;

import dev.snapclone.job.Job;
import dev.snapclone.job.JobOrigin;
import dev.snapclone.job.Jobs;
import dev.snapclone.job.Reason;
import dev.snapclone.request.JobRequest;
import dev.snapclone.request.JobSubmission;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Begins the jobs of schedules: in the name of whoever added the schedule, where it was added, by
 * the approval that it got.
 *
 * @param work makes them
 */
public record ScheduleJobs(Jobs jobs, JobSubmission submission, ScheduledJobs work) {
  /**
   * Begins a job, once.
   *
   * @param what tells it from the schedule's other jobs; short
   * @param planned plans it
   * @throws Jobs.LockedException when another job has what it needs
   * @throws dev.snapclone.i18n.ExplainedFailure when it cannot be done, or not any more
   * @throws dev.snapclone.cloud.CloudException when the cloud failed
   */
  Job begin(Schedule schedule, String what, Supplier<JobRequest> planned) {
    String invocation = JobOrigin.ofSchedule(schedule.id(), what);
    // After a crash; planned anew it would be in its own way.
    return jobs.findByInvocation(invocation)
        .orElseGet(() -> submit(schedule, invocation, planned.get()));
  }

  private Job submit(Schedule schedule, String invocation, JobRequest request) {
    Job added = added(schedule);
    JobOrigin origin =
        new JobOrigin(
            invocation,
            // Shorter than the invocation can be.
            UUID.nameUUIDFromBytes(invocation.getBytes(StandardCharsets.UTF_8)).toString(),
            added.requester(),
            added.place(),
            reason(schedule, added));
    return submission.submitBeforehand(request.job(origin, null), request.action(), schedule.id());
  }

  /** The job that added a schedule. */
  Job added(Schedule schedule) {
    return jobs.find(schedule.id()).orElseThrow();
  }

  /** What was said when it was added, which rules may ask for, and the schedule. */
  private static @Nullable Reason reason(Schedule schedule, Job added) {
    String by = "schedule " + schedule.id();
    Reason said = added.reason();
    if (said == null) {
      return Reason.of(by);
    }
    String both = said.text() + " · " + by;
    return new Reason(both.length() <= Reason.LONGEST ? both : said.text(), said.link());
  }
}
