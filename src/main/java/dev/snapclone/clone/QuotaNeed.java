package dev.snapclone.clone;

import dev.snapclone.cloud.Flavor;
import dev.snapclone.cloud.Quota;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The quota that a job needs.
 *
 * @param items without zeros
 * @param perVolumeType by Cinder's own key, such as {@code gigabytes_fast}
 */
record QuotaNeed(Map<Quota.Item, Long> items, Map<String, Long> perVolumeType) {
  QuotaNeed {
    items = new EnumMap<>(items);
    perVolumeType = Map.copyOf(perVolumeType);
  }

  static QuotaNeed of(Flavor flavor, int ports, Collection<PlannedVolume> volumes) {
    Map<Quota.Item, Long> items = new EnumMap<>(Quota.Item.class);
    items.put(Quota.Item.INSTANCES, 1L);
    items.put(Quota.Item.CORES, (long) flavor.vcpus());
    items.put(Quota.Item.RAM_MB, (long) flavor.ramMb());
    items.put(Quota.Item.PORTS, (long) ports);
    Map<String, Long> byType = new TreeMap<>();
    for (PlannedVolume volume : volumes) {
      items.merge(Quota.Item.VOLUMES, 1L, Long::sum);
      items.merge(Quota.Item.GIGABYTES, (long) volume.sizeGb(), Long::sum);
      if (volume.volumeType() != null) {
        byType.merge("volumes_" + volume.volumeType(), 1L, Long::sum);
        byType.merge("gigabytes_" + volume.volumeType(), (long) volume.sizeGb(), Long::sum);
      }
    }
    return new QuotaNeed(items, byType);
  }

  /** With the security group of an isolated clone. */
  QuotaNeed withSecurityGroup() {
    Map<Quota.Item, Long> more = new EnumMap<>(items);
    more.merge(Quota.Item.SECURITY_GROUPS, 1L, Long::sum);
    return new QuotaNeed(more, perVolumeType);
  }

  /** With a volume snapshot that is taken first. */
  QuotaNeed withVolumeSnapshot(int sizeGb, String volumeType) {
    Map<Quota.Item, Long> more = new EnumMap<>(items);
    more.merge(Quota.Item.SNAPSHOTS, 1L, Long::sum);
    more.merge(Quota.Item.GIGABYTES, (long) sizeGb, Long::sum);
    Map<String, Long> byType = new TreeMap<>(perVolumeType);
    if (!volumeType.isEmpty()) {
      byType.merge("snapshots_" + volumeType, 1L, Long::sum);
      byType.merge("gigabytes_" + volumeType, (long) sizeGb, Long::sum);
    }
    return new QuotaNeed(more, byType);
  }

  /** The quotas that would be exceeded, a line each with numbers; empty when all fits. */
  List<Text> exceeded(Quota quota) {
    List<Text> passed = new ArrayList<>();
    items.forEach(
        (item, more) ->
            quota
                .of(item)
                .filter(usage -> !usage.fits(more))
                .ifPresent(usage -> passed.add(passed(Arg.text(word(item)), usage, more))));
    new TreeMap<>(perVolumeType)
        .forEach(
            (key, more) -> {
              Quota.Usage usage = quota.perVolumeType().get(key);
              if (usage != null && !usage.fits(more)) {
                passed.add(passed(Arg.code(key), usage, more));
              }
            });
    return passed;
  }

  private static Text passed(Arg what, Quota.Usage usage, long more) {
    return Text.of(
        "clone.quota.passed",
        what,
        Arg.number(usage.used()),
        Arg.number(usage.limit()),
        Arg.number(more));
  }

  /** Use before and after of each changed item, in one line; unknown values are named as such. */
  List<Text> lines(Quota quota) {
    List<Text> parts = new ArrayList<>();
    items.forEach(
        (item, more) ->
            parts.add(
                quota
                    .of(item)
                    .map(usage -> part(Arg.text(word(item)), usage, more))
                    .orElseGet(() -> Text.of("clone.quota.unknown", Arg.text(word(item))))));
    new TreeMap<>(perVolumeType)
        .forEach(
            (key, more) -> {
              Quota.Usage usage = quota.perVolumeType().get(key);
              if (usage != null && usage.limit() >= 0) {
                parts.add(part(Arg.code(key), usage, more));
              }
            });
    return parts.stream()
        .reduce((all, part) -> Text.of("clone.quota.and", Arg.text(all), Arg.text(part)))
        .map(all -> List.of(Text.of("clone.quota.line", Arg.text(all))))
        .orElse(List.of());
  }

  private static Text part(Arg what, Quota.Usage usage, long more) {
    Arg before = Arg.number(usage.used());
    Arg after = Arg.number(usage.used() + more);
    return usage.limit() < 0
        ? Text.of("clone.quota.unlimited", what, before, after)
        : Text.of("clone.quota.limited", what, before, after, Arg.number(usage.limit()));
  }

  private static Text word(Quota.Item item) {
    return Text.of("clone.quota." + item.name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }
}
