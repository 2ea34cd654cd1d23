package dev.snapclone.command;

/**
 * A button's target: the id of a job or draft, and further data such as a page of a guide.
 * Untrusted: the person who pressed could have made it up.
 *
 * @param id letters, digits and hyphens
 * @param rest starts with the character after the id; empty for none
 */
public record PressTarget(String id, String rest) {
  public static PressTarget parse(String target) {
    int end = 0;
    while (end < target.length()
        && (Character.isLetterOrDigit(target.charAt(end)) || target.charAt(end) == '-')) {
      end++;
    }
    return new PressTarget(target.substring(0, end), target.substring(end));
  }

  /** The target of a press; empty when it has none. */
  static PressTarget of(Invocation press) {
    return parse(press.option(Invocation.TARGET).orElse(""));
  }
}
