package dev.snapclone.discord;

import dev.snapclone.command.Command;
import dev.snapclone.command.Dialogue;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.Reply;
import dev.snapclone.command.Suggestion;
import dev.snapclone.i18n.Text;
import java.util.List;
import java.util.Optional;

/** What this adapter needs of the commands: who may what is decided behind it. */
public interface Router {
  /**
   * Carries out a command or a press. Never throws: refusals and failures are answers.
   *
   * @param invocation what was asked; asked twice with one id, a job is made once
   */
  Reply handle(Invocation invocation);

  /**
   * An invocation was refused before it came here: to be written down.
   *
   * @param why what the person was told
   */
  default void refused(Invocation invocation, Text why) {}

  /**
   * Suggests values for the option being typed, from memory; nothing for those who may not use the
   * command.
   */
  List<Suggestion> suggest(Invocation invocation, String option, String typed);

  /** All commands, in the order in which they are registered. */
  List<Command> commands();

  /** Whether the command posts a card. */
  boolean makesJob(String commandName);

  /**
   * The dialogue that a press is answered with; empty for none. Without the database, since every
   * replica answers.
   */
  Optional<Dialogue> dialogue(Invocation press);
}
