package dev.snapclone.job;

import dev.snapclone.i18n.Text;
import java.util.List;

/**
 * A job's plan as it is stored.
 *
 * @param json the plan, of the workflow's plan type
 * @param lines the plan for people
 * @param outline the steps that the card shows, in order
 */
public record JobPlan(String json, List<PlanLine> lines, List<OutlineStep> outline) {
  public JobPlan {
    lines = List.copyOf(lines);
    outline = List.copyOf(outline);
  }

  /** The texts of a section, in order. */
  public List<Text> of(PlanLine.Section section) {
    return PlanLine.of(section, lines);
  }
}
