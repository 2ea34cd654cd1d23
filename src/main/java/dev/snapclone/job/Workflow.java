package dev.snapclone.job;

import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What a kind of job does, as plain code that is replayed over the journal. After a crash, a wait
 * or a restart it runs again from the top, and journaled steps return their stored results.
 * Therefore:
 *
 * <ul>
 *   <li>branch only on the plan and on step results, never on the clock, a random number or a fresh
 *       read;
 *   <li>read and change the cloud only inside steps; step keys are unique in the job and stable;
 *   <li>never catch {@link Error}: a wait is thrown as one;
 *   <li>give a changed workflow a new version in its name once it is released.
 * </ul>
 *
 * @param <P> the plan, a record that can be stored as JSON
 */
public interface Workflow<P> {
  /** The kind of its jobs. */
  JobKind<P> kind();

  /** The name with the version. */
  default String name() {
    return kind().workflow();
  }

  /** The plan's type. */
  default Class<P> planType() {
    return kind().planType();
  }

  /** The steps that the card shows, in order. Runs {@link #run} with steps that do nothing. */
  default List<OutlineStep> outline(P plan) {
    return Outline.of(name(), steps -> run(plan, steps));
  }

  /**
   * Does the work.
   *
   * @return gives the outcome of a successful job; called after all steps are done
   * @throws ExplainedFailure when the job cannot succeed; what was made is undone
   */
  Supplier<Outcome> run(P plan, Steps steps);

  /**
   * What a failed or cancelled job did that cannot be undone, such as a deletion, and what it did
   * not reach; for people.
   *
   * @param done the keys of the steps that are done
   * @return the lines; empty when everything such a job does is undone
   */
  default List<Text> lastingEffects(P plan, Set<String> done) {
    return List.of();
  }
}
