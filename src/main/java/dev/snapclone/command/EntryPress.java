package dev.snapclone.command;

import dev.snapclone.access.Role;
import java.util.List;

/**
 * The choice of an entry under a list: shows it in place. The target is that of the page.
 *
 * @param commands the ones that answer with such a list
 */
public record EntryPress(List<? extends Selectable> commands) implements DraftPress {
  private static final String NAME = "list-entry";

  /** What can be chosen from a page. */
  public static Choice choice(PageAt at, List<Choice.Candidate> candidates) {
    return new Choice(NAME, at.target(), candidates);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Role role(Invocation kept) {
    return PagePress.listed(commands, kept).role();
  }

  @Override
  public Reply press(Invocation press, Invocation kept) {
    return PagePress.listed(commands, kept)
        .entry(kept, press.option(Invocation.CHOICE).orElse(""), PageAt.of(press));
  }
}
