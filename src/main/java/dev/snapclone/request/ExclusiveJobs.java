package dev.snapclone.request;

import dev.snapclone.access.RequestedAction;
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
import dev.snapclone.job.JobState;
import dev.snapclone.job.Jobs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
          .map(job -> JobSubmission.already(job, by))
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

  /**
   * A button whose press asks for a reason first, where the rules are likely to want one.
   *
   * @param about the job that it is about
   * @param likely what the rules will judge, as far as it is known now
   */
  public Button button(String press, Job about, RequestedAction likely, Button.Style style) {
    return button(press, about, about.id(), likely, style);
  }

  /**
   * As above, about what another job left.
   *
   * @param target that job's id
   */
  public Button button(
      String press, Job about, String target, RequestedAction likely, Button.Style style) {
    return button(press, target, submission.wantsReason(about, likely, null), style);
  }

  /** As above, for the same once more: the reason that it had will do, if the rules take it. */
  public Button buttonAgain(String press, Job ended, Button.Style style) {
    RequestedAction action = ended.work().action();
    boolean why = action != null && submission.wantsReason(ended, action, ended.reason());
    return button(press, ended.id(), why, style);
  }

  private static Button button(String press, String target, boolean why, Button.Style style) {
    return new Button(press, why ? target + WITH_REASON : target, style);
  }

  /**
   * What the rules will judge about something that a job made: the names are those of its lineage.
   *
   * @param command what is requested about it
   * @param names further ones that count, such as a clone's own; empty ones are left out
   */
  public static RequestedAction likely(Job about, String command, String... names) {
    RequestedAction made = about.work().action();
    Set<String> more = Stream.of(names).filter(name -> !name.isEmpty()).collect(Collectors.toSet());
    // Jobs of older versions have no action; an unknown name is judged like the strictest.
    RequestedAction known = made == null ? RequestedAction.of(command, about.cloud()) : made;
    return known.as(command).with(known.instances().with(more));
  }

  /** The question for a reason that such a button opens, for who may ask for jobs. */
  static Optional<Dialogue> dialogue(Invocation press, Role highest) {
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
