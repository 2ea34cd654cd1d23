package dev.snapclone.command;

import dev.snapclone.access.Role;
import dev.snapclone.i18n.ExplainedFailure;

/** A press on a private question about a command, which was kept as a draft. */
public interface DraftPress extends Press {
  @Override
  default Answer answer() {
    return Answer.IN_PLACE;
  }

  /** The role needed for what was kept. */
  default Role role(Invocation kept) {
    return role();
  }

  /**
   * @param press by the person who gave the command
   * @param kept the command, with the person's current roles and language
   * @throws ExplainedFailure when it is no longer valid
   */
  Reply press(Invocation press, Invocation kept);
}
