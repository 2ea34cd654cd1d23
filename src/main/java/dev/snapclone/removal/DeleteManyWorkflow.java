package dev.snapclone.removal;

import dev.snapclone.access.RequestedAction;
import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.Clouds;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.inventory.Inventory;
import dev.snapclone.job.JobKind;
import dev.snapclone.job.JobRecords;
import dev.snapclone.job.Outcome;
import dev.snapclone.job.ResourceRef;
import dev.snapclone.job.Steps;
import dev.snapclone.job.Workflow;
import dev.snapclone.procedure.StoredPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Deletes several snapshots and clones, one after the other, and waits until each is gone. What
 * cannot be deleted stays on the job's card, with the reason, and stops nothing else.
 */
public final class DeleteManyWorkflow implements Workflow<DeleteManyPlan> {
  public static final JobKind<DeleteManyPlan> KIND =
      new JobKind<>("delete-many-v1", DeleteManyPlan.class, RequestedAction.DELETE);

  /** So many of what stays are told in the channel. */
  private static final int TOLD = 5;

  private final Clouds clouds;
  private final Inventory inventory;
  private final JobRecords records;

  /**
   * @param inventory notified that the cloud changed
   * @param records knows which jobs need what is deleted, and who made it
   */
  public DeleteManyWorkflow(Clouds clouds, Inventory inventory, JobRecords records) {
    this.clouds = clouds;
    this.inventory = inventory;
    this.records = records;
  }

  @Override
  public JobKind<DeleteManyPlan> kind() {
    return KIND;
  }

  private static String prefix(int index) {
    return (index + 1) + "-";
  }

  @Override
  public Supplier<Outcome> run(DeleteManyPlan plan, Steps steps) {
    Cloud cloud = StoredPlan.cloud(clouds, plan.cloud(), steps);
    List<ResourceRef> gone = new ArrayList<>();
    Map<ResourceRef, ExplainedFailure> stays = new LinkedHashMap<>();
    List<DeletionTarget> targets = plan.targets();
    for (int i = 0; i < targets.size(); i++) {
      ResourceRef resource = targets.get(i).resource();
      Steps shown =
          steps.shown(
              Text.of(
                  "removal.step",
                  Arg.number(i + 1L),
                  Arg.number(targets.size()),
                  Arg.name(resource.name())));
      try {
        delete(cloud, targets.get(i), prefix(i), shown);
        gone.add(resource);
      } catch (ExplainedFailure why) {
        // One that cannot be deleted must not stop the others.
        stays.put(resource, why);
      }
    }
    List<ResourceRef> left = List.copyOf(stays.keySet());
    for (String job : plan.earlier()) {
      steps.perform("tell-" + job, () -> records.amend(job, it -> it.cleaned(left, steps.jobId())));
    }
    return () -> {
      inventory.invalidate(plan.cloud());
      return outcome(plan, gone, stays);
    };
  }

  private void delete(Cloud cloud, DeletionTarget target, String prefix, Steps steps) {
    DeleteSnapshotPlan snapshot = target.snapshot();
    OrphanPlan orphan = target.orphan();
    if (orphan != null) {
      OrphanDeletion deletion = new OrphanDeletion(orphan, prefix);
      recheck(prefix, steps, () -> deletion.requireFree(records.open()));
      deletion.run(cloud, steps);
      deletion.tellSource(records, steps);
    } else if (snapshot != null) {
      SnapshotDeletion deletion = new SnapshotDeletion(snapshot, prefix);
      recheck(prefix, steps, () -> deletion.requireNotNeeded(records.open()));
      deletion.run(cloud, steps, behind -> steps);
      deletion.tellSource(records, steps);
    } else {
      CloneDeletion deletion = new CloneDeletion(Objects.requireNonNull(target.instance()), prefix);
      recheck(prefix, steps, () -> deletion.requireRemovable(cloud));
      deletion.run(cloud, part -> steps);
      deletion.tellSource(records, steps);
    }
  }

  private static void recheck(String prefix, Steps steps, Runnable check) {
    steps.once(
        prefix + "recheck",
        Boolean.class,
        () -> {
          check.run();
          return true;
        });
  }

  private static Outcome outcome(
      DeleteManyPlan plan, List<ResourceRef> gone, Map<ResourceRef, ExplainedFailure> stays) {
    List<Text> lines = new ArrayList<>();
    List<Text> more = new ArrayList<>();
    stays.forEach(
        (it, why) -> {
          List<Text> to = lines.size() < TOLD ? lines : more;
          to.add(
              Text.of(
                  "jobs.left", Arg.text(it.words()), Arg.text(why.what()), Arg.text(why.next())));
          if (why.requestId() != null) {
            more.add(Text.of("jobs.request-id", Arg.code(why.requestId())));
          }
        });
    if (!stays.isEmpty()) {
      lines.add(Text.of("removal.some.next"));
    }
    gone.forEach(it -> more.add(Text.of("removal.gone", Arg.text(it.words()))));
    Text headline =
        stays.isEmpty()
            ? Text.of("removal.done", Arg.text(Things.of(gone)))
            : Text.of(
                "removal.some",
                Arg.number(gone.size()),
                Arg.number(plan.targets().size()),
                Arg.number(stays.size()));
    return new Outcome(
        headline,
        lines,
        more,
        List.of(),
        List.copyOf(stays.keySet()),
        Map.of("cloud", plan.cloud()));
  }

  @Override
  public List<Text> lastingEffects(DeleteManyPlan plan, Set<String> done) {
    List<Text> lines = new ArrayList<>();
    List<DeletionTarget> targets = plan.targets();
    for (int i = 0; i < targets.size(); i++) {
      lines.addAll(standing(targets.get(i), prefix(i), done));
    }
    return lines;
  }

  private static List<Text> standing(DeletionTarget target, String prefix, Set<String> done) {
    DeleteSnapshotPlan snapshot = target.snapshot();
    OrphanPlan orphan = target.orphan();
    if (orphan != null) {
      return new OrphanDeletion(orphan, prefix).standing(done);
    }
    return snapshot != null
        ? new SnapshotDeletion(snapshot, prefix).standing(done)
        : new CloneDeletion(Objects.requireNonNull(target.instance()), prefix).standing(done);
  }
}
