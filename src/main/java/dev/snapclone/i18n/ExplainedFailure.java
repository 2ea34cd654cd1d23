package dev.snapclone.i18n;

import dev.snapclone.i18n.Text.Arg;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * It cannot be done: what is wrong, and what a person does next. A command answers with it, a job
 * ends with it. Not an error of the bot, not logged as one.
 */
public class ExplainedFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient Text what;
  private final transient List<Text> lines;
  private final @Nullable String requestId;

  /**
   * @param what one sentence: what is wrong
   * @param lines what helps, a line each, and last what to do next
   */
  public ExplainedFailure(Text what, Text... lines) {
    this(what, List.of(lines), null);
  }

  /**
   * As above, in a cloud.
   *
   * @param requestId the cloud's request id, null when there is none
   */
  public ExplainedFailure(Text what, Text next, @Nullable String requestId) {
    this(what, List.of(next), requestId);
  }

  /** As above, of no request. */
  public ExplainedFailure(Text what, List<Text> lines) {
    this(what, lines, null);
  }

  /** As above. */
  protected ExplainedFailure(Text what, List<Text> lines, @Nullable String requestId) {
    super(what.key(), null, false, false);
    this.what = what;
    this.lines = List.copyOf(lines);
    this.requestId = requestId;
  }

  /** The text {@code KEY}, and as the next step {@code KEY.next} of the same arguments. */
  public static ExplainedFailure of(String key, Arg... args) {
    return new ExplainedFailure(Text.of(key, args), Text.of(key + ".next", args));
  }

  /** What is wrong. */
  public Text what() {
    return what;
  }

  /** What helps, a line each, and last what to do next. */
  public List<Text> lines() {
    return lines;
  }

  /** What to do next. */
  public Text next() {
    return lines.get(lines.size() - 1);
  }

  /** The cloud's request id, null when there is none. */
  public @Nullable String requestId() {
    return requestId;
  }
}
