package dev.snapclone.procedure;

import dev.snapclone.cloud.Quota;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Checks whether a volume snapshot fits the quota. Cinder counts snapshots, and their gigabytes
 * together with those of volumes (no_snapshot_gb_quota is false by default), in total and per
 * volume type.
 */
final class SnapshotQuota {
  /** What a volume snapshot counts towards. */
  static final Set<Quota.Item> ITEMS = EnumSet.of(Quota.Item.SNAPSHOTS, Quota.Item.GIGABYTES);

  private SnapshotQuota() {}

  /**
   * Use before and after, a line each. Unknown limits are named and left to the cloud.
   *
   * @throws ExplainedFailure when it does not fit, with the numbers
   */
  static List<Text> check(Quota quota, AttachedVolume volume) {
    List<Text> lines = new ArrayList<>();
    List<Text> tooMuch = new ArrayList<>();
    String type = volume.volumeType();
    look("snapshots", quota.of(Quota.Item.SNAPSHOTS), 1, Arg.plain(""), lines, tooMuch);
    look(
        "gigabytes",
        quota.of(Quota.Item.GIGABYTES),
        volume.sizeGb(),
        Arg.plain(""),
        lines,
        tooMuch);
    if (type != null) {
      List<Text> unsaid = new ArrayList<>();
      look("snapshots-type", ofType(quota, "snapshots_", type), 1, Arg.name(type), unsaid, tooMuch);
      look(
          "gigabytes-type",
          ofType(quota, "gigabytes_", type),
          volume.sizeGb(),
          Arg.name(type),
          unsaid,
          tooMuch);
    }
    if (!tooMuch.isEmpty()) {
      List<Text> next = new ArrayList<>(tooMuch);
      next.add(Text.of("procedure.quota.next"));
      throw new ExplainedFailure(Text.of("procedure.quota.exceeded"), next);
    }
    if (ITEMS.stream().anyMatch(item -> quota.of(item).isEmpty())) {
      lines.add(Text.of("procedure.quota.unknown"));
    }
    return lines;
  }

  private static Optional<Quota.Usage> ofType(Quota quota, String prefix, String type) {
    return Optional.ofNullable(quota.perVolumeType().get(prefix + type));
  }

  private static void look(
      String key,
      Optional<Quota.Usage> usage,
      int more,
      Arg type,
      List<Text> lines,
      List<Text> tooMuch) {
    if (usage.isEmpty() || usage.get().limit() < 0) {
      return;
    }
    long used = usage.get().used();
    Text line =
        Text.of(
            "procedure.quota." + key,
            Arg.number(used),
            Arg.number(usage.get().limit()),
            Arg.number(used + more),
            type);
    (usage.get().fits(more) ? lines : tooMuch).add(line);
  }
}
