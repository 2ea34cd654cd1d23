package dev.snapclone.clone;

import dev.snapclone.cloud.Flavor;
import dev.snapclone.cloud.Keypair;
import dev.snapclone.cloud.Network;
import dev.snapclone.cloud.SecurityGroup;
import dev.snapclone.cloud.ServerGroup;
import dev.snapclone.cloud.VolumeType;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.request.NearestNames;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Finds the value of a command's option by id or name.
 *
 * @param suggested those that would do, the best first
 */
record OptionLookup<T>(
    String option,
    List<T> all,
    List<T> suggested,
    Function<T, String> id,
    Function<T, String> name) {
  private static final int MOST_SHOWN = 10;
  private static final int MOST_NEAR = 3;

  /** What a copy does not take over from its original. */
  private static final Set<String> OF_THE_CLOUD = Set.of(PlacementOptions.SERVER_GROUP);

  /** A flavor, where it is not known which would do. */
  static OptionLookup<Flavor> flavor(List<Flavor> all) {
    return flavor(all, all);
  }

  /**
   * A flavor.
   *
   * @param fitting those that would do, the smallest first
   */
  static OptionLookup<Flavor> flavor(List<Flavor> all, List<Flavor> fitting) {
    return new OptionLookup<>(CloneOptions.FLAVOR, all, fitting, Flavor::id, Flavor::name);
  }

  static OptionLookup<Network> network(List<Network> all) {
    return new OptionLookup<>(CloneOptions.NETWORK, all, all, Network::id, Network::name);
  }

  static OptionLookup<SecurityGroup> securityGroup(List<SecurityGroup> all) {
    return new OptionLookup<>(
        CloneOptions.SECURITY_GROUPS, all, all, SecurityGroup::id, SecurityGroup::name);
  }

  static OptionLookup<String> availabilityZone(List<String> all) {
    return new OptionLookup<>(
        PlacementOptions.AVAILABILITY_ZONE, all, all, Function.identity(), Function.identity());
  }

  static OptionLookup<VolumeType> volumeType(List<VolumeType> all) {
    return new OptionLookup<>(
        PlacementOptions.VOLUME_TYPE, all, all, VolumeType::id, VolumeType::name);
  }

  static OptionLookup<ServerGroup> serverGroup(List<ServerGroup> all) {
    return new OptionLookup<>(
        PlacementOptions.SERVER_GROUP, all, all, ServerGroup::id, ServerGroup::name);
  }

  static OptionLookup<Keypair> keypair(List<Keypair> all) {
    return new OptionLookup<>(CloneOptions.KEYPAIR, all, all, Keypair::name, Keypair::name);
  }

  /**
   * Finds one word's match by id or name, else by name ignoring case.
   *
   * @throws ExplainedFailure when nothing matches, with the nearest that would do; when more than
   *     one does, with their ids
   */
  T one(String given) {
    String wanted = given.strip();
    for (Predicate<T> fits :
        List.<Predicate<T>>of(
            t -> id.apply(t).equals(wanted),
            t -> name.apply(t).equals(wanted),
            t -> name.apply(t).equalsIgnoreCase(wanted))) {
      List<T> found = all.stream().filter(fits).toList();
      if (found.size() == 1) {
        return found.get(0);
      }
      if (found.size() > 1) {
        throw ambiguous(wanted, found);
      }
    }
    throw unknown(wanted);
  }

  /** The matches of a comma-separated list, without duplicates. */
  List<T> several(String given) {
    Set<T> found = new LinkedHashSet<>();
    for (String word : given.split(",", -1)) {
      if (!word.isBlank()) {
        found.add(one(word));
      }
    }
    if (found.isEmpty()) {
      throw unknown(given.strip());
    }
    return List.copyOf(found);
  }

  private ExplainedFailure unknown(String wanted) {
    List<String> near =
        NearestNames.ranked(wanted, suggested.stream().map(name).toList()).stream()
            .limit(MOST_NEAR)
            .toList();
    Text what = Text.of("clone.option.unknown." + option, Arg.name(wanted));
    Text leaveOut =
        Text.of(
            OF_THE_CLOUD.contains(option)
                ? "clone.option.unknown-none-next"
                : "clone.option.unknown-next",
            Arg.code(option));
    return near.isEmpty()
        ? new ExplainedFailure(what, leaveOut)
        : new ExplainedFailure(
            what,
            List.of(
                Text.of(
                    option.equals(CloneOptions.FLAVOR) && !suggested.equals(all)
                        ? "clone.option.nearest-fitting"
                        : "clone.option.nearest",
                    Arg.name(String.join(", ", near))),
                leaveOut));
  }

  private ExplainedFailure ambiguous(String wanted, List<T> found) {
    List<Text> next = new ArrayList<>();
    next.add(Text.of("clone.option.ambiguous-next", Arg.code(option)));
    for (T candidate : found.subList(0, Math.min(MOST_SHOWN, found.size()))) {
      next.add(
          Text.of(
              "clone.option.candidate",
              Arg.name(name.apply(candidate)),
              Arg.code(id.apply(candidate))));
    }
    if (found.size() > MOST_SHOWN) {
      next.add(Text.of("clone.option.more", Arg.number(found.size() - (long) MOST_SHOWN)));
    }
    return new ExplainedFailure(
        Text.of("clone.option.ambiguous", Arg.code(option), Arg.name(wanted)), next);
  }
}
