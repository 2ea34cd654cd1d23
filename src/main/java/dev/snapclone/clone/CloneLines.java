package dev.snapclone.clone;

import dev.snapclone.cloud.Flavor;
import dev.snapclone.cloud.Image;
import dev.snapclone.cloud.VolumeSnapshot;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.procedure.OperatingSystems;
import dev.snapclone.procedure.Os;
import dev.snapclone.procedure.PlanLines;
import dev.snapclone.procedure.PlanLines.Risk;
import dev.snapclone.procedure.SetDisk;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The lines in which a plan is shown to people. */
final class CloneLines {
  private CloneLines() {}

  static Text source(Image image) {
    long parts = SetDisk.of(image).size();
    if (parts > 0 && !image.volumeBacked()) {
      return Text.of(
          "clone.plan.source-set",
          Arg.name(image.name()),
          Arg.code(image.id()),
          Arg.date(image.created()),
          Arg.number(parts));
    }
    return image.volumeBacked()
        ? Text.of(
            "clone.plan.source-volume-backed",
            Arg.name(image.name()),
            Arg.code(image.id()),
            Arg.date(image.created()),
            Arg.number(parts))
        : Text.of(
            "clone.plan.source-image",
            Arg.name(image.name()),
            Arg.code(image.id()),
            Arg.date(image.created()));
  }

  static Text source(VolumeSnapshot snapshot) {
    return Text.of(
        "clone.plan.source-volume",
        Arg.name(snapshot.name()),
        Arg.code(snapshot.id()),
        Arg.date(snapshot.created()),
        Arg.gigabytes(snapshot.sizeGb()));
  }

  /** What it is made from, for the card the snapshot's name and date alone. */
  static void from(Text source, PlanLines lines) {
    lines
        .cost(Text.of("clone.cost.source", source.args().get(0), source.args().get(2)))
        .makes(source);
  }

  /** What a job does: the key for one, with {@code -several} for more. */
  static Text title(String key, LaunchPlan launch) {
    Arg original = Arg.name(launch.original().name());
    return launch.count() == 1
        ? Text.of(key, original, Arg.name(launch.name()))
        : Text.of(
            key + "-several",
            original,
            Arg.number(launch.count()),
            Arg.name(launch.name()),
            Arg.name(launch.names().get(launch.count() - 1)));
  }

  static List<Text> launch(LaunchPlan launch, List<PlannedVolume> volumes) {
    List<Text> lines = new ArrayList<>();
    for (String name : launch.names()) {
      lines.add(Text.of("clone.plan.name", Arg.name(name)));
      lines.addAll(volumes(launch.count() == 1 ? volumes : of(name, volumes)));
    }
    Flavor flavor = launch.flavor();
    Arg[] size = {
      Arg.name(flavor.name()),
      Arg.number(flavor.vcpus()),
      Arg.megabytes(flavor.ramMb()),
      Arg.gigabytes(flavor.diskGb())
    };
    lines.add(
        flavor.diskGb() > 0
            ? Text.of("clone.plan.size", size)
            : Text.of("clone.plan.size-no-disk", Arrays.copyOf(size, 3)));
    lines.addAll(NicLines.of(launch));
    String keypair = launch.keypair();
    lines.add(
        keypair == null
            ? Text.of("clone.plan.keypair-none")
            : Text.of("clone.plan.keypair", Arg.name(keypair)));
    lines.addAll(placement(launch.placement()));
    return lines;
  }

  private static List<PlannedVolume> of(String name, List<PlannedVolume> volumes) {
    return volumes.stream().map(volume -> volume.of(name)).toList();
  }

  private static List<Text> volumes(List<PlannedVolume> volumes) {
    List<Text> lines = new ArrayList<>();
    for (PlannedVolume volume : volumes) {
      Arg name = Arg.name(volume.name());
      Arg size = Arg.gigabytes(volume.sizeGb());
      String device = volume.device();
      lines.add(
          device == null
              ? Text.of("clone.plan.volume", name, size)
              : Text.of("clone.plan.volume-at", name, size, Arg.code(device)));
    }
    return lines;
  }

  private static List<Text> placement(LaunchPlan.Placement placement) {
    List<Text> lines = new ArrayList<>();
    if (placement.availabilityZone() != null) {
      lines.add(Text.of("clone.plan.zone", Arg.name(placement.availabilityZone())));
    }
    if (placement.volumeType() != null) {
      lines.add(Text.of("clone.plan.volume-type", Arg.name(placement.volumeType())));
    }
    LaunchPlan.Named group = placement.serverGroup();
    if (group != null) {
      lines.add(Text.of("clone.plan.server-group", Arg.name(group.label()), Arg.code(group.id())));
    }
    return lines;
  }

  /**
   * What it costs, makes and inherits.
   *
   * @param volumes of one instance
   * @param fromImage whether it boots from an image, onto the flavor's own disk
   */
  static void tell(
      LaunchPlan launch,
      String cloud,
      List<PlannedVolume> volumes,
      boolean fromImage,
      PlanLines lines) {
    Text size = size(launch.flavor(), volumes, fromImage);
    lines.cost(
        launch.count() == 1
            ? size
            : Text.of("clone.cost.several", Arg.number(launch.count()), Arg.text(size)));
    lines.cost(place(launch, cloud));
    for (Text text : launch(launch, volumes)) {
      switch (text.key()) {
        case "clone.plan.name", "clone.plan.volume", "clone.plan.volume-at" -> lines.makes(text);
        default -> lines.inherits(text);
      }
    }
    Flavor flavor = launch.flavor();
    lines.inherits(Text.of("clone.id.flavor", Arg.name(flavor.name()), Arg.code(flavor.id())));
    launch.networking().nics().stream()
        .map(LaunchPlan.PlannedNic::network)
        .distinct()
        .forEach(
            n -> lines.inherits(Text.of("clone.id.network", Arg.name(n.name()), Arg.code(n.id()))));
    launch.networking().nics().stream()
        .flatMap(n -> Optional.ofNullable(n.securityGroups()).stream())
        .flatMap(List::stream)
        .distinct()
        .forEach(
            g -> lines.inherits(Text.of("clone.id.group", Arg.name(g.name()), Arg.code(g.id()))));
  }

  private static Text size(Flavor flavor, List<PlannedVolume> volumes, boolean fromImage) {
    Arg name = Arg.name(flavor.name());
    Arg cores = Arg.number(flavor.vcpus());
    Arg memory = Arg.megabytes(flavor.ramMb());
    if (fromImage && !volumes.isEmpty()) {
      return Text.of(
          "clone.cost.disk-and-volumes",
          name,
          cores,
          memory,
          Arg.gigabytes(flavor.diskGb()),
          Arg.gigabytes(volumes.stream().mapToInt(PlannedVolume::sizeGb).sum()),
          Arg.number(volumes.size()));
    }
    return volumes.isEmpty()
        ? Text.of("clone.cost.disk", name, cores, memory, Arg.gigabytes(flavor.diskGb()))
        : Text.of(
            "clone.cost.volumes",
            name,
            cores,
            memory,
            Arg.gigabytes(volumes.stream().mapToInt(PlannedVolume::sizeGb).sum()),
            Arg.number(volumes.size()));
  }

  private static Text place(LaunchPlan launch, String cloud) {
    List<LaunchPlan.Named> networks =
        launch.networking().nics().stream().map(LaunchPlan.PlannedNic::network).distinct().toList();
    return Text.of(
        launch.networking().isolation() == null ? "clone.cost.place" : "clone.cost.place-isolated",
        Arg.name(cloud),
        Arg.number(networks.size()),
        Arg.name(NicLines.labels(networks)));
  }

  static Text os(OperatingSystems.Recognised os) {
    return Text.of("clone.plan.os", Arg.text(os.reason()));
  }

  /** How the copy may disturb people and domains, and what prevents that. */
  static void risks(LaunchPlan launch, PlanLines lines) {
    LaunchPlan.Isolation isolation = launch.networking().isolation();
    Os os = launch.guest().os();
    if (os == Os.WINDOWS) {
      lines.makes(
          Text.of(
              launch.networking().automatic()
                  ? "clone.plan.windows-automatic"
                  : "clone.plan.windows-address"));
      if (launch.networking().automatic()) {
        lines
            .makes(Text.of("clone.plan.windows-automatic-again"))
            .makes(Text.of("clone.plan.windows-automatic-untried"));
      }
    }
    lines.makes(identity(os));
    if (os == Os.WINDOWS && isolation == null) {
      lines.makes(Text.of("clone.plan.advise-isolated", Arg.code(CloneOptions.ISOLATED)));
    }
    if (isolation == null || os == Os.UNKNOWN) {
      warnOfTwin(os, launch.original().name(), lines);
    }
    if (isolation != null) {
      lines.makes(isolated(isolation)).makes(Text.of("clone.plan.isolated-lift"));
    }
    List<LaunchPlan.Named> open =
        launch.networking().nics().stream()
            .filter(n -> !n.portSecurity())
            .map(LaunchPlan.PlannedNic::network)
            .toList();
    if (!open.isEmpty()) {
      lines.warn(Risk.OTHER, Text.of("clone.risk.open", Arg.name(NicLines.labels(open))));
    }
  }

  /** What the copy has of the original. */
  static List<Text> identity(Os os) {
    return switch (os) {
      case WINDOWS ->
          List.of(Text.of("clone.plan.windows-identity"), Text.of("clone.plan.windows-twice"));
      case LINUX -> List.of(Text.of("clone.plan.linux-identity"));
      case UNKNOWN -> List.of();
    };
  }

  /**
   * Warns of a copy that others on the network can take for its original.
   *
   * @param original empty when unknown
   */
  static void warnOfTwin(Os os, String original, PlanLines lines) {
    if (os == Os.WINDOWS) {
      lines.warn(
          Risk.TWIN,
          original.isEmpty()
              ? Text.of("clone.risk.twin-unnamed")
              : Text.of("clone.risk.twin", Arg.name(original)));
    } else if (os == Os.UNKNOWN) {
      lines.warn(Risk.OTHER, Text.of("clone.risk.os"));
    }
  }

  /** What an isolated clone's security group allows. */
  static Text isolated(LaunchPlan.Isolation isolation) {
    return isolation.rdpFrom().isEmpty()
        ? Text.of("clone.plan.isolated", Arg.name(isolation.name()))
        : Text.of(
            "clone.plan.isolated-rdp",
            Arg.name(isolation.name()),
            Arg.name(String.join(", ", isolation.rdpFrom())));
  }
}
