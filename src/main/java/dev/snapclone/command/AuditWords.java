package dev.snapclone.command;

import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import java.util.function.Predicate;

/**
 * Readable names for the audit's actions, shown beside the names that exports and other programs
 * use.
 */
public final class AuditWords {
  private static final String COMMAND = "command.";
  private static final String PRESS = "press.";
  private static final String OTHER = "audit.action.other";

  private final Predicate<String> known;

  /**
   * @param known whether a message key exists
   */
  public AuditWords(Predicate<String> known) {
    this.known = known;
  }

  /** The readable name and the action; the action alone when it has no readable name. */
  public Text of(String action) {
    Text words = plainly(action);
    return words.key().equals(OTHER)
        ? words
        : Text.of("audit.action", Arg.text(words), Arg.code(action));
  }

  /** The readable name; the action when it has none. */
  public Text plainly(String action) {
    if (action.startsWith(COMMAND)) {
      String command = action.substring(COMMAND.length());
      return Text.of("audit.action.command", Arg.name("/" + command));
    }
    if (action.startsWith(PRESS)) {
      String label = "button." + action.substring(PRESS.length());
      return known.test(label)
          ? Text.of("audit.action.press", Arg.text(Text.of(label)))
          : Text.of(OTHER, Arg.code(action));
    }
    String key = "audit.action." + action;
    return known.test(key) ? Text.of(key) : Text.of(OTHER, Arg.code(action));
  }
}
