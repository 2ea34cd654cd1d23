package dev.snapclone.lease;

import dev.snapclone.command.Button;
import dev.snapclone.job.Job;
import dev.snapclone.request.JobRequest;
import java.util.Optional;

/** How what a job made is deleted. */
public interface LeaseEnd {
  /**
   * Plans from fresh reads the job that deletes what stands, or the first part of it.
   *
   * @return empty when nothing is there any more
   * @throws dev.snapclone.i18n.ExplainedFailure when it must stay for now: protected, in use, not
   *     ours any more
   * @throws dev.snapclone.cloud.CloudException when the cloud failed
   */
  Optional<JobRequest> plan(Job made);

  /** The button by which a person deletes it; empty when there is none. */
  Optional<Button> button(Job made);
}
