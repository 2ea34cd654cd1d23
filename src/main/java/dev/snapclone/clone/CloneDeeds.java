package dev.snapclone.clone;

import dev.snapclone.access.Deed;
import dev.snapclone.cloud.Cloud;
import dev.snapclone.job.Jobs;
import dev.snapclone.job.Plans;
import dev.snapclone.procedure.Deeds;
import dev.snapclone.procedure.FinishedJobs;
import dev.snapclone.procedure.Judged;
import dev.snapclone.procedure.Os;
import java.util.List;

/** What stored jobs of this package are about, for the rules. */
public final class CloneDeeds {
  private CloneDeeds() {}

  /**
   * Every kind of job here.
   *
   * @param plans reads their plans
   * @param jobs finds the job that made the clone that a later one was about
   */
  public static List<Judged> all(Plans plans, Jobs jobs) {
    return List.of(
        Judged.of(CloneWorkflow.NAME, ClonePlan.class, plans, ClonePlanner::deed),
        Judged.of(CopyWorkflow.NAME, CopyPlan.class, plans, CopyPlanner::deed),
        Judged.of(
            DeleteCloneWorkflow.NAME,
            DeletePlan.class,
            plans,
            (cloud, plan) -> ofClone(cloud, jobs, plan.cloneJob(), plan.instanceName())),
        Judged.of(
            LiftIsolationWorkflow.NAME,
            LiftPlan.class,
            plans,
            (cloud, plan) ->
                ofClone(cloud, jobs, plan.cloneJob(), original(jobs, plan.cloneJob()))));
  }

  private static Deed ofClone(Cloud cloud, Jobs jobs, String cloneJob, String instance) {
    Os os = jobs.find(cloneJob).map(Deeds::os).orElse(Os.UNKNOWN);
    return Deeds.of("delete", cloud, instance, null, 0, os);
  }

  private static String original(Jobs jobs, String cloneJob) {
    return jobs.find(cloneJob)
        .map(made -> FinishedJobs.facts(made).getOrDefault("original-name", ""))
        .orElse("");
  }
}
