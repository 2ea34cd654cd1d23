package dev.snapclone.removal;

import dev.snapclone.access.InstanceNames;
import dev.snapclone.access.RequestedAction;
import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.Image;
import dev.snapclone.cloud.Instance;
import dev.snapclone.cloud.VolumeSnapshot;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Job;
import dev.snapclone.job.Jobs;
import dev.snapclone.job.LockKey;
import dev.snapclone.job.ResourceRef;
import dev.snapclone.procedure.CloneMade;
import dev.snapclone.procedure.SnapshotMade;
import dev.snapclone.request.JobRequest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Plans the deletion of several snapshots and clones as one job. For {@code /delete}, and for
 * whatever deletes on behalf of a person, such as the end of a lease: it submits the request as its
 * own.
 */
public final class DeletionPlanner {
  /** So many at once: what somebody approves they should be able to read. */
  public static final int MOST = 50;

  private final Jobs jobs;
  private final Origins origins;

  /**
   * @param jobs knows what the bot made, and what is needed
   */
  public DeletionPlanner(Jobs jobs) {
    this.jobs = jobs;
    this.origins = new Origins(jobs);
  }

  /**
   * What would be deleted.
   *
   * @param request null when nothing can be
   * @param left what cannot be deleted, and why
   */
  public record Planned(@Nullable JobRequest request, Map<ResourceRef, ExplainedFailure> left) {
    public Planned {
      left = Map.copyOf(left);
    }

    /** Whether something is among it that others made, which needs approvals of its own. */
    boolean ofOthers() {
      return request != null
          && ((DeleteManyPlan) request.plan())
              .targets().stream().anyMatch(DeletionTarget::ofOthers);
    }
  }

  /**
   * Plans the deletion of what the bot made; all else is left alone, and said.
   *
   * @param ids of image snapshots, volume snapshots and clones; at most {@link #MOST} count
   */
  public Planned plan(Cloud cloud, Collection<String> ids) {
    return plan(cloud, new Dependents(cloud), ids, false, null);
  }

  /**
   * @param foreign whether snapshots of others may go, too
   * @param before the plan that is tried once more, null for none
   */
  Planned plan(
      Cloud cloud,
      Dependents dependents,
      Collection<String> ids,
      boolean foreign,
      @Nullable DeleteManyPlan before) {
    Map<ResourceRef, ExplainedFailure> left = new LinkedHashMap<>();
    List<Doomed> doomed = new ArrayList<>();
    Set<String> all = new LinkedHashSet<>(ids.stream().limit(MOST).toList());
    for (String id : all) {
      try {
        Doomed one =
            rest(cloud, dependents, id, before)
                .orElseGet(() -> doomed(cloud, dependents, id, all, foreign));
        requireFree(cloud, one);
        doomed.add(one);
      } catch (ExplainedFailure why) {
        left.put(dependents.named(id), why);
      }
    }
    // An image takes the volume snapshots behind it along.
    doomed.removeIf(
        one ->
            doomed.stream()
                .anyMatch(o -> o != one && o.ids().contains(one.target().resource().id())));
    List<String> earlier = before == null ? List.of() : before.earlier();
    return new Planned(
        doomed.isEmpty() ? null : request(cloud, inOrder(doomed), left, earlier), left);
  }

  /** What only an earlier plan knows: an orphan, or what is left behind an image that is gone. */
  private Optional<Doomed> rest(
      Cloud cloud, Dependents dependents, String id, @Nullable DeleteManyPlan before) {
    if (before == null) {
      return Optional.empty();
    }
    OrphanPlanning orphans = new OrphanPlanning(dependents);
    Optional<Doomed> orphan =
        before.targets().stream()
            .flatMap(target -> Stream.ofNullable(target.orphan()))
            .filter(plan -> plan.resource().id().equals(id))
            .flatMap(plan -> jobs.find(plan.job()).map(job -> orphans.plan(plan, job, 0)).stream())
            .findFirst();
    if (orphan.isPresent()
        || dependents.image(id).isPresent()
        || dependents.snapshot(id).isPresent()) {
      return orphan;
    }
    return before.targets().stream()
        .flatMap(target -> Stream.ofNullable(target.snapshot()))
        .filter(plan -> plan.id().equals(id))
        .map(plan -> new SnapshotDeletionPlanning(cloud, dependents, Set.of()).rest(plan))
        .findFirst();
  }

  /** Plans the removal of orphans; at most {@link #MOST} count. */
  Planned orphans(Cloud cloud, List<Orphan> all) {
    Dependents dependents = new Dependents(cloud);
    OrphanPlanning orphans = new OrphanPlanning(dependents);
    Set<String> ids = all.stream().map(Orphan::key).collect(Collectors.toSet());
    Map<ResourceRef, ExplainedFailure> left = new LinkedHashMap<>();
    List<Doomed> doomed = new ArrayList<>();
    for (Orphan one : all.stream().limit(MOST).toList()) {
      try {
        Doomed plan =
            one.why() == Orphan.Why.STAYED
                ? doomed(cloud, dependents, one.key(), ids, false)
                : orphans.plan(
                    new OrphanPlan(cloud.name(), one.job().id(), one.resource()),
                    one.job(),
                    one.gb());
        requireFree(cloud, plan);
        doomed.add(plan);
      } catch (ExplainedFailure why) {
        left.put(one.resource(), why);
      }
    }
    return new Planned(
        doomed.isEmpty() ? null : request(cloud, inOrder(doomed), left, List.of()), left);
  }

  private Doomed doomed(
      Cloud cloud, Dependents dependents, String id, Set<String> all, boolean foreign) {
    Optional<Instance> instance =
        dependents.instances().stream().filter(i -> i.id().equals(id)).findFirst();
    if (instance.isPresent()) {
      CloneMade clone =
          origins
              .clone(cloud, instance.get())
              .orElseThrow(
                  () -> ExplainedFailure.of("removal.no-clone", Arg.name(instance.get().name())));
      return new CloneDeletionPlanning(cloud, dependents, all).plan(clone);
    }
    Optional<CloneMade> halfGone =
        jobs.maker(cloud.name(), id)
            .flatMap(
                job ->
                    CloneMade.allStanding(job).stream()
                        .filter(clone -> clone.copy().id().equals(id))
                        .findFirst());
    if (halfGone.isPresent()) {
      return new CloneDeletionPlanning(cloud, dependents, all).plan(halfGone.get());
    }
    SnapshotDeletionPlanning planning = new SnapshotDeletionPlanning(cloud, dependents, all);
    Optional<Image> image = dependents.image(id);
    Optional<Doomed> ofSet = image.isPresent() ? Optional.empty() : restOfSet(cloud, id, planning);
    if (ofSet.isPresent()) {
      return ofSet.get();
    }
    if (image.isPresent()) {
      Origins.requireSnapshot(cloud, image.get());
      Optional<Job> maker = origins.maker(cloud, image.get());
      requireOurs(maker, foreign, id);
      return planning.image(maker.map(Job::id).orElse(""), image.get(), original(maker));
    }
    VolumeSnapshot snapshot =
        dependents
            .snapshot(id)
            .orElseThrow(
                () ->
                    new ExplainedFailure(
                        Text.of("snapshot.delete.gone", Arg.code(id)),
                        Text.of("snapshot.delete.gone-next")));
    Optional<Job> maker = origins.maker(cloud, snapshot);
    requireOurs(maker, foreign || dependents.behind(snapshot, all), id);
    return planning.volumeSnapshot(maker.map(Job::id).orElse(""), snapshot, original(maker));
  }

  /** What is there of a set whose image is gone. */
  private Optional<Doomed> restOfSet(Cloud cloud, String id, SnapshotDeletionPlanning planning) {
    return jobs.maker(cloud.name(), id)
        .flatMap(
            job ->
                SnapshotMade.standing(job)
                    .filter(made -> made.id().equals(id))
                    .flatMap(made -> planning.leftOf(job.id(), made)));
  }

  private static void requireOurs(Optional<Job> maker, boolean foreign, String id) {
    if (maker.isEmpty() && !foreign) {
      throw ExplainedFailure.of("removal.of-others", Arg.code(id));
    }
  }

  private static String original(Optional<Job> maker) {
    return maker.flatMap(SnapshotMade::of).map(SnapshotMade::instanceName).orElse("");
  }

  /** Nothing that waits or runs may need it, or delete it already. */
  private void requireFree(Cloud cloud, Doomed doomed) {
    LockKey lock = doomed.target().lock(cloud.name());
    for (Job job : jobs.open()) {
      if (job.work().locks().contains(lock)) {
        throw ExplainedFailure.of(
            SnapshotDeletion.deletes(job) ? "removal.deleted-by" : "removal.needed-by",
            Arg.code(job.id()),
            Arg.text(job.title()));
      }
    }
  }

  /** What was made from others goes before them. */
  private static List<Doomed> inOrder(List<Doomed> all) {
    Set<Doomed> placed = new LinkedHashSet<>();
    Set<Doomed> begun = new HashSet<>();
    all.forEach(one -> place(one, all, begun, placed));
    return List.copyOf(placed);
  }

  private static void place(Doomed one, List<Doomed> all, Set<Doomed> begun, Set<Doomed> placed) {
    if (begun.add(one)) {
      all.stream()
          .filter(other -> other != one && one.follows(other))
          .forEach(other -> place(other, all, begun, placed));
      placed.add(one);
    }
  }

  private static JobRequest request(
      Cloud cloud,
      List<Doomed> doomed,
      Map<ResourceRef, ExplainedFailure> left,
      List<String> earlier) {
    List<DeletionTarget> targets = doomed.stream().map(Doomed::target).toList();
    List<ResourceRef> things = targets.stream().map(DeletionTarget::resource).toList();
    return new JobRequest(
        DeleteManyWorkflow.KIND,
        targets.stream().map(target -> target.lock(cloud.name())).toList(),
        Text.of("removal.title", Arg.text(Things.of(things))),
        DeletionLines.of(cloud.name(), doomed, left),
        new DeleteManyPlan(cloud.name(), targets, earlier),
        action(doomed),
        DeletionLines.remarks(left));
  }

  /** The strictest rule for any of them counts, and each size is that of the biggest. */
  private static RequestedAction action(List<Doomed> doomed) {
    RequestedAction first = doomed.get(0).action();
    boolean foreign = doomed.stream().anyMatch(one -> one.target().ofOthers());
    List<RequestedAction.Resource> about = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    for (Doomed one : doomed) {
      about.addAll(one.action().about());
      names.addAll(one.action().instances().known());
    }
    return new RequestedAction(
        foreign ? RequestedAction.DELETE_FOREIGN : RequestedAction.DELETE,
        first.cloud(),
        first.project(),
        about,
        new InstanceNames(names, false),
        biggest(doomed, RequestedAction::vcpus),
        biggest(doomed, RequestedAction::ramMb),
        biggest(doomed, RequestedAction::diskGb),
        "");
  }

  private static int biggest(List<Doomed> doomed, ToIntFunction<RequestedAction> size) {
    int[] all = doomed.stream().map(Doomed::action).mapToInt(size).toArray();
    int biggest = 0;
    for (int one : all) {
      if (one == RequestedAction.UNKNOWN) {
        return one;
      }
      biggest = Math.max(biggest, one);
    }
    return biggest;
  }
}
