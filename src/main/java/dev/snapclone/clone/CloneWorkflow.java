package dev.snapclone.clone;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.Clouds;
import dev.snapclone.i18n.Text;
import dev.snapclone.inventory.Inventory;
import dev.snapclone.job.JobKind;
import dev.snapclone.job.Outcome;
import dev.snapclone.job.Steps;
import dev.snapclone.job.Workflow;
import dev.snapclone.procedure.StoredPlan;
import java.util.function.Supplier;

/**
 * Clones a snapshot. An image snapshot is booted from. For a volume snapshot, or the zero-byte
 * image of a volume-booted instance, the volumes are created first: Nova gives up after about three
 * minutes when it has to create them itself.
 */
public final class CloneWorkflow implements Workflow<ClonePlan> {
  public static final JobKind<ClonePlan> KIND =
      new JobKind<>("clone-v1", ClonePlan.class, ClonePlanner.COMMAND);

  private final Clouds clouds;
  private final Inventory inventory;
  private final CloneOutcome outcome;

  /**
   * @param inventory notified that the cloud changed
   */
  public CloneWorkflow(Clouds clouds, Inventory inventory, CloneOutcome outcome) {
    this.clouds = clouds;
    this.inventory = inventory;
    this.outcome = outcome;
  }

  @Override
  public JobKind<ClonePlan> kind() {
    return KIND;
  }

  @Override
  public Supplier<Outcome> run(ClonePlan plan, Steps steps) {
    Cloud cloud = StoredPlan.cloud(clouds, plan.cloud(), steps);

    steps
        .shown(Text.of("clone.step.recheck"))
        .check("recheck", () -> new CloneRecheck(cloud).clone(plan));

    if (plan.source().kind() != ClonePlan.SourceKind.VOLUME_SNAPSHOT) {
      new CloneMaking(cloud, plan.launch()).awaitVolumeSnapshots(plan.volumes(), steps);
    }
    boolean fromImage = plan.source().kind() == ClonePlan.SourceKind.IMAGE_SNAPSHOT;
    Clones clones =
        Clones.make(
            cloud,
            plan.launch(),
            fromImage ? plan.source().id() : null,
            plan::volumes,
            plan.leftOut(),
            steps);

    return () -> {
      inventory.invalidate(plan.cloud());
      return outcome.ofClone(steps.jobId(), plan, clones);
    };
  }
}
