package dev.snapclone.job;

import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import java.util.function.Supplier;

/**
 * The steps of a running job. Each is journaled under its key; once done, it returns the same
 * result at every replay. After a transient failure the job parks and tries again. A permanent
 * failure fails the job and undoes what it made.
 */
public interface Steps {
  /** The running job's id. */
  String jobId();

  /**
   * The same steps, shown on the card as one line.
   *
   * @param text what people read
   */
  default Steps shown(Text text) {
    return this;
  }

  /**
   * Computes a result and stores it. The supplier may read from the cloud but must not change
   * anything.
   *
   * @param key unique and stable
   * @param type the result's type; must be readable from JSON
   * @param decide computes the result; never null
   */
  <T> T once(String key, Class<T> type, Supplier<T> decide);

  /**
   * Checks, before the job makes or changes anything, whether its plan is still valid. If something
   * that the job made is found, the check counts as passed even if the journal lacks it.
   *
   * @param key unique and stable
   * @param look throws {@link ExplainedFailure} when the plan is not valid
   */
  void check(String key, Runnable look);

  /**
   * Creates exactly one resource, even after a crash: journals the intent, creates it with the
   * mark, journals the result. After a crash or an unknown outcome it searches for the mark during
   * the settle time, keeps the oldest match and discards duplicates. Only if there is none does it
   * create the resource again. The undo is registered before the effect.
   *
   * @param key unique and stable; part of the mark
   * @param creation how to create, find and discard it
   * @param undo removes it when the job fails or is cancelled
   */
  <T> T create(String key, Class<T> type, Creation<T> creation, Undo<T> undo);

  /**
   * Waits for something. Uses no thread while it waits.
   *
   * @param key unique and stable
   * @param subject what to watch
   * @param look reads the current state; throws {@link ExplainedFailure} when the wait can never
   *     succeed
   */
  <T> T await(String key, Class<T> type, Subject subject, Supplier<Observation<T>> look);

  /**
   * As above, for a wait without a result. If something that a later step made is found, the wait
   * counts as over even if the journal lacks it.
   *
   * @param key unique and stable
   * @param subject what to watch
   * @param look as above
   */
  void await(String key, Subject subject, Supplier<? extends Observation<?>> look);

  /**
   * Looks for what a failed step left without telling, until the settle time has passed, since
   * services show accepted resources late. The job has failed: neither this nor what follows is
   * stopped by a cancel, so that what is found can be created and undone.
   *
   * @param key unique and stable
   * @param look reads what there is now; the last answer counts
   */
  <T> T leftBehind(String key, Class<T> type, Supplier<T> look);

  /**
   * An idempotent effect, such as setting a property or deleting by id.
   *
   * @param key unique and stable
   * @param effect repeated when it was interrupted
   */
  void perform(String key, Runnable effect);

  /**
   * Runs steps whose failure is not the job's: what they made is undone at once, and the job goes
   * on. A cancelled job ends here as anywhere.
   *
   * @param some takes the steps, by the rules of a workflow
   */
  <T> Attempted<T> attempt(Supplier<T> some);

  /**
   * Undoes a {@link #create} when the job fails or is cancelled. Runs as steps, whose keys get the
   * prefix {@code undo/}, and may park. Undos run newest first.
   *
   * @param <T> what the journal stores about the resource
   */
  @FunctionalInterface
  interface Undo<T> {
    /** Removes the resource. Throws {@link ExplainedFailure} when it has to be left behind. */
    void undo(T made, Steps steps);
  }
}
