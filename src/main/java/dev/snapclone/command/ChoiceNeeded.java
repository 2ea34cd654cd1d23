package dev.snapclone.command;

import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import java.util.List;

/** A request is ambiguous: the person is asked to choose. */
public final class ChoiceNeeded extends ExplainedFailure {
  private static final long serialVersionUID = 1L;
  private final transient Choice choice;

  /**
   * @param what what is ambiguous
   * @param lines what helps, and last what to do next
   */
  public ChoiceNeeded(Text what, List<Text> lines, Choice choice) {
    super(what, lines);
    this.choice = choice;
  }

  public Choice choice() {
    return choice;
  }
}
