package dev.snapclone.job;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job to store.
 *
 * @param origin who asked, where and with which interaction
 * @param lines the plan for people
 * @param plan the plan, of the workflow's plan type
 * @param waitsForApproval true to store it as waiting, false to queue it at once
 * @param keep how long what it makes is kept, as a person wrote it; null when nothing was said
 */
public record NewJob(
    JobOrigin origin,
    JobWork work,
    List<PlanLine> lines,
    Object plan,
    boolean waitsForApproval,
    @Nullable String keep) {
  public NewJob {
    lines = List.copyOf(lines);
  }

  /** A job of which nothing was said about how long what it makes is kept. */
  public NewJob(
      JobOrigin origin, JobWork work, List<PlanLine> lines, Object plan, boolean waitsForApproval) {
    this(origin, work, lines, plan, waitsForApproval, null);
  }
}
