package dev.snapclone.snapshot;

import dev.snapclone.access.Role;
import dev.snapclone.cloud.BlockDevice;
import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.Image;
import dev.snapclone.cloud.Instance;
import dev.snapclone.cloud.Marks;
import dev.snapclone.cloud.ResourceKind;
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
import dev.snapclone.procedure.BootSource;
import dev.snapclone.procedure.PlanLines;
import dev.snapclone.procedure.PlanLines.Risk;
import dev.snapclone.procedure.RequestedActions;
import dev.snapclone.procedure.SnapshotMade;
import dev.snapclone.procedure.SnapshotRemoval;
import dev.snapclone.request.ExclusiveJobs;
import dev.snapclone.request.FinishedJobs;
import dev.snapclone.request.JobRequest;
import dev.snapclone.request.Repeatable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code Delete snapshot} on a finished snapshot: plans the deletion, shows what may need it, and
 * asks for approval.
 */
public record DeleteSnapshotPress(ExclusiveJobs exclusive)
    implements JobPress, Repeatable<DeleteSnapshotPlan> {
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
        .map(it -> exclusive.button(NAME, job, kind(), Button.Style.DANGER));
  }

  @Override
  public Optional<Dialogue> dialogue(Invocation press, Role highest) {
    return ExclusiveJobs.dialogue(press, highest);
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

  private JobRequest request(Cloud cloud, String taken, SnapshotMade made) {
    PlanLines lines = new PlanLines();
    DeleteSnapshotPlan plan = plan(cloud, taken, made, lines);
    DeleteSnapshotWorkflow.requireNotNeeded(exclusive.jobs().open(), plan);
    Arg name = Arg.name(plan.name());
    return new JobRequest(
        DeleteSnapshotWorkflow.KIND,
        List.of(new LockKey(plan.cloud(), plan.id())),
        Text.of("snapshot.delete.title", name),
        lines.warn(Risk.DATA, Text.of("snapshot.delete.for-good")).all(),
        plan,
        RequestedActions.of(
                DeleteSnapshotWorkflow.KIND.command(), cloud, made.instanceName(), null, 0)
            .on(
                (plan.image() ? ResourceKind.IMAGE : ResourceKind.VOLUME_SNAPSHOT).name(),
                plan.id()),
        List.of());
  }

  private static DeleteSnapshotPlan plan(
      Cloud cloud, String taken, SnapshotMade made, PlanLines lines) {
    String id = made.id();
    return made.kind() == BootSource.Kind.IMAGE
        ? image(cloud, taken, cloud.image(id).orElseThrow(() -> gone(made)), lines)
        : volumeSnapshot(
            cloud, taken, cloud.volumeSnapshot(id).orElseThrow(() -> gone(made)), lines);
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

  private static DeleteSnapshotPlan image(Cloud cloud, String taken, Image image, PlanLines lines) {
    SnapshotRemoval.requireMark(taken, image.properties().get(Marks.JOB), image.id());
    if (image.access().isProtected()) {
      throw new ExplainedFailure(
          Text.of("procedure.undo.protected", Arg.code(image.id())),
          Text.of("procedure.undo.protected-next"));
    }
    Long bytes = image.sizeBytes();
    lines
        .cost(
            bytes == null
                ? Text.of("procedure.cost.image", Arg.name(cloud.name()))
                : Text.of("snapshot.delete.cost-image", Arg.name(cloud.name()), Arg.bytes(bytes)))
        .makes(Text.of("snapshot.delete.image", Arg.name(image.name()), Arg.code(image.id())));
    List<String> behind = new ArrayList<>();
    for (BlockDevice device : image.blockDevices()) {
      String part = device.snapshotId();
      Optional<VolumeSnapshot> found = part == null ? Optional.empty() : cloud.volumeSnapshot(part);
      // The image's properties can be forged; the name that Nova gave is a second proof.
      if (found.isPresent()
          && found.get().name().equals(SnapshotRemoval.nameBehind(image.name()))) {
        behind.add(found.get().id());
        lines.makes(Text.of("snapshot.delete.behind", Arg.code(found.get().id())));
      }
    }
    List<Instance> users = new SnapshotRemoval(cloud).bootedFrom(image.id());
    if (!users.isEmpty()) {
      Arg[] which = {Arg.number(users.size()), Arg.name(users.get(0).name())};
      lines
          .makes(Text.of("snapshot.delete.booted", which))
          .warn(Risk.OTHER, Text.of("snapshot.delete.risk.booted", which));
    }
    return new DeleteSnapshotPlan(cloud.name(), taken, true, image.id(), image.name(), behind);
  }

  private static DeleteSnapshotPlan volumeSnapshot(
      Cloud cloud, String taken, VolumeSnapshot snapshot, PlanLines lines) {
    SnapshotRemoval.requireMark(taken, snapshot.metadata().get(Marks.JOB), snapshot.id());
    lines
        .cost(
            Text.of(
                "procedure.cost.volume", Arg.name(cloud.name()), Arg.gigabytes(snapshot.sizeGb())))
        .makes(
            Text.of("snapshot.delete.volume", Arg.name(snapshot.name()), Arg.code(snapshot.id())));
    List<Volume> made = new SnapshotRemoval(cloud).madeFrom(snapshot.id());
    if (!made.isEmpty()) {
      Volume first = made.get(0);
      Arg[] which = {
        Arg.number(made.size()), Arg.name(first.name().isEmpty() ? first.id() : first.name())
      };
      lines
          .makes(Text.of("snapshot.delete.made", which))
          .warn(Risk.OTHER, Text.of("snapshot.delete.risk.made", which));
    }
    return new DeleteSnapshotPlan(
        cloud.name(), taken, false, snapshot.id(), snapshot.name(), List.of());
  }
}
