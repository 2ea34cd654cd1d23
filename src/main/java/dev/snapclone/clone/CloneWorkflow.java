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
 * Makes a clone of a snapshot. Of an image snapshot it boots from the image; of a volume snapshot,
 * and of the zero-byte image of a volume-booted instance, it makes the volumes first and waits
 * until they are available, since Nova gives up after about three minutes when it has to make them
 * itself.
 */
public final class CloneWorkflow implements Workflow<ClonePlan> {
  /** The kind of its jobs. */
  public static final JobKind<ClonePlan> KIND =
      new JobKind<>("clone-v1", ClonePlan.class, ClonePlanner.COMMAND);

  private final Clouds clouds;
  private final Inventory inventory;
  private final CloneOutcome outcome;

  /**
   * @param inventory told that the cloud changed
   * @param outcome says how it ended
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
    CloneMaking making = new CloneMaking(cloud, plan.launch());

    steps
        .shown(Text.of("clone.step.recheck"))
        .check("recheck", () -> new CloneRecheck(cloud).clone(plan));

    if (plan.source().kind() == ClonePlan.SourceKind.VOLUME_BACKED_IMAGE) {
      making.awaitVolumeSnapshots(plan.volumes(), steps);
    }
    boolean fromImage = plan.source().kind() == ClonePlan.SourceKind.IMAGE_SNAPSHOT;
    CloneMaking.Made made =
        making.make(fromImage ? plan.source().id() : null, plan.volumes(), plan.leftOut(), steps);

    return () -> {
      inventory.invalidate(plan.cloud());
      return outcome.ofClone(
          steps.jobId(), plan, made.ready(), made.parts(plan.launch(), plan.source().id()));
    };
  }
}
