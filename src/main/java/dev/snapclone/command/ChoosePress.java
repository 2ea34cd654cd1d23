package dev.snapclone.command;

import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import java.util.function.Function;

/**
 * Runs the kept command again with the chosen candidate as an option. The target is {@code
 * DRAFT:OPTION}.
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
    String option = PressTarget.of(press).rest();
    String choice = press.option(Invocation.CHOICE).orElse("");
    if (option.isEmpty() || choice.isEmpty()) {
      throw new ExplainedFailure(
          Text.of("common.question-gone"), Text.of("common.question-gone.next"));
    }
    return again.apply(kept.with(option.substring(1), choice));
  }
}
