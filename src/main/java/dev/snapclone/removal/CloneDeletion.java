package dev.snapclone.removal;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.JobRecords;
import dev.snapclone.job.Outcome;
import dev.snapclone.job.ResourceRef;
import dev.snapclone.job.Steps;
import dev.snapclone.procedure.CloneMade;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * The steps that delete a clone: its instance, then its volumes, which Nova leaves behind (billed,
 * and blocking their snapshot), its ports and its group.
 *
 * @param prefix of the step keys; different for each clone that one job deletes
 */
record CloneDeletion(DeletePlan plan, String prefix) {
  private String volumeKey(int index) {
    return prefix + "volume-" + (index + 1);
  }

  private String portKey(int index) {
    return prefix + "port-" + (index + 1);
  }

  /**
   * Checks that the whole clone can be removed, before any part is.
   *
   * @throws dev.snapclone.i18n.ExplainedFailure when it cannot
   */
  void requireRemovable(Cloud cloud) {
    new CloneRemoval(cloud).requireRemovable(plan.cloneJob(), plan.instanceId(), plan.volumeIds());
  }

  /**
   * Deletes it, and waits until it is gone.
   *
   * @param shown the steps with a line on the card
   * @throws dev.snapclone.i18n.ExplainedFailure when a part cannot be deleted
   */
  void run(Cloud cloud, Function<Text, Steps> shown) {
    CloneRemoval removal = new CloneRemoval(cloud);
    String job = plan.cloneJob();
    removal.instance(
        prefix + "instance",
        plan.instanceId(),
        job,
        shown.apply(Text.of("clone.step.delete-instance")));
    List<String> volumes = plan.volumeIds();
    for (int i = 0; i < volumes.size(); i++) {
      removal.volume(
          volumeKey(i),
          volumes.get(i),
          job,
          shown.apply(
              Text.of("clone.step.delete-volume", Arg.number(i + 1L), Arg.number(volumes.size()))));
    }
    List<String> ports = plan.portIds();
    for (int i = 0; i < ports.size(); i++) {
      removal.port(
          portKey(i),
          ports.get(i),
          job,
          shown.apply(
              Text.of("clone.step.delete-port", Arg.number(i + 1L), Arg.number(ports.size()))));
    }
    String group = plan.groupId();
    if (group != null) {
      removal.group(
          prefix + "isolation", group, job, shown.apply(Text.of("clone.step.delete-group")));
    }
  }

  /** Records on the job that made it that it is gone. */
  void tellSource(JobRecords records, Steps steps) {
    steps.perform(
        prefix + "tell-source",
        () -> records.amend(plan.cloneJob(), outcome -> deleted(outcome, steps.jobId())));
  }

  private Outcome deleted(Outcome outcome, String by) {
    // Other resources of that job may remain, such as a copy's snapshot.
    List<ResourceRef> made = outcome.made().stream().filter(it -> !plan.deletes(it.id())).toList();
    return CloneMade.deleted(outcome.leaving(made), plan.instanceId(), by);
  }

  /** What of it is gone and what is still there, by the keys of the steps that are done. */
  List<Text> standing(Set<String> done) {
    List<Text> lines = new ArrayList<>();
    Arg name = Arg.name(plan.instanceName());
    Arg id = Arg.code(plan.instanceId());
    if (done.contains(prefix + "instance-gone")) {
      lines.add(Text.of("clone.delete.standing.gone", name, id));
    } else if (done.contains(prefix + "instance-delete")) {
      lines.add(Text.of("clone.delete.standing.going", name, id));
    } else {
      lines.add(Text.of("clone.delete.standing.there", name, id));
    }
    for (int i = 0; i < plan.volumeIds().size(); i++) {
      boolean gone = done.contains(volumeKey(i) + "-gone");
      lines.add(
          Text.of(
              gone ? "clone.delete.standing.volume-gone" : "clone.delete.standing.volume-there",
              Arg.code(plan.volumeIds().get(i))));
    }
    for (int i = 0; i < plan.portIds().size(); i++) {
      if (!done.contains(portKey(i) + "-gone")) {
        lines.add(Text.of("clone.delete.standing.port-there", Arg.code(plan.portIds().get(i))));
      }
    }
    String group = plan.groupId();
    if (group != null && !done.contains(prefix + "isolation-gone")) {
      lines.add(Text.of("clone.delete.standing.group", Arg.code(group)));
    }
    return lines;
  }
}
