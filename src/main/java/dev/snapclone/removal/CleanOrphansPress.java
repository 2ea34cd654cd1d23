package dev.snapclone.removal;

import dev.snapclone.command.DraftPress;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.PressTarget;
import dev.snapclone.command.Reply;

/**
 * {@code Remove} under a list of orphans, and under one of them: asks for their removal. The target
 * is {@code DRAFT} or {@code DRAFT:ID}.
 */
public record CleanOrphansPress(OrphansCommand command) implements DraftPress {
  @Override
  public String name() {
    return OrphansCommand.CLEAN;
  }

  @Override
  public Reply press(Invocation press, Invocation kept) {
    String target = press.option(Invocation.TARGET).orElse("");
    String id = PressTarget.parse(target).rest().replaceFirst("^:", "");
    // Two presses on one button make one job.
    return command.clean(kept.withId("orphans:" + target), id);
  }
}
