package dev.snapclone.clone;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.Clouds;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.inventory.Inventory;
import dev.snapclone.job.JobKind;
import dev.snapclone.job.JobRecords;
import dev.snapclone.job.Outcome;
import dev.snapclone.job.ResourceRef;
import dev.snapclone.job.Steps;
import dev.snapclone.job.Workflow;
import dev.snapclone.procedure.CloneMade;
import dev.snapclone.procedure.StoredPlan;
import dev.snapclone.removal.CloneRemoval;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Deletes a clone: its instance, then its volumes, which Nova leaves behind (billed, and blocking
 * their snapshot). Only resources that the clone's job recorded and that still have its mark.
 */
public final class DeleteCloneWorkflow implements Workflow<DeletePlan> {
  public static final JobKind<DeletePlan> KIND =
      new JobKind<>("delete-v1", DeletePlan.class, "delete");

  private final Clouds clouds;
  private final Inventory inventory;
  private final JobRecords records;

  /**
   * @param inventory notified that the cloud changed
   * @param records where the clone's job records that its clone is gone
   */
  public DeleteCloneWorkflow(Clouds clouds, Inventory inventory, JobRecords records) {
    this.clouds = clouds;
    this.inventory = inventory;
    this.records = records;
  }

  @Override
  public JobKind<DeletePlan> kind() {
    return KIND;
  }

  @Override
  public Supplier<Outcome> run(DeletePlan plan, Steps steps) {
    Cloud cloud = StoredPlan.cloud(clouds, plan.cloud(), steps);
    CloneRemoval removal = new CloneRemoval(cloud);

    steps
        .shown(Text.of("clone.step.recheck"))
        .check(
            "recheck",
            () -> removal.requireRemovable(plan.cloneJob(), plan.instanceId(), plan.volumeIds()));

    removal.instance(
        "instance",
        plan.instanceId(),
        plan.cloneJob(),
        steps.shown(Text.of("clone.step.delete-instance")));
    for (int i = 0; i < plan.volumeIds().size(); i++) {
      removal.volume(
          CloneMaking.volumeKey(i),
          plan.volumeIds().get(i),
          plan.cloneJob(),
          steps.shown(
              Text.of(
                  "clone.step.delete-volume",
                  Arg.number(i + 1L),
                  Arg.number(plan.volumeIds().size()))));
    }
    for (int i = 0; i < plan.portIds().size(); i++) {
      removal.port(
          NetworkMaking.portKey(i),
          plan.portIds().get(i),
          plan.cloneJob(),
          steps.shown(
              Text.of(
                  "clone.step.delete-port",
                  Arg.number(i + 1L),
                  Arg.number(plan.portIds().size()))));
    }
    if (plan.groupId() != null) {
      removal.group(
          "isolation",
          plan.groupId(),
          plan.cloneJob(),
          steps.shown(Text.of("clone.step.delete-group")));
    }

    steps.perform(
        "tell-source",
        () -> records.amend(plan.cloneJob(), outcome -> deleted(outcome, plan, steps.jobId())));
    return () -> {
      inventory.invalidate(plan.cloud());
      return new Outcome(
          Text.of("clone.deleted", Arg.name(plan.instanceName())),
          gone(plan),
          List.of(),
          List.of(),
          Map.of());
    };
  }

  private static Outcome deleted(Outcome outcome, DeletePlan plan, String by) {
    // Other resources of that job may remain, such as a copy's snapshot.
    List<ResourceRef> made = outcome.made().stream().filter(it -> !plan.deletes(it.id())).toList();
    return CloneMade.deleted(outcome.leaving(made), by);
  }

  private static List<Text> gone(DeletePlan plan) {
    Text instance = Text.of("clone.deleted-instance", Arg.code(plan.instanceId()));
    int volumes = plan.volumeIds().size();
    return volumes == 0
        ? List.of(instance)
        : List.of(instance, Text.of("clone.deleted-volumes", Arg.number(volumes)));
  }

  @Override
  public List<Text> lastingEffects(DeletePlan plan, Set<String> done) {
    List<Text> lines = new ArrayList<>();
    Arg name = Arg.name(plan.instanceName());
    Arg id = Arg.code(plan.instanceId());
    if (done.contains("instance-gone")) {
      lines.add(Text.of("clone.delete.standing.gone", name, id));
    } else if (done.contains("instance-delete")) {
      lines.add(Text.of("clone.delete.standing.going", name, id));
    } else {
      lines.add(Text.of("clone.delete.standing.there", name, id));
    }
    for (int i = 0; i < plan.volumeIds().size(); i++) {
      boolean gone = done.contains(CloneMaking.volumeKey(i) + "-gone");
      lines.add(
          Text.of(
              gone ? "clone.delete.standing.volume-gone" : "clone.delete.standing.volume-there",
              Arg.code(plan.volumeIds().get(i))));
    }
    for (int i = 0; i < plan.portIds().size(); i++) {
      if (!done.contains(NetworkMaking.portKey(i) + "-gone")) {
        lines.add(Text.of("clone.delete.standing.port-there", Arg.code(plan.portIds().get(i))));
      }
    }
    if (plan.groupId() != null && !done.contains("isolation-gone")) {
      lines.add(Text.of("clone.delete.standing.group", Arg.code(plan.groupId())));
    }
    if (done.contains("instance-delete")) {
      lines.add(Text.of("clone.delete.standing.next"));
    }
    return lines;
  }
}
