package dev.snapclone.job;

import dev.snapclone.i18n.Text;
import java.util.List;

/**
 * A job's plan as it is stored.
 *
 * @param json the plan, of the workflow's plan type
 * @param text the same for the approvers: one line each
 * @param outline the steps that the card shows, in order
 */
public record JobPlan(String json, List<Text> text, List<OutlineStep> outline) {
  public JobPlan {
    text = List.copyOf(text);
    outline = List.copyOf(outline);
  }
}
