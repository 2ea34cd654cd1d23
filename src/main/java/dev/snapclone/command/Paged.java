package dev.snapclone.command;

import dev.snapclone.i18n.ExplainedFailure;

/** A command that answers with a list, a page at a time. */
public interface Paged extends Command {
  /**
   * A page of the list, read anew.
   *
   * @param asked the command, with the person's current roles and language
   * @throws ExplainedFailure as {@link #run}
   */
  Reply page(Invocation asked, PageAt at);
}
