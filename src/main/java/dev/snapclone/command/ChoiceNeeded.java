package dev.snapclone.command;

import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import java.util.List;

/** Several things may be meant: the person is asked which. */
public final class ChoiceNeeded extends ExplainedFailure {
  private static final long serialVersionUID = 1L;
  private final transient Choice choice;

  /**
   * @param what what is not clear
   * @param lines what helps, and last what to do next
   * @param choice what to choose from
   */
  public ChoiceNeeded(Text what, List<Text> lines, Choice choice) {
    super(what, lines);
    this.choice = choice;
  }

  /** What to choose from. */
  public Choice choice() {
    return choice;
  }
}
