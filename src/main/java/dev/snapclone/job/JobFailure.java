package dev.snapclone.job;

import dev.snapclone.i18n.Text;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A job cannot go right: what happened, and what a person does next. Journaled, so a replay fails
 * the same way.
 */
public class JobFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient Text what;
  private final transient Text next;
  private final @Nullable String requestId;

  /**
   * @param what one sentence: what happened
   * @param next one sentence: what to do next
   * @param requestId the cloud's request id, null when there is none
   */
  public JobFailure(Text what, Text next, @Nullable String requestId) {
    super(what.key());
    this.what = Objects.requireNonNull(what, "what");
    this.next = Objects.requireNonNull(next, "next");
    this.requestId = requestId;
  }

  /** What happened. */
  public Text what() {
    return what;
  }

  /** What to do next. */
  public Text next() {
    return next;
  }

  /** The cloud's request id, null when there is none. */
  public @Nullable String requestId() {
    return requestId;
  }
}
