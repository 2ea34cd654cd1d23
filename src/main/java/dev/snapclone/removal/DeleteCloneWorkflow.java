package dev.snapclone.removal;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.Clouds;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.inventory.Inventory;
import dev.snapclone.job.JobKind;
import dev.snapclone.job.JobRecords;
import dev.snapclone.job.Outcome;
import dev.snapclone.job.Steps;
import dev.snapclone.job.Workflow;
import dev.snapclone.procedure.StoredPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Deletes a clone: its instance, then its volumes, which Nova leaves behind (billed, and blocking
 * their snapshot). Only resources that the clone's job recorded and that still have its mark.
 */
public final class DeleteCloneWorkflow implements Workflow<DeletePlan> {
  public static final JobKind<DeletePlan> KIND =
      new JobKind<>("delete-v1", DeletePlan.class, "delete");

  private final Clouds clouds;
  private final Inventory inventory;
  private final JobRecords records;

  /**
   * @param inventory notified that the cloud changed
   * @param records where the clone's job records that its clone is gone
   */
  public DeleteCloneWorkflow(Clouds clouds, Inventory inventory, JobRecords records) {
    this.clouds = clouds;
    this.inventory = inventory;
    this.records = records;
  }

  @Override
  public JobKind<DeletePlan> kind() {
    return KIND;
  }

  @Override
  public Supplier<Outcome> run(DeletePlan plan, Steps steps) {
    Cloud cloud = StoredPlan.cloud(clouds, plan.cloud(), steps);
    CloneDeletion deletion = new CloneDeletion(plan, "");

    steps
        .shown(Text.of("clone.step.recheck"))
        .check("recheck", () -> deletion.requireRemovable(cloud));
    deletion.run(cloud, steps::shown);
    deletion.tellSource(records, steps);
    return () -> {
      inventory.invalidate(plan.cloud());
      return new Outcome(
          Text.of("clone.deleted", Arg.name(plan.instanceName())),
          gone(plan),
          List.of(),
          List.of(),
          Map.of());
    };
  }

  private static List<Text> gone(DeletePlan plan) {
    Arg instance = Arg.code(plan.instanceId());
    int volumes = plan.volumeIds().size();
    return List.of(
        volumes == 0
            ? Text.of("clone.deleted-instance", instance)
            : Text.of("clone.deleted-both", instance, Arg.number(volumes)));
  }

  @Override
  public List<Text> lastingEffects(DeletePlan plan, Set<String> done) {
    List<Text> lines = new ArrayList<>(new CloneDeletion(plan, "").standing(done));
    if (done.contains("instance-delete")) {
      lines.add(Text.of("clone.delete.standing.next"));
    }
    return lines;
  }
}
