package dev.snapclone.request;

import dev.snapclone.command.Invocation;
import dev.snapclone.command.Reply;
import dev.snapclone.job.JobKind;

/**
 * A command or press whose jobs can be repeated by {@code Retry}.
 *
 * @param <P> their plan
 */
public interface Repeatable<P> {
  JobKind<P> kind();

  /**
   * Repeats an ended job: plans again from fresh reads and submits a new job, with approval.
   *
   * @param before the ended job's plan
   * @param press who requests it, and where; its id is the new job's
   * @throws dev.snapclone.i18n.ExplainedFailure when it can no longer be planned
   */
  Reply again(P before, Invocation press);

  /** Whether another try takes up what the ended job left, so that it is not in the way. */
  default boolean takesUpLeftovers() {
    return false;
  }
}
