package dev.snapclone.snapshot;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.Clouds;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.inventory.Inventory;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobKind;
import dev.snapclone.job.JobRecords;
import dev.snapclone.job.LockKey;
import dev.snapclone.job.Outcome;
import dev.snapclone.job.Steps;
import dev.snapclone.job.Workflow;
import dev.snapclone.procedure.SnapshotMade;
import dev.snapclone.procedure.SnapshotRemoval;
import dev.snapclone.procedure.StoredPlan;
import java.util.ArrayList;
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

  private static String behindKey(int index) {
    return "behind-" + (index + 1);
  }

  @Override
  public Supplier<Outcome> run(DeleteSnapshotPlan plan, Steps steps) {
    Cloud cloud = StoredPlan.cloud(clouds, plan.cloud(), steps);
    SnapshotRemoval removal = new SnapshotRemoval(cloud);

    steps
        .shown(Text.of("snapshot.delete.step.recheck"))
        .check("recheck", () -> requireNotNeeded(records.open(), plan));

    Steps deleting = steps.shown(Text.of("snapshot.delete.step.delete"));
    if (plan.image()) {
      removal.image("snapshot", plan.id(), plan.snapshotJob(), deleting);
    } else {
      removal.volumeSnapshot("snapshot", plan.id(), plan.snapshotJob(), deleting);
    }
    for (int i = 0; i < plan.behind().size(); i++) {
      Text behind =
          Text.of(
              "snapshot.delete.step.behind", Arg.number(i + 1L), Arg.number(plan.behind().size()));
      removal.behindImage(behindKey(i), plan.behind().get(i), plan.name(), steps.shown(behind));
    }

    steps.perform(
        "tell-source",
        () ->
            records.amend(
                plan.snapshotJob(),
                outcome -> SnapshotMade.deleted(outcome.leaving(List.of()), steps.jobId())));
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

  /**
   * Requires that no open job needs the snapshot.
   *
   * @throws ExplainedFailure when one does
   */
  static void requireNotNeeded(List<Job> open, DeleteSnapshotPlan plan) {
    LockKey lock = new LockKey(plan.cloud(), plan.id());
    for (Job job : open) {
      // Jobs of this kind only delete it.
      if (!KIND.includes(job) && job.work().locks().contains(lock)) {
        throw new ExplainedFailure(
            Text.of("snapshot.delete.needed-by-job", Arg.code(job.id()), Arg.text(job.title())),
            Text.of("snapshot.delete.needed-by-job-next"));
      }
    }
  }

  @Override
  public List<Text> lastingEffects(DeleteSnapshotPlan plan, Set<String> done) {
    List<Text> lines = new ArrayList<>();
    Arg id = Arg.code(plan.id());
    if (done.contains("snapshot-gone")) {
      lines.add(Text.of("snapshot.delete.gone-already", id));
    } else {
      lines.add(Text.of("snapshot.delete.still-there", Arg.name(plan.name()), id));
    }
    for (int i = 0; i < plan.behind().size(); i++) {
      boolean gone = done.contains(behindKey(i) + "-gone");
      lines.add(
          Text.of(
              gone ? "snapshot.delete.gone-already" : "snapshot.delete.behind-still-there",
              Arg.code(plan.behind().get(i))));
    }
    return lines;
  }
}
