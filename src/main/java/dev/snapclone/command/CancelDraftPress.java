package dev.snapclone.command;

import dev.snapclone.i18n.Text;

/** {@code Cancel} on a private plan: discards the plan. */
public final class CancelDraftPress implements DraftPress {
  public static final String NAME = "cancel-draft";

  private final Drafts drafts;

  public CancelDraftPress(Drafts drafts) {
    this.drafts = drafts;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Reply press(Invocation press, Invocation kept) {
    return drafts.drop(PressTarget.of(press).id())
        ? Reply.of(Reply.Tone.INFO, Text.of("common.draft-cancelled"))
        : Reply.of(Reply.Tone.INFO, Text.of("common.draft-gone"));
  }
}
