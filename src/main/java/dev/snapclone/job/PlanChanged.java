package dev.snapclone.job;

import dev.snapclone.access.RequestedAction;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import java.util.List;
import java.util.Objects;

/**
 * The cloud changed between plan and start, so the job would do something else now. If the old plan
 * was approved, the approvers are asked about the new one. Otherwise the job fails with what
 * changed, which is why this is a failure too.
 */
public final class PlanChanged extends ExplainedFailure {
  private static final long serialVersionUID = 1L;
  private final transient Object plan;
  private final transient List<PlanLine> planLines;
  private final transient List<Text> differences;
  private final transient RequestedAction action;

  /**
   * @param failure how the job fails where nobody is asked
   * @param plan what it would do now, of the workflow's plan type
   * @param planLines the same for people
   * @param differences what is different, a line each
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

  /** What the job would do now. */
  public Object plan() {
    return plan;
  }

  /** The same for people. */
  public List<PlanLine> planLines() {
    return planLines;
  }

  /** What is different, a line each. */
  public List<Text> differences() {
    return differences;
  }

  /** What the job would do now, for the rules. */
  public RequestedAction action() {
    return action;
  }
}
