package dev.snapclone.job;

import dev.snapclone.i18n.Text;
import java.util.List;

/**
 * A job to store.
 *
 * @param origin who asked, where and with which interaction
 * @param planText what it would do, line by line
 * @param plan the plan, of the workflow's plan type
 * @param waitsForApproval true to store it as waiting, false to queue it at once
 */
public record NewJob(
    JobOrigin origin, JobWork work, List<Text> planText, Object plan, boolean waitsForApproval) {
  public NewJob {
    planText = List.copyOf(planText);
  }
}
