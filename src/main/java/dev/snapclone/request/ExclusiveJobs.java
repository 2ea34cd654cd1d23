package dev.snapclone.request;

import dev.snapclone.command.Invocation;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.job.Jobs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Jobs of which one at a time makes sense, such as the deletion of one clone: whoever presses while
 * one waits or runs is reply about that one. Their invocation ids are made of what they are about
 * and a number, so that two presses at the same moment, even in two processes, make one job.
 *
 * @param jobs finds them
 */
public record ExclusiveJobs(Jobs jobs) {

  /**
   * The jobs of one purpose so far.
   *
   * @param all oldest first
   * @param next the invocation id of the next one
   */
  public record Series(List<Job> all, String next) {
    public Series {
      all = List.copyOf(all);
    }

    /**
     * Hands over the next one, unless one waits or runs: then the person is told about that one.
     *
     * @param by who asks, and where
     * @param planned plans it
     * @throws ExplainedFailure as {@link JobSubmission#handOver}
     */
    public Reply propose(Invocation by, JobSubmission submission, Supplier<JobRequest> planned) {
      return open()
          .map(JobSubmission::already)
          .orElseGet(() -> submission.handOver(next, by, planned));
    }

    /** The one that waits or runs. */
    public Optional<Job> open() {
      return all.stream().filter(job -> !job.state().terminal()).findFirst();
    }

    /** One that ended well. */
    public Optional<Job> done() {
      return all.stream().filter(job -> job.state() == JobState.DONE).findFirst();
    }
  }

  /**
   * The jobs of one purpose.
   *
   * @param purpose what they do, a short word
   * @param target what they are about, such as a job's id
   */
  public Series of(String purpose, String target) {
    List<Job> all = new ArrayList<>();
    while (true) {
      String id = purpose + ":" + target + ":" + all.size();
      Optional<Job> job = jobs.findByInvocation(id);
      if (job.isEmpty()) {
        return new Series(all, id);
      }
      all.add(job.get());
    }
  }
}
