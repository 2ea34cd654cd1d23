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
import dev.snapclone.command.Invocation;
import dev.snapclone.command.JobPress;
import dev.snapclone.command.Refusal;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.Arg;
import dev.snapclone.i18n.Text;
import dev.snapclone.job.Job;
import dev.snapclone.job.Jobs;
import dev.snapclone.job.LockKey;
import dev.snapclone.job.Plans;
import dev.snapclone.procedure.DescriptionMark;
import dev.snapclone.procedure.Os;
import dev.snapclone.procedure.RequestedActions;
import dev.snapclone.request.CloudOption;
import dev.snapclone.request.ExclusiveJobs;
import dev.snapclone.request.FinishedJobs;
import dev.snapclone.request.JobRequest;
import dev.snapclone.request.JobSubmission;
import dev.snapclone.request.Repeatable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code Delete clone} on a finished clone or copy: plans the deletion of the instance and of the
 * volumes that the same job made, and asks for approval.
 */
public final class DeleteClonePress implements JobPress {
  /** The press's name. */
  public static final String NAME = "delete-clone";

  private static final String WHAT = "delete";
  private static final Set<String> MADE_BY = Set.of(CloneWorkflow.NAME, CopyWorkflow.NAME);
  private final Jobs jobs;
  private final ExclusiveJobs sole;
  private final CloudOption clouds;
  private final JobSubmission submission;

  /**
   * @param jobs the jobs
   * @param clouds the configured clouds
   * @param submission takes the job
   */
  public DeleteClonePress(Jobs jobs, CloudOption clouds, JobSubmission submission) {
    this.sole = new ExclusiveJobs(jobs);
    this.jobs = jobs;
    this.clouds = clouds;
    this.submission = submission;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Role role() {
    return Role.OPERATOR;
  }

  @Override
  public Reply press(Invocation invocation, Job cloneJob) {
    FinishedJobs.requireDone(cloneJob);
    if (!MADE_BY.contains(cloneJob.workflow())) {
      throw new Refusal(
          Text.of("clone.press.no-clone", Arg.code(cloneJob.id())),
          Text.of("clone.press.unknown-next"));
    }
    return sole.of(NAME, cloneJob.id())
        .propose(invocation, submission, () -> proposal(cloneJob, invocation));
  }

  private JobRequest proposal(Job cloneJob, Invocation invocation) {
    Cloud cloud = FinishedJobs.cloud(clouds, cloneJob, invocation);
    DeletePlan plan = plan(cloud, cloneJob);
    Arg name = Arg.name(plan.instanceName());
    return new JobRequest(
        DeleteCloneWorkflow.NAME,
        List.of(new LockKey(plan.cloud(), plan.instanceId())),
        Text.of("clone.delete-title", name),
        lines(plan),
        plan,
        action(cloud, plan, FinishedJobs.os(cloneJob)),
        new JobRequest.Told(
            "clone.delete-waits",
            "clone.delete-started",
            List.of(name),
            List.of(Text.of("clone.follow"))));
  }

  /** Lets its jobs be asked for once more. */
  public Repeatable repeatable(Plans plans) {
    return Repeatable.of(DeleteCloneWorkflow.NAME, DeletePlan.class, plans, this::again);
  }

  private Reply again(DeletePlan before, Invocation press) {
    return press(press, FinishedJobs.named(jobs, before.cloneJob()));
  }

  private static RequestedAction action(Cloud cloud, DeletePlan plan, Os os) {
    Flavor flavor =
        cloud.instance(plan.instanceId()).flatMap(i -> cloud.flavor(i.flavorId())).orElse(null);
    RequestedAction action =
        RequestedActions.of(WHAT, cloud, plan.instanceName(), flavor, 0, os)
            .on(ResourceKind.INSTANCE.name(), plan.instanceId());
    for (String volume : plan.volumeIds()) {
      action = action.on(ResourceKind.VOLUME.name(), volume);
    }
    return action;
  }

  private static DeletePlan plan(Cloud cloud, Job cloneJob) {
    Map<String, String> facts = FinishedJobs.facts(cloneJob);

    String instanceId = facts.getOrDefault("instance", "");
    String recorded = facts.getOrDefault("instance-name", "");
    Optional<Instance> instance = cloud.instance(instanceId);
    instance.ifPresent(i -> requireDeletable(i, cloneJob.id()));
    List<String> volumes = volumes(cloud, cloneJob, facts.getOrDefault("volumes", ""));
    List<String> ports = ports(cloud, cloneJob, facts);
    String group = group(cloud, cloneJob, facts);
    if (instance.isEmpty() && volumes.isEmpty() && ports.isEmpty() && group == null) {
      throw new Refusal(
          Text.of("clone.delete.gone", Arg.name(recorded)), Text.of("clone.delete.gone-next"));
    }
    String name = instance.map(Instance::name).orElse(recorded);
    return new DeletePlan(cloud.name(), cloneJob.id(), instanceId, name, volumes, group, ports);
  }

  /** The group that isolates the clone; null when it has none, or was let out. */
  private static @Nullable String group(Cloud cloud, Job cloneJob, Map<String, String> facts) {
    String id = facts.getOrDefault("isolation-group", "");
    return id.isEmpty()
        ? null
        : cloud
            .securityGroup(id)
            .filter(g -> DescriptionMark.isOf(g.description(), cloneJob.id()))
            .map(SecurityGroup::id)
            .orElse(null);
  }

  /** The ports that the job made: Nova leaves them behind. */
  private static List<String> ports(Cloud cloud, Job cloneJob, Map<String, String> facts) {
    return Stream.of(facts.getOrDefault(CloneOutcome.PORTS, "").split(",", -1))
        .filter(id -> !id.isEmpty())
        .flatMap(id -> cloud.port(id).stream())
        .filter(p -> DescriptionMark.isOf(p.description(), cloneJob.id()))
        .map(Port::id)
        .toList();
  }

  private static void requireDeletable(Instance instance, String cloneJob) {
    if (!cloneJob.equals(instance.metadata().get(Marks.JOB))) {
      throw new Refusal(
          Text.of("clone.removal.not-ours", Arg.code(instance.id())),
          Text.of("clone.removal.by-hand"));
    }
    if (instance.locked()) {
      throw new Refusal(
          Text.of("clone.delete.locked", Arg.name(instance.name())),
          Text.of("clone.delete.locked-next"));
    }
  }

  private static List<String> volumes(Cloud cloud, Job cloneJob, String recorded) {
    List<String> volumes = new ArrayList<>();
    List<VolumeSnapshot> snapshots = recorded.isEmpty() ? List.of() : cloud.volumeSnapshots();
    for (String id : recorded.split(",", -1)) {
      Optional<Volume> volume = id.isEmpty() ? Optional.empty() : cloud.volume(id);
      // one whose mark is gone is somebody else's by now, and stays
      if (volume.filter(v -> cloneJob.id().equals(v.metadata().get(Marks.JOB))).isPresent()) {
        requireNoSnapshots(snapshots, id);
        volumes.add(id);
      }
    }
    return volumes;
  }

  private static void requireNoSnapshots(List<VolumeSnapshot> snapshots, String volumeId) {
    snapshots.stream()
        .filter(s -> s.volumeId().equals(volumeId))
        .findFirst()
        .ifPresent(
            s -> {
              throw new Refusal(
                  Text.of("clone.removal.has-snapshot", Arg.code(volumeId), Arg.code(s.id())),
                  Text.of("clone.removal.has-snapshot-next"));
            });
  }

  private static List<Text> lines(DeletePlan plan) {
    List<Text> lines = new ArrayList<>();
    lines.add(
        Text.of(
            "clone.delete.instance", Arg.name(plan.instanceName()), Arg.code(plan.instanceId())));
    for (String id : plan.volumeIds()) {
      lines.add(Text.of("clone.delete.volume", Arg.code(id)));
    }
    for (String id : plan.portIds()) {
      lines.add(Text.of("clone.delete.port", Arg.code(id)));
    }
    if (plan.groupId() != null) {
      lines.add(Text.of("clone.delete.group", Arg.code(plan.groupId())));
    }
    lines.add(Text.of("clone.delete.for-good"));
    return lines;
  }
}
