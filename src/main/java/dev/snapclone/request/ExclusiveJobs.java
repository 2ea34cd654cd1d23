package dev.snapclone.request;

import dev.snapclone.access.Role;
import dev.snapclone.cloud.Cloud;
import dev.snapclone.command.Button;
import dev.snapclone.command.Dialogue;
import dev.snapclone.command.GiveReasonPress;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.PressTarget;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobKind;
import dev.snapclone.job.JobState;
import dev.snapclone.job.Jobs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Jobs that run one at a time, such as the deletion of one clone. A press while one is open only
 * reports that one. Invocation ids consist of the target and a number, so that simultaneous
 * presses, even in two processes, make one job.
 */
public record ExclusiveJobs(Jobs jobs, CloudOption clouds, JobSubmission submission) {
  private static final String WITH_REASON = ":why";

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
     * Submits the next job, or reports the open one.
     *
     * @throws ExplainedFailure as {@link JobSubmission#request}
     */
    public Reply request(Invocation by, JobSubmission submission, Supplier<JobRequest> planned) {
      return open()
          .map(JobSubmission::already)
          .orElseGet(() -> submission.request(next, by, planned));
    }

    /** The job that waits or runs. */
    public Optional<Job> open() {
      return all.stream().filter(job -> !job.state().terminal()).findFirst();
    }

    /** A job that succeeded. */
    public Optional<Job> done() {
      return all.stream().filter(job -> job.state() == JobState.DONE).findFirst();
    }
  }

  /**
   * Hands over a job about another one, unless one of the same purpose waits or runs.
   *
   * @param by who asks, and where
   * @param planned plans it
   * @throws ExplainedFailure as {@link #cloud} and {@link JobSubmission#request}
   */
  public Reply request(
      String purpose, Job about, Invocation by, Function<Cloud, JobRequest> planned) {
    return of(purpose, about.id()).request(by, submission, () -> planned.apply(cloud(about, by)));
  }

  /** A button whose press asks for a reason first, where the rules are likely to want one. */
  public Button button(String press, Job about, JobKind<?> kind, Button.Style style) {
    boolean why = submission.wantsReason(about, kind.command());
    return new Button(press, why ? about.id() + WITH_REASON : about.id(), style);
  }

  /** The question for a reason that such a button opens, for who may ask for jobs. */
  public static Optional<Dialogue> dialogue(Invocation press, Role highest) {
    String rest = PressTarget.parse(press.option(Invocation.TARGET).orElse("")).rest();
    return rest.equals(WITH_REASON) && highest.covers(Role.OPERATOR)
        ? Optional.of(GiveReasonPress.dialogue())
        : Optional.empty();
  }

  /**
   * A job's cloud.
   *
   * @throws ExplainedFailure when it is not configured any more
   */
  public Cloud cloud(Job job, Invocation invocation) {
    return clouds.of(invocation.with(CloudOption.NAME, job.cloud()));
  }

  /**
   * The jobs of one purpose.
   *
   * @param purpose a short word
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
