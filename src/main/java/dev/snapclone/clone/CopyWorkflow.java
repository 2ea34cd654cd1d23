package dev.snapclone.clone;

import dev.snapclone.clone.SnapshotFate.Fate;
import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.CloudException;
import dev.snapclone.cloud.CloudMessage;
import dev.snapclone.cloud.Clouds;
import dev.snapclone.cloud.Image;
import dev.snapclone.cloud.Marks;
import dev.snapclone.cloud.ResourceKind;
import dev.snapclone.cloud.VolumeSnapshot;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.inventory.Inventory;
import dev.snapclone.job.JobKind;
import dev.snapclone.job.Observation;
import dev.snapclone.job.Outcome;
import dev.snapclone.job.PlanChanged;
import dev.snapclone.job.Steps;
import dev.snapclone.job.Subject;
import dev.snapclone.job.Workflow;
import dev.snapclone.procedure.BootSource;
import dev.snapclone.procedure.FailureReasons;
import dev.snapclone.procedure.SnapshotPlan;
import dev.snapclone.procedure.SnapshotRemoval;
import dev.snapclone.procedure.SnapshotTaking;
import dev.snapclone.procedure.StoredPlan;
import dev.snapclone.procedure.TakenSnapshot;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Copies an instance: takes a snapshot, clones it, and finally deletes the snapshot if that was
 * requested and nothing needs it.
 */
public final class CopyWorkflow implements Workflow<CopyPlan> {
  public static final JobKind<CopyPlan> KIND =
      new JobKind<>("copy-v1", CopyPlan.class, CopyPlanner.COMMAND);

  private final Clouds clouds;
  private final SnapshotTaking taking;
  private final Inventory inventory;
  private final CloneOutcome outcome;

  /**
   * @param inventory notified that the cloud changed
   */
  public CopyWorkflow(
      Clouds clouds, SnapshotTaking taking, Inventory inventory, CloneOutcome outcome) {
    this.clouds = clouds;
    this.taking = taking;
    this.inventory = inventory;
    this.outcome = outcome;
  }

  @Override
  public JobKind<CopyPlan> kind() {
    return KIND;
  }

  @Override
  public Supplier<Outcome> run(CopyPlan plan, Steps steps) {
    Cloud cloud = StoredPlan.cloud(clouds, plan.snapshot().cloud(), steps);

    steps
        .shown(Text.of("clone.step.recheck-copy"))
        .check("recheck", () -> new CloneRecheck(cloud).copy(plan));

    TakenSnapshot taken = take(cloud, plan, steps);

    Clones clones =
        Clones.make(
            cloud,
            plan.launch(),
            CopyPlanner.fromImage(plan.snapshot()) ? taken.id() : null,
            one -> CopyPlanner.volumes(plan, taken, one),
            plan.snapshot().remarks().leftOut(),
            steps);

    SnapshotFate fate =
        plan.deleteSnapshot()
            ? removed(cloud, taken, steps.shown(Text.of("clone.step.snapshot-removed")))
            : SnapshotFate.of(Fate.KEPT);

    return () -> {
      inventory.invalidate(cloud.name());
      return outcome.ofCopy(steps.jobId(), plan, taken, fate, clones);
    };
  }

  @Override
  public List<Text> lastingEffects(CopyPlan plan, Set<String> done) {
    return SnapshotTaking.lastingEffects(plan.snapshot(), done);
  }

  /** The clone is done by now, so a snapshot that stays fails nothing. */
  private static SnapshotFate removed(Cloud cloud, TakenSnapshot taken, Steps steps) {
    try {
      if (taken.kind() == BootSource.Kind.VOLUME) {
        return removeSnapshot(cloud, "snapshot", taken.id(), steps);
      }
      // The copy's volumes were made from these. A cloud that keeps the first one keeps the set.
      for (int i = 0; i < taken.disks().size(); i++) {
        String id = taken.disks().get(i).snapshotId();
        SnapshotFate disk = removeSnapshot(cloud, "snapshot-" + (i + 1), id, steps);
        if (disk.fate() != Fate.DELETED) {
          return disk;
        }
      }
      return removeImage(cloud, taken, steps);
    } catch (ExplainedFailure failed) {
      return new SnapshotFate(Fate.NEEDED, "", failed.what());
    }
  }

  private static SnapshotFate removeImage(Cloud cloud, TakenSnapshot taken, Steps steps) {
    steps.perform(
        "snapshot-delete",
        () ->
            cloud
                .image(taken.id())
                .filter(i -> steps.jobId().equals(i.properties().get(Marks.JOB)))
                .ifPresent(i -> deleteUnlessNeeded(() -> cloud.deleteImage(i.id()))));
    return steps.await(
        "snapshot-removed",
        SnapshotFate.class,
        new Subject(cloud.name(), ResourceKind.IMAGE.name(), taken.id()),
        () -> {
          String status = cloud.image(taken.id()).map(Image::status).orElse("deleted");
          return switch (status) {
            case "deleted", "pending_delete" -> Observation.done(SnapshotFate.of(Fate.DELETED));
            default -> Observation.done(imageStays(cloud, taken.id()));
          };
        });
  }

  private static SnapshotFate removeSnapshot(Cloud cloud, String key, String id, Steps steps) {
    steps.perform(
        key + "-delete",
        () ->
            cloud
                .volumeSnapshot(id)
                .filter(s -> steps.jobId().equals(s.metadata().get(Marks.JOB)))
                .ifPresent(s -> deleteUnlessNeeded(() -> cloud.deleteVolumeSnapshot(s.id()))));
    return steps.await(
        key + "-removed",
        SnapshotFate.class,
        new Subject(cloud.name(), ResourceKind.VOLUME_SNAPSHOT.name(), id),
        () -> {
          String status = cloud.volumeSnapshot(id).map(VolumeSnapshot::status).orElse("deleted");
          return switch (status) {
            case "deleted" -> Observation.done(SnapshotFate.of(Fate.DELETED));
            case "deleting" -> Observation.waiting(status, null);
            // accepted, then available again: some backends keep a volume's source
            default -> Observation.done(snapshotStays(cloud, id));
          };
        });
  }

  /** Takes the snapshot. When the instance changed before that, the copy makes its own new plan. */
  private TakenSnapshot take(Cloud cloud, CopyPlan plan, Steps steps) {
    try {
      return taking.take(plan.snapshot(), steps);
    } catch (PlanChanged e) {
      if (!(e.plan() instanceof SnapshotPlan now)) {
        throw e; // the copy's own check, which waited for this step
      }
      ExplainedFailure otherwise = new ExplainedFailure(e.what(), e.next(), e.requestId());
      throw new Replanning(cloud).copy(plan, now, e.differences(), otherwise);
    }
  }

  private static SnapshotFate imageStays(Cloud cloud, String id) {
    boolean isProtected = cloud.image(id).map(i -> i.access().isProtected()).orElse(false);
    Text why =
        isProtected
            ? Text.of("procedure.undo.protected", Arg.code(id))
            : new SnapshotRemoval(cloud).imageNeededBy(id).orElse(null);
    return new SnapshotFate(Fate.NEEDED, "", why);
  }

  private static SnapshotFate snapshotStays(Cloud cloud, String id) {
    return new SnapshotFate(
        Fate.NEEDED,
        FailureReasons.ofVolumeService(cloud, id).map(CloudMessage::text).orElse(""),
        new SnapshotRemoval(cloud).volumeSnapshotNeededBy(id).orElse(null));
  }

  private static void deleteUnlessNeeded(Runnable deletion) {
    try {
      deletion.run();
    } catch (CloudException refused) {
      switch (refused.kind()) {
        // Glance answers 409 while the image is in use, 403 when it is protected; Cinder 400
        case BAD_REQUEST, CONFLICT, FORBIDDEN, NOT_FOUND -> {}
        default -> throw refused;
      }
    }
  }
}
