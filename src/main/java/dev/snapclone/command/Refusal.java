package dev.snapclone.command;

import dev.snapclone.i18n.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The person can mend it: what is wrong, and what to do next. Not an error of the bot, not logged
 * as one.
 */
public class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient Text what;
  private final transient List<Text> next;
  private final transient @Nullable Choice choice;

  /**
   * @param what what is wrong
   * @param next what to do next, a line each
   */
  public Refusal(Text what, Text... next) {
    this(what, List.of(next), null);
  }

  /**
   * @param what what is wrong
   * @param next what to do next, a line each
   * @param choice candidates to choose from, null for none
   */
  public Refusal(Text what, List<Text> next, @Nullable Choice choice) {
    super(what.key(), null, false, false);
    this.what = what;
    this.next = List.copyOf(next);
    this.choice = choice;
  }

  /** What is wrong. */
  public Text what() {
    return what;
  }

  /** What to do next. */
  public List<Text> next() {
    return next;
  }

  /** The refusal as an answer. */
  public Reply reply() {
    return new Reply(
        choice == null ? Reply.Tone.REFUSAL : Reply.Tone.QUESTION,
        what,
        next,
        List.of(),
        choice,
        null);
  }
}
