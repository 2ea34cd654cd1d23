package dev.snapclone.job;

import dev.snapclone.access.RequestedAction;

/**
 * A kind of job. Its workflow has one, whoever asks for such jobs says it with each, and what
 * people call it is the message {@code card.kind.WORD} for the workflow's name without the version.
 *
 * @param workflow name with version, such as {@code clone-v1}, as it is stored
 * @param planType the plan's type; survives JSON
 * @param command what it counts as for rules and settings, one of {@link RequestedAction#COMMANDS}
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
