package dev.snapclone.jobcontrol;

import dev.snapclone.access.Role;
import dev.snapclone.command.Drafts;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.Press;
import dev.snapclone.command.Refusal;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.Text;

/** {@code Older} under a page of the audit: the next page, for who asked for the first. */
public final class AuditOlderPress implements Press {
  static final String NAME = "audit-older";

  private final Drafts drafts;
  private final AuditCommand command;

  /**
   * @param drafts what the page goes on with
   * @param command shows it
   */
  public AuditOlderPress(Drafts drafts, AuditCommand command) {
    this.drafts = drafts;
    this.command = command;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Role role() {
    return Role.ADMIN;
  }

  @Override
  public Reply press(Invocation press) {
    Invocation kept =
        press
            .option(Invocation.TARGET)
            .flatMap(drafts::find)
            .filter(draft -> draft.name().equals(AuditCommand.NAME))
            .filter(draft -> draft.actor().id().equals(press.actor().id()))
            .filter(draft -> draft.place().guild().equals(press.place().guild()))
            .orElseThrow(
                () ->
                    new Refusal(
                        Text.of("common.question-gone"), Text.of("common.question-gone.next")));
    return command.run(kept);
  }
}
