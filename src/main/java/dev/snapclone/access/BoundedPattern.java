package dev.snapclone.access;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Looks for a configured regular expression in what somebody wrote, within a number of steps: some
 * expressions need exponential time.
 */
public final class BoundedPattern {
  /** Far more than an honest expression needs for {@link #LONGEST_TEXT} characters; some ms. */
  private static final int MOST_READS = 1_000_000;

  private static final int LONGEST_PATTERN = 200;
  private static final int LONGEST_TEXT = 200;

  private BoundedPattern() {}

  /**
   * What an expression finds in a text.
   *
   * @return its first group, or the whole match where it has none; empty when it finds nothing, or
   *     would take too long
   */
  public static Optional<String> find(String regex, String text) {
    try {
      return found(regex, text);
    } catch (TooLong | StackOverflowError e) {
      return Optional.empty();
    }
  }

  private static Optional<String> found(String regex, String text) {
    Matcher matcher = Pattern.compile(regex).matcher(new Counted(text, new int[] {MOST_READS}));
    if (!matcher.find()) {
      return Optional.empty();
    }
    String group = matcher.groupCount() > 0 ? matcher.group(1) : matcher.group();
    return Optional.of(group == null ? "" : group);
  }

  /**
   * Why an expression cannot be used, in English; empty when it can. It is tried on the longest
   * texts of one letter and of two in turn, which is what makes bad ones slow.
   */
  public static Optional<String> problem(String regex) {
    if (regex.length() > LONGEST_PATTERN) {
      return Optional.of("is longer than " + LONGEST_PATTERN + " characters");
    }
    try {
      Pattern.compile(regex);
      for (String part : new String[] {"a", "A", "0", " ", "-", "aA", "A-", "a0", "a "}) {
        found(regex, part.repeat(LONGEST_TEXT / part.length()).substring(1) + "!");
      }
      return Optional.empty();
    } catch (PatternSyntaxException e) {
      return Optional.of("is no regular expression: " + e.getDescription());
    } catch (TooLong | StackOverflowError e) {
      return Optional.of("takes too long on some texts: repetitions inside repetitions");
    }
  }

  private static final class TooLong extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooLong() {
      super("too many steps", null, false, false);
    }
  }

  /** A text that can be read so many times. */
  private record Counted(CharSequence text, int[] left) implements CharSequence {
    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      if (left[0]-- <= 0) {
        throw new TooLong();
      }
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
