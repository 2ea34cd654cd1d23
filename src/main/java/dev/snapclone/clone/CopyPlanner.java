package dev.snapclone.clone;

import dev.snapclone.access.RequestedAction;
import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.Image;
import dev.snapclone.cloud.Instance;
import dev.snapclone.cloud.Marks;
import dev.snapclone.cloud.ResourceKind;
import dev.snapclone.cloud.Volume;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.job.PlanLine;
import dev.snapclone.procedure.AttachedVolume;
import dev.snapclone.procedure.BootSource;
import dev.snapclone.procedure.Names;
import dev.snapclone.procedure.PlanLines;
import dev.snapclone.procedure.QuotaNeed;
import dev.snapclone.procedure.SnapshotPlan;
import dev.snapclone.procedure.SnapshotPlanning;
import dev.snapclone.procedure.TakenSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Plans a copy by fresh reads, before approval: a snapshot, and a clone of that future snapshot.
 */
final class CopyPlanner {
  /** The command's name in the rules. */
  static final String COMMAND = "copy";

  private final LaunchPlanner launching;

  CopyPlanner(LaunchPlanner launching) {
    this.launching = launching;
  }

  /**
   * @param instance the original, freshly read
   * @param snapshot the snapshot that is taken first
   * @throws ExplainedFailure when something is missing or does not fit
   * @throws dev.snapclone.cloud.CloudException when the cloud failed
   */
  Planned<CopyPlan> plan(
      Cloud cloud,
      Instance instance,
      SnapshotPlan snapshot,
      CloneOptions options,
      boolean deleteSnapshot) {
    Original original = Original.known(cloud, snapshot.recipe());
    BootSource boot = snapshot.bootSource();
    boolean fromImage = fromImage(snapshot);
    AttachedVolume root = boot.root();
    Volume behind = root == null ? null : cloud.volume(root.id()).orElse(null);
    LaunchPlanner.Source source =
        new LaunchPlanner.Source(
            fromImage,
            snapshot.disks().rootGb(),
            0,
            ClonePlanner.guest(snapshot.recipe().os(), properties(cloud, boot)),
            instance.name(),
            !fromImage || snapshot.set(),
            behind);
    LaunchPlanner.Decided decided = launching.decide(cloud, original, options, source);
    if (options.placement().volumeType() == null) {
      ClonePlanner.requireBootable(cloud, behind);
    }
    String type = decided.launch().placement().typeOr(root == null ? null : root.volumeType());
    CopyPlan plan =
        new CopyPlan(
            snapshot,
            Names.part(decided.launch().name(), "root"),
            type,
            decided.launch(),
            deleteSnapshot);
    return new Planned<>(plan, lines(cloud, plan, decided.remarks()));
  }

  private static List<PlanLine> lines(Cloud cloud, CopyPlan plan, PlanLines remarks) {
    PlanLines lines = new PlanLines();
    SnapshotPlanning.tell(plan.snapshot(), lines);
    CloneLines.tell(plan.launch(), cloud.name(), volumes(plan), fromImage(plan.snapshot()), lines);
    lines
        .makes(plan.snapshot().remarks().leftOut().ofCopy())
        .makes(plan.snapshot().remarks().leftOut().ids());
    CloneLines.risks(plan.launch(), lines);
    lines.add(remarks);
    if (plan.deleteSnapshot()) {
      lines.makes(Text.of(deletes(plan.snapshot())));
    }
    return lines.quota(need(plan).require(cloud)).all();
  }

  private static String deletes(SnapshotPlan snapshot) {
    if (snapshot.set()) {
      return "clone.plan.delete-set";
    }
    return switch (snapshot.head()) {
      case IMAGE -> "clone.plan.delete-image";
      case VOLUME -> "clone.plan.delete-volume-snapshot";
    };
  }

  /** The action that the rules judge. */
  static RequestedAction action(Cloud cloud, CopyPlan plan) {
    SnapshotPlan snapshot = plan.snapshot();
    return ClonePlanner.action(COMMAND, cloud, plan.launch(), snapshot.sizeGb())
        .on(ResourceKind.INSTANCE.name(), snapshot.original().id());
  }

  /** The quota that a copy needs while both snapshot and clone exist. */
  static QuotaNeed need(CopyPlan plan) {
    QuotaNeed need = ClonePlanner.need(plan.launch(), volumes(plan));
    for (AttachedVolume volume : plan.snapshot().volumes()) {
      need = need.withVolumeSnapshot(volume.sizeGb(), volume.volumeType());
    }
    return need;
  }

  static boolean fromImage(SnapshotPlan snapshot) {
    return snapshot.bootSource().kind() == BootSource.Kind.IMAGE;
  }

  /** The volumes that the copy will have; their snapshots are not known yet. */
  static List<PlannedVolume> volumes(CopyPlan plan) {
    return volumes(plan, volume -> Marks.NONE);
  }

  /** The volumes made from the copy's snapshot, for one of the instances. */
  static List<PlannedVolume> volumes(CopyPlan plan, TakenSnapshot taken, LaunchPlan one) {
    return volumes(plan, taken::of).stream().map(volume -> volume.of(one.name())).toList();
  }

  private static List<PlannedVolume> volumes(CopyPlan plan, UnaryOperator<String> snapshotOf) {
    List<PlannedVolume> volumes = new ArrayList<>();
    SnapshotPlan snapshot = plan.snapshot();
    AttachedVolume root = snapshot.bootSource().root();
    int data = 0;
    for (AttachedVolume volume : snapshot.volumes()) {
      boolean boots = volume.equals(root);
      volumes.add(
          new PlannedVolume(
              snapshotOf.apply(volume.id()),
              boots ? plan.partName() : Names.part(plan.launch().name(), "data-" + ++data),
              volume.sizeGb(),
              boots ? plan.volumeType() : plan.launch().placement().typeOr(volume.volumeType()),
              snapshot.set() ? volume.device() : null));
    }
    return volumes;
  }

  /** What the image says from which it boots, or the one that its root volume was made of. */
  private static Map<String, String> properties(Cloud cloud, BootSource boot) {
    String imageId = boot.imageId();
    return imageId != null
        ? cloud.image(imageId).map(Image::properties).orElse(Map.of())
        : cloud
            .volume(boot.rootVolume().id())
            .map(v -> v.source().imageMetadata())
            .orElse(Map.of());
  }
}
