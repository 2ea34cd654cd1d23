package dev.snapclone.command;

import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import java.util.List;

/** A request lacks a reason, or one that says enough: the person is asked for it. */
public final class ReasonNeeded extends ExplainedFailure {
  private static final long serialVersionUID = 1L;

  /**
   * @param what what is missing
   * @param lines what the reason has to say
   */
  public ReasonNeeded(Text what, List<Text> lines) {
    super(what, lines);
  }
}
