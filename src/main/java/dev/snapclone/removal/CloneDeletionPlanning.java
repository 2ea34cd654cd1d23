package dev.snapclone.removal;

import dev.snapclone.access.RequestedAction;
import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.Flavor;
import dev.snapclone.cloud.Instance;
import dev.snapclone.cloud.Marks;
import dev.snapclone.cloud.Port;
import dev.snapclone.cloud.ResourceKind;
import dev.snapclone.cloud.SecurityGroup;
import dev.snapclone.cloud.Volume;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.procedure.CloneMade;
import dev.snapclone.procedure.DescriptionMark;
import dev.snapclone.procedure.RequestedActions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Plans the deletion of a clone: the instance and what the same job made for it, by marks.
 *
 * @param before ids of what the same job deletes before, if it must
 */
record CloneDeletionPlanning(Cloud cloud, Dependents dependents, Set<String> before) {
  /**
   * @throws ExplainedFailure when it is gone, not the job's any more, locked, or has snapshots that
   *     stay
   */
  Doomed plan(CloneMade clone) {
    String instanceId = clone.copy().id();
    Optional<Instance> instance = cloud.instance(instanceId);
    instance.ifPresent(i -> requireDeletable(i, clone.job()));
    List<Volume> volumes = volumes(clone);
    List<String> ports = ports(clone);
    String group = group(clone);
    String recorded = clone.copy().name();
    if (instance.isEmpty() && volumes.isEmpty() && ports.isEmpty() && group == null) {
      throw new ExplainedFailure(
          Text.of("clone.delete.gone", Arg.name(recorded)), Text.of("clone.delete.gone-next"));
    }
    DeletePlan plan =
        new DeletePlan(
            cloud.name(),
            clone.job(),
            instanceId,
            instance.map(Instance::name).orElse(recorded),
            volumes.stream().map(Volume::id).toList(),
            group,
            ports);
    Set<String> ids = new HashSet<>(plan.volumeIds());
    ids.add(instanceId);
    Set<String> snapshots = new HashSet<>();
    plan.volumeIds()
        .forEach(
            id -> dependents.snapshotsOf(id).forEach(snapshot -> snapshots.add(snapshot.id())));
    return new Doomed(
        DeletionTarget.of(plan),
        null,
        volumes.stream().mapToInt(Volume::sizeGb).sum(),
        lines(plan, instance.isPresent()),
        null,
        ids,
        snapshots,
        action(plan, instance.orElse(null)));
  }

  private RequestedAction action(DeletePlan plan, @Nullable Instance instance) {
    Flavor flavor =
        instance == null ? null : cloud.flavor(instance.launched().flavorId()).orElse(null);
    RequestedAction action =
        RequestedActions.of(
                DeleteCloneWorkflow.KIND.command(), cloud, plan.instanceName(), flavor, 0)
            .on(ResourceKind.INSTANCE.name(), plan.instanceId());
    for (String volume : plan.volumeIds()) {
      action = action.on(ResourceKind.VOLUME.name(), volume);
    }
    return action;
  }

  /** The group that isolates the clone; null when it has none, or the isolation was lifted. */
  private @Nullable String group(CloneMade clone) {
    String id = clone.parts().group();
    return id == null
        ? null
        : cloud
            .securityGroup(id)
            .filter(g -> DescriptionMark.isOf(g.description(), clone.job()))
            .map(SecurityGroup::id)
            .orElse(null);
  }

  /** The ports that the job made, which Nova does not delete. */
  private List<String> ports(CloneMade clone) {
    return clone.parts().ports().stream()
        .flatMap(id -> cloud.port(id).stream())
        .filter(p -> DescriptionMark.isOf(p.label().description(), clone.job()))
        .map(Port::id)
        .toList();
  }

  private static void requireDeletable(Instance instance, String cloneJob) {
    CloneRemoval.requireOurs(cloneJob.equals(instance.metadata().get(Marks.JOB)), instance.id());
    if (instance.state().locked()) {
      throw new ExplainedFailure(
          Text.of("clone.delete.locked", Arg.name(instance.name())),
          Text.of("clone.delete.locked-next"));
    }
  }

  private List<Volume> volumes(CloneMade clone) {
    List<Volume> volumes = new ArrayList<>();
    for (String id : clone.parts().volumes()) {
      Optional<Volume> volume = cloud.volume(id);
      // without its mark it belongs to somebody else, and stays
      if (volume.filter(v -> clone.job().equals(v.metadata().get(Marks.JOB))).isPresent()) {
        CloneRemoval.requireNoSnapshots(
            dependents.snapshots().stream().filter(s -> !before.contains(s.id())).toList(), id);
        volumes.add(volume.get());
      }
    }
    return volumes;
  }

  private static List<Text> lines(DeletePlan plan, boolean standing) {
    List<Text> lines = new ArrayList<>();
    if (standing) {
      lines.add(
          Text.of(
              "clone.delete.instance", Arg.name(plan.instanceName()), Arg.code(plan.instanceId())));
    }
    plan.volumeIds().forEach(id -> lines.add(Text.of("clone.delete.volume", Arg.code(id))));
    plan.portIds().forEach(id -> lines.add(Text.of("clone.delete.port", Arg.code(id))));
    String group = plan.groupId();
    if (group != null) {
      lines.add(Text.of("clone.delete.group", Arg.code(group)));
    }
    return lines;
  }
}
