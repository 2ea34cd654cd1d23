package dev.snapclone.windows;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.Clouds;
import dev.snapclone.cloud.Instance;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Job;
import dev.snapclone.procedure.CloneMade;
import dev.snapclone.request.FinishedJobs;
import java.util.Optional;

/** Reads the clone as it is now. */
final class CloneNow {
  private CloneNow() {}

  /**
   * @throws ExplainedFailure when it is no longer configured
   */
  static Cloud cloud(Clouds clouds, CloneMade clone) {
    return clouds
        .named(clone.cloud())
        .orElseThrow(
            () ->
                new ExplainedFailure(
                    Text.of("windows.press.cloud-gone", Arg.name(clone.cloud())),
                    Text.of("windows.press.cloud-gone-next")));
  }

  /**
   * The clone that a job made.
   *
   * @throws ExplainedFailure when it made none, has not yet, or the clone was deleted
   */
  static CloneMade required(Job job) {
    CloneMade clone =
        CloneMade.of(job)
            .orElseThrow(
                () ->
                    new ExplainedFailure(
                        Text.of("windows.press.no-clone", Arg.code(job.id())),
                        Text.of("windows.press.next")));
    FinishedJobs.requireNotDeleted(clone);
    return clone;
  }

  /** What a private answer about a clone says once it is deleted; empty before. */
  static Optional<Reply> deleted(Job job) {
    return CloneMade.of(job)
        .filter(clone -> clone.since().deletedBy() != null)
        .map(
            clone ->
                Reply.of(
                    Reply.Tone.INFO,
                    Text.of(
                        "windows.guide.deleted",
                        Arg.name(clone.copy().name()),
                        Arg.code(String.valueOf(clone.since().deletedBy())))));
  }

  /**
   * @throws ExplainedFailure when it is gone
   */
  static Instance instance(Cloud cloud, CloneMade clone) {
    return cloud
        .instance(clone.copy().id())
        .orElseThrow(
            () ->
                new ExplainedFailure(
                    Text.of("windows.press.gone", Arg.name(clone.copy().name())),
                    Text.of("windows.press.next")));
  }
}
