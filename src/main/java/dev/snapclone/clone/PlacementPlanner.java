package dev.snapclone.clone;

import dev.snapclone.clone.LaunchPlan.Placement;
import dev.snapclone.cloud.Abilities.Ability;
import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.Instance;
import dev.snapclone.cloud.ServerGroup;
import dev.snapclone.cloud.Volume;
import dev.snapclone.cloud.VolumeType;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.procedure.PlanLines;
import dev.snapclone.procedure.PlanLines.Risk;
import dev.snapclone.request.Refusals;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Plans in which zone and server group the new instance runs, and of which type its volumes are.
 * Refuses what contradicts itself, and says what only the cloud knows.
 */
final class PlacementPlanner {
  private final Cloud cloud;
  private final PlacementOptions options;
  private final int count;
  private final Refusals wrong;

  /**
   * @param count how many instances are launched
   * @param wrong receives what is unknown or contradicts itself
   */
  PlacementPlanner(Cloud cloud, PlacementOptions options, int count, Refusals wrong) {
    this.cloud = cloud;
    this.options = options;
    this.count = count;
    this.wrong = wrong;
  }

  /** Looks up what the options name, where it is not known yet what is launched. */
  void lookUp() {
    wrong.attempt(this::zoneNamed);
    wrong.attempt(this::typeNamed);
    wrong.attempt(this::groupNamed);
  }

  /**
   * @param makesVolumes whether volumes are made for it
   * @param behind the volume behind the snapshot, null when there is none or it is unknown
   * @param remarks receives what the person should know
   */
  Placement plan(
      Original original, boolean makesVolumes, @Nullable Volume behind, PlanLines remarks) {
    String asked = wrong.attempt(this::zoneNamed);
    String zone = options.availabilityZone() == null ? ofOriginal(original, remarks) : asked;
    VolumeType type = wrong.attempt(() -> type(makesVolumes));
    ServerGroup group = wrong.attempt(this::groupNamed);
    if (group != null) {
      wrong.require(() -> requirePossible(group, zone));
      warnOf(group, remarks);
    }
    if (asked != null && behind != null) {
      warnOfOtherZone(asked, behind, remarks);
    }
    if (type != null && behind != null && !type.name().equals(behind.type().name())) {
      remarks.warn(
          Risk.OTHER,
          Text.of(
              "clone.risk.volume-type",
              Arg.name(Optional.ofNullable(behind.type().name()).orElse("-")),
              Arg.name(type.name())));
    }
    return new Placement(
        zone,
        type == null ? null : type.name(),
        group == null ? null : new LaunchPlan.Named(group.id(), group.name()));
  }

  private @Nullable String zoneNamed() {
    String given = options.availabilityZone();
    return given == null
        ? null
        : OptionLookup.availabilityZone(cloud.availabilityZones()).one(given);
  }

  private @Nullable VolumeType typeNamed() {
    String given = options.volumeType();
    return given == null ? null : OptionLookup.volumeType(cloud.volumeTypes()).one(given);
  }

  private @Nullable ServerGroup groupNamed() {
    String given = options.serverGroup();
    return given == null ? null : OptionLookup.serverGroup(cloud.serverGroups()).one(given);
  }

  /** The original's zone, where it matters. */
  private @Nullable String ofOriginal(Original original, PlanLines remarks) {
    String wanted = original.availabilityZone();
    List<String> zones = cloud.availabilityZones();
    if (wanted == null || wanted.isEmpty() || zones.size() < 2) {
      return null;
    }
    if (!zones.contains(wanted)) {
      remarks.inherits(Text.of("clone.plan.zone-down", Arg.name(wanted)));
      return null;
    }
    return wanted;
  }

  private @Nullable VolumeType type(boolean makesVolumes) {
    VolumeType type = typeNamed();
    if (type != null && !makesVolumes) {
      throw new ExplainedFailure(
          Text.of("clone.option.volume-type-image", Arg.code(PlacementOptions.VOLUME_TYPE)),
          Text.of("clone.option.leave-out", Arg.code(PlacementOptions.VOLUME_TYPE)));
    }
    if (type != null
        && type.multiattach()
        && cloud.abilities().missing().contains(Ability.BOOT_FROM_MULTIATTACH)) {
      throw new ExplainedFailure(
          Text.of("clone.multiattach", Arg.name(cloud.name())),
          Text.of("clone.option.leave-out", Arg.code(PlacementOptions.VOLUME_TYPE)));
    }
    return type;
  }

  /** Members of an affinity group run on one host, and a host is in one zone. */
  private void requirePossible(ServerGroup group, @Nullable String zone) {
    if (zone == null || !group.together()) {
      return;
    }
    group.memberIds().stream()
        .flatMap(id -> cloud.instance(id).stream())
        .filter(member -> elsewhere(member, zone))
        .findFirst()
        .ifPresent(
            member -> {
              throw new ExplainedFailure(
                  Text.of(
                      "clone.option.group-zone",
                      Arg.name(group.name()),
                      Arg.name(member.name()),
                      Arg.name(String.valueOf(member.launched().availabilityZone())),
                      Arg.name(zone)),
                  Text.of(
                      "clone.option.group-zone-next",
                      Arg.code(PlacementOptions.AVAILABILITY_ZONE),
                      Arg.code(PlacementOptions.SERVER_GROUP)));
            });
  }

  private static boolean elsewhere(Instance member, String zone) {
    String there = member.launched().availabilityZone();
    return there != null && !there.isEmpty() && !there.equals(zone);
  }

  private void warnOf(ServerGroup group, PlanLines remarks) {
    if (count > 1 && group.apart()) {
      remarks.warn(
          Risk.OTHER,
          Text.of("clone.risk.group-apart-several", Arg.name(group.name()), Arg.number(count)));
      return;
    }
    if (group.memberIds().isEmpty() || !(group.apart() || group.together())) {
      return;
    }
    remarks.warn(
        Risk.OTHER,
        Text.of(
            group.apart() ? "clone.risk.group-apart" : "clone.risk.group-together",
            Arg.name(group.name()),
            Arg.number(group.memberIds().size())));
  }

  /**
   * Cinder makes a volume in its snapshot's zone. Whether an instance of another zone may use it is
   * Nova's setting cross_az_attach, which no API tells; where zones of storage do not have the
   * names of compute zones, it must be on.
   */
  private void warnOfOtherZone(String zone, Volume behind, PlanLines remarks) {
    String stored = behind.type().zone();
    if (stored != null && !stored.equals(zone) && cloud.availabilityZones().contains(stored)) {
      remarks.warn(Risk.OTHER, Text.of("clone.risk.zone", Arg.name(stored), Arg.name(zone)));
    }
  }
}
