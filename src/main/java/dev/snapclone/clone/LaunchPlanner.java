package dev.snapclone.clone;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.Flavor;
import dev.snapclone.cloud.Keypair;
import dev.snapclone.cloud.Volume;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.LockKey;
import dev.snapclone.procedure.Names;
import dev.snapclone.procedure.Os;
import dev.snapclone.procedure.PlanLines;
import dev.snapclone.procedure.PlanLines.Risk;
import dev.snapclone.request.Refusals;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Plans the new instance: like the original, unless an option says otherwise. For what cannot be
 * found it names the option that helps.
 */
public final class LaunchPlanner {
  private static final int MOST_FITTING = 3;

  private final Names names;
  private final InstantSource clock;
  private final List<String> isolatedRdpFrom;
  private final Predicate<LockKey> claimed;
  private final boolean throwAway;

  /**
   * @param names for the clone's name
   * @param isolatedRdpFrom CIDR ranges that may reach an isolated clone by Remote Desktop
   * @param claimed whether an open job will give an instance this name
   */
  public LaunchPlanner(
      Names names, InstantSource clock, List<String> isolatedRdpFrom, Predicate<LockKey> claimed) {
    this(names, clock, isolatedRdpFrom, claimed, false);
  }

  private LaunchPlanner(
      Names names,
      InstantSource clock,
      List<String> isolatedRdpFrom,
      Predicate<LockKey> claimed,
      boolean throwAway) {
    this.throwAway = throwAway;
    this.claimed = claimed;
    this.names = names;
    this.clock = clock;
    this.isolatedRdpFrom = List.copyOf(isolatedRdpFrom);
  }

  /**
   * The same for copies that are only looked at and then deleted: connected to nothing, without a
   * keypair, and where the original's flavor is unknown or too small, of the smallest that fits.
   */
  LaunchPlanner throwAway() {
    return new LaunchPlanner(names, clock, isolatedRdpFrom, claimed, true);
  }

  /**
   * What the boot source requires of the instance.
   *
   * @param fromImage whether it boots from an image, onto the flavor's own disk
   * @param minDiskGb the image's minimum disk, GiB
   * @param minRamMb the minimum memory, MiB
   * @param guest what runs in it
   * @param snapshotName used if the original's name is unknown
   * @param makesVolumes whether volumes are made for it
   * @param rootVolume the volume behind a snapshot that it boots from; null when there is none or
   *     it is unknown
   */
  record Source(
      boolean fromImage,
      int minDiskGb,
      int minRamMb,
      LaunchPlan.Guest guest,
      String snapshotName,
      boolean makesVolumes,
      @Nullable Volume rootVolume) {}

  record Decided(LaunchPlan launch, PlanLines remarks) {}

  /**
   * @throws ExplainedFailure when something is missing or does not fit, with what to do
   */
  Decided decide(Cloud cloud, Original original, CloneOptions options, Source source) {
    Refusals wrong = new Refusals();
    PlanLines remarks = new PlanLines();
    wrong.require(() -> requireWindows(options, source));
    wrong.require(() -> requireAlike(options, source));
    Flavor flavor = wrong.attempt(() -> flavor(cloud, original, options, source));
    NicPlanner nicPlanner = new NicPlanner(cloud, original, options);
    List<LaunchPlan.PlannedNic> found =
        wrong.attempt(
            () -> throwAway ? List.<LaunchPlan.PlannedNic>of() : nicPlanner.nics(remarks));
    if (found == null) {
      wrong.require(nicPlanner::requireGroups);
    }
    String keypair =
        throwAway ? null : wrong.attempt(() -> keypair(cloud, original, options, remarks));
    String originalName = original.name(source.snapshotName());
    List<String> names =
        wrong.attempt(() -> names(cloud, original, originalName, options, remarks));
    LaunchPlan.Placement placement =
        new PlacementPlanner(cloud, options.placement(), options.count(), wrong)
            .plan(original, source.makesVolumes(), source.rootVolume(), remarks);
    wrong.throwIfAny();
    List<LaunchPlan.PlannedNic> nics = Objects.requireNonNull(found);
    if (original.instance() == null) {
      remarks.makes(Text.of("clone.plan.original-gone"));
    }
    String name = Objects.requireNonNull(names).get(0);
    LaunchPlan launch =
        new LaunchPlan(
            name,
            Objects.requireNonNull(flavor),
            new LaunchPlan.Networking(
                nics,
                nicPlanner.needOwnPorts(nics),
                options.automaticNetwork(),
                options.isolated()
                    ? new LaunchPlan.Isolation(Names.safe(name + "-isolated"), isolatedRdpFrom)
                    : null),
            keypair,
            placement,
            original.instance() != null && original.instance().launched().configDrive(),
            source.guest(),
            new LaunchPlan.Origin(original.id(), originalName, original.fixedIps()),
            names.subList(1, names.size()));
    return new Decided(launch, remarks);
  }

  /** Of several, what a person does to one alone cannot be asked for. */
  private static void requireAlike(CloneOptions options, Source source) {
    if (options.count() == 1) {
      return;
    }
    Arg count = Arg.code(CloneOptions.COUNT + ":" + options.count());
    if (source.guest().os() == Os.WINDOWS) {
      throw new ExplainedFailure(
          Text.of("clone.option.count-windows", count),
          Text.of("clone.option.leave-out", Arg.code(CloneOptions.COUNT)));
    }
    if (options.isolated()) {
      throw new ExplainedFailure(
          Text.of("clone.option.count-isolated", count, Arg.code(CloneOptions.ISOLATED + ":true")),
          Text.of("clone.option.count-isolated-next", Arg.code(CloneOptions.COUNT)));
    }
  }

  /** The network script works only on Windows. */
  private static void requireWindows(CloneOptions options, Source source) {
    if (options.automaticNetwork() && options.isolated()) {
      Arg automatic = Arg.code(CloneOptions.WINDOWS_NETWORK + ":" + CloneOptions.AUTOMATIC);
      throw new ExplainedFailure(
          Text.of(
              "clone.option.isolated-automatic",
              Arg.code(CloneOptions.ISOLATED + ":true"),
              automatic),
          Text.of("clone.option.isolated-automatic-next", automatic));
    }
    if (options.automaticNetwork() && source.guest().os() != Os.WINDOWS) {
      throw new ExplainedFailure(
          Text.of(
              source.guest().os() == Os.LINUX
                  ? "clone.option.automatic-linux"
                  : "clone.option.automatic-unknown",
              Arg.code(CloneOptions.WINDOWS_NETWORK + ":" + CloneOptions.AUTOMATIC)),
          Text.of(
              "clone.option.automatic-next", Arg.code(CloneOptions.OS + ":" + Os.WINDOWS.word())));
    }
  }

  private Flavor flavor(Cloud cloud, Original original, CloneOptions options, Source source) {
    if (throwAway) {
      return Optional.ofNullable(original.flavorId())
          .flatMap(cloud::flavor)
          .filter(same -> misfit(same, source) == null)
          .or(() -> fitting(cloud.flavors(), source).stream().findFirst())
          .orElseThrow(
              () ->
                  new ExplainedFailure(
                      Text.of("clone.ask.flavor"), Text.of("clone.flavor.none-fits")));
    }
    if (options.flavor() != null) {
      List<Flavor> all = cloud.flavors();
      Flavor given = OptionLookup.flavor(all, fitting(all, source)).one(options.flavor());
      Text misfit = misfit(given, source);
      if (misfit != null) {
        throw new ExplainedFailure(misfit, fitting(cloud, source));
      }
      return given;
    }
    String id = original.flavorId();
    Optional<Flavor> flavor = id == null ? Optional.empty() : cloud.flavor(id);
    return fit(
        cloud,
        flavor.orElseThrow(
            () ->
                new ExplainedFailure(
                    id == null
                        ? Text.of("clone.ask.flavor")
                        : Text.of("clone.ask.flavor-gone", Arg.code(id)),
                    List.of(
                        Text.of("clone.ask.option", Arg.code(CloneOptions.FLAVOR)),
                        fitting(cloud, source)))),
        source);
  }

  private static Flavor fit(Cloud cloud, Flavor flavor, Source source) {
    Text misfit = misfit(flavor, source);
    if (misfit != null) {
      throw new ExplainedFailure(
          misfit,
          List.of(
              Text.of("clone.ask.option", Arg.code(CloneOptions.FLAVOR)), fitting(cloud, source)));
    }
    return flavor;
  }

  /**
   * Looks up what options name, where it is not known yet what is launched.
   *
   * @param wrong receives what is unknown
   */
  static void lookUp(Cloud cloud, CloneOptions options, Refusals wrong) {
    wrong.attempt(
        () ->
            options.flavor() == null
                ? null
                : OptionLookup.flavor(cloud.flavors()).one(options.flavor()));
    wrong.attempt(
        () ->
            options.network() == null
                ? null
                : OptionLookup.network(cloud.networks()).several(options.network()));
    wrong.attempt(
        () ->
            options.securityGroups() == null
                ? null
                : OptionLookup.securityGroup(cloud.securityGroups())
                    .several(options.securityGroups()));
    wrong.attempt(
        () ->
            options.keypair() == null
                ? null
                : OptionLookup.keypair(cloud.keypairs()).one(options.keypair()));
    new PlacementPlanner(cloud, options.placement(), options.count(), wrong).lookUp();
  }

  /** Why a flavor does not fit, with numbers; null when it does. */
  static @Nullable Text misfit(Flavor flavor, Source source) {
    Arg name = Arg.name(flavor.name());
    if (source.fromImage() && flavor.diskGb() == 0) {
      return Text.of("clone.flavor.no-disk", name);
    }
    if (source.fromImage() && flavor.diskGb() < source.minDiskGb()) {
      return Text.of(
          "clone.flavor.small-disk",
          name,
          Arg.gigabytes(flavor.diskGb()),
          Arg.gigabytes(source.minDiskGb()));
    }
    if (flavor.ramMb() < source.minRamMb()) {
      return Text.of(
          "clone.flavor.small-ram",
          name,
          Arg.megabytes(flavor.ramMb()),
          Arg.megabytes(source.minRamMb()));
    }
    return null;
  }

  /** The flavors that would do, the smallest first. */
  private static List<Flavor> fitting(List<Flavor> all, Source source) {
    return all.stream()
        .filter(f -> misfit(f, source) == null)
        .sorted(Comparator.comparingInt(Flavor::vcpus).thenComparingInt(Flavor::ramMb))
        .toList();
  }

  private static Text fitting(Cloud cloud, Source source) {
    String fit =
        fitting(cloud.flavors(), source).stream()
            .limit(MOST_FITTING)
            .map(Flavor::name)
            .collect(Collectors.joining(", "));
    return fit.isEmpty()
        ? Text.of("clone.flavor.none-fits")
        : Text.of("clone.flavor.fitting", Arg.name(fit));
  }

  private static @Nullable String keypair(
      Cloud cloud, Original original, CloneOptions options, PlanLines remarks) {
    List<Keypair> own = cloud.keypairs();
    if (options.keypair() != null) {
      return OptionLookup.keypair(own).one(options.keypair()).name();
    }
    String wanted = original.keypair();
    if (wanted != null && own.stream().noneMatch(k -> k.name().equals(wanted))) {
      remarks.inherits(
          Text.of("clone.plan.keypair-left-out", Arg.name(wanted), Arg.code(CloneOptions.KEYPAIR)));
      return null;
    }
    return wanted;
  }

  private List<String> names(
      Cloud cloud,
      Original original,
      String originalName,
      CloneOptions options,
      PlanLines remarks) {
    if (throwAway) {
      return List.of(Names.safe(originalName + "-verify"));
    }
    List<String> taken = cloud.instances().stream().map(i -> i.name()).toList();
    long namesakes = taken.stream().filter(originalName::equals).count();
    if (namesakes > 1 && original.id() != null) {
      remarks.warn(
          Risk.NAME,
          Text.of(
              "clone.risk.namesakes",
              Arg.number(namesakes),
              Arg.name(originalName),
              Arg.code(original.id())));
    }
    Predicate<String> used =
        one -> taken.contains(one) || claimed.test(LockKey.ofName(cloud.name(), one));
    if (options.name() == null && options.names().isEmpty()) {
      List<String> free = new ArrayList<>();
      while (free.size() < options.count()) {
        free.add(
            names.clone(
                originalName, clock.instant(), one -> free.contains(one) || used.test(one)));
      }
      return free;
    }
    if (options.name() != null && options.count() > 1) {
      return numbered(options.name(), options.count(), used);
    }
    List<String> given =
        options.name() == null ? options.names() : List.of(Names.given(options.name()));
    given.stream()
        .filter(taken::contains)
        .forEach(
            one ->
                remarks
                    .makes(Text.of("clone.plan.name-taken", Arg.name(one)))
                    .warn(Risk.NAME, Text.of("clone.risk.name", Arg.name(one))));
    return given;
  }

  /** One that is in use would be mixed up with a copy that looks like all others. */
  private static List<String> numbered(String base, int count, Predicate<String> used) {
    List<String> all =
        IntStream.rangeClosed(1, count)
            .mapToObj(n -> Names.given(Names.given(base) + "-" + n))
            .toList();
    List<String> inUse = all.stream().filter(used).toList();
    if (!inUse.isEmpty()) {
      throw new ExplainedFailure(
          Text.of(
              "clone.option.count-names",
              Arg.number(inUse.size()),
              Arg.name(String.join(", ", inUse))),
          Text.of("clone.option.count-names-next", Arg.code(CloneOptions.NAME)));
    }
    return all;
  }
}
