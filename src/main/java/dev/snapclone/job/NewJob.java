package dev.snapclone.job;

import java.util.List;

/**
 * A job to store.
 *
 * @param origin who asked, where and with which interaction
 * @param lines the plan for people
 * @param plan the plan, of the workflow's plan type
 * @param waitsForApproval true to store it as waiting, false to queue it at once
 */
public record NewJob(
    JobOrigin origin, JobWork work, List<PlanLine> lines, Object plan, boolean waitsForApproval) {
  public NewJob {
    lines = List.copyOf(lines);
  }
}
