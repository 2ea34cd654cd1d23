package dev.snapclone.clone;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.Clouds;
import dev.snapclone.cloud.Instance;
import dev.snapclone.cloud.Marks;
import dev.snapclone.cloud.Port;
import dev.snapclone.cloud.SecurityGroup;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.JobKind;
import dev.snapclone.job.JobRecords;
import dev.snapclone.job.Outcome;
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
import java.util.stream.Collectors;

/**
 * Lifts a clone's isolation: gives its ports the security groups that the clone would have had, and
 * deletes the isolating one.
 */
public final class LiftIsolationWorkflow implements Workflow<LiftPlan> {
  /** Needs the approvals of a clone. */
  public static final JobKind<LiftPlan> KIND = new JobKind<>("lift-v1", LiftPlan.class, "clone");

  private final Clouds clouds;
  private final JobRecords records;

  /**
   * @param records where the clone's job records that it is no longer isolated
   */
  public LiftIsolationWorkflow(Clouds clouds, JobRecords records) {
    this.clouds = clouds;
    this.records = records;
  }

  @Override
  public JobKind<LiftPlan> kind() {
    return KIND;
  }

  @Override
  public Supplier<Outcome> run(LiftPlan plan, Steps steps) {
    Cloud cloud = StoredPlan.cloud(clouds, plan.cloud(), steps);
    steps.shown(Text.of("clone.step.recheck")).check("recheck", () -> recheck(cloud, plan));
    steps
        .shown(Text.of("clone.step.lift-ports"))
        .perform(
            "ports",
            () -> {
              for (Port port : cloud.ports(plan.instanceId())) {
                if (port.securityGroupIds().contains(plan.groupId())) {
                  cloud.setPortSecurityGroups(
                      port.id(),
                      plan.groupsOf(port.id()).stream().map(LaunchPlan.Named::id).toList());
                }
              }
            });
    new CloneRemoval(cloud)
        .group(
            "isolation",
            plan.groupId(),
            plan.cloneJob(),
            steps.shown(Text.of("clone.step.delete-group")));
    steps.perform(
        "tell-source",
        () -> records.amend(plan.cloneJob(), outcome -> CloneMade.lifted(outcome, steps.jobId())));
    return () ->
        new Outcome(
            Text.of("clone.lifted", Arg.name(plan.instanceName())),
            lines(plan),
            List.of(),
            List.of(),
            Map.of());
  }

  private static List<Text> lines(LiftPlan plan) {
    return plan.ports().isEmpty()
        ? List.of(
            Text.of(
                "clone.lifted.groups",
                Arg.number(plan.instead().size()),
                Arg.name(NicLines.labels(plan.instead()))))
        : plan.lines();
  }

  @Override
  public List<Text> lastingEffects(LiftPlan plan, Set<String> done) {
    Arg name = Arg.name(plan.instanceName());
    if (!done.contains("recheck")) {
      return List.of(Text.of("clone.lift.standing.unchanged", name));
    }
    List<Text> lines = new ArrayList<>();
    lines.add(
        done.contains("ports")
            ? Text.of("clone.lift.standing.lifted", name)
            : Text.of("clone.lift.standing.isolated", name));
    if (!done.contains("isolation-gone")) {
      lines.add(Text.of("clone.delete.standing.group", Arg.code(plan.groupId())));
    }
    return lines;
  }

  private static void recheck(Cloud cloud, LiftPlan plan) {
    Instance instance =
        cloud
            .instance(plan.instanceId())
            .orElseThrow(() -> changed("clone.lift.gone", Arg.name(plan.instanceName())));
    if (!plan.cloneJob().equals(instance.metadata().get(Marks.JOB))) {
      throw changed("clone.removal.not-ours", Arg.code(plan.instanceId()));
    }
    Set<String> there =
        cloud.securityGroups().stream().map(SecurityGroup::id).collect(Collectors.toSet());
    for (LaunchPlan.Named group : plan.groups()) {
      if (!there.contains(group.id())) {
        throw changed("clone.changed.group", Arg.name(group.label()));
      }
    }
  }

  private static ExplainedFailure changed(String key, Arg what) {
    return new ExplainedFailure(Text.of(key, what), Text.of("clone.lift.next"));
  }
}
