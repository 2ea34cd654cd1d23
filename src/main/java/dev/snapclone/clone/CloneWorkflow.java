package dev.snapclone.clone;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.Clouds;
import dev.snapclone.inventory.Inventory;
import dev.snapclone.job.Outcome;
import dev.snapclone.job.OutlineStep;
import dev.snapclone.job.Steps;
import dev.snapclone.job.Workflow;
import dev.snapclone.procedure.StoredPlan;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes a clone of a snapshot. Of an image snapshot it boots from the image; of a volume snapshot,
 * and of the zero-byte image of a volume-booted instance, it makes the volumes first and waits
 * until they are available, since Nova gives up after about three minutes when it has to make them
 * itself.
 */
public final class CloneWorkflow implements Workflow<ClonePlan> {
  /** Name with version. */
  public static final String NAME = "clone-v1";

  private final Clouds clouds;
  private final Inventory inventory;
  private final CloneOutcome outcome;

  /**
   * @param clouds the configured clouds
   * @param inventory told that the cloud changed
   * @param outcome says how it ended
   */
  public CloneWorkflow(Clouds clouds, Inventory inventory, CloneOutcome outcome) {
    this.clouds = clouds;
    this.inventory = inventory;
    this.outcome = outcome;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Class<ClonePlan> planType() {
    return ClonePlan.class;
  }

  @Override
  public List<OutlineStep> outline(ClonePlan plan) {
    boolean mayWait = plan.source().kind() == ClonePlan.SourceKind.VOLUME_BACKED_IMAGE;
    return CloneOutline.of(plan.volumes(), mayWait, plan.launch(), plan.leftOut());
  }

  @Override
  public Outcome run(ClonePlan plan, Steps steps) {
    Cloud cloud = StoredPlan.cloud(clouds, plan.cloud(), steps);
    CloneMaking making = new CloneMaking(cloud, plan.launch());
    NetworkMaking networking = new NetworkMaking(cloud, plan.launch());

    steps.check("recheck", () -> new CloneRecheck(cloud).clone(plan));

    if (plan.source().kind() == ClonePlan.SourceKind.VOLUME_BACKED_IMAGE) {
      for (int i = 0; i < plan.volumes().size(); i++) {
        making.awaitVolumeSnapshot(
            CloneOutline.snapshotKey(i), plan.volumes().get(i).snapshotId(), steps);
      }
    }

    List<String> volumes = new ArrayList<>();
    for (int i = 0; i < plan.volumes().size(); i++) {
      volumes.add(making.volume(CloneOutline.volumeKey(i), plan.volumes().get(i), steps));
    }

    boolean fromImage = plan.source().kind() == ClonePlan.SourceKind.IMAGE_SNAPSHOT;
    NetworkParts network = networking.make(steps);
    String instance =
        making.instance(fromImage ? plan.source().id() : null, volumes, network, steps);
    CloneMaking.Ready ready = making.awaitReady(instance, steps);
    networking.check(instance, network, steps);

    inventory.invalidate(plan.cloud());
    return outcome.ofClone(
        steps.jobId(),
        plan,
        ready,
        CloneOutcome.parts(plan.launch(), volumes, network, plan.source().id()));
  }
}
