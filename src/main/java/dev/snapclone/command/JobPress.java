package dev.snapclone.command;

import dev.snapclone.access.Role;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.job.Job;
import java.util.Optional;

/** A press that is about a job of the guild in which it is pressed. */
public interface JobPress extends Press {
  @Override
  default Answer answer() {
    return Answer.BESIDE;
  }

  /**
   * Its button under the card and the outcome of a job; empty where there is nothing to press. By
   * the job alone, so that those of older versions have it too.
   */
  default Optional<Button> button(Job job) {
    return Optional.empty();
  }

  /** The least role that may press it when somebody else asked for the job. */
  default Role roleForOthers() {
    return role();
  }

  /**
   * Carries it out.
   *
   * @param press who pressed, where
   * @param job what it is about, as it is stored now
   * @throws ExplainedFailure when it is no longer valid
   */
  Reply press(Invocation press, Job job);
}
