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
        .await("snapshot-ready", subject(id), () -> look(id));
    steps.perform(
        "snapshot-mark", () -> cloud.setVolumeSnapshotMetadata(id, Map.of(Marks.SELF, id)));
    return id;
  }

  private Subject subject(String id) {
    return new Subject(cloud.name(), KIND, id);
  }

  private Observation<String> look(String id) {
    Optional<VolumeSnapshot> snapshot = new ConfirmedLookup(cloud).volumeSnapshot(id);
    String status = snapshot.map(VolumeSnapshot::status).orElse("gone");
    return switch (status) {
      case "available" -> Observation.done(id);
      case "error", "error_deleting", "deleting", "deleted", "gone" -> throw failed(id, status);
      default ->
          Observation.waiting(status, snapshot.map(VolumeSnapshot::progressPercent).orElse(null));
    };
  }

  private ExplainedFailure failed(String id, String status) {
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

  private final class CreateSnapshot implements Creation<String> {
    @Override
    public String make(Mark mark) {
      return cloud.createVolumeSnapshot(
          plan.bootSource().rootVolume().id(), plan.name(), plan.marks(mark));
    }

    @Override
    public List<String> find(Mark mark) {
      return cloud.volumeSnapshots().stream()
          .filter(s -> hasMark(s, mark))
          .sorted(Comparator.comparing(VolumeSnapshot::created).thenComparing(VolumeSnapshot::id))
          .map(VolumeSnapshot::id)
          .toList();
    }

    private boolean hasMark(VolumeSnapshot snapshot, Mark mark) {
      return mark.job().equals(snapshot.metadata().get(Marks.JOB))
          && mark.step().equals(snapshot.metadata().get(Marks.STEP))
          && snapshot.volumeId().equals(plan.bootSource().rootVolume().id())
          && !snapshot.status().equals("deleting");
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
