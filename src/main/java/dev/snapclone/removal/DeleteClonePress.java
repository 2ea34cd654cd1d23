package dev.snapclone.removal;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.command.Button;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobKind;
import dev.snapclone.job.PlanLine;
import dev.snapclone.procedure.CloneMade;
import dev.snapclone.procedure.PlanLines;
import dev.snapclone.procedure.PlanLines.Risk;
import dev.snapclone.request.ExclusiveJobs;
import dev.snapclone.request.FinishedJobs;
import dev.snapclone.request.JobRequest;
import dev.snapclone.request.Repeatable;
import dev.snapclone.request.RequestPress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@code Delete clone} on a finished clone or copy: plans to delete the instance and the volumes of
 * the same job, and asks for approval.
 */
public record DeleteClonePress(ExclusiveJobs exclusive)
    implements RequestPress, Repeatable<DeletePlan> {
  public static final String NAME = "delete-clone";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Optional<Button> button(Job job) {
    if (CloneMade.several(job)) {
      return severalButton(job);
    }
    return CloneMade.standing(job)
        .map(clone -> ExclusiveJobs.likely(job, kind().command(), clone.copy().name()))
        .map(likely -> exclusive.button(NAME, job, likely, Button.Style.DANGER));
  }

  private Optional<Button> severalButton(Job job) {
    List<CloneMade> clones = CloneMade.allStanding(job);
    if (clones.isEmpty()) {
      return Optional.empty();
    }
    String[] names = clones.stream().map(clone -> clone.copy().name()).toArray(String[]::new);
    Button plain =
        exclusive.button(
            NAME, job, ExclusiveJobs.likely(job, kind().command(), names), Button.Style.DANGER);
    return Optional.of(
        new Button(
            plain.name(),
            plain.target(),
            plain.style(),
            Text.of("clone.delete-several", Arg.number(clones.size()))));
  }

  @Override
  public Reply press(Invocation invocation, Job cloneJob) {
    if (CloneMade.several(cloneJob)) {
      return exclusive.request(
          NAME, cloneJob, invocation, cloud -> request(cloud, CloneMade.allStanding(cloneJob)));
    }
    CloneMade clone = FinishedJobs.clone(cloneJob);
    return exclusive.request(NAME, cloneJob, invocation, cloud -> request(cloud, clone));
  }

  /**
   * Plans the deletion of several clones; what cannot be deleted is left alone, and said.
   *
   * @throws ExplainedFailure when none can be deleted, or all are gone
   */
  public JobRequest request(Cloud cloud, List<CloneMade> clones) {
    DeletionPlanner.Planned planned =
        new DeletionPlanner(exclusive.jobs())
            .plan(cloud, clones.stream().map(clone -> clone.copy().id()).toList());
    JobRequest request = planned.request();
    if (request != null) {
      return request;
    }
    throw planned.left().values().stream()
        .filter(why -> !why.what().key().equals("clone.delete.gone"))
        .findFirst()
        .orElseGet(
            () ->
                new ExplainedFailure(
                    Text.of("clone.delete.gone", Arg.name(names(clones))),
                    Text.of("clone.delete.gone-next")));
  }

  private static String names(List<CloneMade> clones) {
    return clones.stream().map(clone -> clone.copy().name()).collect(Collectors.joining(", "));
  }

  /**
   * Plans the deletion.
   *
   * @throws dev.snapclone.i18n.ExplainedFailure when it cannot be deleted, or is gone
   */
  public static JobRequest request(Cloud cloud, CloneMade clone) {
    Doomed doomed = new CloneDeletionPlanning(cloud, new Dependents(cloud), Set.of()).plan(clone);
    DeletePlan plan = Objects.requireNonNull(doomed.target().instance());
    boolean standing = cloud.instance(plan.instanceId()).isPresent();
    return new JobRequest(
        DeleteCloneWorkflow.KIND,
        List.of(doomed.target().lock(cloud.name())),
        Text.of("clone.delete-title", Arg.name(plan.instanceName())),
        new PlanLines()
            .cost(cost(plan, standing))
            .warn(Risk.DATA, Text.of("clone.delete.for-good"))
            .makes(doomed.lines())
            .all(),
        plan,
        doomed.action(),
        List.of());
  }

  /** What a deletion costs and risks, as far as the plan alone tells. */
  public static List<PlanLine> costsAndRisks(DeletePlan plan) {
    return new PlanLines()
        .cost(cost(plan, true))
        .warn(Risk.DATA, Text.of("clone.delete.for-good"))
        .all();
  }

  private static Text cost(DeletePlan plan, boolean standing) {
    Arg cloud = Arg.name(plan.cloud());
    int volumes = plan.volumeIds().size();
    Arg count = Arg.number(volumes);
    if (!standing) {
      return Text.of("clone.delete.cost-rest", cloud, count);
    }
    return volumes == 0
        ? Text.of("clone.delete.cost", cloud)
        : Text.of("clone.delete.cost-volumes", cloud, count);
  }

  @Override
  public JobKind<DeletePlan> kind() {
    return DeleteCloneWorkflow.KIND;
  }

  @Override
  public Reply again(DeletePlan before, Invocation press) {
    return press(press, FinishedJobs.named(exclusive.jobs(), before.cloneJob()));
  }
}
