package dev.snapclone.request;

import dev.snapclone.access.Actor;
import dev.snapclone.access.Place;
import dev.snapclone.access.RequestedAction;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.Arg;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.job.Job;
import dev.snapclone.job.Jobs;
import dev.snapclone.job.LockKey;
import dev.snapclone.job.NewJob;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** Hands a job over: stored, and asked about or queued as the approval rules for it say. */
public interface JobSubmission {
  /**
   * Stores a job.
   *
   * @param job the job; whether it waits for approval is decided here
   * @param action what it would do, for the rules
   * @return the stored job; the one of the first time when asked again with the same invocation
   * @throws Jobs.LockedException when another job has what this one needs
   * @throws ExplainedFailure when this person may not ask for it there
   */
  Job submit(NewJob job, RequestedAction action);

  /** The job that has a lock, or has claimed a name. */
  Optional<Job> holder(LockKey lock);

  /**
   * Looks whether a person may ask for a job, before they are asked whether they mean it.
   *
   * @throws ExplainedFailure when they may not
   */
  default void requireAllowed(Actor actor, Place place, RequestedAction action) {}

  /**
   * Hands over what a person asked for. Planned anew when another job was quicker to claim the name
   * that was found for what it makes.
   *
   * @param invocation the job's invocation
   * @param by who asks, and where
   * @param planned plans it
   * @return the job with what the person is told of it
   * @throws ExplainedFailure when another job has what this one needs, or this person may not ask
   *     for it
   */
  default Reply handOver(String invocation, Invocation by, Supplier<JobRequest> planned) {
    JobRequest proposal = planned.get();
    while (true) {
      try {
        Job job = submit(proposal.job(invocation, by), proposal.action());
        // Of two who press at the same moment one makes the job.
        return job.origin().interaction().equals(by.interaction())
            ? proposal.told().of(job)
            : already(job);
      } catch (Jobs.LockedException e) {
        JobRequest next = e.lock().isName() ? planned.get() : proposal;
        if (next.locks().equals(proposal.locks())) {
          throw refusal(e);
        }
        proposal = next;
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
   * Hands over what a person asked for, and tells them.
   *
   * @param by who asks, and where; its id is the job's invocation
   * @throws ExplainedFailure as {@link #handOver}
   */
  default Reply propose(Invocation by, Supplier<JobRequest> planned) {
    return handOver(by.id(), by, planned);
  }

  /** Tells a person about the job that does already what they want. */
  static Reply already(Job job) {
    String state = job.state().name().toLowerCase(Locale.ROOT).replace('_', '-');
    return new Reply(
        Reply.Tone.INFO,
        Text.of(
            "procedure.already",
            Arg.code(job.id()),
            Arg.text(Text.of("approval.state." + state)),
            Arg.person(job.requester().id())),
        List.of(Text.of("procedure.already-next")),
        List.of(),
        null,
        job.id());
  }
}
