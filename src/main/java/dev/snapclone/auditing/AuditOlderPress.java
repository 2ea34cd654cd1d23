package dev.snapclone.auditing;

import dev.snapclone.access.Role;
import dev.snapclone.command.DraftPress;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.Reply;

/** {@code Older} under a page of the audit: the next page, for who asked for the first. */
public final class AuditOlderPress implements DraftPress {
  private final AuditCommand command;

  /**
   * @param command shows it
   */
  public AuditOlderPress(AuditCommand command) {
    this.command = command;
  }

  @Override
  public String name() {
    return AuditCommand.OLDER;
  }

  @Override
  public Role role() {
    return Role.ADMIN;
  }

  @Override
  public Reply press(Invocation press, Invocation kept) {
    return command.run(kept);
  }
}
