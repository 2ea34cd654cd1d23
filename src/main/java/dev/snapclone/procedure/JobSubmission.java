package dev.snapclone.procedure;

import dev.snapclone.command.Invocation;
import dev.snapclone.command.Refusal;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.Arg;
import dev.snapclone.i18n.Text;
import dev.snapclone.job.Job;
import dev.snapclone.job.Jobs;
import dev.snapclone.job.NewJob;
import java.util.Optional;
import java.util.function.Supplier;

/** Hands a job over: stored, and asked about or queued as the approval rules for it say. */
public interface JobSubmission {
  /**
   * Stores a job.
   *
   * @param job the job; whether it waits for approval is decided here
   * @param what {@code snapshot}, {@code clone}, {@code copy} or {@code delete}
   * @return the stored job; the one of the first time when asked again with the same invocation
   * @throws Jobs.LockedException when another job has what this one needs
   */
  Job submit(NewJob job, String what);

  /**
   * The job that an invocation made before.
   *
   * @param what {@code snapshot}, {@code clone}, {@code copy} or {@code delete}
   */
  Optional<Job> earlier(String invocation, String what);

  /**
   * Carries an invocation out unless it made its job before. Taken up again after a crash it is not
   * planned anew: the cloud shows already what the job does, and would make a refusal of it.
   *
   * @param what as above
   * @param first plans and submits
   */
  default Reply once(Invocation invocation, String what, Supplier<Reply> first) {
    Optional<Job> earlier = earlier(invocation.id(), what);
    return earlier.isPresent() ? madeBefore(earlier.get()) : first.get();
  }

  private static Reply madeBefore(Job job) {
    return Reply.job(
        job.id(),
        Text.of("procedure.made-before", Arg.text(job.title()), Arg.code(job.id())),
        Text.of("procedure.made-before.next"));
  }

  /** Whether such a job waits for approval. */
  boolean asks(String what);

  /**
   * As {@link #submit}, with a person's sentence when another job is in the way.
   *
   * @throws Refusal when another job has what this one needs
   */
  default Job submitOrRefuse(NewJob job, String what) {
    try {
      return submit(job, what);
    } catch (Jobs.LockedException e) {
      throw new Refusal(
          e.holder().isEmpty()
              ? Text.of("procedure.locked-unknown")
              : Text.of("procedure.locked", Arg.code(e.holder())),
          Text.of("procedure.locked-next"));
    }
  }
}
