package dev.snapclone.job;

import dev.snapclone.i18n.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job's plan as it is stored.
 *
 * @param json the plan, of the workflow's plan type
 * @param lines the plan for people
 * @param outline the steps that the card shows, in order
 * @param timing with what its duration is compared; null for nothing
 */
public record JobPlan(
    String json, List<PlanLine> lines, List<OutlineStep> outline, @Nullable Timing timing) {
  public JobPlan {
    lines = List.copyOf(lines);
    outline = List.copyOf(outline);
  }

  /** A plan whose job's duration is compared with nothing. */
  public JobPlan(String json, List<PlanLine> lines, List<OutlineStep> outline) {
    this(json, lines, outline, null);
  }

  /** The same plan, told otherwise. */
  public JobPlan told(List<PlanLine> other) {
    return new JobPlan(json, other, outline, timing);
  }

  /** The texts of a section, in order. */
  public List<Text> of(PlanLine.Section section) {
    return PlanLine.of(section, lines);
  }
}
