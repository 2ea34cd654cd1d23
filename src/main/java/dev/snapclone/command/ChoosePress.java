package dev.snapclone.command;

import dev.snapclone.i18n.ExplainedFailure;
import java.util.function.Function;

/**
 * Runs the kept command again with the chosen candidate as an option. The target is {@code
 * DRAFT:OPTION}, or {@code DRAFT:OPTION:CANDIDATE} under the button of an only one.
 */
public final class ChoosePress implements DraftPress {
  private final Function<Invocation, Reply> again;

  /**
   * @param again runs it: {@link CommandRouter#handle}
   */
  public ChoosePress(Function<Invocation, Reply> again) {
    this.again = again;
  }

  @Override
  public String name() {
    return "choose";
  }

  @Override
  public Reply press(Invocation press, Invocation kept) {
    String[] target = PressTarget.of(press).rest().split(":", 3);
    String option = target.length > 1 ? target[1] : "";
    String choice = press.option(Invocation.CHOICE).orElse(target.length > 2 ? target[2] : "");
    if (option.isEmpty() || choice.isEmpty()) {
      throw ExplainedFailure.of("common.question-gone");
    }
    return again.apply(kept.with(option, choice));
  }
}
