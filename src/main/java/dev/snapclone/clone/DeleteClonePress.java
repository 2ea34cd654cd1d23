package dev.snapclone.clone;

import dev.snapclone.access.RequestedAction;
import dev.snapclone.access.Role;
import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.Flavor;
import dev.snapclone.cloud.Instance;
import dev.snapclone.cloud.Marks;
import dev.snapclone.cloud.Port;
import dev.snapclone.cloud.ResourceKind;
import dev.snapclone.cloud.SecurityGroup;
import dev.snapclone.cloud.Volume;
import dev.snapclone.cloud.VolumeSnapshot;
import dev.snapclone.command.Button;
import dev.snapclone.command.Dialogue;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.JobPress;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobKind;
import dev.snapclone.job.LockKey;
import dev.snapclone.job.PlanLine;
import dev.snapclone.procedure.CloneMade;
import dev.snapclone.procedure.DescriptionMark;
import dev.snapclone.procedure.PlanLines;
import dev.snapclone.procedure.PlanLines.Risk;
import dev.snapclone.procedure.RequestedActions;
import dev.snapclone.removal.CloneRemoval;
import dev.snapclone.request.ExclusiveJobs;
import dev.snapclone.request.FinishedJobs;
import dev.snapclone.request.JobRequest;
import dev.snapclone.request.Repeatable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code Delete clone} on a finished clone or copy: plans to delete the instance and the volumes of
 * the same job, and asks for approval.
 */
public record DeleteClonePress(ExclusiveJobs exclusive)
    implements JobPress, Repeatable<DeletePlan> {
  public static final String NAME = "delete-clone";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Optional<Button> button(Job job) {
    return CloneMade.standing(job)
        .map(it -> exclusive.button(NAME, job, kind(), Button.Style.DANGER));
  }

  @Override
  public Optional<Dialogue> dialogue(Invocation press, Role highest) {
    return ExclusiveJobs.dialogue(press, highest);
  }

  @Override
  public Reply press(Invocation invocation, Job cloneJob) {
    CloneMade clone = FinishedJobs.clone(cloneJob);
    return exclusive.request(NAME, cloneJob, invocation, cloud -> request(cloud, clone));
  }

  private static JobRequest request(Cloud cloud, CloneMade clone) {
    DeletePlan plan = plan(cloud, clone);
    Arg name = Arg.name(plan.instanceName());
    return new JobRequest(
        DeleteCloneWorkflow.KIND,
        List.of(new LockKey(plan.cloud(), plan.instanceId())),
        Text.of("clone.delete-title", name),
        lines(plan, cloud.instance(plan.instanceId()).isPresent()),
        plan,
        action(cloud, plan),
        List.of());
  }

  @Override
  public JobKind<DeletePlan> kind() {
    return DeleteCloneWorkflow.KIND;
  }

  @Override
  public Reply again(DeletePlan before, Invocation press) {
    return press(press, FinishedJobs.named(exclusive.jobs(), before.cloneJob()));
  }

  private static RequestedAction action(Cloud cloud, DeletePlan plan) {
    Flavor flavor =
        cloud
            .instance(plan.instanceId())
            .flatMap(i -> cloud.flavor(i.launched().flavorId()))
            .orElse(null);
    RequestedAction action =
        RequestedActions.of(
                DeleteCloneWorkflow.KIND.command(), cloud, plan.instanceName(), flavor, 0)
            .on(ResourceKind.INSTANCE.name(), plan.instanceId());
    for (String volume : plan.volumeIds()) {
      action = action.on(ResourceKind.VOLUME.name(), volume);
    }
    return action;
  }

  private static DeletePlan plan(Cloud cloud, CloneMade clone) {
    String instanceId = clone.copy().id();
    String recorded = clone.copy().name();
    Optional<Instance> instance = cloud.instance(instanceId);
    instance.ifPresent(i -> requireDeletable(i, clone.job()));
    List<String> volumes = volumes(cloud, clone);
    List<String> ports = ports(cloud, clone);
    String group = group(cloud, clone);
    if (instance.isEmpty() && volumes.isEmpty() && ports.isEmpty() && group == null) {
      throw new ExplainedFailure(
          Text.of("clone.delete.gone", Arg.name(recorded)), Text.of("clone.delete.gone-next"));
    }
    String name = instance.map(Instance::name).orElse(recorded);
    return new DeletePlan(cloud.name(), clone.job(), instanceId, name, volumes, group, ports);
  }

  /** The group that isolates the clone; null when it has none, or the isolation was lifted. */
  private static @Nullable String group(Cloud cloud, CloneMade clone) {
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
  private static List<String> ports(Cloud cloud, CloneMade clone) {
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

  private static List<String> volumes(Cloud cloud, CloneMade clone) {
    List<String> volumes = new ArrayList<>();
    List<String> recorded = clone.parts().volumes();
    List<VolumeSnapshot> snapshots = recorded.isEmpty() ? List.of() : cloud.volumeSnapshots();
    for (String id : recorded) {
      Optional<Volume> volume = cloud.volume(id);
      // without its mark it belongs to somebody else, and stays
      if (volume.filter(v -> clone.job().equals(v.metadata().get(Marks.JOB))).isPresent()) {
        CloneRemoval.requireNoSnapshots(snapshots, id);
        volumes.add(id);
      }
    }
    return volumes;
  }

  private static List<PlanLine> lines(DeletePlan plan, boolean standing) {
    PlanLines lines = new PlanLines();
    Arg cloud = Arg.name(plan.cloud());
    int volumes = plan.volumeIds().size();
    Arg count = Arg.number(volumes);
    lines
        .cost(
            !standing
                ? Text.of("clone.delete.cost-rest", cloud, count)
                : volumes == 0
                    ? Text.of("clone.delete.cost", cloud)
                    : Text.of("clone.delete.cost-volumes", cloud, count))
        .warn(Risk.DATA, Text.of("clone.delete.for-good"));
    if (standing) {
      lines.makes(
          Text.of(
              "clone.delete.instance", Arg.name(plan.instanceName()), Arg.code(plan.instanceId())));
    }
    plan.volumeIds().forEach(id -> lines.makes(Text.of("clone.delete.volume", Arg.code(id))));
    plan.portIds().forEach(id -> lines.makes(Text.of("clone.delete.port", Arg.code(id))));
    if (plan.groupId() != null) {
      lines.makes(Text.of("clone.delete.group", Arg.code(plan.groupId())));
    }
    return lines.all();
  }
}
