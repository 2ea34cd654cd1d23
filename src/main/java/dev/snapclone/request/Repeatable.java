package dev.snapclone.request;

import dev.snapclone.command.Invocation;
import dev.snapclone.command.Reply;
import dev.snapclone.job.JobKind;

/**
 * A command or a press whose jobs can be asked for once more: {@code Retry}.
 *
 * @param <P> their plan
 */
public interface Repeatable<P> {
  /** The kind of its jobs. */
  JobKind<P> kind();

  /**
   * Asks for the same as an ended job did: plans anew from fresh reads and hands a new job over, as
   * the command did, approval included.
   *
   * @param before the ended job's plan
   * @param press who asks, and where; its id is the new job's
   * @throws dev.snapclone.i18n.ExplainedFailure when it cannot be planned any more
   */
  Reply again(P before, Invocation press);
}
