package dev.snapclone.command;

import dev.snapclone.access.Role;
import dev.snapclone.i18n.ExplainedFailure;
import java.util.List;

/** One command. Its description is the message {@code command.NAME}. */
public interface Command {
  /** Lower case, the same in all languages. */
  String name();

  /** Who may use it. */
  Role role();

  /** Its options, required ones first. */
  List<OptionSpec> options();

  /**
   * Whether it posts a card in the channel, so that the bot must be able to write there before it
   * starts.
   */
  boolean makesJob();

  /**
   * Carries it out.
   *
   * @throws ExplainedFailure when the person can mend it
   * @throws dev.snapclone.cloud.CloudException when the cloud failed
   */
  Reply run(Invocation invocation);

  /**
   * Suggests values for an option, from memory: never waits for a cloud or the database.
   *
   * @param invocation the options so far, possibly partial
   * @param option the option being typed
   * @param typed what was typed so far
   * @return at most 25
   */
  default List<Suggestion> suggest(Invocation invocation, String option, String typed) {
    return List.of();
  }
}
