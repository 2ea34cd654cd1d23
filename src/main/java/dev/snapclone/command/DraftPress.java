package dev.snapclone.command;

import dev.snapclone.i18n.ExplainedFailure;

/** A press that answers a private question about a command: the draft that was kept of it. */
public interface DraftPress extends Press {
  @Override
  default Answer answer() {
    return Answer.IN_PLACE;
  }

  /**
   * Carries it out.
   *
   * @param press who pressed: the person who gave the command
   * @param kept the command, with the roles and the language that the person has now
   * @throws ExplainedFailure when it is no longer valid
   */
  Reply press(Invocation press, Invocation kept);
}
