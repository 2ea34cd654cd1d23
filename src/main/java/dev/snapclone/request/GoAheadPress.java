package dev.snapclone.request;

import dev.snapclone.command.DraftPress;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.ExplainedFailure;
import java.util.List;

/**
 * {@code Go ahead} on a private plan: plans the kept command again and runs it. It uses the first
 * invocation's id, so that two presses make one job, and the presser's current roles.
 */
public final class GoAheadPress implements DraftPress {
  public static final String NAME = "go-ahead";

  private final List<Confirmable> commands;

  /**
   * @param commands the commands that ask for confirmation
   */
  public GoAheadPress(List<? extends Confirmable> commands) {
    this.commands = List.copyOf(commands);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Reply press(Invocation press, Invocation kept) {
    return commands.stream()
        .filter(c -> c.name().equals(kept.name()))
        .findFirst()
        .orElseThrow(() -> ExplainedFailure.of("common.question-gone"))
        .runConfirmed(kept);
  }
}
