package dev.snapclone.snapshot;

import dev.snapclone.cloud.ResourceKind;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.inventory.Inventory;
import dev.snapclone.job.JobKind;
import dev.snapclone.job.Outcome;
import dev.snapclone.job.ResourceRef;
import dev.snapclone.job.Steps;
import dev.snapclone.job.Workflow;
import dev.snapclone.procedure.BootSource;
import dev.snapclone.procedure.SnapshotMade;
import dev.snapclone.procedure.SnapshotPlan;
import dev.snapclone.procedure.SnapshotTaking;
import dev.snapclone.procedure.TakenSnapshot;
import java.util.List;
import java.util.function.Supplier;

/** Takes a snapshot. */
public final class SnapshotWorkflow implements Workflow<SnapshotPlan> {
  public static final JobKind<SnapshotPlan> KIND =
      new JobKind<>("snapshot-v1", SnapshotPlan.class, "snapshot");

  private final SnapshotTaking taking;
  private final Inventory inventory;

  /**
   * @param inventory notified that the cloud changed
   */
  public SnapshotWorkflow(SnapshotTaking taking, Inventory inventory) {
    this.taking = taking;
    this.inventory = inventory;
  }

  @Override
  public JobKind<SnapshotPlan> kind() {
    return KIND;
  }

  @Override
  public Supplier<Outcome> run(SnapshotPlan plan, Steps steps) {
    TakenSnapshot taken = taking.take(plan, steps);
    return () -> {
      inventory.invalidate(plan.cloud());
      boolean image = taken.kind() == BootSource.Kind.IMAGE;
      ResourceKind kind = image ? ResourceKind.IMAGE : ResourceKind.VOLUME_SNAPSHOT;
      return new Outcome(
          Text.of(
              image ? "snapshot.done-image" : "snapshot.done-volume",
              Arg.name(plan.original().name()),
              Arg.name(taken.name())),
          List.of(Text.of("snapshot.id", Arg.code(taken.id()))),
          plan.remarks().leftOut().briefly(),
          List.of(new ResourceRef(kind.name(), taken.id(), taken.name())),
          List.of(),
          new SnapshotMade(
                  plan.cloud(),
                  taken.id(),
                  taken.kind(),
                  plan.recipe().os(),
                  plan.original().id(),
                  plan.original().name(),
                  null)
              .facts());
    };
  }
}
