package dev.snapclone.job;

import dev.snapclone.i18n.ExplainedFailure;

/**
 * Takes back what a {@link Steps#create} made, when the job fails or is cancelled. Runs as steps of
 * its own, whose keys get the prefix {@code undo/}, and may park. Undos run newest first.
 *
 * @param <T> what the journal keeps of the thing
 */
@FunctionalInterface
public interface Undo<T> {
  /**
   * Removes the thing. What cannot be removed is named as left behind by throwing {@link
   * ExplainedFailure}.
   */
  void undo(T made, Steps steps);
}
