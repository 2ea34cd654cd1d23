package dev.snapclone.clone;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.ServerGroup;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.OptionSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a person wants the new instance to run and to be stored; null for what was not said.
 *
 * @param availabilityZone a zone's name
 * @param volumeType name or id
 * @param serverGroup name or id
 */
record PlacementOptions(
    @Nullable String availabilityZone, @Nullable String volumeType, @Nullable String serverGroup) {
  static final String AVAILABILITY_ZONE = "availability-zone";
  static final String VOLUME_TYPE = "volume-type";
  static final String SERVER_GROUP = "server-group";

  static final PlacementOptions NONE = new PlacementOptions(null, null, null);

  static final List<OptionSpec> SPECS =
      List.of(
          OptionSpec.suggested(AVAILABILITY_ZONE),
          OptionSpec.suggested(VOLUME_TYPE),
          OptionSpec.suggested(SERVER_GROUP));

  static PlacementOptions of(Invocation invocation) {
    return new PlacementOptions(
        invocation.option(AVAILABILITY_ZONE).orElse(null),
        invocation.option(VOLUME_TYPE).orElse(null),
        invocation.option(SERVER_GROUP).orElse(null));
  }

  /**
   * The options that lead to an earlier plan. A zone that is not up any more is left out, as for an
   * original in such a zone.
   */
  static PlacementOptions of(LaunchPlan.Placement before, Cloud cloud) {
    String zone = before.availabilityZone();
    LaunchPlan.Named group = before.serverGroup();
    return new PlacementOptions(
        zone != null && cloud.availabilityZones().contains(zone) ? zone : null,
        before.volumeType(),
        group == null ? null : still(group, cloud));
  }

  private static String still(LaunchPlan.Named group, Cloud cloud) {
    boolean there = cloud.serverGroups().stream().map(ServerGroup::id).anyMatch(group.id()::equals);
    return there ? group.id() : group.label();
  }
}
