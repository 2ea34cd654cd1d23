package dev.snapclone.procedure;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.Flavor;
import dev.snapclone.cloud.Image;
import dev.snapclone.cloud.Instance;
import dev.snapclone.cloud.Volume;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.PlanLine;
import dev.snapclone.procedure.PlanLines.Risk;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Creates {@link SnapshotPlan}s from fresh reads, and describes them. */
public final class SnapshotPlanning {
  /** Cinder snapshots volumes only in these states (cinder/volume/api.py, create_snapshot). */
  private static final Set<String> VOLUME_STATES = Set.of("available", "in-use");

  /** The upload takes about a minute a GB at some providers, so from here on it takes hours. */
  private static final int SLOW_GB = 120;

  private final Names names;
  private final InstantSource clock;

  /**
   * @param names for the snapshot's name
   */
  public SnapshotPlanning(Names names, InstantSource clock) {
    this.names = names;
    this.clock = clock;
  }

  /**
   * What a snapshot of the instance would do.
   *
   * @param instance freshly read
   * @param os a person's option, null for none
   * @param name a person's choice, null for the template's
   * @param chosenRoot the root volume that a person chose; null for none
   * @throws ExplainedFailure when the state, the boot source, the name or a quota forbids it
   * @throws dev.snapclone.cloud.CloudException when the cloud failed
   */
  public SnapshotPlan plan(
      Cloud cloud,
      Instance instance,
      @Nullable Os os,
      @Nullable String name,
      @Nullable String chosenRoot) {
    String snapshotName =
        name == null ? names.snapshot(instance.name(), clock.instant()) : Names.given(name);
    InstanceStates.requireSnapshottable(instance);
    BootSource source = new BootSources(cloud).of(instance, chosenRoot);
    OperatingSystems.Recognised recognised = OperatingSystems.of(cloud, source, os);
    List<Text> quota = List.of();
    int diskGb = 0;
    Flavor flavor = cloud.flavor(instance.launched().flavorId()).orElse(null);
    if (source.kind() == BootSource.Kind.VOLUME) {
      diskGb = source.rootVolume().sizeGb();
      requireSnapshottable(cloud, source.rootVolume());
      quota =
          QuotaNeed.NOTHING
              .withVolumeSnapshot(diskGb, source.rootVolume().volumeType())
              .require(cloud);
    } else if (flavor != null) {
      diskGb = flavor.diskGb();
    }
    return new SnapshotPlan(
        cloud.name(),
        new SnapshotPlan.Original(instance.id(), instance.name(), instance.running()),
        source,
        Recipes.of(cloud, instance, source, recognised.os()),
        new SnapshotPlan.OsSource(recognised.reason(), os == Os.UNKNOWN ? null : os),
        snapshotName,
        diskGb,
        new SnapshotPlan.Remarks(
            warnings(cloud, instance, source, flavor), LeftOut.of(source, flavor), quota));
  }

  private static void requireSnapshottable(Cloud cloud, AttachedVolume root) {
    String status = cloud.volume(root.id()).map(Volume::status).orElse("gone");
    if (!VOLUME_STATES.contains(status)) {
      throw new ExplainedFailure(
          Text.of("procedure.volume.state", BootSources.nameOf(root), Arg.code(status)),
          Text.of("procedure.volume.state-next"));
    }
  }

  private static List<Text> warnings(
      Cloud cloud, Instance instance, BootSource source, @Nullable Flavor flavor) {
    List<Text> warnings = new ArrayList<>();
    boolean image = source.kind() == BootSource.Kind.IMAGE;
    if (instance.running()) {
      if (image) {
        warnings.add(Text.of("procedure.warn.pause", Arg.name(instance.name())));
      }
      warnings.add(
          Text.of(
              image && asksGuestAgent(cloud, source)
                  ? "procedure.warn.guest-agent"
                  : "procedure.warn.crash-consistent"));
    } else if (!instance.state().status().equals("SHUTOFF")) {
      warnings.add(Text.of("procedure.warn.memory", Arg.code(instance.state().status())));
    }
    if (image && flavor != null && flavor.diskGb() > 0) {
      warnings.add(Text.of("procedure.warn.local-disk", Arg.gigabytes(flavor.diskGb())));
    }
    warnings.addAll(InstanceStates.warnings(instance));
    return warnings;
  }

  /** Nova asks the guest agent to freeze the file systems if the image declares one. */
  private static boolean asksGuestAgent(Cloud cloud, BootSource source) {
    String imageId = source.imageId();
    return imageId != null
        && cloud
            .image(imageId)
            .map(Image::properties)
            .map(p -> p.getOrDefault("hw_qemu_guest_agent", "no"))
            .filter(v -> v.equalsIgnoreCase("yes") || v.equalsIgnoreCase("true"))
            .isPresent();
  }

  /** The plan for people. */
  public static List<PlanLine> lines(SnapshotPlan plan) {
    PlanLines lines = new PlanLines().cost(cost(plan));
    tell(plan, lines);
    return lines
        .makes(plan.remarks().leftOut().ofSnapshot())
        .makes(plan.remarks().leftOut().ids())
        .quota(plan.remarks().quota())
        .all();
  }

  /** What it tells of the snapshot itself, for a copy as well: all but costs and quotas. */
  public static void tell(SnapshotPlan plan, PlanLines lines) {
    BootSource source = plan.bootSource();
    boolean image = source.kind() == BootSource.Kind.IMAGE;
    Arg instance = Arg.name(plan.original().name());
    lines
        .makes(
            Text.of(
                image ? "procedure.plan.image" : "procedure.plan.volume",
                Arg.name(plan.name()),
                Arg.text(source.reason())))
        .makes(Text.of("procedure.id.instance", instance, Arg.code(plan.original().id())))
        .makes(root(source))
        .makes(Text.of("procedure.plan.os", Arg.text(plan.os().reason())))
        .makes(plan.remarks().warnings());
    leftOut(plan).warn(lines);
    if (image && plan.original().running()) {
      lines.warn(Risk.DISTURBS, Text.of("procedure.risk.pause", instance));
    }
    if (image && plan.diskGb() >= SLOW_GB) {
      lines.warn(Risk.SLOW, Text.of("procedure.risk.slow", Arg.gigabytes(plan.diskGb())));
    }
  }

  /** Plans of older versions have it as lines, but know the volumes. */
  private static LeftOut leftOut(SnapshotPlan plan) {
    LeftOut stored = plan.remarks().leftOut();
    return stored.equals(LeftOut.NOTHING) ? LeftOut.of(plan.bootSource(), null) : stored;
  }

  private static List<Text> root(BootSource source) {
    AttachedVolume root = source.root();
    return root == null
        ? List.of()
        : List.of(Text.of("procedure.id.volume", BootSources.nameOf(root), Arg.code(root.id())));
  }

  private static Text cost(SnapshotPlan plan) {
    boolean image = plan.bootSource().kind() == BootSource.Kind.IMAGE;
    Arg cloud = Arg.name(plan.cloud());
    if (plan.diskGb() == 0) {
      return Text.of("procedure.cost.image", cloud);
    }
    return Text.of(
        image ? "procedure.cost.image-size" : "procedure.cost.volume",
        cloud,
        Arg.gigabytes(plan.diskGb()));
  }
}
