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
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Creates {@link SnapshotPlan}s from fresh reads, and describes them. */
public final class SnapshotPlanning {
  /** Cinder snapshots volumes only in these states (cinder/volume/api.py, create_snapshot). */
  private static final Set<String> VOLUME_STATES = Set.of("available", "in-use");

  /** The upload takes about a minute a GB at some providers, so from here on it takes an hour. */
  private static final int SLOW_GB = 60;

  private final Names names;
  private final InstantSource clock;
  private final SnapshotVolumes usual;

  /**
   * @param names for the snapshot's name
   * @param usual what is snapshotted when nobody says it
   */
  public SnapshotPlanning(Names names, InstantSource clock, SnapshotVolumes usual) {
    this.names = names;
    this.clock = clock;
    this.usual = usual;
  }

  /**
   * What a snapshot of the instance would do.
   *
   * @param instance freshly read
   * @param os a person's option, null for none
   * @param name a person's choice, null for the template's
   * @param chosenRoot the root volume that a person chose; null for none
   * @param volumes which disks; null for the usual
   * @throws ExplainedFailure when the state, the boot source, the name or a quota forbids it
   * @throws dev.snapclone.cloud.CloudException when the cloud failed
   */
  public SnapshotPlan plan(
      Cloud cloud,
      Instance instance,
      @Nullable Os os,
      @Nullable String name,
      @Nullable String chosenRoot,
      @Nullable SnapshotVolumes volumes) {
    String snapshotName = name == null ? nameNow(instance.name()) : Names.given(name);
    InstanceStates.requireSnapshottable(instance);
    BootSource source = new BootSources(cloud).of(instance, chosenRoot);
    OperatingSystems.Recognised recognised = OperatingSystems.of(cloud, source, os);
    Flavor flavor = cloud.flavor(instance.launched().flavorId()).orElse(null);
    int ofFlavor = flavor == null ? 0 : flavor.diskGb();
    SnapshotPlan.Disks disks =
        new SnapshotPlan.Disks(
            source.root() == null ? ofFlavor : source.root().sizeGb(),
            volumes == null ? usual : volumes);
    SnapshotPlan draft =
        new SnapshotPlan(
            cloud.name(),
            new SnapshotPlan.Original(instance.id(), instance.name(), instance.running(), null),
            source,
            Recipes.of(cloud, instance, source, recognised.os()),
            new SnapshotPlan.OsSource(recognised.reason(), os == Os.UNKNOWN ? null : os),
            snapshotName,
            disks,
            new SnapshotPlan.Remarks(List.of(), LeftOut.NOTHING, List.of()),
            null,
            name == null);
    draft.volumes().forEach(volume -> requireSnapshottable(cloud, volume, source));
    return draft.with(
        new SnapshotPlan.Remarks(
            warnings(cloud, instance, draft, flavor),
            draft.set() ? LeftOut.of(List.of(), flavor) : LeftOut.of(source, flavor),
            draft.volumes().isEmpty() ? List.of() : draft.need().require(cloud)));
  }

  /** The template's name for a snapshot that is taken now. */
  String nameNow(String instance) {
    return names.snapshot(instance, clock.instant());
  }

  private static void requireSnapshottable(Cloud cloud, AttachedVolume volume, BootSource source) {
    String status = cloud.volume(volume.id()).map(Volume::status).orElse("gone");
    if (!VOLUME_STATES.contains(status)) {
      throw new ExplainedFailure(
          Text.of(
              volume.equals(source.root())
                  ? "procedure.volume.state"
                  : "procedure.volume.data-state",
              BootSources.nameOf(volume),
              Arg.code(status)),
          Text.of("procedure.volume.state-next"));
    }
  }

  private static List<Text> warnings(
      Cloud cloud, Instance instance, SnapshotPlan plan, @Nullable Flavor flavor) {
    List<Text> warnings = new ArrayList<>();
    BootSource source = plan.bootSource();
    boolean image = source.kind() == BootSource.Kind.IMAGE;
    if (instance.running()) {
      if (image) {
        warnings.add(Text.of("procedure.warn.pause", Arg.name(instance.name())));
      }
      warnings.add(
          Text.of(
              plan.head() == BootSource.Kind.IMAGE
                  ? freezing(cloud, source)
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

  /**
   * Nova asks the guest agent to freeze the file systems if the image declares one; with {@code
   * os_require_quiesce} no snapshot is taken unless that works.
   */
  private static String freezing(Cloud cloud, BootSource source) {
    String imageId = source.imageId();
    Optional<Map<String, String>> declared =
        imageId != null
            ? cloud.image(imageId).map(Image::properties)
            : cloud.volume(source.rootVolume().id()).map(v -> v.source().imageMetadata());
    Map<String, String> said = declared.orElse(Map.of());
    if (!isYes(said, "hw_qemu_guest_agent")) {
      return "procedure.warn.crash-consistent";
    }
    return isYes(said, "os_require_quiesce")
        ? "procedure.warn.guest-agent-required"
        : "procedure.warn.guest-agent";
  }

  private static boolean isYes(Map<String, String> properties, String key) {
    String value = properties.getOrDefault(key, "no");
    return value.equalsIgnoreCase("yes") || value.equalsIgnoreCase("true");
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
    String taken =
        plan.set()
            ? "procedure.plan.set"
            : image ? "procedure.plan.image" : "procedure.plan.volume";
    Arg reason = Arg.text(source.reason());
    lines
        .makes(
            plan.dated()
                ? Text.of(taken + "-dated", reason)
                : Text.of(taken, Arg.name(plan.name()), reason))
        .makes(plan.set() ? set(plan) : List.of())
        .makes(Text.of("procedure.id.instance", instance, Arg.code(plan.original().id())))
        .makes(root(source))
        .makes(Text.of("procedure.plan.os", Arg.text(plan.os().reason())))
        .makes(DowntimePlanning.remarks(plan));
    DowntimePlanning.tell(plan, lines);
    leftOut(plan).warn(lines);
    if (image && plan.original().running() && !DowntimePlanning.stops(plan)) {
      lines.warn(Risk.DISTURBS, Text.of("procedure.risk.pause", instance));
    }
    if (image && plan.disks().rootGb() >= SLOW_GB) {
      lines.warn(Risk.SLOW, Text.of("procedure.risk.slow", Arg.gigabytes(plan.disks().rootGb())));
    }
  }

  /** Plans of older versions have it as lines, but know the volumes. */
  private static LeftOut leftOut(SnapshotPlan plan) {
    LeftOut stored = plan.remarks().leftOut();
    return stored.equals(LeftOut.NOTHING) && !plan.set()
        ? LeftOut.of(plan.bootSource(), null)
        : stored;
  }

  /** The disks of a set, and how far apart they are taken. */
  private static List<Text> set(SnapshotPlan plan) {
    List<Text> lines = new ArrayList<>();
    boolean together = plan.bootSource().kind() == BootSource.Kind.VOLUME;
    lines.add(Text.of(together ? "procedure.plan.set-together" : "procedure.plan.set-apart"));
    for (AttachedVolume volume : plan.dataVolumes()) {
      lines.add(
          Text.of(
              "procedure.plan.set-disk",
              BootSources.nameOf(volume),
              Arg.gigabytes(volume.sizeGb()),
              Arg.code(Objects.requireNonNullElse(volume.device(), "?"))));
    }
    return lines;
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
    Arg size = Arg.gigabytes(plan.sizeGb());
    if (plan.set()) {
      return Text.of(
          image ? "procedure.cost.set-size" : "procedure.cost.set",
          cloud,
          size,
          Arg.number(plan.dataVolumes().size() + 1L));
    }
    if (plan.sizeGb() == 0) {
      return Text.of("procedure.cost.image", cloud);
    }
    return Text.of(image ? "procedure.cost.image-size" : "procedure.cost.volume", cloud, size);
  }
}
