package dev.snapclone.request;

import dev.snapclone.access.RequestedAction;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Job;
import dev.snapclone.job.Jobs;
import dev.snapclone.job.LockKey;
import dev.snapclone.job.NewJob;
import dev.snapclone.job.PlanLine;
import dev.snapclone.job.Reason;
import dev.snapclone.procedure.Bill;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Submits a job: stores it, and asks for approval or queues it, as the rules say. */
public interface JobSubmission {
  /**
   * Stores a job.
   *
   * @param job whether it waits for approval is decided here
   * @param action what the rules judge
   * @return the stored job; for a repeated invocation the existing one
   * @throws Jobs.LockedException when another job has what this one needs
   * @throws ExplainedFailure when this person may not request it there
   */
  Job submit(NewJob job, RequestedAction action);

  /**
   * Stores a job that was agreed to beforehand, such as by a lease, so that nobody is asked.
   *
   * @param action what the rules judge: what they deny to everybody does not happen
   * @return as {@link #submit}
   * @throws Jobs.LockedException when another job has what this one needs
   * @throws ExplainedFailure when a rule denies it
   */
  default Job submitAgreed(NewJob job, RequestedAction action) {
    return submit(job, action);
  }

  /**
   * Stores a job that was approved beforehand, such as a run of a schedule. Where the rules want
   * more by now, it is asked about.
   *
   * @param approved the job whose approval covers it
   * @throws Jobs.LockedException when another job has what this one needs
   * @throws ExplainedFailure when its requester may not request it there any more
   */
  default Job submitBeforehand(NewJob job, RequestedAction action, String approved) {
    return submit(job, action);
  }

  /** The job that has a lock, or has claimed a name. */
  Optional<Job> holder(LockKey lock);

  /**
   * Checks whether a person may request a job, before they are asked to confirm it.
   *
   * @param by who requests it, where and why
   * @throws ExplainedFailure when they may not, or not without a reason
   */
  default void requireAllowed(Invocation by, RequestedAction action) {}

  /**
   * What things cost a month; empty where nothing of it has a price.
   *
   * @param cloud the bot's name for the cloud
   * @param times how many of the bill
   */
  default Optional<Text> costs(String cloud, Bill bill, int times) {
    return Optional.empty();
  }

  /**
   * A plan as a person reads it who has to confirm it first: with what its card would tell later,
   * such as how long such jobs take.
   *
   * @param by who is asked
   * @param cloud the bot's name for the cloud
   */
  default List<PlanLine> beforehand(
      Invocation by, String cloud, Object plan, List<PlanLine> lines) {
    return lines;
  }

  /**
   * Whether the rules want another reason than is given.
   *
   * @param about the job that it is about
   * @param likely what is requested, as far as it is known before
   * @param given null for none
   */
  default boolean wantsReason(Job about, RequestedAction likely, @Nullable Reason given) {
    return false;
  }

  /**
   * Submits a request. Plans again when another job claimed the generated name first.
   *
   * @param invocation the job's invocation
   * @param by who requests it, and where
   * @return the job with what the person is told about it
   * @throws ExplainedFailure when another job has what this one needs, or this person may not
   *     request it
   */
  default Reply request(String invocation, Invocation by, Supplier<JobRequest> planned) {
    JobRequest request = planned.get();
    while (true) {
      try {
        Job job = submit(request.job(invocation, by), request.action());
        // Of two simultaneous presses one makes the job.
        return job.origin().interaction().equals(by.interaction())
            ? request.receipt(job, by)
            : already(job, by);
      } catch (Jobs.LockedException e) {
        JobRequest next = e.lock().isName() ? planned.get() : request;
        if (next.locks().equals(request.locks())) {
          throw refusal(e);
        }
        request = next;
      }
    }
  }

  private static ExplainedFailure refusal(Jobs.LockedException e) {
    if (e.lock().isName()) {
      return new ExplainedFailure(
          Text.of("procedure.name-claimed", Arg.code(e.holder())),
          Text.of("procedure.name-claimed-next"));
    }
    return new ExplainedFailure(
        e.holder().isEmpty()
            ? Text.of("procedure.locked-unknown")
            : Text.of("procedure.locked", Arg.code(e.holder())),
        Text.of("procedure.locked-next"));
  }

  /**
   * Submits a request and returns the answer.
   *
   * @param by who requests it, and where; its id is the job's invocation
   * @throws ExplainedFailure as {@link #request(String, Invocation, Supplier)}
   */
  default Reply request(Invocation by, Supplier<JobRequest> planned) {
    return request(by.id(), by, planned);
  }

  /** Tells a person which job already does what they want. */
  static Reply already(Job job, Invocation by) {
    boolean own = job.requester().id().equals(by.actor().id());
    return new Reply(
        Reply.Tone.INFO,
        own
            ? Text.of("procedure.already-own", Arg.code(job.id()))
            : Text.of("procedure.already", Arg.code(job.id()), Arg.person(job.requester().id())),
        List.of(Text.of("procedure.already-next")),
        List.of(),
        null,
        job.id());
  }
}
