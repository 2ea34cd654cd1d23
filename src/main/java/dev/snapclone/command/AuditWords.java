package dev.snapclone.command;

import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import java.util.function.Predicate;

/** Readable names for the audit's actions. */
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
