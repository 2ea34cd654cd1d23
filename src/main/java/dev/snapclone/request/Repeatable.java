package dev.snapclone.request;

import dev.snapclone.command.Invocation;
import dev.snapclone.command.Reply;
import dev.snapclone.job.Job;
import dev.snapclone.job.Plans;
import java.util.function.BiFunction;

/**
 * A kind of job that can be asked for once more: {@code Retry}.
 *
 * @param workflow the workflow of its jobs
 * @param again asks for the same as an ended job did: plans anew from fresh reads and hands a new
 *     job over, as the command did, approval included. The invocation says who asks, and where; its
 *     id is the new job's. Refuses when it cannot be planned any more
 */
public record Repeatable(String workflow, BiFunction<Job, Invocation, Reply> again) {

  /**
   * One whose plan is read again.
   *
   * @param type the plan's type
   * @param plans reads it
   * @param again as above, with the ended job's plan in its place
   */
  public static <P> Repeatable of(
      String workflow, Class<P> type, Plans plans, BiFunction<P, Invocation, Reply> again) {
    return new Repeatable(workflow, (ended, press) -> again.apply(plans.of(ended, type), press));
  }
}
