package dev.snapclone.clone;

import dev.snapclone.command.Button;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Job;
import dev.snapclone.procedure.SnapshotMade;
import dev.snapclone.request.ExclusiveJobs;
import dev.snapclone.request.FinishedJobs;
import dev.snapclone.request.FoundSnapshot;
import dev.snapclone.request.RequestPress;
import dev.snapclone.request.SnapshotResolver;
import java.util.Optional;

/** {@code Verify} on a finished snapshot: like {@code /verify} of that snapshot. */
public record VerifyPress(ExclusiveJobs exclusive, VerifyPlanner planner) implements RequestPress {
  public static final String NAME = "verify";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Optional<Button> button(Job job) {
    return SnapshotMade.standing(job)
        .map(made -> ExclusiveJobs.likely(job, VerifyPlan.COMMAND, made.instanceName()))
        .map(likely -> exclusive.button(NAME, job, likely.ofAnySize(), Button.Style.SECONDARY));
  }

  @Override
  public Reply press(Invocation invocation, Job job) {
    FinishedJobs.requireDone(job);
    String snapshot = SnapshotMade.of(job).map(SnapshotMade::id).orElse("");
    return exclusive.request(
        NAME,
        job,
        invocation,
        cloud -> {
          FoundSnapshot found =
              SnapshotResolver.byId(cloud, snapshot)
                  .orElseThrow(
                      () ->
                          new ExplainedFailure(
                              Text.of("clone.press.snapshot-gone", Arg.code(snapshot)),
                              Text.of("clone.press.snapshot-gone-next")));
          return planner.request(found);
        });
  }
}
