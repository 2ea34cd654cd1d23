package dev.snapclone.command;

import dev.snapclone.access.Role;
import dev.snapclone.i18n.ExplainedFailure;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@code Newer} and {@code Older} under a list, and the way back to it: show a page in place, to
 * who asked for the list. The target is {@code DRAFT}, then the page's cursor.
 *
 * @param commands the ones that answer with a list
 */
public record PagePress(String name, List<? extends Paged> commands) implements DraftPress {
  static final String NEWER = "list-newer";
  static final String OLDER = "list-older";
  private static final String BACK = "list-back";

  /** Under pages of the audit that earlier versions showed. */
  private static final String OLDER_AUDIT = "audit-older";

  /** All of them. */
  public static List<PagePress> all(List<? extends Paged> commands) {
    return Stream.of(NEWER, OLDER, BACK, OLDER_AUDIT)
        .map(name -> new PagePress(name, List.copyOf(commands)))
        .toList();
  }

  static Button button(String name, PageAt at) {
    return new Button(name, at.target(), Button.Style.SECONDARY);
  }

  /** Leads back to a page. */
  public static Button back(PageAt at) {
    return button(BACK, at);
  }

  @Override
  public Role role(Invocation kept) {
    return listed(commands, kept).role();
  }

  @Override
  public Reply press(Invocation press, Invocation kept) {
    return listed(commands, kept).page(kept, PageAt.of(press));
  }

  /** The kept command among some. */
  static <T extends Command> T listed(List<T> commands, Invocation kept) {
    return commands.stream()
        .filter(command -> command.name().equals(kept.name()))
        .findFirst()
        .orElseThrow(() -> ExplainedFailure.of("common.question-gone"));
  }
}
