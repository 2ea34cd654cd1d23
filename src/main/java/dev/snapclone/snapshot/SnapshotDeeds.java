package dev.snapclone.snapshot;

import dev.snapclone.access.Deed;
import dev.snapclone.cloud.Cloud;
import dev.snapclone.job.Jobs;
import dev.snapclone.job.Plans;
import dev.snapclone.procedure.Deeds;
import dev.snapclone.procedure.FinishedJobs;
import dev.snapclone.procedure.Judged;
import dev.snapclone.procedure.Os;
import dev.snapclone.procedure.SnapshotPlan;
import java.util.List;

/** What stored jobs of this package are about, for the rules. */
public final class SnapshotDeeds {
  private SnapshotDeeds() {}

  /**
   * Every kind of job here.
   *
   * @param plans reads their plans
   * @param jobs finds the job that took the snapshot that a later one was about
   */
  public static List<Judged> all(Plans plans, Jobs jobs) {
    return List.of(
        Judged.of(
            SnapshotWorkflow.NAME,
            SnapshotPlan.class,
            plans,
            (cloud, plan) -> Deeds.snapshot("snapshot", cloud, plan)),
        Judged.of(
            DeleteSnapshotWorkflow.NAME,
            DeleteSnapshotPlan.class,
            plans,
            (cloud, plan) -> ofSnapshot(cloud, jobs, plan.snapshotJob())));
  }

  private static Deed ofSnapshot(Cloud cloud, Jobs jobs, String snapshotJob) {
    return jobs.find(snapshotJob)
        .map(
            taken ->
                Deeds.of(
                    "delete",
                    cloud,
                    FinishedJobs.facts(taken).getOrDefault("original-name", ""),
                    null,
                    0,
                    Deeds.os(taken)))
        .orElseGet(() -> Deeds.of("delete", cloud, "", null, 0, Os.UNKNOWN));
  }
}
