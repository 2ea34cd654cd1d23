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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Deletes a snapshot that a job of the bot took, while it has that job's mark and nothing needs it.
 * When the cloud refuses, it names what needs the snapshot.
 */
public final class DeleteSnapshotWorkflow implements Workflow<DeleteSnapshotPlan> {
  public static final JobKind<DeleteSnapshotPlan> KIND =
      new JobKind<>("delete-snapshot-v1", DeleteSnapshotPlan.class, "delete");

  private final Clouds clouds;
  private final Inventory inventory;
  private final JobRecords records;

  /**
   * @param inventory notified that the cloud changed
   * @param records knows which jobs need the snapshot
   */
  public DeleteSnapshotWorkflow(Clouds clouds, Inventory inventory, JobRecords records) {
    this.clouds = clouds;
    this.inventory = inventory;
    this.records = records;
  }

  @Override
  public JobKind<DeleteSnapshotPlan> kind() {
    return KIND;
  }

  @Override
  public Supplier<Outcome> run(DeleteSnapshotPlan plan, Steps steps) {
    Cloud cloud = StoredPlan.cloud(clouds, plan.cloud(), steps);
    SnapshotDeletion deletion = new SnapshotDeletion(plan, "");

    steps
        .shown(Text.of("snapshot.delete.step.recheck"))
        .check("recheck", () -> deletion.requireNotNeeded(records.open()));
    deletion.run(
        cloud,
        steps.shown(Text.of("snapshot.delete.step.delete")),
        i ->
            steps.shown(
                Text.of(
                    "snapshot.delete.step.behind",
                    Arg.number(i + 1L),
                    Arg.number(plan.behind().size()))));
    deletion.tellSource(records, steps);
    return () -> {
      inventory.invalidate(plan.cloud());
      return new Outcome(
          Text.of("snapshot.deleted", Arg.name(plan.name())),
          List.of(
              Text.of(
                  plan.image() ? "snapshot.deleted.image" : "snapshot.deleted.volume",
                  Arg.code(plan.id()),
                  Arg.number(plan.behind().size()))),
          List.of(),
          List.of(),
          Map.of());
    };
  }

  @Override
  public List<Text> lastingEffects(DeleteSnapshotPlan plan, Set<String> done) {
    return new SnapshotDeletion(plan, "").standing(done);
  }
}
