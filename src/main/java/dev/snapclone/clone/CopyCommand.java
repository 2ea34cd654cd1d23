package dev.snapclone.clone;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.command.Drafts;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.OptionSpec;
import dev.snapclone.command.Reply;
import dev.snapclone.command.Suggestion;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.inventory.Lookup;
import dev.snapclone.job.JobKind;
import dev.snapclone.job.LockKey;
import dev.snapclone.job.PlanLine;
import dev.snapclone.procedure.Os;
import dev.snapclone.procedure.PlanLines;
import dev.snapclone.procedure.SnapshotPlan;
import dev.snapclone.procedure.SnapshotPlanning;
import dev.snapclone.procedure.SnapshotVolumes;
import dev.snapclone.request.CloudOption;
import dev.snapclone.request.Confirmable;
import dev.snapclone.request.DowntimeOption;
import dev.snapclone.request.GoAheadPress;
import dev.snapclone.request.InstanceResolver;
import dev.snapclone.request.JobRequest;
import dev.snapclone.request.JobSubmission;
import dev.snapclone.request.Refusals;
import dev.snapclone.request.Repeatable;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code /copy}: snapshot and clone as one job with one approval, with the options of both. */
public final class CopyCommand implements Confirmable, Repeatable<CopyPlan> {
  private final InstanceResolver resolver;
  private final SnapshotPlanning planning;
  private final CopyPlanner planner;
  private final JobSubmission jobs;
  private final Drafts drafts;
  private final Lookup lookup;

  /**
   * @param planning plans the snapshot
   * @param launching plans the new instance
   * @param drafts keeps the invocation until the person confirms
   * @param lookup for suggestions
   */
  public CopyCommand(
      InstanceResolver resolver,
      SnapshotPlanning planning,
      LaunchPlanner launching,
      JobSubmission jobs,
      Drafts drafts,
      Lookup lookup) {
    this.resolver = resolver;
    this.planning = planning;
    this.planner = new CopyPlanner(launching);
    this.jobs = jobs;
    this.drafts = drafts;
    this.lookup = lookup;
  }

  @Override
  public String name() {
    return "copy";
  }

  @Override
  public List<OptionSpec> options() {
    return List.of(
        OptionSpec.required(CloneOptions.SERVER_NAME),
        OptionSpec.text(CloneOptions.NAME),
        OptionSpec.suggested(CloneOptions.FLAVOR),
        OptionSpec.suggested(CloneOptions.NETWORK),
        OptionSpec.suggested(CloneOptions.KEYPAIR),
        OptionSpec.suggested(CloneOptions.SECURITY_GROUPS),
        OptionSpec.oneOf(DataVolumes.OPTION, DataVolumes.WORDS),
        OptionSpec.flag(CloneOptions.DELETE_SNAPSHOT),
        DowntimeOption.SPEC,
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
    return run(invocation, false);
  }

  @Override
  public Reply runConfirmed(Invocation invocation) {
    return run(invocation, true);
  }

  private Reply run(Invocation invocation, boolean confirmed) {
    Refusals wrong = new Refusals();
    CloneOptions options = CloneOptions.of(invocation);
    DataVolumes data = DataVolumes.of(invocation);
    InstanceResolver.Found found =
        wrong.attempt(() -> resolver.find(invocation, CloneOptions.SERVER_NAME));
    if (found == null) {
      LaunchPlanner.lookUp(resolver.cloud(invocation), options, wrong);
      wrong.throwIfAny();
    }
    lookup.used(invocation, Objects.requireNonNull(found).instance().id());
    boolean delete =
        invocation.option(CloneOptions.DELETE_SNAPSHOT).filter(Boolean::parseBoolean).isPresent();
    Wishes wishes =
        new Wishes(null, null, data.snapshotted(), delete, DowntimeOption.of(invocation));
    return wishes.stop() && !confirmed
        ? ask(invocation, found, options, wishes)
        : submit(invocation, found, options, snapshot(invocation, found, options, wishes), delete);
  }

  private Reply ask(
      Invocation invocation, InstanceResolver.Found found, CloneOptions options, Wishes wishes) {
    SnapshotPlan snapshot = snapshot(invocation, found, options, wishes);
    Planned<CopyPlan> planned =
        planner.plan(found.cloud(), found.instance(), snapshot, options, wishes.delete());
    jobs.requireAllowed(invocation, CopyPlanner.action(found.cloud(), planned.plan()));
    return GoAheadPress.ask(
        Text.of("clone.copy-ask", Arg.name(snapshot.original().name())),
        jobs.beforehand(invocation, snapshot.cloud(), planned.plan(), planned.lines()),
        drafts.keep(invocation));
  }

  @Override
  public JobKind<CopyPlan> kind() {
    return CopyWorkflow.KIND;
  }

  @Override
  public Reply again(CopyPlan before, Invocation press) {
    SnapshotPlan snapshot = before.snapshot();
    InstanceResolver.Found found =
        resolver.find(
            press
                .with(CloneOptions.SERVER_NAME, snapshot.original().id())
                .with(CloudOption.NAME, snapshot.cloud()),
            CloneOptions.SERVER_NAME);
    CloneOptions same = CloneOptions.of(before.launch(), found.cloud(), snapshot.os().said());
    boolean claimed =
        before.launch().claims(snapshot.cloud()).stream()
            .anyMatch(name -> jobs.holder(name).isPresent());
    CloneOptions options = claimed ? same.withoutName() : same;
    SnapshotPlan now =
        snapshot(
            press,
            found,
            options,
            new Wishes(
                snapshot.givenName(),
                snapshot.bootSource().chosenRoot(),
                snapshot.disks().volumes(),
                before.deleteSnapshot(),
                snapshot.original().downtime() != null));
    if (now.original().downtime() != null
        && now.original().running()
        && !snapshot.original().running()) {
      // The person did not confirm that it is shut down.
      throw new ExplainedFailure(
          Text.of("procedure.changed.started", Arg.name(now.original().name())),
          Text.of("clone.copy-again-next"));
    }
    return submit(press, found, options, now, before.deleteSnapshot());
  }

  /**
   * How the snapshot is wanted.
   *
   * @param name null for the template's
   * @param chosenRoot null for none
   * @param volumes null for the usual
   * @param delete whether it is deleted at the end
   * @param stop whether the instance is shut down for it
   */
  private record Wishes(
      @Nullable String name,
      @Nullable String chosenRoot,
      @Nullable SnapshotVolumes volumes,
      boolean delete,
      boolean stop) {}

  private SnapshotPlan snapshot(
      Invocation invocation, InstanceResolver.Found found, CloneOptions options, Wishes wishes) {
    return resolver.choosingRoot(
        invocation,
        root ->
            DowntimeOption.apply(
                wishes.stop(),
                found,
                planning.plan(
                    found.cloud(),
                    found.instance(),
                    options.os(),
                    wishes.name(),
                    root == null ? wishes.chosenRoot() : root,
                    wishes.volumes())));
  }

  private Reply submit(
      Invocation invocation,
      InstanceResolver.Found found,
      CloneOptions options,
      SnapshotPlan snapshot,
      boolean delete) {
    Cloud cloud = found.cloud();
    return jobs.request(
        invocation,
        () -> request(cloud, planner.plan(cloud, found.instance(), snapshot, options, delete)));
  }

  private static JobRequest request(Cloud cloud, Planned<CopyPlan> planned) {
    CopyPlan plan = planned.plan();
    SnapshotPlan snapshot = plan.snapshot();
    return new JobRequest(
        CopyWorkflow.KIND,
        plan.launch().locks(new LockKey(snapshot.cloud(), snapshot.original().id())),
        CloneLines.title("clone.copy-title", plan.launch()),
        planned.lines(),
        plan,
        CopyPlanner.action(cloud, plan),
        List.of());
  }

  @Override
  public List<Suggestion> suggest(Invocation invocation, String option, String typed) {
    String cloud = lookup.cloud(invocation.option(CloudOption.NAME));
    Lookup worded = lookup.to(invocation);
    return switch (option) {
      case CloneOptions.SERVER_NAME -> worded.instances(cloud, typed);
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
                      .forCopyOf(invocation.option(CloneOptions.SERVER_NAME).orElse("")));
    };
  }

  /** What it costs and risks, as far as the plan alone tells. */
  public static List<PlanLine> costsAndRisks(CopyPlan plan) {
    PlanLines lines = new PlanLines();
    SnapshotPlanning.tell(plan.snapshot(), lines);
    CloneLines.tell(
        plan.launch(),
        plan.snapshot().cloud(),
        CopyPlanner.volumes(plan),
        CopyPlanner.fromImage(plan.snapshot()),
        lines);
    CloneLines.risks(plan.launch(), lines);
    return lines.all();
  }
}
