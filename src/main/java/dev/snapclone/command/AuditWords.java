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

  private final Predicate<String> known;

  /**
   * @param known whether a message key exists
   */
  public AuditWords(Predicate<String> known) {
    this.known = known;
  }

  /** The readable name and the action; the action alone when it has no readable name. */
  public Text of(String action) {
    Arg name = Arg.code(action);
    if (action.startsWith(COMMAND)) {
      String command = action.substring(COMMAND.length());
      return with(Text.of("audit.action.command", Arg.name("/" + command)), name);
    }
    if (action.startsWith(PRESS)) {
      String label = "button." + action.substring(PRESS.length());
      return known.test(label)
          ? with(Text.of("audit.action.press", Arg.text(Text.of(label))), name)
          : Text.of("audit.action.other", name);
    }
    String key = "audit.action." + action;
    return known.test(key) ? with(Text.of(key), name) : Text.of("audit.action.other", name);
  }

  private static Text with(Text words, Arg name) {
    return Text.of("audit.action", Arg.text(words), name);
  }
}
