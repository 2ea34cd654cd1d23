package dev.snapclone.procedure;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.Clouds;
import dev.snapclone.cloud.Instance;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.PlanChanged;
import dev.snapclone.job.PlanLine;
import dev.snapclone.job.Steps;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes the right kind of snapshot: an image snapshot by Nova's createImage for an image-booted
 * instance, a Cinder snapshot of the root volume for a volume-booted one. Shared by the snapshot
 * and copy workflows.
 */
public final class SnapshotTaking {
  private final Clouds clouds;
  private final SnapshotPlanning planning;
  private final InstantSource clock;

  /**
   * @param planning makes a new plan when the old one no longer holds
   */
  public SnapshotTaking(Clouds clouds, SnapshotPlanning planning, InstantSource clock) {
    this.clouds = clouds;
    this.planning = planning;
    this.clock = clock;
  }

  /**
   * Takes the snapshot: checks the plan again, creates it with mark and recipe, waits until it is
   * ready, and writes its own id on it so that the recipe is trusted. Its step keys begin with
   * {@code snapshot}.
   *
   * @throws ExplainedFailure when it cannot be taken
   */
  public TakenSnapshot take(SnapshotPlan plan, Steps steps) {
    steps.shown(Text.of("procedure.step.recheck")).check("snapshot-recheck", () -> recheck(plan));
    Cloud cloud = StoredPlan.cloud(clouds, plan.cloud(), steps);
    if (plan.original().downtime() == null) {
      return snapshot(cloud, plan, steps);
    }
    ShuttingDown shuttingDown = new ShuttingDown(cloud, plan);
    String stopped = shuttingDown.stop(steps);
    TakenSnapshot taken = snapshot(cloud, plan, steps);
    return taken.after(shuttingDown.start(stopped, steps));
  }

  private TakenSnapshot snapshot(Cloud cloud, SnapshotPlan planned, Steps steps) {
    SnapshotPlan plan = planned;
    if (planned.dated()) {
      String instance = planned.original().name();
      plan =
          planned.named(
              steps.once("snapshot-name", String.class, () -> planning.nameNow(instance)));
    }
    if (plan.set()) {
      return new SetSnapshotting(cloud, plan, clock).take(steps);
    }
    String id =
        plan.head() == BootSource.Kind.IMAGE
            ? new ImageSnapshotting(cloud, plan, clock).take(steps)
            : new VolumeSnapshotting(cloud, plan).take(steps);
    return new TakenSnapshot(plan.head(), id, plan.name(), List.of(), 0);
  }

  /**
   * What a failed or cancelled job did to the original, for people.
   *
   * @param done the keys of the steps that are done
   */
  public static List<Text> lastingEffects(SnapshotPlan plan, Set<String> done) {
    return ShuttingDown.lasting(plan, done);
  }

  /**
   * Checks whether the plan still describes the instance.
   *
   * @throws dev.snapclone.job.PlanChanged when it does not, with a plan that does
   * @throws ExplainedFailure when it does not, and no new plan is possible
   */
  public void recheck(SnapshotPlan plan) {
    Cloud cloud = StoredPlan.cloud(clouds, plan.cloud());
    Arg name = Arg.name(plan.original().name());
    Optional<Instance> found = cloud.instance(plan.original().id());
    if (found.isEmpty()) {
      throw changed(Text.of("procedure.changed.gone", name));
    }
    Instance instance = found.get();
    InstanceStates.requireSnapshottable(instance);
    if (plan.original().downtime() != null) {
      DowntimePlanning.requireStoppable(instance);
      if (instance.running() && !plan.original().running()) {
        // Nobody agreed that it is shut down.
        throw differs(cloud, instance, plan, Text.of("procedure.changed.started", name));
      }
    }
    BootSource then = plan.bootSource();
    BootSource now = bootSource(cloud, instance, then.chosenRoot());
    if (now.kind() != then.kind()) {
      throw differs(
          cloud, instance, plan, Text.of("procedure.changed.kind", name, Arg.text(now.reason())));
    }
    if (now.kind() == BootSource.Kind.IMAGE) {
      if (!Objects.equals(now.imageId(), then.imageId())) {
        throw differs(
            cloud,
            instance,
            plan,
            Text.of("procedure.changed.image", name, Arg.text(now.reason())));
      }
      if (instance.running() && !plan.original().running()) {
        // Nobody agreed that it may be paused or rebooted.
        throw differs(cloud, instance, plan, Text.of("procedure.changed.started", name));
      }
      requireSameDataVolumes(cloud, instance, plan, now);
      return;
    }
    if (!now.rootVolume().id().equals(then.rootVolume().id())) {
      throw differs(
          cloud, instance, plan, Text.of("procedure.changed.root", name, Arg.text(now.reason())));
    }
    if (now.rootVolume().sizeGb() != then.rootVolume().sizeGb()) {
      throw differs(
          cloud,
          instance,
          plan,
          Text.of(
              "procedure.changed.size",
              name,
              Arg.gigabytes(then.rootVolume().sizeGb()),
              Arg.gigabytes(now.rootVolume().sizeGb())));
    }
    requireSameDataVolumes(cloud, instance, plan, now);
  }

  /**
   * Nobody agreed to leave out, or to snapshot, a volume that was attached since then. A set must
   * also have all the volumes that people were told.
   */
  private void requireSameDataVolumes(
      Cloud cloud, Instance instance, SnapshotPlan plan, BootSource now) {
    Arg name = Arg.name(plan.original().name());
    Map<String, AttachedVolume> then = byId(plan.bootSource());
    for (AttachedVolume volume : now.dataVolumes()) {
      AttachedVolume known = then.remove(volume.id());
      Arg size = Arg.gigabytes(volume.sizeGb());
      if (known == null) {
        String key =
            plan.disks().volumes() == SnapshotVolumes.ALL
                ? "procedure.changed.attached-too"
                : "procedure.changed.attached";
        throw differs(cloud, instance, plan, Text.of(key, name, BootSources.nameOf(volume), size));
      }
      if (plan.set() && known.sizeGb() != volume.sizeGb()) {
        throw differs(
            cloud,
            instance,
            plan,
            Text.of(
                "procedure.changed.data-size",
                BootSources.nameOf(volume),
                Arg.gigabytes(known.sizeGb()),
                size));
      }
    }
    if (plan.set() && !then.isEmpty()) {
      AttachedVolume gone = then.values().iterator().next();
      throw differs(
          cloud,
          instance,
          plan,
          Text.of("procedure.changed.detached", name, BootSources.nameOf(gone)));
    }
  }

  private static Map<String, AttachedVolume> byId(BootSource source) {
    Map<String, AttachedVolume> volumes = new LinkedHashMap<>();
    source.dataVolumes().forEach(volume -> volumes.put(volume.id(), volume));
    return volumes;
  }

  /** The failure, with what the job would do now if that is possible. */
  private ExplainedFailure differs(Cloud cloud, Instance instance, SnapshotPlan then, Text what) {
    ExplainedFailure failure = changed(what);
    SnapshotPlan now;
    try {
      now =
          planning
              .plan(
                  cloud,
                  instance,
                  then.os().said(),
                  then.givenName(),
                  then.bootSource().chosenRoot(),
                  then.disks().volumes())
              .by(then.schedule());
      if (then.original().downtime() != null) {
        now = DowntimePlanning.stopping(cloud, instance, now);
      }
    } catch (ExplainedFailure refusal) {
      return failure;
    }
    return new PlanChanged(
        failure,
        now,
        SnapshotPlanning.lines(now),
        Differences.of(List.of(what), told(then), told(now)),
        RequestedActions.snapshot("snapshot", cloud, now));
  }

  /** What the plan says, without quotas. */
  private static List<Text> told(SnapshotPlan plan) {
    return PlanLine.of(PlanLine.Section.MAKES, SnapshotPlanning.lines(plan));
  }

  private static BootSource bootSource(
      Cloud cloud, Instance instance, @Nullable String chosenRoot) {
    try {
      return new BootSources(cloud).of(instance, chosenRoot);
    } catch (ExplainedFailure refusal) {
      // Nobody can answer inside a job, so it ends with the question's text.
      throw changed(refusal.what());
    }
  }

  private static ExplainedFailure changed(Text what) {
    return new ExplainedFailure(what, Text.of("procedure.changed.next"));
  }
}
