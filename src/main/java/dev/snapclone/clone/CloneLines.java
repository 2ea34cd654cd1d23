package dev.snapclone.clone;

import dev.snapclone.cloud.Flavor;
import dev.snapclone.cloud.Image;
import dev.snapclone.cloud.VolumeSnapshot;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.PlanLine;
import dev.snapclone.procedure.OperatingSystems;
import dev.snapclone.procedure.Os;
import java.util.ArrayList;
import java.util.List;

/** The lines in which a plan is shown to people. */
final class CloneLines {
  private CloneLines() {}

  static Text source(Image image) {
    long parts = image.blockDevices().stream().filter(d -> d.snapshotId() != null).count();
    return image.volumeBacked()
        ? Text.of(
            "clone.plan.source-volume-backed",
            Arg.name(image.name()),
            Arg.code(image.id()),
            Arg.time(image.created()),
            Arg.number(parts))
        : Text.of(
            "clone.plan.source-image",
            Arg.name(image.name()),
            Arg.code(image.id()),
            Arg.time(image.created()));
  }

  static Text source(VolumeSnapshot snapshot) {
    return Text.of(
        "clone.plan.source-volume",
        Arg.name(snapshot.name()),
        Arg.code(snapshot.id()),
        Arg.time(snapshot.created()),
        Arg.gigabytes(snapshot.sizeGb()));
  }

  static List<Text> launch(LaunchPlan launch, List<PlannedVolume> volumes) {
    List<Text> lines = new ArrayList<>();
    lines.add(Text.of("clone.plan.name", Arg.name(launch.name())));
    for (PlannedVolume volume : volumes) {
      lines.add(
          Text.of("clone.plan.volume", Arg.name(volume.name()), Arg.gigabytes(volume.sizeGb())));
    }
    Flavor flavor = launch.flavor();
    lines.add(
        Text.of(
            "clone.plan.flavor",
            Arg.name(flavor.name()),
            Arg.number(flavor.vcpus()),
            Arg.number(flavor.ramMb()),
            Arg.gigabytes(flavor.diskGb())));
    lines.addAll(NicLines.of(launch));
    String keypair = launch.keypair();
    lines.add(
        keypair == null
            ? Text.of("clone.plan.keypair-none")
            : Text.of("clone.plan.keypair", Arg.name(keypair)));
    String zone = launch.availabilityZone();
    if (zone != null) {
      lines.add(Text.of("clone.plan.zone", Arg.name(zone)));
    }
    return lines;
  }

  /** The launch in sections. */
  static List<PlanLine> plan(LaunchPlan launch, List<PlannedVolume> volumes) {
    return launch(launch, volumes).stream()
        .map(
            text ->
                switch (text.key()) {
                  case "clone.plan.flavor" -> PlanLine.cost(text);
                  case "clone.plan.name", "clone.plan.volume" -> PlanLine.makes(text);
                  default -> PlanLine.inherits(text);
                })
        .toList();
  }

  static Text os(OperatingSystems.Recognised os) {
    return Text.of("clone.plan.os", Arg.text(os.reason()));
  }

  /** How the copy may disturb people and domains, and what prevents that. */
  static List<Text> risks(LaunchPlan launch) {
    List<Text> lines = new ArrayList<>();
    if (launch.guest().os() == Os.WINDOWS) {
      lines.add(
          Text.of(
              launch.networking().automatic()
                  ? "clone.plan.windows-automatic"
                  : "clone.plan.windows-address"));
      if (launch.networking().automatic()) {
        lines.add(Text.of("clone.plan.windows-automatic-again"));
        lines.add(Text.of("clone.plan.windows-automatic-untried"));
      }
      lines.add(Text.of("clone.plan.windows-identity"));
      lines.add(Text.of("clone.plan.windows-twice"));
      if (launch.networking().isolation() == null) {
        lines.add(Text.of("clone.plan.advise-isolated", Arg.code(CloneOptions.ISOLATED)));
      }
    }
    if (launch.guest().os() == Os.LINUX) {
      lines.add(Text.of("clone.plan.linux-identity"));
    }
    if (launch.networking().isolation() != null) {
      lines.add(isolated(launch.networking().isolation()));
      lines.add(Text.of("clone.plan.isolated-lift"));
    }
    return lines;
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
