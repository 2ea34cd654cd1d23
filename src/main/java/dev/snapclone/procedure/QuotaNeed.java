package dev.snapclone.procedure;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.Flavor;
import dev.snapclone.cloud.Quota;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The quota that a job needs. Cinder counts the gigabytes of volumes and snapshots together
 * (no_snapshot_gb_quota is false by default), in total and per volume type.
 *
 * @param items without zeros
 * @param perVolumeType by Cinder's own key, such as {@code gigabytes_fast}
 * @param snapshotGb how much of the gigabytes is for volume snapshots
 * @param serverGroup the group that gets new members, null for none
 */
public record QuotaNeed(
    Map<Quota.Item, Long> items,
    Map<String, Long> perVolumeType,
    int snapshotGb,
    @Nullable String serverGroup) {
  /** Key of the line that warns of a quota which is nearly used up. */
  public static final String TIGHT = "clone.quota.tight";

  public static final QuotaNeed NOTHING = new QuotaNeed(Map.of(), Map.of(), 0, null);
  private static final int TIGHT_PERCENT = 80;
  private static final String GIGABYTES = "gigabytes_";

  public QuotaNeed {
    items = items.isEmpty() ? Map.of() : new EnumMap<>(items);
    perVolumeType = Map.copyOf(perVolumeType);
  }

  public QuotaNeed withInstance(Flavor flavor, int ports) {
    QuotaNeed need =
        with(Quota.Item.INSTANCES, 1)
            .with(Quota.Item.CORES, flavor.vcpus())
            .with(Quota.Item.RAM_MB, flavor.ramMb());
    return ports == 0 ? need : need.with(Quota.Item.PORTS, ports);
  }

  /**
   * @param type null when unknown
   */
  public QuotaNeed withVolume(int sizeGb, @Nullable String type) {
    return with(Quota.Item.VOLUMES, 1)
        .with(Quota.Item.GIGABYTES, sizeGb)
        .ofType("volumes_", type, 1)
        .ofType(GIGABYTES, type, sizeGb);
  }

  /**
   * @param type of the snapshot's volume, null when unknown
   */
  public QuotaNeed withVolumeSnapshot(int sizeGb, @Nullable String type) {
    QuotaNeed all =
        with(Quota.Item.SNAPSHOTS, 1)
            .with(Quota.Item.GIGABYTES, sizeGb)
            .ofType("snapshots_", type, 1)
            .ofType(GIGABYTES, type, sizeGb);
    return new QuotaNeed(all.items, all.perVolumeType, snapshotGb + sizeGb, serverGroup);
  }

  public QuotaNeed withSecurityGroup() {
    return with(Quota.Item.SECURITY_GROUPS, 1);
  }

  /**
   * @param group the id of a server group
   * @param members how many more it gets
   */
  public QuotaNeed withMemberOf(String group, int members) {
    QuotaNeed all = with(Quota.Item.SERVER_GROUP_MEMBERS, members);
    return new QuotaNeed(all.items, all.perVolumeType, all.snapshotGb, group);
  }

  /** The same so many times over. */
  public QuotaNeed times(int count) {
    Map<Quota.Item, Long> all = new EnumMap<>(Quota.Item.class);
    items.forEach((item, more) -> all.put(item, more * count));
    Map<String, Long> types = new TreeMap<>();
    perVolumeType.forEach((type, more) -> types.put(type, more * count));
    return new QuotaNeed(all, types, snapshotGb * count, serverGroup);
  }

  private QuotaNeed with(Quota.Item item, long more) {
    Map<Quota.Item, Long> all = new EnumMap<>(Quota.Item.class);
    all.putAll(items);
    all.merge(item, more, Long::sum);
    return new QuotaNeed(all, perVolumeType, snapshotGb, serverGroup);
  }

  private QuotaNeed ofType(String prefix, @Nullable String type, long more) {
    if (type == null || type.isEmpty()) {
      return this;
    }
    Map<String, Long> all = new TreeMap<>(perVolumeType);
    all.merge(prefix + type, more, Long::sum);
    return new QuotaNeed(items, all, snapshotGb, serverGroup);
  }

  /** One counted thing, its use and what it grows by. */
  private record Counted(Text what, Quota.Usage usage, long more, boolean megabytes, boolean gb) {
    Arg amount(long value) {
      return megabytes ? Arg.megabytes(value) : gb ? Arg.gigabytes(value) : Arg.number(value);
    }

    long after() {
      return usage.used() + more;
    }

    Text line() {
      Arg before = amount(usage.used());
      return usage.limit() < 0
          ? Text.of("clone.quota.unlimited", Arg.text(what), before, amount(after()))
          : Text.of(
              "clone.quota.limited",
              Arg.text(what),
              before,
              amount(after()),
              amount(usage.limit()));
    }

    long percent() {
      return usage.limit() <= 0 ? 0 : after() * 100 / usage.limit();
    }
  }

  private List<Counted> counted(Quota quota) {
    List<Counted> all = new ArrayList<>();
    items.forEach(
        (item, more) ->
            quota
                .of(item)
                .ifPresent(
                    usage ->
                        all.add(
                            new Counted(
                                word(item),
                                usage,
                                more,
                                item == Quota.Item.RAM_MB,
                                item == Quota.Item.GIGABYTES))));
    new TreeMap<>(perVolumeType)
        .forEach(
            (key, more) ->
                Optional.ofNullable(quota.perVolumeType().get(key))
                    .filter(usage -> usage.limit() >= 0)
                    .ifPresent(
                        usage ->
                            all.add(
                                new Counted(
                                    Text.of("clone.quota.type", Arg.code(key)),
                                    usage,
                                    more,
                                    false,
                                    key.startsWith(GIGABYTES)))));
    return all;
  }

  private Quota quota(Cloud cloud) {
    Quota quota = cloud.quota(items.keySet());
    String group = serverGroup;
    Quota.Usage members = quota.items().get(Quota.Item.SERVER_GROUP_MEMBERS);
    if (group == null || members == null) {
      return quota;
    }
    Map<Quota.Item, Quota.Usage> counted = new EnumMap<>(quota.items());
    counted.put(
        Quota.Item.SERVER_GROUP_MEMBERS, new Quota.Usage(members.limit(), own(cloud, group)));
    return new Quota(counted, quota.perVolumeType());
  }

  /**
   * How many members the bot's user launched: Nova counts a group's members by user
   * (nova/objects/instance_group.py, _server_group_count_members_by_user).
   */
  private static long own(Cloud cloud, String group) {
    List<String> members =
        cloud.serverGroups().stream()
            .filter(g -> g.id().equals(group))
            .flatMap(g -> g.memberIds().stream())
            .toList();
    String user = members.isEmpty() ? "" : cloud.account().userId();
    return members.stream()
        .flatMap(id -> cloud.instance(id).stream())
        .map(i -> i.launched().userId())
        .filter(by -> by == null || by.equals(user))
        .count();
  }

  /**
   * The quotas that would be exceeded, a line each with numbers; empty when all fits.
   *
   * @throws dev.snapclone.cloud.CloudException when the cloud failed
   */
  public List<Text> exceeded(Cloud cloud) {
    return exceeded(quota(cloud));
  }

  private List<Text> exceeded(Quota quota) {
    return counted(quota).stream()
        .filter(one -> !one.usage().fits(one.more()))
        .map(
            one ->
                Text.of(
                    "clone.quota.passed",
                    Arg.text(one.what()),
                    one.amount(one.usage().used()),
                    one.amount(one.usage().limit()),
                    one.amount(one.more())))
        .toList();
  }

  /**
   * Use before and after, a line for each thing that is counted; unknown values are named as such.
   * The last line warns, where one becomes nearly used up, of that which has least left.
   *
   * @throws ExplainedFailure with numbers when a quota is too small
   * @throws dev.snapclone.cloud.CloudException when the cloud failed
   */
  public List<Text> require(Cloud cloud) {
    Quota quota = quota(cloud);
    List<Text> passed = exceeded(quota);
    if (!passed.isEmpty()) {
      List<Text> next = new ArrayList<>(passed);
      next.add(Text.of("clone.quota.next"));
      throw new ExplainedFailure(Text.of("clone.quota.exceeded", Arg.name(cloud.name())), next);
    }
    List<Counted> counted = counted(quota);
    List<Text> lines = new ArrayList<>(counted.stream().map(this::line).toList());
    items.keySet().stream()
        .filter(item -> quota.of(item).isEmpty())
        .forEach(item -> lines.add(Text.of("clone.quota.unknown", Arg.text(word(item)))));
    tight(counted).ifPresent(lines::add);
    return lines;
  }

  /** Snapshots and volumes are counted as one sum, so it says what it is made of. */
  private Text line(Counted one) {
    long volumesGb = items.getOrDefault(Quota.Item.GIGABYTES, 0L) - snapshotGb;
    boolean sum = one.what().equals(word(Quota.Item.GIGABYTES)) && snapshotGb > 0 && volumesGb > 0;
    return sum
        ? Text.of(
            "clone.quota.sum",
            Arg.text(one.line()),
            Arg.gigabytes(snapshotGb),
            Arg.gigabytes(volumesGb),
            Arg.number(items.getOrDefault(Quota.Item.VOLUMES, 1L)))
        : one.line();
  }

  private static Optional<Text> tight(List<Counted> counted) {
    List<Counted> tight =
        counted.stream()
            .filter(one -> one.percent() > TIGHT_PERCENT)
            .sorted(Comparator.comparingLong(Counted::percent).reversed())
            .toList();
    return tight.stream()
        .findFirst()
        .map(
            worst ->
                Text.of(
                    TIGHT,
                    Arg.text(worst.what()),
                    worst.amount(worst.after()),
                    worst.amount(worst.usage().limit()),
                    Arg.number(worst.percent())));
  }

  private static Text word(Quota.Item item) {
    return Text.of(
        switch (item) {
          case RAM_MB -> "clone.quota.memory";
          case GIGABYTES -> "clone.quota.storage";
          default -> "clone.quota." + item.name().toLowerCase(Locale.ROOT).replace('_', '-');
        });
  }
}
