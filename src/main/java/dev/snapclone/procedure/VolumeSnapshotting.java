package dev.snapclone.procedure;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.CloudMessage;
import dev.snapclone.cloud.Explained;
import dev.snapclone.cloud.FailureTable;
import dev.snapclone.cloud.Marks;
import dev.snapclone.cloud.ResourceKind;
import dev.snapclone.cloud.VolumeSnapshot;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Creation;
import dev.snapclone.job.Mark;
import dev.snapclone.job.Observation;
import dev.snapclone.job.ResourceRef;
import dev.snapclone.job.Steps;
import dev.snapclone.job.Subject;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The steps that take a Cinder snapshot of a root volume. */
final class VolumeSnapshotting {
  private static final String KIND = ResourceKind.VOLUME_SNAPSHOT.name();

  private final Cloud cloud;
  private final SnapshotPlan plan;

  VolumeSnapshotting(Cloud cloud, SnapshotPlan plan) {
    this.cloud = cloud;
    this.plan = plan;
  }

  /** Takes the snapshot; returns the id of the available volume snapshot. */
  String take(Steps steps) {
    String kind = plan.bootSource().kind().word();
    Text starting =
        LeftOut.step(Text.of("procedure.step.start-" + kind), plan.remarks().leftOut().volumes());
    String id =
        steps.shown(starting).create("snapshot", String.class, new CreateSnapshot(), this::undo);
    steps
        .shown(Text.of("procedure.step.wait-" + kind))
        .await("snapshot-ready", subject(cloud, id), () -> look(cloud, plan, id));
    steps.perform(
        "snapshot-mark",
        () -> new SnapshotMarking(cloud).volumeSnapshot(id, Map.of(Marks.SELF, id)));
    return id;
  }

  static Subject subject(Cloud cloud, String id) {
    return new Subject(cloud.name(), KIND, id);
  }

  /** Whether a volume snapshot of the plan's instance is ready. */
  static Observation<String> look(Cloud cloud, SnapshotPlan plan, String id) {
    Optional<VolumeSnapshot> snapshot = new ConfirmedLookup(cloud).volumeSnapshot(id);
    String status = snapshot.map(VolumeSnapshot::status).orElse("gone");
    return switch (status) {
      case "available" -> Observation.done(id);
      case "error", "error_deleting", "deleting", "deleted", "gone" ->
          throw failed(cloud, plan, id, status);
      default ->
          Observation.waiting(status, snapshot.map(VolumeSnapshot::progressPercent).orElse(null));
    };
  }

  private static ExplainedFailure failed(Cloud cloud, SnapshotPlan plan, String id, String status) {
    Arg name = Arg.name(plan.original().name());
    Optional<CloudMessage> said = FailureReasons.ofVolumeService(cloud, id);
    return said.map(
            m ->
                new ExplainedFailure(
                    Text.of("procedure.volume.failed-said", name, Arg.quote(m.text())),
                    FailureTable.explain(cloud.name(), m.text())
                        .map(Explained::next)
                        .orElseGet(() -> Text.of("procedure.volume.failed-next")),
                    m.requestId()))
        .orElseGet(
            () ->
                new ExplainedFailure(
                    Text.of("procedure.volume.failed", name, Arg.code(status)),
                    Text.of("procedure.volume.failed-next")));
  }

  private void undo(String id, Steps steps) {
    new SnapshotRemoval(cloud).volumeSnapshot("snapshot", id, steps.jobId(), steps);
  }

  /** The snapshots of a volume that have exactly this mark, oldest first. */
  static List<String> marked(Cloud cloud, Mark mark, String volumeId) {
    return cloud.volumeSnapshots().stream()
        .filter(s -> mark.job().equals(s.metadata().get(Marks.JOB)))
        .filter(s -> mark.step().equals(s.metadata().get(Marks.STEP)))
        .filter(s -> s.volumeId().equals(volumeId) && !s.status().equals("deleting"))
        .sorted(Comparator.comparing(VolumeSnapshot::created).thenComparing(VolumeSnapshot::id))
        .map(VolumeSnapshot::id)
        .toList();
  }

  private final class CreateSnapshot implements Creation<String> {
    @Override
    public String make(Mark mark) {
      ShuttingDown.requireOff(cloud, plan);
      return cloud.createVolumeSnapshot(
          plan.bootSource().rootVolume().id(), plan.name(), plan.marks(mark));
    }

    @Override
    public List<String> find(Mark mark) {
      return marked(cloud, mark, plan.bootSource().rootVolume().id());
    }

    @Override
    public void discard(String twin) {
      cloud.deleteVolumeSnapshot(twin);
    }

    @Override
    public ResourceRef describe(String made) {
      return new ResourceRef(KIND, made, plan.name());
    }
  }
}
