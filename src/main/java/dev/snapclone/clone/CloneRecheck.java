package dev.snapclone.clone;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.Flavor;
import dev.snapclone.cloud.Image;
import dev.snapclone.cloud.Keypair;
import dev.snapclone.cloud.Network;
import dev.snapclone.cloud.SecurityGroup;
import dev.snapclone.cloud.ServerGroup;
import dev.snapclone.cloud.VolumeSnapshot;
import dev.snapclone.cloud.VolumeType;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.procedure.Nic;
import dev.snapclone.procedure.Nics;
import dev.snapclone.procedure.QuotaNeed;
import dev.snapclone.procedure.SnapshotPlan;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Checks, when a job begins, whether its plan still does what was approved: hours may pass between
 * the two.
 */
final class CloneRecheck {
  private final Cloud cloud;

  CloneRecheck(Cloud cloud) {
    this.cloud = cloud;
  }

  /**
   * Checks the source, everything that the instance refers to, and the quota.
   *
   * @throws dev.snapclone.job.PlanChanged when something changed, with what the job would do now
   * @throws ExplainedFailure when it can no longer be done
   */
  void clone(ClonePlan plan) {
    source(plan.source());
    LaunchPlan launch = plan.launch();
    List<Changed> changes = changes(launch);
    if (!changes.isEmpty()) {
      throw new Replanning(cloud).clone(plan, changes(changes), changed(changes));
    }
    quota(ClonePlanner.need(plan));
  }

  /** As {@link #clone}, for a copy that is deleted again: nobody is asked about another plan. */
  void throwAway(ClonePlan plan) {
    source(plan.source());
    List<Changed> changes = changes(plan.launch());
    if (!changes.isEmpty()) {
      throw changed(changes);
    }
    quota(ClonePlanner.need(plan));
  }

  /** As {@link #clone}, for a copy, whose source does not exist yet. */
  void copy(CopyPlan plan) {
    List<Changed> changes = changes(plan.launch());
    SnapshotPlan snapshot = plan.snapshot();
    List<Nic> nics = nics(snapshot);
    if (plan.launch().networking().hasNicsLike(snapshot.recipe().networking().nics())
        && !plan.launch().networking().hasNicsLike(nics)) {
      changes.add(new Changed("clone.changed.nics", Arg.name(snapshot.original().name())));
      snapshot = snapshot.withNics(nics);
    }
    if (!changes.isEmpty()) {
      throw new Replanning(cloud).copy(plan, snapshot, changes(changes), changed(changes));
    }
    quota(CopyPlanner.need(plan));
  }

  /** A deviation from the plan. */
  private record Changed(String key, Arg what) {
    Text text() {
      return Text.of(key, what);
    }
  }

  private static List<Text> changes(List<Changed> changes) {
    return changes.stream().map(Changed::text).toList();
  }

  private static ExplainedFailure changed(List<Changed> changes) {
    return new ExplainedFailure(changes.get(0).text(), Text.of("clone.changed.next"));
  }

  private void source(ClonePlan.Source source) {
    boolean usable;
    if (source.kind() == ClonePlan.SourceKind.VOLUME_SNAPSHOT) {
      Optional<VolumeSnapshot> snapshot = cloud.volumeSnapshot(source.id());
      usable = snapshot.filter(s -> s.status().equals("available")).isPresent();
    } else {
      Optional<Image> image = cloud.image(source.id());
      usable = image.filter(i -> i.status().equals("active")).isPresent();
    }
    if (!usable) {
      throw new ExplainedFailure(
          Text.of("clone.changed.source", Arg.name(source.name()), Arg.code(source.id())),
          Text.of("clone.changed.other-snapshot"));
    }
  }

  private List<Changed> changes(LaunchPlan launch) {
    List<Changed> changes = new ArrayList<>();
    Optional<Flavor> flavor = cloud.flavor(launch.flavor().id());
    if (flavor.isEmpty() || !flavor.get().equals(launch.flavor())) {
      changes.add(new Changed("clone.changed.flavor", Arg.name(launch.flavor().name())));
    }
    nics(launch, changes);
    String keypair = launch.keypair();
    if (keypair != null
        && cloud.keypairs().stream().map(Keypair::name).noneMatch(keypair::equals)) {
      changes.add(new Changed("clone.changed.keypair", Arg.name(keypair)));
    }
    changes.addAll(placement(launch.placement()));
    return changes;
  }

  private List<Changed> placement(LaunchPlan.Placement placement) {
    List<Changed> changes = new ArrayList<>();
    String zone = placement.availabilityZone();
    if (zone != null && !cloud.availabilityZones().contains(zone)) {
      changes.add(new Changed("clone.changed.zone", Arg.name(zone)));
    }
    String type = placement.volumeType();
    if (type != null
        && cloud.volumeTypes().stream().map(VolumeType::name).noneMatch(type::equals)) {
      changes.add(new Changed("clone.changed.volume-type", Arg.name(type)));
    }
    LaunchPlan.Named group = placement.serverGroup();
    if (group != null
        && cloud.serverGroups().stream().map(ServerGroup::id).noneMatch(group.id()::equals)) {
      changes.add(new Changed("clone.changed.server-group", Arg.name(group.label())));
    }
    return changes;
  }

  /** The original's current NICs; the planned ones when it is gone, which is checked elsewhere. */
  private List<Nic> nics(SnapshotPlan snapshot) {
    return cloud
        .instance(snapshot.original().id())
        .map(i -> Nics.of(i, cloud.ports(i.id())))
        .orElse(snapshot.recipe().networking().nics());
  }

  private void quota(QuotaNeed need) {
    List<Text> passed = need.exceeded(cloud);
    if (!passed.isEmpty()) {
      throw new ExplainedFailure(
          Text.of("clone.changed.quota", Arg.text(passed.get(0))),
          Text.of("clone.changed.quota-next"));
    }
  }

  private void nics(LaunchPlan launch, List<Changed> changes) {
    Map<String, Network> networks =
        cloud.networks().stream().collect(Collectors.toMap(Network::id, Function.identity()));
    Set<String> groups =
        cloud.securityGroups().stream().map(SecurityGroup::id).collect(Collectors.toSet());
    Set<Changed> found = new LinkedHashSet<>();
    for (LaunchPlan.PlannedNic nic : launch.networking().nics()) {
      Arg network = Arg.name(nic.network().label());
      Network now = networks.get(nic.network().id());
      if (now == null) {
        found.add(new Changed("clone.changed.network", network));
      } else if (!launch.networking().ownPorts() && now.portSecurity() != nic.portSecurity()) {
        found.add(new Changed("clone.changed.port-security", network));
      }
      List<LaunchPlan.Named> planned =
          Objects.requireNonNullElse(nic.securityGroups(), List.<LaunchPlan.Named>of());
      planned.stream()
          .filter(g -> !groups.contains(g.id()))
          .forEach(g -> found.add(new Changed("clone.changed.group", Arg.name(g.label()))));
    }
    changes.addAll(found);
  }
}
