package dev.snapclone.clone;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.Flavor;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.OptionSpec;
import dev.snapclone.command.Suggestion;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.inventory.Lookup;
import dev.snapclone.procedure.Os;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a person requested besides the snapshot; null means as the original.
 *
 * @param flavor name or id
 * @param network names or ids, comma-separated
 * @param securityGroups names or ids, comma-separated
 * @param os the operating system
 * @param count how many
 * @param names of each, as in an earlier plan of several; otherwise empty
 * @param automaticNetwork whether a script sets up the network of a Windows copy
 * @param isolated whether it starts with its own security group that allows next to nothing
 * @param placement where it runs and is stored, as typed
 * @param before an earlier plan whose NICs are planned again, instead of {@code network} and {@code
 *     securityGroups}; null for none
 */
record CloneOptions(
    @Nullable String name,
    @Nullable String flavor,
    @Nullable String network,
    @Nullable String keypair,
    @Nullable String securityGroups,
    @Nullable Os os,
    int count,
    List<String> names,
    boolean automaticNetwork,
    boolean isolated,
    PlacementOptions placement,
    @Nullable LaunchPlan before) {

  static final String SERVER_NAME = "server-name";
  static final String NAME = "name";
  static final String FLAVOR = "flavor";
  static final String NETWORK = "network";
  static final String KEYPAIR = "keypair";
  static final String SECURITY_GROUPS = "security-groups";
  static final String OS = "os";
  static final String WINDOWS_NETWORK = "windows-network";
  static final String AUTOMATIC = "automatic";
  static final String MANUAL = "manual";
  static final String ISOLATED = "isolated";
  static final String COUNT = "count";

  /** So many at once: what an approver can read, and a cloud can launch in a while. */
  static final int MOST = 10;

  static final OptionSpec COUNT_SPEC = OptionSpec.suggested(COUNT);

  static final String DELETE_SNAPSHOT = "delete-snapshot";

  /** Everything as the original. */
  static final CloneOptions NONE =
      new CloneOptions(
          null,
          null,
          null,
          null,
          null,
          null,
          1,
          List.of(),
          false,
          false,
          PlacementOptions.NONE,
          null);

  static CloneOptions of(Invocation invocation) {
    return new CloneOptions(
        invocation.option(NAME).orElse(null),
        invocation.option(FLAVOR).orElse(null),
        invocation.option(NETWORK).orElse(null),
        invocation.option(KEYPAIR).orElse(null),
        invocation.option(SECURITY_GROUPS).orElse(null),
        os(invocation).orElse(null),
        count(invocation),
        List.of(),
        automatic(invocation),
        invocation.option(ISOLATED).filter(Boolean::parseBoolean).isPresent(),
        PlacementOptions.of(invocation),
        null);
  }

  /**
   * What completes an option of a launch; nothing for the others.
   *
   * @param room which flavors have room for what is launched
   */
  static List<Suggestion> suggest(
      Lookup lookup, String cloud, String option, String typed, Supplier<Predicate<Flavor>> room) {
    return switch (option) {
      case FLAVOR -> lookup.flavors(cloud, typed, room.get());
      case NETWORK -> lookup.networks(cloud, typed);
      case KEYPAIR -> lookup.keypairs(cloud, typed);
      case SECURITY_GROUPS -> groups(lookup, cloud, typed);
      case COUNT ->
          IntStream.rangeClosed(1, MOST)
              .mapToObj(String::valueOf)
              .filter(count -> count.startsWith(typed.strip()))
              .map(count -> new Suggestion(count, count))
              .toList();
      case PlacementOptions.AVAILABILITY_ZONE -> lookup.availabilityZones(cloud, typed);
      case PlacementOptions.VOLUME_TYPE -> lookup.volumeTypes(cloud, typed);
      case PlacementOptions.SERVER_GROUP -> lookup.serverGroups(cloud, typed);
      default -> List.of();
    };
  }

  /** Suggests the last of several groups, keeping the ones before it. */
  private static List<Suggestion> groups(Lookup lookup, String cloud, String typed) {
    int last = typed.lastIndexOf(',') + 1;
    String before = typed.substring(0, last);
    return lookup.securityGroups(cloud, typed.substring(last)).stream()
        .map(
            m ->
                new Suggestion(
                    before.isEmpty() ? m.label() : "… + " + m.label(), before + m.value()))
        .filter(m -> m.value().length() <= 100)
        .toList();
  }

  /** Whether a script sets up the network; off by default. */
  private static boolean automatic(Invocation invocation) {
    String given = invocation.option(WINDOWS_NETWORK).orElse(MANUAL).toLowerCase(Locale.ROOT);
    return switch (given) {
      case AUTOMATIC -> true;
      case MANUAL -> false;
      default ->
          throw new ExplainedFailure(
              Text.of("clone.option.windows-network", Arg.code(WINDOWS_NETWORK), Arg.name(given)),
              Text.of("clone.option.windows-network-next", Arg.code(AUTOMATIC), Arg.code(MANUAL)));
    };
  }

  /**
   * The options that lead to an earlier plan, to plan it again.
   *
   * @param cloud says what an option can name; a flavor that is not listed must be the original's
   * @param os what a person said, null for nothing
   */
  static CloneOptions of(LaunchPlan launch, Cloud cloud, @Nullable Os os) {
    String flavor = launch.flavor().id();
    List<Flavor> listed = cloud.flavors();
    return new CloneOptions(
        launch.count() == 1 ? launch.name() : null,
        listed.stream().anyMatch(f -> f.id().equals(flavor)) ? flavor : null,
        null,
        launch.keypair(),
        null,
        os,
        launch.count(),
        launch.count() == 1 ? List.of() : launch.names(),
        launch.networking().automatic(),
        launch.networking().isolation() != null,
        PlacementOptions.of(launch.placement(), cloud),
        launch);
  }

  /** The same with generated names. */
  CloneOptions withoutName() {
    return new CloneOptions(
        null,
        flavor,
        network,
        keypair,
        securityGroups,
        os,
        count,
        List.of(),
        automaticNetwork,
        isolated,
        placement,
        before);
  }

  private static int count(Invocation invocation) {
    String given = invocation.option(COUNT).orElse("1").strip();
    int count = given.matches("\\d{1,2}") ? Integer.parseInt(given) : 0;
    if (count < 1 || count > MOST) {
      throw new ExplainedFailure(
          Text.of("clone.option.count", Arg.code(COUNT), Arg.name(given)),
          Text.of("clone.option.count-next", Arg.number(MOST)));
    }
    return count;
  }

  static Optional<Os> os(Invocation invocation) {
    return invocation.option(OS).flatMap(Os::of);
  }
}
