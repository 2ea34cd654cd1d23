package dev.snapclone.removal;

import dev.snapclone.access.Role;
import dev.snapclone.command.Dialogue;
import dev.snapclone.command.DraftPress;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import java.util.Optional;

/** Confirms a deletion of what others made: a word has to be typed. */
public record DeleteForeignPress(DeleteCommand command) implements DraftPress {
  /** The same in all languages, like the command. */
  private static final String WORD = "delete";

  private static final String OPTION = "word";

  @Override
  public String name() {
    return DeleteCommand.CONFIRM_FOREIGN;
  }

  @Override
  public Optional<Dialogue> dialogue(Invocation invocation, Role highest) {
    return Optional.of(
        new Dialogue(
            Text.of("removal.word.title"),
            OPTION,
            Text.of("removal.word.label", Arg.plain(WORD)),
            true,
            2 * WORD.length()));
  }

  @Override
  public Reply press(Invocation press, Invocation kept) {
    if (!WORD.equalsIgnoreCase(press.option(OPTION).orElse(""))) {
      throw ExplainedFailure.of("removal.word.wrong", Arg.plain(WORD));
    }
    if (!kept.name().equals(command.name())) {
      throw ExplainedFailure.of("common.question-gone");
    }
    return command.runWithWord(kept);
  }
}
