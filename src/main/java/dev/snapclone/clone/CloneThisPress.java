package dev.snapclone.clone;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.command.Button;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Job;
import dev.snapclone.job.LockKey;
import dev.snapclone.procedure.CloneMade;
import dev.snapclone.procedure.SnapshotMade;
import dev.snapclone.request.ExclusiveJobs;
import dev.snapclone.request.FinishedJobs;
import dev.snapclone.request.FoundSnapshot;
import dev.snapclone.request.JobSubmission;
import dev.snapclone.request.RequestPress;
import dev.snapclone.request.SnapshotResolver;
import java.util.Optional;

/**
 * {@code Clone this} on a finished snapshot: like {@code /clone} of that snapshot. While such a
 * clone waits or runs, another press only reports it.
 */
public record CloneThisPress(ExclusiveJobs exclusive, CloneCommand command)
    implements RequestPress {
  public static final String NAME = "clone-this";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Optional<Button> button(Job job) {
    return SnapshotMade.standing(job)
        .map(made -> ExclusiveJobs.likely(job, ClonePlanner.COMMAND, made.instanceName()))
        .map(likely -> exclusive.button(NAME, job, likely, Button.Style.PRIMARY));
  }

  @Override
  public Reply press(Invocation invocation, Job job) {
    FinishedJobs.requireDone(job);
    String snapshot =
        SnapshotMade.of(job).map(SnapshotMade::id).or(() -> CloneMade.snapshot(job)).orElse("");
    Cloud cloud = exclusive.cloud(job, invocation);
    FoundSnapshot found =
        SnapshotResolver.byId(cloud, snapshot)
            .orElseThrow(
                () ->
                    new ExplainedFailure(
                        Text.of("clone.press.snapshot-gone", Arg.code(snapshot)),
                        Text.of("clone.press.snapshot-gone-next")));
    ExclusiveJobs.Series presses = exclusive.of(NAME, job.id());
    Optional<Job> asked =
        presses.open().isPresent() ? Optional.empty() : cloning(cloud.name(), snapshot);
    return asked.isPresent()
        ? JobSubmission.already(asked.get(), invocation)
        : presses.request(
            invocation,
            exclusive.submission(),
            () -> command.request(found, CloneOptions.NONE, DataVolumes.USUAL));
  }

  /** An open clone job of it that was requested in another way. */
  private Optional<Job> cloning(String cloud, String id) {
    LockKey snapshot = new LockKey(cloud, id);
    return exclusive.jobs().open().stream()
        .filter(job -> CloneWorkflow.KIND.includes(job) && job.work().locks().contains(snapshot))
        .findFirst();
  }
}
