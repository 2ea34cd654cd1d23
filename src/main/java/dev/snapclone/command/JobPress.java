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
   * What its private answer says after the job, or what the job made, changed.
   *
   * @param press as it was answered
   * @param job as it is stored now
   * @return empty when the answer is still so
   * @throws ExplainedFailure when the answer is no longer valid; said in its place
   */
  default Optional<Reply> later(Invocation press, Job job) {
    return Optional.empty();
  }

  /**
   * @param job as it is stored now
   * @throws ExplainedFailure when it is no longer valid
   */
  Reply press(Invocation press, Job job);
}
