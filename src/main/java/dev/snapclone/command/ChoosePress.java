package dev.snapclone.command;

import dev.snapclone.access.Role;
import dev.snapclone.i18n.Text;
import java.util.function.Function;

/**
 * A candidate was chosen: the kept command runs again with the choice as one of its options. The
 * target is {@code DRAFT:OPTION}.
 */
public final class ChoosePress implements Press {
  private final Drafts drafts;
  private final Function<Invocation, Reply> again;

  /**
   * @param drafts where the command was kept
   * @param again runs it: {@link CommandRouter#handle}
   */
  public ChoosePress(Drafts drafts, Function<Invocation, Reply> again) {
    this.drafts = drafts;
    this.again = again;
  }

  @Override
  public String name() {
    return "choose";
  }

  @Override
  public Role role() {
    return Role.OPERATOR;
  }

  @Override
  public Reply press(Invocation invocation) {
    String target = invocation.option(Invocation.TARGET).orElse("");
    int colon = target.indexOf(':');
    String choice = invocation.option(Invocation.CHOICE).orElse("");
    if (colon < 1 || choice.isEmpty()) {
      throw gone();
    }
    Invocation kept = drafts.find(target.substring(0, colon)).orElseThrow(ChoosePress::gone);
    // The roles are those of now, not those of when the command was given.
    return again.apply(asked(kept, invocation).with(target.substring(colon + 1), choice));
  }

  /**
   * The kept invocation as the presser's own of now.
   *
   * @throws Refusal when somebody else gave the command
   */
  static Invocation asked(Invocation kept, Invocation press) {
    // The presser's roles are those of the guild where it was pressed: they say nothing of another.
    if (!kept.actor().id().equals(press.actor().id())
        || !kept.place().guild().equals(press.place().guild())) {
      throw new Refusal(
          Text.of("common.not-your-question"), Text.of("common.not-your-question.next"));
    }
    return new Invocation(
        kept.id(),
        kept.name(),
        kept.kind(),
        press.actor(),
        kept.place(),
        press.locale(),
        kept.options());
  }

  private static Refusal gone() {
    return new Refusal(Text.of("common.question-gone"), Text.of("common.question-gone.next"));
  }
}
