package dev.snapclone.schedule;

import dev.snapclone.access.InstanceNames;
import dev.snapclone.access.RequestedAction;
import dev.snapclone.cloud.Abilities.Ability;
import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.Flavor;
import dev.snapclone.cloud.Instance;
import dev.snapclone.cloud.ResourceKind;
import dev.snapclone.command.Command;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.OptionSpec;
import dev.snapclone.command.Reply;
import dev.snapclone.command.Suggestion;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.inventory.Lookup;
import dev.snapclone.inventory.Typed;
import dev.snapclone.job.JobKind;
import dev.snapclone.job.LockKey;
import dev.snapclone.procedure.Os;
import dev.snapclone.procedure.RequestedActions;
import dev.snapclone.procedure.SnapshotPlan;
import dev.snapclone.procedure.SnapshotPlanning;
import dev.snapclone.procedure.SnapshotVolumes;
import dev.snapclone.request.CloudOption;
import dev.snapclone.request.DowntimeOption;
import dev.snapclone.request.InstanceResolver;
import dev.snapclone.request.JobRequest;
import dev.snapclone.request.JobSubmission;
import dev.snapclone.request.Refusals;
import dev.snapclone.request.Repeatable;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code /schedule add}: snapshots an instance, or all that fit, again and again. What it will do
 * is approved once, by the rules for snapshots, for deletions, and for verifications where wanted.
 */
public final class AddScheduleCommand implements Command, Repeatable<SchedulePlan> {
  private static final String EVERY = "every";
  private static final String SERVER_NAME = "server-name";
  private static final String PATTERN = "pattern";
  private static final String METADATA = "metadata";
  private static final String AT = "at";
  private static final String KEEP_LAST = "keep-last";
  private static final String KEEP_FOR = "keep-for";
  private static final String TIME_ZONE = "time-zone";
  private static final String VOLUMES = "volumes";
  private static final String OS = "os";
  private static final String VERIFY = "verify";
  private static final int LONGEST = 100;

  private final InstanceResolver resolver;
  private final SnapshotPlanning planning;
  private final JobSubmission jobs;
  private final Lookup lookup;
  private final TimetableReader times;
  private final InstantSource clock;
  private final int most;

  /**
   * @param planning plans a first snapshot, to see that it can be taken
   * @param lookup for suggestions
   * @param most instances in one run
   */
  AddScheduleCommand(
      InstanceResolver resolver,
      SnapshotPlanning planning,
      JobSubmission jobs,
      Lookup lookup,
      TimetableReader times,
      InstantSource clock,
      int most) {
    this.resolver = resolver;
    this.planning = planning;
    this.jobs = jobs;
    this.lookup = lookup;
    this.times = times;
    this.clock = clock;
    this.most = most;
  }

  @Override
  public String name() {
    return "schedule add";
  }

  @Override
  public List<OptionSpec> options() {
    return List.of(
        new OptionSpec(EVERY, true, false, List.of("day", "week", "cron"), false, false, 0),
        OptionSpec.suggested(SERVER_NAME),
        OptionSpec.suggested(AT),
        OptionSpec.text(KEEP_LAST),
        OptionSpec.text(KEEP_FOR),
        OptionSpec.text(PATTERN),
        OptionSpec.text(METADATA),
        OptionSpec.suggested(TIME_ZONE),
        OptionSpec.oneOf(VOLUMES, SnapshotVolumes.ROOT.word(), SnapshotVolumes.ALL.word()),
        OptionSpec.oneOf(OS, Os.WINDOWS.word(), Os.LINUX.word()),
        DowntimeOption.SPEC,
        OptionSpec.flag(VERIFY),
        OptionSpec.reason(),
        OptionSpec.suggested(CloudOption.NAME));
  }

  @Override
  public boolean makesJob() {
    return true;
  }

  @Override
  public JobKind<SchedulePlan> kind() {
    return ScheduleWorkflow.KIND;
  }

  @Override
  public Reply run(Invocation invocation) {
    Refusals refusals = new Refusals();
    Timetable when = refusals.attempt(() -> when(invocation));
    Keep keep =
        refusals.attempt(
            () ->
                Keep.read(
                    invocation.option(KEEP_LAST).orElse(null),
                    invocation.option(KEEP_FOR).orElse(null)));
    refusals.require(() -> requireOneTarget(invocation));
    refusals.throwIfAny();
    if (when == null || keep == null) {
      throw new IllegalStateException("nothing was refused");
    }
    Optional<String> pattern = invocation.option(PATTERN);
    Optional<String> metadata = invocation.option(METADATA);
    Os os = invocation.option(OS).flatMap(Os::of).orElse(null);
    SnapshotVolumes volumes = invocation.option(VOLUMES).flatMap(SnapshotVolumes::of).orElse(null);
    boolean stop = DowntimeOption.of(invocation);
    boolean verify = invocation.option(VERIFY).filter(Boolean::parseBoolean).isPresent();
    if (pattern.isPresent() || metadata.isPresent()) {
      Target target =
          pattern
              .map(said -> Target.fitting(Target.Kind.PATTERN, said))
              .orElseGet(() -> Target.fitting(Target.Kind.METADATA, metadata.orElseThrow()));
      Cloud cloud = resolver.cloud(invocation);
      return submit(
          invocation,
          cloud,
          new SchedulePlan(cloud.name(), target, when, keep, os, null, volumes, stop, verify),
          null);
    }
    InstanceResolver.Found found = resolver.find(invocation, SERVER_NAME);
    lookup.used(invocation, found.instance().id());
    Instance instance = found.instance();
    SnapshotPlan first =
        resolver.choosingRoot(
            invocation,
            root ->
                DowntimeOption.apply(
                    stop, found, planning.plan(found.cloud(), instance, os, null, root, volumes)));
    Target target = new Target(Target.Kind.INSTANCE, instance.id(), instance.name());
    SchedulePlan plan =
        new SchedulePlan(
            found.cloud().name(),
            target,
            when,
            keep,
            os,
            first.bootSource().chosenRoot(),
            volumes,
            stop,
            verify);
    return submit(invocation, found.cloud(), plan, first);
  }

  private Timetable when(Invocation invocation) {
    return times.read(
        invocation.option(EVERY).orElse(""),
        invocation.option(AT).orElse(null),
        invocation.option(TIME_ZONE).orElse(null),
        clock.instant());
  }

  private static void requireOneTarget(Invocation invocation) {
    long said =
        Stream.of(SERVER_NAME, PATTERN, METADATA)
            .filter(option -> invocation.option(option).isPresent())
            .count();
    if (said != 1) {
      throw new ExplainedFailure(
          Text.of(said == 0 ? "schedule.target.missing" : "schedule.target.several"),
          Text.of("schedule.target.missing.next"));
    }
  }

  @Override
  public Reply again(SchedulePlan before, Invocation press) {
    Invocation same = press.with(CloudOption.NAME, before.cloud());
    Cloud cloud = resolver.cloud(same);
    SnapshotPlan first =
        before.target().kind() == Target.Kind.INSTANCE
            ? first(cloud, before.target().in(cloud, most).get(0), before)
            : null;
    return submit(press, cloud, before, first);
  }

  private SnapshotPlan first(Cloud cloud, Instance instance, SchedulePlan plan) {
    return DowntimeOption.apply(
        plan.stop(),
        new InstanceResolver.Found(cloud, instance),
        planning.plan(cloud, instance, plan.os(), null, plan.root(), plan.volumes()));
  }

  /**
   * @param first a first snapshot; null where several instances may fit
   */
  private Reply submit(
      Invocation invocation, Cloud cloud, SchedulePlan plan, @Nullable SnapshotPlan first) {
    if (plan.verify() && cloud.abilities().missing().contains(Ability.NO_NETWORK)) {
      throw ExplainedFailure.of("verify.no-network", Arg.name(cloud.name()));
    }
    List<Instance> now = plan.target().in(cloud, most);
    return jobs.request(
        invocation,
        () ->
            new JobRequest(
                ScheduleWorkflow.KIND,
                List.of(new LockKey(plan.cloud(), lock(plan.target()))),
                Text.of("schedule.title", Arg.text(plan.target().words()), Arg.text(plan.words())),
                new ScheduleLines(times.times(), clock.instant(), jobs).of(plan, first, now),
                plan,
                action(cloud, plan, first, now),
                List.of()));
  }

  private static String lock(Target target) {
    String all = "schedule:" + target.value();
    return all.length() <= LONGEST ? all : all.substring(0, LONGEST);
  }

  /** Of what fits a pattern tomorrow no name is known, so the strictest rule counts. */
  private static RequestedAction action(
      Cloud cloud, SchedulePlan plan, @Nullable SnapshotPlan first, List<Instance> now) {
    String command =
        plan.verify() ? RequestedAction.SCHEDULE_VERIFIED : ScheduleWorkflow.KIND.command();
    if (first != null) {
      String id = first.recipe().flavorId();
      Flavor flavor = id == null ? null : cloud.flavor(id).orElse(null);
      return RequestedActions.of(command, cloud, first.original().name(), flavor, first.sizeGb())
          .on(ResourceKind.INSTANCE.name(), plan.target().value());
    }
    Set<String> names = new HashSet<>();
    now.forEach(instance -> names.add(instance.name()));
    return RequestedActions.of(command, cloud, "", null, 0).with(InstanceNames.UNKNOWN.with(names));
  }

  @Override
  public List<Suggestion> suggest(Invocation invocation, String option, String typed) {
    return switch (option) {
      case SERVER_NAME ->
          lookup.to(invocation).instances(lookup.cloud(invocation.option(CloudOption.NAME)), typed);
      case AT ->
          examples(invocation.option(EVERY).orElse(""))
              .filter(it -> Typed.in(it, typed))
              .map(it -> new Suggestion(it, it))
              .toList();
      case TIME_ZONE -> zones(typed);
      case CloudOption.NAME -> lookup.clouds(typed);
      default -> List.of();
    };
  }

  private static Stream<String> examples(String every) {
    return switch (every) {
      case "week" -> Stream.of("sun 04:00", "mon 04:00", "fri 22:00", "sat 04:00");
      case "cron" -> Stream.of("0 4 * * 1-5", "0 */6 * * *", "0 4 1 * *");
      default -> Stream.of("04:00", "02:30", "22:00", "12:30");
    };
  }

  private List<Suggestion> zones(String typed) {
    return Stream.concat(
            Stream.of(times.usualZone()),
            ZoneId.getAvailableZoneIds().stream().filter(id -> id.contains("/")).sorted())
        .distinct()
        .filter(id -> Typed.in(id, typed))
        .limit(Lookup.MOST)
        .map(id -> new Suggestion(id, id))
        .toList();
  }
}
