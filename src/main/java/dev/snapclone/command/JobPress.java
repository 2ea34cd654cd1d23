package dev.snapclone.command;

import dev.snapclone.access.Role;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.job.Job;
import java.util.Optional;

/** A press about a job of the guild in which it is pressed. */
public interface JobPress extends Press {
  @Override
  default Answer answer() {
    return Answer.BESIDE;
  }

  /**
   * Its button under the card of a job; empty for none. Decided from the job alone, so that jobs of
   * older versions have it too.
   */
  default Optional<Button> button(Job job) {
    return Optional.empty();
  }

  /** The role needed to press it on another person's job. */
  default Role roleForOthers() {
    return role();
  }

  /**
   * @param job as it is stored now
   * @throws ExplainedFailure when it is no longer valid
   */
  Reply press(Invocation press, Job job);
}
