package dev.snapclone.job;

import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What a kind of job does, as plain code that is replayed over the journal: after a crash, a park
 * or a restart it runs again from the top, and steps that are journaled give their results at once.
 * So:
 *
 * <ul>
 *   <li>branch only on the plan and on step results, never on the clock, on a random number or on a
 *       fresh look;
 *   <li>touch the world only inside steps; step keys are unique in the job and stable;
 *   <li>never catch {@link Error}: parking is thrown as one;
 *   <li>change what a released workflow does only under a new version in its name.
 * </ul>
 *
 * @param <P> the plan, a record that survives JSON
 */
public interface Workflow<P> {
  /** The kind of its jobs. */
  JobKind<P> kind();

  /** Name with version. */
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
   * Does the work, step by step.
   *
   * @return says how it ended, when it went right; asked once all steps are done
   * @throws ExplainedFailure when it cannot go right; what was made is undone
   */
  Supplier<Outcome> run(P plan, Steps steps);

  /**
   * What a job that failed or was cancelled half-way had done that nothing takes back, such as a
   * deletion, and what it had not come to; for people. Asked only then.
   *
   * @param done the keys of the steps that are done
   * @return a line each; empty when all that such a job does is taken back
   */
  default List<Text> lastingEffects(P plan, Set<String> done) {
    return List.of();
  }
}
