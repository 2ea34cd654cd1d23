package dev.snapclone.removal;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.Image;
import dev.snapclone.cloud.Instance;
import dev.snapclone.cloud.Marks;
import dev.snapclone.cloud.VolumeSnapshot;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Job;
import dev.snapclone.job.Jobs;
import dev.snapclone.procedure.CloneMade;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which job made what. A mark alone is no proof: any member of the project can write one, and
 * images inherit them.
 */
record Origins(Jobs jobs) {
  /** The job that took an image snapshot; empty when others did. */
  Optional<Job> maker(Cloud cloud, Image image) {
    return maker(cloud, image.id(), image.properties().get(Marks.JOB));
  }

  /** The job that took a volume snapshot; empty when others did. */
  Optional<Job> maker(Cloud cloud, VolumeSnapshot snapshot) {
    return maker(cloud, snapshot.id(), snapshot.metadata().get(Marks.JOB));
  }

  /** The clone that an instance is; empty when the bot did not make it. */
  Optional<CloneMade> clone(Cloud cloud, Instance instance) {
    return maker(cloud, instance.id(), instance.metadata().get(Marks.JOB))
        .flatMap(
            job ->
                CloneMade.all(job).stream()
                    .filter(clone -> clone.copy().id().equals(instance.id()))
                    .findFirst());
  }

  private Optional<Job> maker(Cloud cloud, String id, @Nullable String mark) {
    if (mark == null || mark.equals(Marks.NONE)) {
      return Optional.empty();
    }
    return jobs.maker(cloud.name(), id)
        // Older versions did not record what they made.
        .or(() -> jobs.find(mark).filter(job -> made(job, cloud, id)))
        .filter(job -> job.id().equals(mark));
  }

  private static boolean made(Job job, Cloud cloud, String id) {
    return job.cloud().equals(cloud.name())
        && job.outcome() != null
        && job.outcome().made().stream().anyMatch(it -> it.id().equals(id));
  }

  /**
   * Requires that an image is a snapshot, and the project's own.
   *
   * @throws ExplainedFailure when it is not
   */
  static void requireSnapshot(Cloud cloud, Image image) {
    String owner = image.access().ownerProjectId();
    if (!image.instanceSnapshot()) {
      throw ExplainedFailure.of(
          "removal.no-snapshot", Arg.name(image.name()), Arg.code(image.id()));
    }
    if (owner != null && !owner.equals(cloud.account().projectId())) {
      throw ExplainedFailure.of("removal.not-here", Arg.name(image.name()), Arg.code(image.id()));
    }
  }
}
