package dev.snapclone.request;

import dev.snapclone.access.RequestedAction;
import dev.snapclone.command.Button;
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
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A planned request: the future job, and what the person is told. Submitted by {@link
 * JobSubmission#request}.
 *
 * @param locks what the job locks in its cloud; at least one
 * @param lines what it would do
 * @param plan of the kind's plan type
 * @param action what the rules judge
 * @param remarks what the person should know at once, a line each
 */
public record JobRequest(
    JobKind<?> kind,
    List<LockKey> locks,
    Text title,
    List<PlanLine> lines,
    Object plan,
    RequestedAction action,
    List<Text> remarks) {
  public JobRequest {
    locks = List.copyOf(locks);
    lines = List.copyOf(lines);
    remarks = List.copyOf(remarks);
  }

  /**
   * What the person is told; the rest stands on the card, in the same channel. A button takes no
   * reason, so one can be added afterwards.
   */
  Reply receipt(Job job, Invocation by) {
    boolean waits = job.state() == JobState.WAITING_FOR_APPROVAL;
    Reply told =
        Reply.job(
            job.id(),
            Text.of(
                waits ? "procedure.receipt.waits" : "procedure.receipt.started",
                Arg.code(job.id())),
            remarks.toArray(Text[]::new));
    return waits && by.kind() == Invocation.Kind.PRESS && job.reason() == null
        ? told.withButtons(
            List.of(new Button(AddReasonPress.NAME, job.id(), Button.Style.SECONDARY)))
        : told;
  }

  /**
   * The job to submit.
   *
   * @param by who requested it, and where
   */
  public NewJob job(String invocation, Invocation by) {
    return job(
        new JobOrigin(
            invocation,
            by.interaction(),
            by.actor(),
            by.place(),
            Reason.of(by.option(Invocation.REASON).orElse(null))),
        by.option(Invocation.KEEP).orElse(null));
  }

  /**
   * The job as somebody begins it, who may not be there.
   *
   * @param keep how long what it makes is kept; null when nothing was said
   */
  public NewJob job(JobOrigin origin, @Nullable String keep) {
    return new NewJob(
        origin,
        new JobWork(kind.workflow(), locks.get(0).cloud(), title, locks, null),
        lines,
        plan,
        false,
        keep);
  }
}
