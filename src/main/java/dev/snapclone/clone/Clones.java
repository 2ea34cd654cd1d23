package dev.snapclone.clone;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.job.Attempted;
import dev.snapclone.job.Steps;
import dev.snapclone.procedure.LeftOut;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The clones of one job, made one after the other. Of several, one that fails is removed again and
 * stops no other.
 */
record Clones(List<One> running, List<Failed> failed) {
  /**
   * A clone that runs.
   *
   * @param volumes as planned
   */
  record One(LaunchPlan launch, List<PlannedVolume> volumes, CloneMaking.Made made) {}

  /** A clone that failed. */
  record Failed(String name, Attempted<CloneMaking.Made> attempt) {
    ExplainedFailure why() {
      return Objects.requireNonNull(attempt.failure());
    }

    /** Whether nothing of it is left. */
    boolean clean() {
      return attempt.left().isEmpty() && attempt.unresolved().isEmpty();
    }
  }

  /**
   * Makes them.
   *
   * @param imageId the image that they boot from, null for a volume
   * @param volumes those of one of them
   * @throws ExplainedFailure when none runs
   */
  static Clones make(
      Cloud cloud,
      LaunchPlan launch,
      @Nullable String imageId,
      Function<LaunchPlan, List<PlannedVolume>> volumes,
      LeftOut leftOut,
      Steps steps) {
    List<One> running = new ArrayList<>();
    List<Failed> failed = new ArrayList<>();
    List<LaunchPlan> each = launch.each();
    for (LaunchPlan one : each) {
      List<PlannedVolume> its = volumes.apply(one);
      CloneMaking making = new CloneMaking(cloud, one);
      if (each.size() == 1) {
        running.add(new One(one, its, making.make(imageId, its, leftOut, steps)));
        continue;
      }
      Steps own = new NumberedSteps(steps, running.size() + failed.size() + 1, each.size());
      Attempted<CloneMaking.Made> attempt =
          steps.attempt(() -> making.make(imageId, its, leftOut, own));
      CloneMaking.Made made = attempt.result();
      if (made == null) {
        failed.add(new Failed(one.name(), attempt));
      } else {
        running.add(new One(one, its, made));
      }
    }
    if (running.isEmpty()) {
      throw failed.get(0).why();
    }
    return new Clones(running, failed);
  }

  /** Whether there were to be several. */
  boolean several() {
    return running.size() + failed.size() > 1;
  }
}
