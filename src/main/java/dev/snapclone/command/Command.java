package dev.snapclone.command;

import dev.snapclone.access.Role;
import dev.snapclone.i18n.ExplainedFailure;
import java.util.List;

/** A command. Its description is the message {@link #key}. */
public interface Command {
  /**
   * Lower case, the same in all languages. Two words for a subcommand, such as {@code schedule
   * add}; the first one is described by {@code command.schedule}.
   */
  String name();

  /** The key of its description; those of its options begin with it. */
  default String key() {
    return "command." + name().replace(' ', '.');
  }

  /** What rules call it: the first word of its name. */
  default String ruledAs() {
    return name().split(" ", 2)[0];
  }

  /** The role that it needs. */
  default Role role() {
    return Role.OPERATOR;
  }

  /** Required options come first. */
  List<OptionSpec> options();

  /** Whether it posts a card in the channel, so that the bot must be able to write there. */
  boolean makesJob();

  /**
   * @throws ExplainedFailure when the person can fix the problem
   * @throws dev.snapclone.cloud.CloudException when the cloud failed
   */
  Reply run(Invocation invocation);

  /**
   * Suggests values for an option from memory, without waiting for a cloud or the database.
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
