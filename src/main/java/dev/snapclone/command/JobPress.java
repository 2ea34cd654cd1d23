package dev.snapclone.command;

import dev.snapclone.access.Role;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.job.Job;

/** A press that is about a job of the guild in which it is pressed. */
public non-sealed interface JobPress extends Press {
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
