package dev.snapclone.job;

import dev.snapclone.access.RequestedAction;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import java.util.List;
import java.util.Objects;

/**
 * The cloud changed after the plan was made, so the job would do something else now. If the old
 * plan was approved, the approvers are asked about the new one. Otherwise the job fails with this.
 */
public final class PlanChanged extends ExplainedFailure {
  private static final long serialVersionUID = 1L;
  private final transient Object plan;
  private final transient List<PlanLine> planLines;
  private final transient List<Text> differences;
  private final transient RequestedAction action;

  /**
   * @param failure how the job fails when nobody is asked
   * @param plan what it would do now, of the workflow's plan type
   * @param planLines the new plan for people
   * @param differences what changed, line by line
   * @param action what it would do now, for the rules
   */
  public PlanChanged(
      ExplainedFailure failure,
      Object plan,
      List<PlanLine> planLines,
      List<Text> differences,
      RequestedAction action) {
    super(failure.what(), failure.lines(), failure.requestId());
    this.plan = Objects.requireNonNull(plan, "plan");
    this.planLines = List.copyOf(planLines);
    this.differences = List.copyOf(differences);
    this.action = Objects.requireNonNull(action, "action");
  }

  /** The new plan. */
  public Object plan() {
    return plan;
  }

  /** The new plan for people. */
  public List<PlanLine> planLines() {
    return planLines;
  }

  /** What changed, line by line. */
  public List<Text> differences() {
    return differences;
  }

  /** What the job would do now, for the rules. */
  public RequestedAction action() {
    return action;
  }
}
