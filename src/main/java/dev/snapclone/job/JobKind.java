package dev.snapclone.job;

import dev.snapclone.access.RequestedAction;

/**
 * A kind of job. People see it as the message {@code card.kind.WORD}, where the word is the
 * workflow's name without the version.
 *
 * @param workflow the workflow's name with version as it is stored, such as {@code clone-v1}
 * @param planType can be written as JSON and read again
 * @param command the command that rules and settings apply to it, one of {@link
 *     RequestedAction#COMMANDS}
 */
public record JobKind<P>(String workflow, Class<P> planType, String command) {
  public JobKind {
    if (!RequestedAction.COMMANDS.contains(command)) {
      throw new IllegalArgumentException(workflow + ": no rule knows the command " + command);
    }
  }

  /** Whether a job is of this kind. */
  public boolean includes(Job job) {
    return job.workflow().equals(workflow);
  }
}
