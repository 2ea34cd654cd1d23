package dev.snapclone.command;

/**
 * What a button carries: the id of what it is about, and what its press needs beside it, such as a
 * page of a guide. Whoever pressed could have made it up.
 *
 * @param id of a job or a draft: letters, digits and hyphens
 * @param rest begins with the character that ends the id; empty when there is nothing more
 */
public record PressTarget(String id, String rest) {
  /** Reads a {@link Button}'s target. */
  public static PressTarget parse(String target) {
    int end = 0;
    while (end < target.length()
        && (Character.isLetterOrDigit(target.charAt(end)) || target.charAt(end) == '-')) {
      end++;
    }
    return new PressTarget(target.substring(0, end), target.substring(end));
  }

  /** That of a press; empty when it carries none. */
  static PressTarget of(Invocation press) {
    return parse(press.option(Invocation.TARGET).orElse(""));
  }
}
