package dev.snapclone.clone;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.Flavor;
import dev.snapclone.cloud.Instance;
import dev.snapclone.cloud.Keypair;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.job.PlanChanged;
import dev.snapclone.procedure.Differences;
import dev.snapclone.procedure.Names;
import dev.snapclone.procedure.Nic;
import dev.snapclone.procedure.Os;
import dev.snapclone.procedure.SnapshotPlan;
import dev.snapclone.request.FoundSnapshot;
import dev.snapclone.request.SnapshotResolver;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Plans a changed job again, replacing what is gone by what now has its name. Decides nothing:
 * people are asked about the result.
 */
final class Replanning {
  private final Cloud cloud;

  Replanning(Cloud cloud) {
    this.cloud = cloud;
  }

  private static LaunchPlanner launching(LaunchPlan then) {
    LaunchPlan.Isolation isolation = then.networking().isolation();
    // Names are given, so no template or time is needed.
    return new LaunchPlanner(
        new Names("{instance}", "{instance}", ZoneOffset.UTC),
        () -> Instant.EPOCH,
        isolation == null ? List.of() : isolation.rdpFrom(),
        name -> false);
  }

  /**
   * What a clone would do now.
   *
   * @param why what changed
   * @param otherwise the failure when no plan is possible
   */
  ExplainedFailure clone(ClonePlan then, List<Text> why, ExplainedFailure otherwise) {
    Optional<FoundSnapshot> source = SnapshotResolver.byId(cloud, then.source().id());
    if (source.isEmpty()) {
      return otherwise;
    }
    try {
      Planned<ClonePlan> now =
          new ClonePlanner(launching(then.launch()))
              .plan(source.get(), options(then.launch(), then.launch()), DataVolumes.of(then));
      ClonePlan plan = now.plan();
      return plan.equals(then)
          ? otherwise
          : new PlanChanged(
              otherwise,
              plan,
              now.lines(),
              Differences.of(
                  why,
                  CloneLines.launch(then.launch(), then.volumes()),
                  CloneLines.launch(plan.launch(), plan.volumes())),
              ClonePlanner.action(cloud, plan));
    } catch (ExplainedFailure impossible) {
      return otherwise;
    }
  }

  /**
   * What a copy would do now.
   *
   * @param snapshot how its snapshot would be taken now
   * @param why what changed
   * @param otherwise the failure when no plan is possible
   */
  ExplainedFailure copy(
      CopyPlan then, SnapshotPlan snapshot, List<Text> why, ExplainedFailure otherwise) {
    Optional<Instance> instance = cloud.instance(snapshot.original().id());
    if (instance.isEmpty()) {
      return otherwise;
    }
    List<Nic> nics = then.snapshot().recipe().networking().nics();
    // Follows the original, unless options named other NICs.
    boolean follows =
        then.launch().networking().hasNicsLike(nics)
            && !then.launch().networking().hasNicsLike(snapshot.recipe().networking().nics());
    try {
      Planned<CopyPlan> now =
          new CopyPlanner(launching(then.launch()))
              .plan(
                  cloud,
                  instance.get(),
                  snapshot,
                  options(then.launch(), follows ? null : then.launch()),
                  then.deleteSnapshot());
      CopyPlan plan = now.plan();
      return plan.equals(then)
          ? otherwise
          : new PlanChanged(
              otherwise,
              plan,
              now.lines(),
              Differences.of(why, lines(then), lines(plan)),
              CopyPlanner.action(cloud, plan));
    } catch (ExplainedFailure impossible) {
      return otherwise;
    }
  }

  private static List<Text> lines(CopyPlan plan) {
    return CloneLines.launch(plan.launch(), CopyPlanner.volumes(plan));
  }

  /**
   * An earlier plan as a person would request it: by ids, or names if the id is gone.
   *
   * @param before whose NICs it gets, null for the original's
   */
  private CloneOptions options(LaunchPlan launch, @Nullable LaunchPlan before) {
    String flavor =
        cloud.flavor(launch.flavor().id()).map(Flavor::id).orElse(launch.flavor().name());
    String keypair = launch.keypair();
    boolean owned =
        keypair != null && cloud.keypairs().stream().map(Keypair::name).anyMatch(keypair::equals);
    return new CloneOptions(
        launch.count() == 1 ? launch.name() : null,
        flavor,
        null,
        owned ? keypair : null,
        null,
        launch.guest().os() == Os.UNKNOWN ? null : launch.guest().os(),
        launch.count(),
        launch.count() == 1 ? List.of() : launch.names(),
        launch.networking().automatic(),
        launch.networking().isolation() != null,
        PlacementOptions.of(launch.placement(), cloud),
        before);
  }
}
