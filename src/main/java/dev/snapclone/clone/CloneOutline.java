package dev.snapclone.clone;

import dev.snapclone.i18n.Arg;
import dev.snapclone.i18n.Text;
import dev.snapclone.job.OutlineStep;
import dev.snapclone.procedure.LeftOut;
import java.util.ArrayList;
import java.util.List;

/** The steps of a clone as the card shows them, and their keys. */
final class CloneOutline {
  private CloneOutline() {}

  static String snapshotKey(int index) {
    return "source-" + (index + 1);
  }

  static String volumeKey(int index) {
    return "volume-" + (index + 1);
  }

  static String portKey(int index) {
    return "port-" + (index + 1);
  }

  /**
   * The steps of a clone.
   *
   * @param volumes the volumes that it makes first
   * @param waitsForSnapshots whether the volume snapshots may not be available yet
   * @param leftOut what the original has and the clone has not
   */
  static List<OutlineStep> of(
      List<PlannedVolume> volumes, boolean waitsForSnapshots, LaunchPlan launch, LeftOut leftOut) {
    List<OutlineStep> steps = new ArrayList<>();
    steps.add(new OutlineStep("recheck", Text.of("clone.step.recheck")));
    if (waitsForSnapshots) {
      for (int i = 0; i < volumes.size(); i++) {
        steps.add(
            new OutlineStep(
                snapshotKey(i),
                Text.of("clone.step.snapshot", Arg.number(i + 1L), Arg.number(volumes.size()))));
      }
    }
    steps.addAll(making(volumes, launch, leftOut));
    return steps;
  }

  /** The steps that make volumes and instance. */
  static List<OutlineStep> making(List<PlannedVolume> volumes, LaunchPlan launch, LeftOut leftOut) {
    List<OutlineStep> steps = new ArrayList<>();
    for (int i = 0; i < volumes.size(); i++) {
      Arg size = Arg.gigabytes(volumes.get(i).sizeGb());
      steps.add(new OutlineStep(volumeKey(i), Text.of("clone.step.volume", size)));
      steps.add(new OutlineStep(volumeKey(i) + "-ready", Text.of("clone.step.volume-ready", size)));
    }
    boolean isolated = launch.isolation() != null;
    if (isolated) {
      steps.add(new OutlineStep("isolation", Text.of("clone.step.isolation")));
    }
    int ports = launch.ownPorts() ? launch.nics().size() : 0;
    for (int i = 0; i < ports; i++) {
      steps.add(
          new OutlineStep(
              portKey(i), Text.of("clone.step.port", Arg.number(i + 1L), Arg.number(ports))));
    }
    steps.add(
        new OutlineStep(
            "instance", LeftOut.step(Text.of("clone.step.instance"), leftOut.volumes())));
    steps.add(new OutlineStep("instance-ready", Text.of("clone.step.instance-ready")));
    if (ports > 0) {
      steps.add(new OutlineStep("ports-check", Text.of("clone.step.ports-check")));
    }
    if (isolated) {
      steps.add(new OutlineStep("isolation-check", Text.of("clone.step.isolation-check")));
    }
    return steps;
  }
}
