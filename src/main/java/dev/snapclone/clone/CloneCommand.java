package dev.snapclone.clone;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.command.Command;
import dev.snapclone.command.Drafts;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.OptionSpec;
import dev.snapclone.command.Reply;
import dev.snapclone.command.Suggestion;
import dev.snapclone.inventory.Lookup;
import dev.snapclone.job.JobKind;
import dev.snapclone.job.LockKey;
import dev.snapclone.procedure.Os;
import dev.snapclone.request.CloudOption;
import dev.snapclone.request.FoundSnapshot;
import dev.snapclone.request.JobRequest;
import dev.snapclone.request.JobSubmission;
import dev.snapclone.request.Refusals;
import dev.snapclone.request.Repeatable;
import dev.snapclone.request.SnapshotResolver;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code /clone snapshot-id [name] [flavor] [network] [keypair] [security-groups] [data-volumes]
 * [os] [count] [reason] [cloud]}: creates an instance, or several, from a snapshot. Defaults come
 * from the original.
 */
public final class CloneCommand implements Command, Repeatable<ClonePlan> {
  private final SnapshotResolver resolver;
  private final ClonePlanner planner;
  private final JobSubmission jobs;
  private final Lookup lookup;

  /**
   * @param drafts keeps the invocation while a person chooses between candidates
   * @param launching plans the new instance
   * @param lookup for suggestions
   */
  public CloneCommand(
      CloudOption clouds,
      Drafts drafts,
      LaunchPlanner launching,
      JobSubmission jobs,
      Lookup lookup) {
    this.resolver = new SnapshotResolver(clouds, drafts);
    this.planner = new ClonePlanner(launching);
    this.jobs = jobs;
    this.lookup = lookup;
  }

  @Override
  public String name() {
    return "clone";
  }

  @Override
  public List<OptionSpec> options() {
    return List.of(
        OptionSpec.required(SnapshotResolver.SNAPSHOT_ID),
        OptionSpec.text(CloneOptions.NAME),
        OptionSpec.suggested(CloneOptions.FLAVOR),
        OptionSpec.suggested(CloneOptions.NETWORK),
        OptionSpec.suggested(CloneOptions.KEYPAIR),
        OptionSpec.suggested(CloneOptions.SECURITY_GROUPS),
        OptionSpec.oneOf(DataVolumes.OPTION, DataVolumes.WORDS),
        OptionSpec.oneOf(CloneOptions.OS, Os.WINDOWS.word(), Os.LINUX.word()),
        OptionSpec.oneOf(CloneOptions.WINDOWS_NETWORK, CloneOptions.MANUAL, CloneOptions.AUTOMATIC),
        OptionSpec.flag(CloneOptions.ISOLATED),
        CloneOptions.COUNT_SPEC,
        PlacementOptions.SPECS.get(0),
        PlacementOptions.SPECS.get(1),
        PlacementOptions.SPECS.get(2),
        OptionSpec.keep(),
        OptionSpec.reason(),
        OptionSpec.suggested(CloudOption.NAME));
  }

  @Override
  public boolean makesJob() {
    return true;
  }

  @Override
  public Reply run(Invocation invocation) {
    Refusals wrong = new Refusals();
    CloneOptions options = CloneOptions.of(invocation);
    DataVolumes data = DataVolumes.of(invocation);
    FoundSnapshot found = wrong.attempt(() -> resolver.find(invocation));
    if (found == null) {
      LaunchPlanner.lookUp(resolver.cloud(invocation), options, wrong);
      wrong.throwIfAny();
    }
    lookup.used(invocation, Objects.requireNonNull(found).id());
    return submit(invocation, found, options, data);
  }

  @Override
  public JobKind<ClonePlan> kind() {
    return CloneWorkflow.KIND;
  }

  @Override
  public Reply again(ClonePlan before, Invocation press) {
    FoundSnapshot found =
        resolver.find(
            press
                .with(SnapshotResolver.SNAPSHOT_ID, before.source().id())
                .with(CloudOption.NAME, before.cloud()));
    CloneOptions same = again(before.launch(), null, found.cloud());
    Os os = before.launch().guest().os();
    DataVolumes data = DataVolumes.of(before);
    boolean recognised = planner.plan(found, same, data).plan().launch().guest().os() == os;
    return submit(
        press, found, recognised ? same : again(before.launch(), os, found.cloud()), data);
  }

  /** The same options; new names if another job is creating an instance with one of them. */
  private CloneOptions again(LaunchPlan before, @Nullable Os os, Cloud cloud) {
    CloneOptions same = CloneOptions.of(before, cloud, os);
    return before.claims(cloud.name()).stream().anyMatch(name -> jobs.holder(name).isPresent())
        ? same.withoutName()
        : same;
  }

  private Reply submit(
      Invocation invocation, FoundSnapshot found, CloneOptions options, DataVolumes data) {
    return jobs.request(invocation, () -> request(found, options, data));
  }

  JobRequest request(FoundSnapshot found, CloneOptions options, DataVolumes data) {
    Planned<ClonePlan> planned = planner.plan(found, options, data);
    ClonePlan plan = planned.plan();
    return new JobRequest(
        CloneWorkflow.KIND,
        plan.launch().locks(new LockKey(plan.cloud(), plan.source().id())),
        CloneLines.title("clone.title", plan.launch()),
        planned.lines(),
        plan,
        ClonePlanner.action(found.cloud(), plan),
        List.of());
  }

  @Override
  public List<Suggestion> suggest(Invocation invocation, String option, String typed) {
    String cloud = lookup.cloud(invocation.option(CloudOption.NAME));
    Lookup worded = lookup.to(invocation);
    return switch (option) {
      case SnapshotResolver.SNAPSHOT_ID -> worded.snapshots(cloud, typed);
      case CloudOption.NAME -> lookup.clouds(typed);
      default ->
          CloneOptions.suggest(
              worded,
              cloud,
              option,
              typed,
              () ->
                  worded
                      .fitting(cloud)
                      .forCloneOf(invocation.option(SnapshotResolver.SNAPSHOT_ID).orElse("")));
    };
  }
}
