package dev.snapclone.removal;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.Image;
import dev.snapclone.command.Button;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobKind;
import dev.snapclone.procedure.BootSource;
import dev.snapclone.procedure.PlanLines;
import dev.snapclone.procedure.PlanLines.Risk;
import dev.snapclone.procedure.SnapshotMade;
import dev.snapclone.request.ExclusiveJobs;
import dev.snapclone.request.FinishedJobs;
import dev.snapclone.request.JobRequest;
import dev.snapclone.request.Repeatable;
import dev.snapclone.request.RequestPress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * {@code Delete snapshot} on a finished snapshot: plans the deletion, shows what may need it, and
 * asks for approval.
 */
public record DeleteSnapshotPress(ExclusiveJobs exclusive)
    implements RequestPress, Repeatable<DeleteSnapshotPlan> {
  public static final String NAME = "delete-snapshot";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public JobKind<DeleteSnapshotPlan> kind() {
    return DeleteSnapshotWorkflow.KIND;
  }

  @Override
  public Reply again(DeleteSnapshotPlan before, Invocation press) {
    return press(press, FinishedJobs.named(exclusive.jobs(), before.snapshotJob()));
  }

  @Override
  public Optional<Button> button(Job job) {
    return SnapshotMade.standing(job)
        .map(made -> ExclusiveJobs.likely(job, kind().command(), made.instanceName()).ofAnySize())
        .map(likely -> exclusive.button(NAME, job, likely, Button.Style.DANGER));
  }

  @Override
  public Reply press(Invocation invocation, Job taken) {
    FinishedJobs.requireDone(taken);
    SnapshotMade made =
        SnapshotMade.of(taken)
            .orElseThrow(
                () ->
                    new ExplainedFailure(
                        Text.of("snapshot.delete.no-snapshot", Arg.code(taken.id())),
                        Text.of("clone.press.unknown-next")));
    return exclusive.request(NAME, taken, invocation, cloud -> request(cloud, taken.id(), made));
  }

  /**
   * Plans the deletion.
   *
   * @param taken the job whose mark it must have
   * @throws ExplainedFailure when it cannot be deleted, is needed by a job, or is gone
   */
  public JobRequest request(Cloud cloud, String taken, SnapshotMade made) {
    Doomed doomed = doomed(cloud, taken, made);
    DeleteSnapshotPlan plan = Objects.requireNonNull(doomed.target().snapshot());
    new SnapshotDeletion(plan, "").requireNotNeeded(exclusive.jobs().open());
    PlanLines lines = new PlanLines().cost(Objects.requireNonNull(doomed.size()));
    Text warning = doomed.warning();
    if (warning != null) {
      lines.warn(Risk.OTHER, warning);
    }
    return new JobRequest(
        DeleteSnapshotWorkflow.KIND,
        List.of(doomed.target().lock(cloud.name())),
        Text.of("snapshot.delete.title", Arg.name(plan.name())),
        lines.makes(doomed.lines()).warn(Risk.DATA, Text.of("snapshot.delete.for-good")).all(),
        plan,
        doomed.action(),
        List.of());
  }

  private static Doomed doomed(Cloud cloud, String taken, SnapshotMade made) {
    SnapshotDeletionPlanning planning =
        new SnapshotDeletionPlanning(cloud, new Dependents(cloud), Set.of());
    String id = made.id();
    String original = made.instanceName();
    if (made.kind() == BootSource.Kind.IMAGE) {
      Optional<Image> image = cloud.image(id);
      return image.isPresent()
          ? planning.image(taken, image.get(), original)
          : planning.leftOf(taken, made).orElseThrow(() -> gone(made));
    }
    return planning.volumeSnapshot(
        taken, cloud.volumeSnapshot(id).orElseThrow(() -> gone(made)), original);
  }

  private static ExplainedFailure gone(SnapshotMade made) {
    String id = made.id();
    String by = made.deletedBy();
    Text next = Text.of("snapshot.delete.gone-next");
    return by == null
        ? new ExplainedFailure(Text.of("snapshot.delete.gone", Arg.code(id)), next)
        : new ExplainedFailure(
            Text.of("snapshot.delete.gone-by", Arg.code(id), Arg.code(by)), next);
  }
}
