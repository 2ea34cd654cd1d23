package dev.snapclone.clone;

import dev.snapclone.access.RequestedAction;
import dev.snapclone.cloud.Abilities.Ability;
import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.CloudMessage;
import dev.snapclone.cloud.Image;
import dev.snapclone.cloud.ResourceKind;
import dev.snapclone.cloud.Volume;
import dev.snapclone.cloud.VolumeSnapshot;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.procedure.LeftOut;
import dev.snapclone.procedure.Names;
import dev.snapclone.procedure.OperatingSystems;
import dev.snapclone.procedure.Os;
import dev.snapclone.procedure.PlanLines;
import dev.snapclone.procedure.PlanLines.Risk;
import dev.snapclone.procedure.QuotaNeed;
import dev.snapclone.procedure.RequestedActions;
import dev.snapclone.procedure.SetDisk;
import dev.snapclone.request.FoundSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Plans a clone by fresh reads, before approval. Refuses what cannot work, with numbers and names.
 */
final class ClonePlanner {
  /** The command's name in the rules. */
  static final String COMMAND = "clone";

  private static final long GIB = 1L << 30;
  private final LaunchPlanner launching;

  ClonePlanner(LaunchPlanner launching) {
    this.launching = launching;
  }

  /**
   * @throws ExplainedFailure when the snapshot cannot be used, or something is missing or does not
   *     fit
   * @throws dev.snapclone.cloud.CloudException when the cloud failed
   */
  Planned<ClonePlan> plan(FoundSnapshot found, CloneOptions options, DataVolumes data) {
    Image image = found.image();
    if (image != null) {
      return ofImage(found.cloud(), image, options, data);
    }
    requireNone(data, Objects.requireNonNull(found.volumeSnapshot()).name());
    return ofVolumeSnapshot(found.cloud(), Objects.requireNonNull(found.volumeSnapshot()), options);
  }

  /** Only a set holds data volumes. */
  private static void requireNone(DataVolumes data, String snapshot) {
    if (data == DataVolumes.ALL) {
      throw new ExplainedFailure(
          Text.of("clone.snapshot.no-data", Arg.name(snapshot)),
          Text.of("clone.snapshot.no-data-next"));
    }
  }

  private Planned<ClonePlan> ofImage(
      Cloud cloud, Image image, CloneOptions options, DataVolumes data) {
    requireUsable(cloud, image);
    List<SetDisk> disks = SetDisk.of(image);
    if (disks.stream().allMatch(SetDisk::root)) {
      requireNone(data, image.name());
    }
    List<SetDisk> wanted =
        data == DataVolumes.NONE ? disks.stream().filter(SetDisk::root).toList() : disks;
    Original original = Original.of(cloud, image);
    OperatingSystems.Recognised os = OperatingSystems.of(image, options.os());
    int size = (int) ((Optional.ofNullable(image.sizeBytes()).orElse(0L) + GIB - 1) / GIB);
    boolean volumeBacked = image.volumeBacked();
    LaunchPlanner.Source source =
        new LaunchPlanner.Source(
            !volumeBacked,
            Math.max(image.minimum().diskGb(), size),
            image.minimum().ramMb(),
            guest(os.os(), image.properties()),
            image.name(),
            !wanted.isEmpty(),
            options.placement().equals(PlacementOptions.NONE) ? null : rootVolume(cloud, image));
    LaunchPlanner.Decided decided = launching.decide(cloud, original, options, source);
    PlanLines remarks = decided.remarks();
    if (image.blockDevices().stream().anyMatch(d -> d.snapshotId() == null)) {
      warnOfOtherDevices(image, remarks);
    }
    List<PlannedVolume> volumes = volumes(cloud, image, wanted, decided.launch());
    ClonePlan plan =
        new ClonePlan(
            cloud.name(),
            new ClonePlan.Source(
                volumeBacked
                    ? ClonePlan.SourceKind.VOLUME_BACKED_IMAGE
                    : ClonePlan.SourceKind.IMAGE_SNAPSHOT,
                image.id(),
                image.name()),
            volumes,
            decided.launch(),
            disks.isEmpty()
                ? original.leftOut(cloud, image.properties(), image.id(), null)
                : LeftOut.of(cloud, unwanted(cloud, disks, wanted), original.flavor(cloud)));
    return finish(cloud, plan, CloneLines.source(image), os, remarks);
  }

  private Planned<ClonePlan> ofVolumeSnapshot(
      Cloud cloud, VolumeSnapshot snapshot, CloneOptions options) {
    requireUsable(cloud, snapshot);
    Volume behind = cloud.volume(snapshot.volumeId()).orElse(null);
    if (behind != null && !behind.source().bootable()) {
      throw new ExplainedFailure(
          Text.of("clone.snapshot.data", Arg.name(snapshot.name())),
          Text.of("clone.snapshot.data-next"));
    }
    if (options.placement().volumeType() == null) {
      requireBootable(cloud, behind);
    }
    Original original = Original.of(cloud, snapshot);
    OperatingSystems.Recognised os = recognise(original, behind, options.os());
    Map<String, String> said = behind == null ? Map.of() : behind.source().imageMetadata();
    LaunchPlanner.Source source =
        new LaunchPlanner.Source(
            false, 0, minRam(said), guest(os.os(), said), snapshot.name(), true, behind);
    LaunchPlanner.Decided decided = launching.decide(cloud, original, options, source);
    PlannedVolume volume =
        new PlannedVolume(
            snapshot.id(),
            Names.part(decided.launch().name(), "root"),
            snapshot.sizeGb(),
            decided.launch().placement().typeOr(behind == null ? null : behind.type().name()),
            null);
    ClonePlan plan =
        new ClonePlan(
            cloud.name(),
            new ClonePlan.Source(
                ClonePlan.SourceKind.VOLUME_SNAPSHOT, snapshot.id(), snapshot.name()),
            List.of(volume),
            decided.launch(),
            original.leftOut(cloud, snapshot.metadata(), snapshot.id(), snapshot.volumeId()));
    return finish(cloud, plan, CloneLines.source(snapshot), os, decided.remarks());
  }

  /**
   * What runs in an instance.
   *
   * @param properties of its image, or its volume's image metadata
   */
  static LaunchPlan.Guest guest(Os os, Map<String, String> properties) {
    return new LaunchPlan.Guest(
        os,
        LoginUsers.of(properties).orElse(null),
        os == Os.WINDOWS && OperatingSystems.withoutDesktop(properties));
  }

  private static Planned<ClonePlan> finish(
      Cloud cloud, ClonePlan plan, Text source, OperatingSystems.Recognised os, PlanLines remarks) {
    PlanLines lines = new PlanLines();
    boolean fromImage = plan.source().kind() == ClonePlan.SourceKind.IMAGE_SNAPSHOT;
    CloneLines.from(source, lines);
    CloneLines.tell(plan.launch(), plan.cloud(), plan.volumes(), fromImage, lines);
    lines
        .makes(CloneLines.os(os))
        .makes(Text.of("clone.plan.crash-consistent"))
        .makes(plan.leftOut().ofCopy())
        .makes(plan.leftOut().ids());
    plan.leftOut().warn(lines);
    CloneLines.risks(plan.launch(), lines);
    lines.add(remarks).quota(need(plan).require(cloud));
    return new Planned<>(plan, lines.all());
  }

  /** The action that the rules judge. */
  static RequestedAction action(Cloud cloud, ClonePlan plan) {
    int disk = plan.volumes().stream().mapToInt(PlannedVolume::sizeGb).sum();
    ClonePlan.Source source = plan.source();
    if (disk > 0 && source.kind() == ClonePlan.SourceKind.IMAGE_SNAPSHOT) {
      disk += plan.launch().flavor().diskGb();
    }
    ResourceKind kind =
        source.kind() == ClonePlan.SourceKind.VOLUME_SNAPSHOT
            ? ResourceKind.VOLUME_SNAPSHOT
            : ResourceKind.IMAGE;
    return action(COMMAND, cloud, plan.launch(), disk).on(kind.name(), source.id());
  }

  /**
   * The action that the rules judge.
   *
   * @param command its name in the rules
   * @param diskGb size of the new volumes and volume snapshots of one instance
   */
  static RequestedAction action(String command, Cloud cloud, LaunchPlan launch, int diskGb) {
    return RequestedActions.of(command, cloud, launch.original().name(), launch.flavor(), diskGb)
        .times(launch.count());
  }

  /** The quota that a clone needs. */
  static QuotaNeed need(ClonePlan plan) {
    return need(plan.launch(), plan.volumes());
  }

  /**
   * The quota that all instances of a launch need.
   *
   * @param volumes of one instance
   */
  static QuotaNeed need(LaunchPlan launch, List<PlannedVolume> volumes) {
    QuotaNeed need =
        QuotaNeed.NOTHING.withInstance(launch.flavor(), launch.networking().nics().size());
    for (PlannedVolume volume : volumes) {
      need = need.withVolume(volume.sizeGb(), volume.volumeType());
    }
    LaunchPlan.Named group = launch.placement().serverGroup();
    if (group != null) {
      need = need.withMemberOf(group.id(), 1);
    }
    return (launch.networking().isolation() == null ? need : need.withSecurityGroup())
        .times(launch.count());
  }

  private static OperatingSystems.Recognised recognise(
      Original original, @Nullable Volume behind, @Nullable Os said) {
    if (said == null && original.recipe() != null && original.recipe().os() != Os.UNKNOWN) {
      Os os = original.recipe().os();
      return new OperatingSystems.Recognised(
          os, Text.of("procedure.os.recorded", Arg.plain(OperatingSystems.label(os))));
    }
    if (behind != null) {
      return OperatingSystems.of(behind, said);
    }
    return said == null
        ? new OperatingSystems.Recognised(Os.UNKNOWN, Text.of("procedure.os.unknown"))
        : new OperatingSystems.Recognised(
            said, Text.of("procedure.os.said", Arg.plain(OperatingSystems.label(said))));
  }

  private static int minRam(Map<String, String> imageMetadata) {
    String value = imageMetadata.getOrDefault("min_ram", "0");
    return value.matches("\\d{1,8}") ? Integer.parseInt(value) : 0;
  }

  private static void requireUsable(Cloud cloud, Image image) {
    Arg name = Arg.name(image.name());
    boolean own = cloud.account().projectId().equals(image.access().ownerProjectId());
    if (!image.instanceSnapshot() && !own) {
      throw new ExplainedFailure(
          Text.of("clone.snapshot.no-snapshot", name), Text.of("clone.snapshot.type"));
    }
    switch (image.status()) {
      case "active" -> {}
      case "queued", "saving", "uploading", "importing" ->
          throw new ExplainedFailure(
              Text.of("clone.snapshot.not-ready", name, Arg.code(image.status())),
              Text.of("clone.snapshot.not-ready-next"));
      default ->
          throw new ExplainedFailure(
              Text.of("clone.snapshot.unusable", name, Arg.code(image.status())),
              Text.of("clone.snapshot.unusable-next"));
    }
  }

  private static void requireUsable(Cloud cloud, VolumeSnapshot snapshot) {
    Arg name = Arg.name(snapshot.name());
    switch (snapshot.status()) {
      case "available" -> {}
      case "creating" ->
          throw new ExplainedFailure(
              Text.of("clone.snapshot.not-ready", name, Arg.code(snapshot.status())),
              Text.of("clone.snapshot.not-ready-next"));
      default -> throw unusable(cloud, snapshot, name);
    }
  }

  private static ExplainedFailure unusable(Cloud cloud, VolumeSnapshot snapshot, Arg name) {
    List<Text> next = new ArrayList<>();
    cloud.messages(snapshot.id()).stream()
        .map(CloudMessage::text)
        .findFirst()
        .ifPresent(said -> next.add(Text.of("clone.cloud-says", Arg.quote(said))));
    next.add(Text.of("clone.snapshot.unusable-next"));
    return new ExplainedFailure(
        Text.of("clone.snapshot.unusable", name, Arg.code(snapshot.status())), next);
  }

  /** The volumes of a set that the clone does not get. */
  private static List<LeftOut.Disk> unwanted(
      Cloud cloud, List<SetDisk> disks, List<SetDisk> wanted) {
    return disks.stream()
        .filter(disk -> !wanted.contains(disk))
        .flatMap(disk -> cloud.volumeSnapshot(disk.snapshotId()).stream())
        .map(snapshot -> new LeftOut.Disk(snapshot.volumeId(), "", snapshot.sizeGb()))
        .toList();
  }

  private static void warnOfOtherDevices(Image image, PlanLines remarks) {
    image.blockDevices().stream()
        .filter(device -> device.snapshotId() == null)
        .forEach(
            device ->
                remarks
                    .makes(Text.of("clone.plan.device-left-out", Arg.code(device.sourceType())))
                    .warn(Risk.DATA, Text.of("clone.risk.device")));
  }

  /** A volume from each of these volume snapshots, in order. */
  private static List<PlannedVolume> volumes(
      Cloud cloud, Image image, List<SetDisk> disks, LaunchPlan launch) {
    List<PlannedVolume> inOrder = new ArrayList<>();
    int data = 0;
    for (SetDisk disk : disks) {
      String part = disk.root() ? "root" : "data-" + ++data;
      inOrder.add(volume(cloud, image, disk, part, launch));
    }
    return inOrder;
  }

  /** The root volume of the instance whose volumes are behind an image; null when unknown. */
  private static @Nullable Volume rootVolume(Cloud cloud, Image image) {
    return SetDisk.of(image).stream()
        .filter(SetDisk::root)
        .flatMap(disk -> cloud.volumeSnapshot(disk.snapshotId()).stream())
        .flatMap(s -> cloud.volume(s.volumeId()).stream())
        .findFirst()
        .orElse(null);
  }

  private static PlannedVolume volume(
      Cloud cloud, Image image, SetDisk disk, String part, LaunchPlan launch) {
    String snapshotId = disk.snapshotId();
    VolumeSnapshot snapshot =
        cloud
            .volumeSnapshot(snapshotId)
            .orElseThrow(
                () ->
                    new ExplainedFailure(
                        Text.of(
                            "clone.snapshot.part-gone",
                            Arg.name(image.name()),
                            Arg.code(snapshotId)),
                        Text.of("clone.snapshot.unusable-next")));
    if (!snapshot.status().equals("available") && !snapshot.status().equals("creating")) {
      throw unusable(cloud, snapshot, Arg.name(snapshot.name()));
    }
    int size = Math.max(snapshot.sizeGb(), disk.sizeGb());
    Volume behind = cloud.volume(snapshot.volumeId()).orElse(null);
    if (launch.placement().volumeType() == null) {
      requireBootable(cloud, behind);
    }
    return new PlannedVolume(
        snapshotId,
        Names.part(launch.name(), part),
        size,
        launch.placement().typeOr(behind == null ? null : behind.type().name()),
        disk.device());
  }

  /** A clone's volume has its source's type, which an old Nova may be unable to boot. */
  static void requireBootable(Cloud cloud, @Nullable Volume behind) {
    if (behind != null
        && behind.type().multiattach()
        && cloud.abilities().missing().contains(Ability.BOOT_FROM_MULTIATTACH)) {
      throw new ExplainedFailure(
          Text.of("clone.multiattach", Arg.name(cloud.name())), Text.of("clone.multiattach-next"));
    }
  }
}
