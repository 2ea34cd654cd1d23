package dev.snapclone.job;

import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import java.util.function.Supplier;

/**
 * The steps of a running job. Each is journaled under its key: done once, it gives the same result
 * at every replay. When a call fails for a passing reason, the job parks and tries again; a lasting
 * failure fails the job and undoes what it made.
 */
public interface Steps {
  /** The running job's id. */
  String jobId();

  /**
   * The same steps, as one line of the card that is done with the last of them.
   *
   * @param text what people read
   */
  default Steps shown(Text text) {
    return this;
  }

  /**
   * Decides and remembers. The supplier may look at the world and must not change it.
   *
   * @param key unique and stable
   * @param type the result's type, which survives JSON
   * @param decide computes the result; never null
   */
  <T> T once(String key, Class<T> type, Supplier<T> decide);

  /**
   * Looks, before the job makes or changes anything, whether its plan still holds. If the job turns
   * out to have made something already, whatever its journal says, the plan is known to have held.
   *
   * @param key unique and stable
   * @param look throws {@link ExplainedFailure} when it does not hold
   */
  void check(String key, Runnable look);

  /**
   * Makes one thing in the world, and exactly one even after a crash: journals the intent, makes it
   * with the mark, journals the result. After a crash or an unknown answer it looks for the mark,
   * again and again for the settle time, keeps the oldest, discards twins, and only then makes it
   * anew. The undo is registered before the effect.
   *
   * @param key unique and stable; part of the mark
   * @param creation how to make, find and discard it
   * @param undo takes it back when the job fails or is cancelled
   */
  <T> T create(String key, Class<T> type, Creation<T> creation, Undo<T> undo);

  /**
   * Waits until something is so, costing no thread meanwhile.
   *
   * @param key unique and stable
   * @param subject what to watch
   * @param look a fresh look; throws {@link ExplainedFailure} when it can never become so
   */
  <T> T await(String key, Class<T> type, Subject subject, Supplier<Observation<T>> look);

  /**
   * As above, for a wait without a result. If the job turns out to have come further already,
   * whatever its journal says, the wait is known to be over.
   *
   * @param key unique and stable
   * @param subject what to watch
   * @param look as above
   */
  void await(String key, Subject subject, Supplier<? extends Observation<?>> look);

  /**
   * An effect that may be repeated without harm, such as setting a property or deleting by id.
   *
   * @param key unique and stable
   * @param effect does it; repeated when it was cut short
   */
  void perform(String key, Runnable effect);

  /**
   * Takes back what a {@link #create} made, when the job fails or is cancelled. Runs as steps of
   * its own, whose keys get the prefix {@code undo/}, and may park. Undos run newest first.
   *
   * @param <T> what the journal keeps of the thing
   */
  @FunctionalInterface
  interface Undo<T> {
    /**
     * Removes the thing. What cannot be removed is named as left behind by throwing {@link
     * ExplainedFailure}.
     */
    void undo(T made, Steps steps);
  }
}
