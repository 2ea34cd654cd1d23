package dev.snapclone.lease;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.Clouds;
import dev.snapclone.cloud.Marks;
import dev.snapclone.command.Button;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Job;
import dev.snapclone.job.PlanLine;
import dev.snapclone.procedure.BootSource;
import dev.snapclone.procedure.CloneMade;
import dev.snapclone.procedure.Os;
import dev.snapclone.procedure.SnapshotMade;
import dev.snapclone.removal.DeleteClonePress;
import dev.snapclone.removal.DeleteSnapshotPress;
import dev.snapclone.request.JobRequest;
import java.util.List;
import java.util.Optional;

/** Deletes by the jobs of the buttons that delete. */
public record LeasedThings(
    Clouds clouds, DeleteClonePress deleteClone, DeleteSnapshotPress deleteSnapshot)
    implements LeaseEnd {
  @Override
  public Optional<JobRequest> plan(Job made) {
    Cloud cloud =
        clouds
            .named(made.cloud())
            .orElseThrow(
                () ->
                    new ExplainedFailure(
                        Text.of("lease.no-cloud", Arg.name(made.cloud())),
                        Text.of("lease.trouble.next")));
    if (CloneMade.several(made)) {
      return ofSeveral(cloud, made);
    }
    Optional<CloneMade> clone = CloneMade.of(made);
    if (clone.isPresent()) {
      return ofClone(cloud, made, clone.get());
    }
    return SnapshotMade.standing(made).flatMap(it -> ofSnapshot(cloud, made, it));
  }

  /** As {@link #ofClone}; one that cannot be deleted stops no other. */
  private Optional<JobRequest> ofSeveral(Cloud cloud, Job made) {
    try {
      return Optional.of(deleteClone.request(cloud, CloneMade.allStanding(made)));
    } catch (ExplainedFailure e) {
      if (!e.what().key().equals("clone.delete.gone")) {
        throw e;
      }
    }
    String original = CloneMade.all(made).get(0).origin().name();
    return CloneMade.snapshot(made).flatMap(own -> ofCopy(cloud, made, own, original));
  }

  /** The clone, then the snapshot that a copy left. */
  private Optional<JobRequest> ofClone(Cloud cloud, Job made, CloneMade clone) {
    if (clone.since().deletedBy() == null) {
      try {
        return Optional.of(DeleteClonePress.request(cloud, clone));
      } catch (ExplainedFailure e) {
        if (!e.what().key().equals("clone.delete.gone")) {
          throw e;
        }
      }
    }
    String own = clone.parts().snapshot();
    return own == null ? Optional.empty() : ofCopy(cloud, made, own, clone.origin().name());
  }

  /** The snapshot by its mark: that of a clone is somebody else's. */
  private Optional<JobRequest> ofCopy(Cloud cloud, Job made, String id, String original) {
    boolean image =
        cloud
            .image(id)
            .filter(it -> made.id().equals(it.properties().get(Marks.JOB)))
            .filter(it -> !it.status().equals("deleted"))
            .isPresent();
    boolean volume =
        !image
            && cloud
                .volumeSnapshot(id)
                .filter(it -> made.id().equals(it.metadata().get(Marks.JOB)))
                .isPresent();
    if (!image && !volume) {
      return Optional.empty();
    }
    BootSource.Kind kind = image ? BootSource.Kind.IMAGE : BootSource.Kind.VOLUME;
    SnapshotMade snapshot =
        new SnapshotMade(made.cloud(), id, kind, Os.UNKNOWN, "", original, List.of(), null);
    return ofSnapshot(cloud, made, snapshot);
  }

  private Optional<JobRequest> ofSnapshot(Cloud cloud, Job made, SnapshotMade snapshot) {
    JobRequest request;
    try {
      request = deleteSnapshot.request(cloud, made.id(), snapshot);
    } catch (ExplainedFailure e) {
      if (e.what().key().startsWith("snapshot.delete.gone")) {
        return Optional.empty();
      }
      throw e;
    }
    // A person may delete what instances and volumes were made from; a lease does not.
    for (Text warning : PlanLine.of(PlanLine.Section.WARNING, request.lines())) {
      if (warning.key().startsWith("snapshot.delete.risk.")) {
        throw new ExplainedFailure(warning, Text.of("lease.trouble.next"));
      }
    }
    return Optional.of(request);
  }

  @Override
  public Optional<Button> button(Job made) {
    return deleteClone.button(made).or(() -> deleteSnapshot.button(made));
  }
}
