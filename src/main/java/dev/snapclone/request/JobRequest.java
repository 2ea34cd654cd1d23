package dev.snapclone.request;

import dev.snapclone.access.RequestedAction;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobKind;
import dev.snapclone.job.JobOrigin;
import dev.snapclone.job.JobState;
import dev.snapclone.job.JobWork;
import dev.snapclone.job.LockKey;
import dev.snapclone.job.NewJob;
import dev.snapclone.job.PlanLine;
import dev.snapclone.job.Reason;
import java.util.ArrayList;
import java.util.List;

/**
 * A planned request: the future job, and what the person is told. Submitted by {@link
 * JobSubmission#propose}.
 *
 * @param locks what the job locks in its cloud; at least one
 * @param lines what it would do
 * @param plan of the kind's plan type
 * @param action what the rules judge
 */
public record JobRequest(
    JobKind<?> kind,
    List<LockKey> locks,
    Text title,
    List<PlanLine> lines,
    Object plan,
    RequestedAction action,
    Receipt receipt) {
  public JobRequest {
    locks = List.copyOf(locks);
    lines = List.copyOf(lines);
  }

  /**
   * What a person is told about their job.
   *
   * @param waits message key when it waits for approval
   * @param started message key when it does not
   * @param about arguments of both messages; the job's id comes after them
   * @param next what to do next
   */
  public record Receipt(String waits, String started, List<Arg> about, List<Text> next) {
    public Receipt {
      about = List.copyOf(about);
      next = List.copyOf(next);
    }

    Reply of(Job job) {
      List<Arg> args = new ArrayList<>(about);
      args.add(Arg.code(job.id()));
      return Reply.job(
          job.id(),
          Text.of(
              job.state() == JobState.WAITING_FOR_APPROVAL ? waits : started,
              args.toArray(new Arg[0])),
          next.toArray(new Text[0]));
    }
  }

  /**
   * @param by who requested it, and where
   */
  NewJob job(String invocation, Invocation by) {
    return new NewJob(
        new JobOrigin(
            invocation,
            by.interaction(),
            by.actor(),
            by.place(),
            Reason.of(by.option(Invocation.REASON).orElse(null))),
        new JobWork(kind.workflow(), locks.get(0).cloud(), title, locks, null),
        lines,
        plan,
        false);
  }
}
