package dev.snapclone.command;

import dev.snapclone.access.Role;
import dev.snapclone.i18n.Text;

/** {@code Cancel} on a private plan: nothing was started, and the plan is forgotten. */
public final class CancelDraftPress implements DraftPress {
  /** The button's name. */
  public static final String NAME = "cancel-draft";

  private final Drafts drafts;

  /**
   * @param drafts where the plan's command was kept
   */
  public CancelDraftPress(Drafts drafts) {
    this.drafts = drafts;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Role role() {
    return Role.OPERATOR;
  }

  @Override
  public Reply press(Invocation press, Invocation kept) {
    return drafts.drop(PressTarget.of(press).id())
        ? Reply.of(Reply.Tone.INFO, Text.of("common.draft-cancelled"))
        : Reply.of(Reply.Tone.INFO, Text.of("common.draft-gone"));
  }
}
