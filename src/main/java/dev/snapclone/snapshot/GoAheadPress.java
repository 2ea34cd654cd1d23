package dev.snapclone.snapshot;

import dev.snapclone.access.Role;
import dev.snapclone.command.Drafts;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.Press;
import dev.snapclone.command.Refusal;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.Text;
import dev.snapclone.procedure.Confirmable;
import java.util.List;

/**
 * {@code Go ahead} on a private plan: runs the kept command, planning anew. It keeps the first
 * invocation's id, so that pressed twice it makes one job, and takes the roles of the press.
 */
public final class GoAheadPress implements Press {
  /** The press's name. */
  public static final String NAME = "go-ahead";

  private final Drafts drafts;
  private final List<Confirmable> commands;

  /**
   * @param drafts the kept invocations
   * @param commands the commands that ask for it
   */
  public GoAheadPress(Drafts drafts, List<? extends Confirmable> commands) {
    this.drafts = drafts;
    this.commands = List.copyOf(commands);
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
    Invocation kept = kept(drafts, press);
    Confirmable command =
        commands.stream()
            .filter(c -> c.name().equals(kept.name()))
            .findFirst()
            .orElseThrow(GoAheadPress::gone);
    return command.runConfirmed(
        new Invocation(
            kept.id(),
            kept.name(),
            kept.kind(),
            press.actor(),
            press.place(),
            press.locale(),
            kept.options()));
  }

  /** The kept invocation, which only the person who gave it may answer. */
  static Invocation kept(Drafts drafts, Invocation press) {
    Invocation kept =
        drafts.find(press.option(Invocation.TARGET).orElse("")).orElseThrow(GoAheadPress::gone);
    // Kept in another guild, its names and clouds were that guild's.
    if (!kept.actor().id().equals(press.actor().id())
        || !kept.place().guild().equals(press.place().guild())) {
      throw new Refusal(Text.of("snapshot.draft-not-yours"), Text.of("snapshot.draft-next"));
    }
    return kept;
  }

  private static Refusal gone() {
    return new Refusal(Text.of("snapshot.draft-gone"), Text.of("snapshot.draft-next"));
  }
}
