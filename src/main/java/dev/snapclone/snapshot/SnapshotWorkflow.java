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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
      List<ResourceRef> made = new ArrayList<>();
      ResourceKind kind =
          taken.kind() == BootSource.Kind.IMAGE ? ResourceKind.IMAGE : ResourceKind.VOLUME_SNAPSHOT;
      made.add(new ResourceRef(kind.name(), taken.id(), taken.name()));
      for (TakenSnapshot.Disk disk : taken.disks()) {
        made.add(
            new ResourceRef(ResourceKind.VOLUME_SNAPSHOT.name(), disk.snapshotId(), taken.name()));
      }
      return new Outcome(
          headline(plan, taken),
          lines(plan, taken),
          plan.remarks().leftOut().briefly(),
          made,
          List.of(),
          new SnapshotMade(
                  plan.cloud(),
                  taken.id(),
                  taken.kind(),
                  plan.recipe().os(),
                  plan.original().id(),
                  plan.original().name(),
                  taken.disks().stream().map(TakenSnapshot.Disk::snapshotId).toList(),
                  null)
              .facts());
    };
  }

  private static Text headline(SnapshotPlan plan, TakenSnapshot taken) {
    Arg instance = Arg.name(plan.original().name());
    Arg name = Arg.name(taken.name());
    if (plan.set()) {
      return Text.of("snapshot.done-set", instance, name, disks(plan));
    }
    boolean image = taken.kind() == BootSource.Kind.IMAGE;
    return Text.of(image ? "snapshot.done-image" : "snapshot.done-volume", instance, name);
  }

  private static List<Text> lines(SnapshotPlan plan, TakenSnapshot taken) {
    List<Text> lines = new ArrayList<>();
    lines.add(Text.of("snapshot.id", Arg.code(taken.id())));
    if (plan.set()) {
      lines.add(Text.of("snapshot.set-apart", Arg.number(taken.secondsApart())));
    }
    lines.addAll(taken.downtime(plan.original().name()));
    return lines;
  }

  private static Arg disks(SnapshotPlan plan) {
    return Arg.number(plan.dataVolumes().size() + 1L);
  }

  @Override
  public List<Text> lastingEffects(SnapshotPlan plan, Set<String> done) {
    return SnapshotTaking.lastingEffects(plan, done);
  }
}
