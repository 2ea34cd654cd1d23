package dev.snapclone.command;

import dev.snapclone.i18n.ExplainedFailure;

/** A list of which a person may choose an entry, to see more of it and to do something with it. */
public interface Selectable extends Paged {
  /**
   * One entry, with what can be done with it and the way back.
   *
   * @param asked as {@link #page}
   * @param id the chosen entry; it may be gone meanwhile
   * @param at the page that it was chosen from
   * @throws ExplainedFailure as {@link #run}
   */
  Reply entry(Invocation asked, String id, PageAt at);
}
