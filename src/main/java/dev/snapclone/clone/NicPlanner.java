package dev.snapclone.clone;

import dev.snapclone.clone.LaunchPlan.Named;
import dev.snapclone.clone.LaunchPlan.PlannedNic;
import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.Network;
import dev.snapclone.cloud.SecurityGroup;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.procedure.Nic;
import dev.snapclone.procedure.PlanLines;
import dev.snapclone.procedure.PlanLines.Risk;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Plans the NICs of the new instance: those of the original in order, unless options name other
 * networks or security groups. A named network gets the groups of the original's NIC on it, or of
 * the one at the same position.
 */
final class NicPlanner {
  private final Original original;
  private final CloneOptions options;
  private final List<Network> networks;
  private final Map<String, Network> networksById;
  private final List<SecurityGroup> groups;

  NicPlanner(Cloud cloud, Original original, CloneOptions options) {
    this.original = original;
    this.options = options;
    this.networks = cloud.networks();
    this.networksById =
        networks.stream().collect(Collectors.toMap(Network::id, Function.identity(), (a, b) -> a));
    this.groups = cloud.securityGroups();
  }

  /**
   * @param remarks receives what the person should know about them
   * @throws ExplainedFailure when a network or group is gone or unknown, or unsuitable
   */
  List<PlannedNic> nics(PlanLines remarks) {
    LaunchPlan before = options.before();
    List<PlannedNic> nics =
        before != null
            ? before.networking().nics().stream()
                .map(nic -> again(nic, before.networking().ownPorts()))
                .toList()
            : options.network() != null ? named() : like(remarks);
    requireApplicable(nics);
    if (nics.stream().anyMatch(n -> n.portSecurity() && n.securityGroups() == null)) {
      remarks
          .inherits(Text.of("clone.plan.groups-unknown", Arg.code(CloneOptions.SECURITY_GROUPS)))
          .warn(Risk.OTHER, Text.of("clone.risk.groups"));
    }
    if (before == null) {
      notCopied().forEach(remarks::inherits);
    }
    return nics;
  }

  /**
   * Looks up the groups that an option names, where the networks were not found.
   *
   * @throws ExplainedFailure when one is unknown
   */
  void requireGroups() {
    if (options.securityGroups() != null) {
      OptionLookup.securityGroup(groups).several(options.securityGroups());
    }
  }

  /**
   * Whether Nova's {@code networks} cannot express these NICs, so that the bot must create the
   * ports. Nova gives all its ports the same security groups, by default the project's, and goes to
   * ERROR when groups meet a network without port security.
   */
  boolean needOwnPorts(List<PlannedNic> nics) {
    List<PlannedNic> secured = nics.stream().filter(PlannedNic::portSecurity).toList();
    Set<Set<String>> sets = new HashSet<>();
    secured.forEach(n -> sets.add(new HashSet<>(n.groupIds())));
    boolean defaults = secured.stream().allMatch(n -> n.securityGroups() == null);
    boolean nothing =
        secured.stream().anyMatch(n -> n.securityGroups() != null && n.securityGroups().isEmpty());
    return sets.size() > 1
        || nothing
        || (!defaults && secured.size() < nics.size())
        || nics.stream().anyMatch(n -> n.portSecurity() != security(n.network().id()));
  }

  private boolean security(String networkId) {
    Network network = networksById.get(networkId);
    return network == null || network.portSecurity();
  }

  private void requireApplicable(List<PlannedNic> nics) {
    List<String> open =
        nics.stream().filter(n -> !n.portSecurity()).map(n -> n.network().label()).toList();
    Arg names = Arg.name(String.join(", ", open));
    if (options.isolated() && !open.isEmpty()) {
      throw new ExplainedFailure(
          Text.of("clone.option.isolated-open", Arg.code(CloneOptions.ISOLATED), names),
          Text.of("clone.option.isolated-open-next", Arg.code(CloneOptions.NETWORK)));
    }
    if (options.securityGroups() != null && open.size() == nics.size()) {
      throw new ExplainedFailure(
          Text.of("clone.option.groups-open", Arg.code(CloneOptions.SECURITY_GROUPS), names),
          Text.of(
              "clone.option.groups-open-next",
              Arg.code(CloneOptions.SECURITY_GROUPS),
              Arg.code(CloneOptions.NETWORK)));
    }
  }

  // ---- As the original

  private List<PlannedNic> like(PlanLines remarks) {
    List<Nic> known = known();
    if (known.isEmpty()) {
      throw new ExplainedFailure(
          Text.of("clone.ask.network"),
          Text.of("clone.ask.option", Arg.code(CloneOptions.NETWORK)),
          Text.of("clone.ask.there-is", Arg.name(names())));
    }
    if (original.nics().isEmpty()
        && known.size() > 1
        && original.securityGroupIds().size() > 1
        && options.securityGroups() == null) {
      remarks.inherits(Text.of("clone.plan.nics-together", Arg.code(CloneOptions.SECURITY_GROUPS)));
    }
    return known.stream().map(n -> nic(network(n.networkId()), n, n.portSecurity())).toList();
  }

  /**
   * The original's NICs. If an older version's recipe matches no current NICs, every network has
   * every group.
   */
  private List<Nic> known() {
    return original.nics().isEmpty()
        ? original.networkIds().stream()
            .map(id -> new Nic(id, original.securityGroupIds(), security(id), List.of()))
            .toList()
        : original.nics();
  }

  private Named network(String id) {
    Network network = networksById.get(id);
    if (network == null) {
      throw new ExplainedFailure(
          Text.of("clone.ask.network-gone", Arg.code(id)),
          Text.of("clone.ask.option", Arg.code(CloneOptions.NETWORK)),
          Text.of("clone.ask.there-is", Arg.name(names())));
    }
    return new Named(id, network.name());
  }

  private String names() {
    return names(networks, Network::name);
  }

  /** A NIC with the groups of another; null when that one is unknown. */
  private PlannedNic nic(Named network, @Nullable Nic like, boolean security) {
    return new PlannedNic(network, security ? groups(like) : List.of(), security);
  }

  private @Nullable List<Named> groups(@Nullable Nic like) {
    if (options.securityGroups() != null) {
      return OptionLookup.securityGroup(groups).several(options.securityGroups()).stream()
          .map(g -> new Named(g.id(), g.name()))
          .toList();
    }
    boolean noted = !original.nics().isEmpty() || !original.securityGroupIds().isEmpty();
    return like != null && noted
        ? like.securityGroupIds().stream().map(this::group).toList()
        : null;
  }

  private Named group(String id) {
    return groups.stream()
        .filter(g -> g.id().equals(id))
        .findFirst()
        .map(g -> new Named(id, g.name()))
        .orElseThrow(
            () ->
                new ExplainedFailure(
                    Text.of("clone.ask.group-gone", Arg.code(id)),
                    Text.of("clone.ask.option", Arg.code(CloneOptions.SECURITY_GROUPS)),
                    Text.of("clone.ask.there-is", Arg.name(names(groups, SecurityGroup::name)))));
  }

  /** Features of the original's NICs that the copy lacks. */
  private List<Text> notCopied() {
    List<Text> lines = new ArrayList<>();
    for (int i = 0; i < original.nics().size(); i++) {
      Nic nic = original.nics().get(i);
      Network network = networksById.get(nic.networkId());
      for (Nic.Extra extra : nic.extras()) {
        lines.add(
            Text.of(
                "clone.plan.nic." + extra.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                Arg.number(i + 1L),
                Arg.name(network == null ? nic.networkId() : network.name())));
      }
    }
    return lines;
  }

  // ---- On networks that an option names

  private List<PlannedNic> named() {
    List<Network> chosen =
        OptionLookup.network(networks).several(String.valueOf(options.network()));
    List<PlannedNic> nics = new ArrayList<>();
    for (int i = 0; i < chosen.size(); i++) {
      Network network = chosen.get(i);
      Nic same =
          known().stream().filter(n -> n.networkId().equals(network.id())).findFirst().orElse(null);
      nics.add(
          nic(
              new Named(network.id(), network.name()),
              same == null ? atPlace(i) : same,
              same == null ? network.portSecurity() : same.portSecurity()));
    }
    return nics;
  }

  /** The original's NIC at a position, among those with security groups; the last beyond them. */
  private @Nullable Nic atPlace(int place) {
    List<Nic> secured = known().stream().filter(Nic::portSecurity).toList();
    return secured.isEmpty() ? null : secured.get(Math.min(place, secured.size() - 1));
  }

  // ---- As planned before

  /** A NIC of an earlier plan, by id, or by name if the id is gone. */
  private PlannedNic again(PlannedNic then, boolean ownPorts) {
    Named network = still(then.network(), OptionLookup.network(networks));
    boolean security = then.portSecurity() && (ownPorts || security(network.id()));
    List<Named> wanted = then.securityGroups();
    List<Named> found = new ArrayList<>();
    if (wanted != null && security) {
      for (Named group : wanted) {
        found.add(still(group, OptionLookup.securityGroup(groups)));
      }
    }
    return new PlannedNic(network, wanted == null && security ? null : found, security);
  }

  private static <T> Named still(Named then, OptionLookup<T> now) {
    boolean there = now.all().stream().anyMatch(one -> now.id().apply(one).equals(then.id()));
    T found = now.one(there ? then.id() : then.label());
    return new Named(now.id().apply(found), now.name().apply(found));
  }

  static <T> String names(List<T> all, Function<T, String> name) {
    return all.isEmpty() ? "-" : all.stream().limit(20).map(name).collect(Collectors.joining(", "));
  }
}
