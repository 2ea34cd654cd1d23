package dev.snapclone.snapshot;

import dev.snapclone.access.Role;
import dev.snapclone.command.Drafts;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.Press;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.Text;

/** {@code Cancel} on a private plan: forgets the kept command. */
public final class CancelDraftPress implements Press {
  /** The press's name. */
  public static final String NAME = "cancel-draft";

  private final Drafts drafts;

  /**
   * @param drafts the kept invocations
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
  public Reply press(Invocation press) {
    GoAheadPress.kept(drafts, press);
    drafts.drop(press.option(Invocation.TARGET).orElse(""));
    return Reply.of(Reply.Tone.INFO, Text.of("snapshot.draft-dropped"));
  }
}
