package dev.snapclone.clone;

import dev.snapclone.command.Command;
import dev.snapclone.command.Drafts;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.OptionSpec;
import dev.snapclone.command.Reply;
import dev.snapclone.command.Suggestion;
import dev.snapclone.inventory.Lookup;
import dev.snapclone.job.JobKind;
import dev.snapclone.request.CloudOption;
import dev.snapclone.request.FoundSnapshot;
import dev.snapclone.request.JobSubmission;
import dev.snapclone.request.Repeatable;
import dev.snapclone.request.SnapshotResolver;
import java.util.List;

/**
 * {@code /verify snapshot-id [reason] [cloud]}: starts a copy that is connected to nothing, looks
 * whether it boots, deletes it, and notes on the snapshot what was seen.
 */
public final class VerifyCommand implements Command, Repeatable<VerifyPlan> {
  private final SnapshotResolver resolver;
  private final VerifyPlanner planner;
  private final JobSubmission jobs;
  private final Lookup lookup;

  /**
   * @param drafts keeps the invocation while a person chooses between candidates
   * @param lookup for suggestions
   */
  public VerifyCommand(
      CloudOption clouds, Drafts drafts, VerifyPlanner planner, JobSubmission jobs, Lookup lookup) {
    this.resolver = new SnapshotResolver(clouds, drafts);
    this.planner = planner;
    this.jobs = jobs;
    this.lookup = lookup;
  }

  @Override
  public String name() {
    return VerifyPlan.COMMAND;
  }

  @Override
  public List<OptionSpec> options() {
    return List.of(
        OptionSpec.required(SnapshotResolver.SNAPSHOT_ID),
        OptionSpec.reason(),
        OptionSpec.suggested(CloudOption.NAME));
  }

  @Override
  public boolean makesJob() {
    return true;
  }

  @Override
  public Reply run(Invocation invocation) {
    FoundSnapshot found = resolver.find(invocation);
    lookup.used(invocation, found.id());
    return jobs.request(invocation, () -> planner.request(found));
  }

  @Override
  public JobKind<VerifyPlan> kind() {
    return VerifyWorkflow.KIND;
  }

  @Override
  public Reply again(VerifyPlan before, Invocation press) {
    FoundSnapshot found =
        resolver.find(
            press
                .with(SnapshotResolver.SNAPSHOT_ID, before.copy().source().id())
                .with(CloudOption.NAME, before.copy().cloud()));
    return jobs.request(press, () -> planner.request(found));
  }

  @Override
  public List<Suggestion> suggest(Invocation invocation, String option, String typed) {
    return option.equals(CloudOption.NAME)
        ? lookup.clouds(typed)
        : lookup.to(invocation).snapshots(lookup.cloud(invocation.option(CloudOption.NAME)), typed);
  }
}
