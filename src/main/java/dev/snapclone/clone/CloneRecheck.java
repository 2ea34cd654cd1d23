package dev.snapclone.clone;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.Flavor;
import dev.snapclone.cloud.Image;
import dev.snapclone.cloud.Keypair;
import dev.snapclone.cloud.Network;
import dev.snapclone.cloud.SecurityGroup;
import dev.snapclone.cloud.VolumeSnapshot;
import dev.snapclone.i18n.Arg;
import dev.snapclone.i18n.Text;
import dev.snapclone.job.JobFailure;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Looks, when a job begins, whether its plan would still do what was approved: hours may lie
 * between the two.
 */
final class CloneRecheck {
  private final Cloud cloud;

  CloneRecheck(Cloud cloud) {
    this.cloud = cloud;
  }

  /**
   * Whether the source, the instance's surroundings and the quota are as planned.
   *
   * @return a word for the journal
   * @throws JobFailure when something changed, with what
   */
  String clone(ClonePlan plan) {
    source(plan.source());
    launch(plan.launch(), ClonePlanner.need(plan));
    return "unchanged";
  }

  /** As {@link #clone}, of a copy: its source does not exist yet. */
  String copy(CopyPlan plan) {
    launch(plan.launch(), ClonePlanner.need(plan));
    return "unchanged";
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
      throw new JobFailure(
          Text.of("clone.changed.source", Arg.name(source.name()), Arg.code(source.id())),
          Text.of("clone.changed.other-snapshot"),
          null);
    }
  }

  private void launch(LaunchPlan launch, QuotaNeed need) {
    Optional<Flavor> flavor = cloud.flavor(launch.flavor().id());
    if (flavor.isEmpty() || !flavor.get().equals(launch.flavor())) {
      throw changed("clone.changed.flavor", Arg.name(launch.flavor().name()));
    }
    Set<String> networks = cloud.networks().stream().map(Network::id).collect(Collectors.toSet());
    requireAll("clone.changed.network", launch.networks(), networks);
    if (!launch.securityGroups().isEmpty()) {
      Set<String> groups =
          cloud.securityGroups().stream().map(SecurityGroup::id).collect(Collectors.toSet());
      requireAll("clone.changed.group", launch.securityGroups(), groups);
    }
    String keypair = launch.keypair();
    if (keypair != null
        && cloud.keypairs().stream().map(Keypair::name).noneMatch(keypair::equals)) {
      throw changed("clone.changed.keypair", Arg.name(keypair));
    }
    List<Text> passed = need.exceeded(cloud.quota());
    if (!passed.isEmpty()) {
      throw new JobFailure(
          Text.of("clone.changed.quota", Arg.text(passed.get(0))),
          Text.of("clone.changed.quota-next"),
          null);
    }
  }

  private static void requireAll(String key, List<LaunchPlan.Named> planned, Set<String> there) {
    for (LaunchPlan.Named one : planned) {
      if (!there.contains(one.id())) {
        throw changed(key, Arg.name(one.label()));
      }
    }
  }

  private static JobFailure changed(String key, Arg what) {
    return new JobFailure(Text.of(key, what), Text.of("clone.changed.next"), null);
  }
}
