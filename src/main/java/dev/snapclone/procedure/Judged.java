package dev.snapclone.procedure;

import dev.snapclone.access.Deed;
import dev.snapclone.cloud.Cloud;
import dev.snapclone.job.Job;
import dev.snapclone.job.Plans;
import java.util.function.BiFunction;

/**
 * A kind of job whose stored plan tells the rules what it was about, for whatever follows from such
 * a job later.
 *
 * @param workflow the workflow of its jobs
 * @param deed what a job of the kind does, by fresh reads from its cloud
 */
public record Judged(String workflow, BiFunction<Cloud, Job, Deed> deed) {

  /**
   * One whose plan is read again.
   *
   * @param type the plan's type
   * @param plans reads it
   * @param deed as above, with the job's plan in its place
   */
  public static <P> Judged of(
      String workflow, Class<P> type, Plans plans, BiFunction<Cloud, P, Deed> deed) {
    return new Judged(workflow, (cloud, job) -> deed.apply(cloud, plans.of(job, type)));
  }
}
