package dev.snapclone.snapshot;

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
import dev.snapclone.procedure.Os;
import dev.snapclone.procedure.RequestedActions;
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
import dev.snapclone.request.Repeatable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code /snapshot server-name [name] [volumes] [os] [consistency] [reason] [cloud]}: snapshots an
 * instance in the way that fits how it was created. A snapshot of a running image-booted instance
 * can pause or reboot it at some providers, and {@code consistency: stop} shuts it down, so such a
 * plan is first shown privately. Otherwise it starts at once, or asks for approval if configured.
 */
public final class SnapshotCommand implements Confirmable, Repeatable<SnapshotPlan> {
  /** The option that names the instance. */
  public static final String SERVER_NAME = "server-name";

  private static final String VOLUMES = "volumes";

  private final InstanceResolver resolver;
  private final SnapshotPlanning planning;
  private final JobSubmission jobs;
  private final Drafts drafts;
  private final Lookup lookup;

  /**
   * @param planning plans the snapshot
   * @param drafts keeps the invocation until the person confirms
   * @param lookup for suggestions
   */
  public SnapshotCommand(
      InstanceResolver resolver,
      SnapshotPlanning planning,
      JobSubmission jobs,
      Drafts drafts,
      Lookup lookup) {
    this.resolver = resolver;
    this.planning = planning;
    this.jobs = jobs;
    this.drafts = drafts;
    this.lookup = lookup;
  }

  @Override
  public String name() {
    return "snapshot";
  }

  @Override
  public List<OptionSpec> options() {
    return List.of(
        OptionSpec.required(SERVER_NAME),
        OptionSpec.text("name"),
        OptionSpec.oneOf(VOLUMES, SnapshotVolumes.ROOT.word(), SnapshotVolumes.ALL.word()),
        OptionSpec.oneOf("os", Os.WINDOWS.word(), Os.LINUX.word()),
        DowntimeOption.SPEC,
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
    InstanceResolver.Found found = resolver.find(invocation, SERVER_NAME);
    lookup.used(invocation, found.instance().id());
    SnapshotPlan plan = plan(invocation, found);
    jobs.requireAllowed(
        invocation,
        RequestedActions.snapshot(SnapshotWorkflow.KIND.command(), found.cloud(), plan));
    return plan.needsGoAhead() ? ask(invocation, plan) : submit(invocation, found, plan);
  }

  @Override
  public Reply runConfirmed(Invocation invocation) {
    InstanceResolver.Found found = resolver.find(invocation, SERVER_NAME);
    return submit(invocation, found, plan(invocation, found));
  }

  @Override
  public JobKind<SnapshotPlan> kind() {
    return SnapshotWorkflow.KIND;
  }

  @Override
  public Reply again(SnapshotPlan before, Invocation press) {
    Invocation same =
        press.with(SERVER_NAME, before.original().id()).with(CloudOption.NAME, before.cloud());
    InstanceResolver.Found found = resolver.find(same, SERVER_NAME);
    String chosen = before.bootSource().chosenRoot();
    boolean stop = before.original().downtime() != null;
    SnapshotPlan plan =
        resolver.choosingRoot(
            press,
            root ->
                DowntimeOption.apply(
                    stop,
                    found,
                    planning.plan(
                        found.cloud(),
                        found.instance(),
                        before.os().said(),
                        before.givenName(),
                        root == null ? chosen : root,
                        before.disks().volumes())));
    if (plan.original().running() && !before.original().running() && plan.needsGoAhead()) {
      // The person did not confirm that it may be disturbed.
      throw new ExplainedFailure(
          Text.of("procedure.changed.started", Arg.name(plan.original().name())),
          Text.of("snapshot.again-next"));
    }
    return submit(press, found, plan);
  }

  private SnapshotPlan plan(Invocation invocation, InstanceResolver.Found found) {
    Os said = os(invocation);
    SnapshotVolumes volumes = volumes(invocation);
    boolean stop = DowntimeOption.of(invocation);
    return resolver.choosingRoot(
        invocation,
        root ->
            DowntimeOption.apply(
                stop,
                found,
                planning.plan(
                    found.cloud(),
                    found.instance(),
                    said,
                    invocation.option("name").orElse(null),
                    root,
                    volumes)));
  }

  private static @Nullable SnapshotVolumes volumes(Invocation invocation) {
    String word = invocation.option(VOLUMES).orElse("");
    if (word.isEmpty()) {
      return null;
    }
    return SnapshotVolumes.of(word)
        .orElseThrow(
            () ->
                new ExplainedFailure(
                    Text.of("snapshot.volumes-unknown", Arg.name(word)),
                    Text.of("snapshot.volumes-unknown-next")));
  }

  private static @Nullable Os os(Invocation invocation) {
    String word = invocation.option("os").orElse("");
    if (word.isEmpty()) {
      return null;
    }
    return Os.of(word)
        .orElseThrow(
            () ->
                new ExplainedFailure(
                    Text.of("snapshot.os-unknown", Arg.name(word)),
                    Text.of("snapshot.os-unknown-next")));
  }

  private Reply ask(Invocation invocation, SnapshotPlan plan) {
    return GoAheadPress.ask(
        Text.of("snapshot.ask", Arg.name(plan.original().name())),
        jobs.beforehand(invocation, plan.cloud(), plan, SnapshotPlanning.lines(plan)),
        drafts.keep(invocation));
  }

  private Reply submit(Invocation invocation, InstanceResolver.Found found, SnapshotPlan plan) {
    return jobs.request(invocation, () -> request(found.cloud(), plan));
  }

  /** The job that takes a planned snapshot. */
  public static JobRequest request(Cloud cloud, SnapshotPlan plan) {
    Arg instance = Arg.name(plan.original().name());
    List<Text> next = new ArrayList<>();
    if (plan.recipe().os() == Os.UNKNOWN) {
      next.add(Text.of("procedure.plan.os", Arg.text(plan.os().reason())));
    }
    next.addAll(plan.remarks().leftOut().ofSnapshot());
    return new JobRequest(
        SnapshotWorkflow.KIND,
        List.of(new LockKey(plan.cloud(), plan.original().id())),
        Text.of("snapshot.title", instance),
        SnapshotPlanning.lines(plan),
        plan,
        RequestedActions.snapshot(SnapshotWorkflow.KIND.command(), cloud, plan),
        next);
  }

  @Override
  public List<Suggestion> suggest(Invocation invocation, String option, String typed) {
    return switch (option) {
      case SERVER_NAME ->
          lookup.to(invocation).instances(lookup.cloud(invocation.option(CloudOption.NAME)), typed);
      case CloudOption.NAME -> lookup.clouds(typed);
      default -> List.of();
    };
  }
}
