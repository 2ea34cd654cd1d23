package dev.snapclone.clone;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.ResourceKind;
import dev.snapclone.command.Button;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobKind;
import dev.snapclone.job.LockKey;
import dev.snapclone.job.PlanLine;
import dev.snapclone.procedure.CloneMade;
import dev.snapclone.procedure.PlanLines;
import dev.snapclone.procedure.PlanLines.Risk;
import dev.snapclone.procedure.RequestedActions;
import dev.snapclone.request.ExclusiveJobs;
import dev.snapclone.request.FinishedJobs;
import dev.snapclone.request.JobRequest;
import dev.snapclone.request.Repeatable;
import dev.snapclone.request.RequestPress;
import java.util.List;
import java.util.Optional;

/**
 * {@code Lift isolation} on a finished isolated clone. Only an isolated copy was approved, so this
 * needs the approvals of a clone.
 */
public record LiftIsolationPress(ExclusiveJobs exclusive)
    implements RequestPress, Repeatable<LiftPlan> {
  public static final String NAME = "lift-isolation";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Optional<Button> button(Job job) {
    return CloneMade.standing(job)
        .filter(CloneMade::isolated)
        .map(clone -> ExclusiveJobs.likely(job, kind().command(), clone.copy().name()).ofAnySize())
        .map(likely -> exclusive.button(NAME, job, likely, Button.Style.SECONDARY));
  }

  @Override
  public Reply press(Invocation invocation, Job cloneJob) {
    CloneMade clone = FinishedJobs.clone(cloneJob);
    return exclusive.request(NAME, cloneJob, invocation, cloud -> request(cloud, clone));
  }

  /**
   * The rules see it like creating the clone: by its original, not by the name that the requester
   * chose. Its size is not looked up, and counts as big.
   */
  private static JobRequest request(Cloud cloud, CloneMade clone) {
    LiftPlan plan = new LiftPlanner(cloud, clone).plan();
    Arg name = Arg.name(plan.instanceName());
    return new JobRequest(
        LiftIsolationWorkflow.KIND,
        List.of(new LockKey(plan.cloud(), plan.instanceId())),
        Text.of("clone.lift-title", name),
        lines(plan, clone),
        plan,
        RequestedActions.of(
                LiftIsolationWorkflow.KIND.command(), cloud, clone.origin().name(), null, 0)
            .on(ResourceKind.INSTANCE.name(), plan.instanceId()),
        List.of());
  }

  @Override
  public JobKind<LiftPlan> kind() {
    return LiftIsolationWorkflow.KIND;
  }

  @Override
  public Reply again(LiftPlan before, Invocation press) {
    return press(press, FinishedJobs.named(exclusive.jobs(), before.cloneJob()));
  }

  /** Until now it was cut off, so nobody was warned of the machine that it is a copy of. */
  private static List<PlanLine> lines(LiftPlan plan, CloneMade clone) {
    PlanLines lines = new PlanLines();
    CloneLines.warnOfTwin(clone.copy().os(), clone.origin().name(), lines);
    return lines
        .cost(
            Text.of(
                "clone.lift.cost",
                Arg.name(plan.cloud()),
                Arg.number(plan.groups().size()),
                Arg.name(NicLines.labels(plan.groups()))))
        .warn(Risk.OTHER, Text.of("clone.lift.then"))
        .makes(
            Text.of("clone.lift.ports", Arg.name(plan.instanceName()), Arg.code(plan.instanceId())))
        .makes(plan.lines())
        .makes(CloneLines.identity(clone.copy().os()))
        .makes(
            plan.groups().stream()
                .map(g -> Text.of("clone.id.group", Arg.name(g.name()), Arg.code(g.id())))
                .toList())
        .all();
  }
}
