package dev.snapclone.procedure;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.Flavor;
import dev.snapclone.cloud.Marks;
import dev.snapclone.cloud.Volume;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.procedure.PlanLines.Risk;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The disks of an instance that a snapshot does not contain. One line per kind, so that none is
 * mistaken for a part of the snapshot or copy.
 *
 * @param volumes the data volumes
 * @param ephemeralGb size of the flavor's ephemeral disk, GiB; 0 for none or unknown
 * @param swapMb size of the flavor's swap disk, MiB; 0 for none or unknown
 */
public record LeftOut(List<Disk> volumes, int ephemeralGb, int swapMb) {
  public static final LeftOut NOTHING = new LeftOut(List.of(), 0, 0);

  /** Further ones are only counted. */
  private static final int MOST_NAMED = 4;

  private static final int MOST_ON_CARD = 2;
  private static final String NO_VOLUMES = "0";
  private static final Pattern MARKED = Pattern.compile("[A-Za-z0-9._-]{1,200}:\\d{1,9}");

  public LeftOut {
    volumes = List.copyOf(volumes);
  }

  /**
   * A data volume.
   *
   * @param id UUID
   * @param name untrusted; may be empty
   * @param sizeGb GiB; 0 when unknown
   */
  public record Disk(String id, String name, int sizeGb) {}

  /** What a snapshot of an instance leaves out. */
  public static LeftOut of(BootSource source, @Nullable Flavor flavor) {
    return of(
        source.dataVolumes().stream().map(v -> new Disk(v.id(), v.name(), v.sizeGb())).toList(),
        flavor);
  }

  /**
   * The volumes with their current names, and the flavor's extra disks.
   *
   * @throws dev.snapclone.cloud.CloudException when the cloud failed
   */
  public static LeftOut of(Cloud cloud, List<Disk> volumes, @Nullable Flavor flavor) {
    List<Disk> named = new ArrayList<>();
    for (Disk disk : volumes) {
      Volume volume = named.size() < MOST_NAMED ? cloud.volume(disk.id()).orElse(null) : null;
      named.add(
          volume == null
              ? disk
              : new Disk(
                  disk.id(), volume.name(), disk.sizeGb() > 0 ? disk.sizeGb() : volume.sizeGb()));
    }
    return of(named, flavor);
  }

  static LeftOut of(List<Disk> volumes, @Nullable Flavor flavor) {
    return flavor == null
        ? new LeftOut(volumes, 0, 0)
        : new LeftOut(volumes, flavor.ephemeralGb(), flavor.swapMb());
  }

  /** The lines about a snapshot; empty when nothing is left out. */
  public List<Text> ofSnapshot() {
    return lines(
        "procedure.left-out.volumes",
        "procedure.left-out.ephemeral",
        "procedure.left-out.swap-disk");
  }

  /** The lines about a copy; empty when nothing is left out. */
  public List<Text> ofCopy() {
    return lines("clone.left-out.volumes", "clone.left-out.ephemeral", "clone.left-out.swap-disk");
  }

  private List<Text> lines(String ofVolumes, String ofEphemeral, String ofSwap) {
    List<Text> lines = new ArrayList<>();
    if (!volumes.isEmpty()) {
      lines.add(Text.of(ofVolumes, Arg.number(volumes.size()), named(MOST_NAMED)));
    }
    if (ephemeralGb > 0) {
      lines.add(Text.of(ofEphemeral, Arg.gigabytes(ephemeralGb)));
    }
    if (swapMb > 0) {
      lines.add(Text.of(ofSwap, Arg.megabytes(swapMb)));
    }
    return lines;
  }

  /** What an approver is warned of. */
  public void warn(PlanLines lines) {
    briefly().forEach(text -> lines.warn(Risk.DATA, text));
  }

  /** The data that is left out, in short for the card; a swap disk is no data. */
  public List<Text> briefly() {
    List<Text> lines = new ArrayList<>();
    if (!volumes.isEmpty()) {
      lines.add(Text.of("procedure.risk.volumes", Arg.number(volumes.size()), named(MOST_ON_CARD)));
    }
    if (ephemeralGb > 0) {
      lines.add(Text.of("procedure.risk.ephemeral", Arg.gigabytes(ephemeralGb)));
    }
    return lines;
  }

  /** The ids of named volumes, a line each. */
  public List<Text> ids() {
    return volumes.stream()
        .filter(v -> !v.name().isEmpty())
        .map(v -> Text.of("procedure.id.volume", Arg.name(v.name()), Arg.code(v.id())))
        .toList();
  }

  /** A step's text with what it leaves out, if anything. */
  public static Text step(Text words, List<Disk> volumes) {
    return volumes.isEmpty()
        ? words
        : Text.of(
            "procedure.step.without",
            Arg.text(words),
            Arg.number(volumes.size()),
            new LeftOut(volumes, 0, 0).named(MOST_NAMED));
  }

  private Arg named(int most) {
    Text named = name(volumes.get(0));
    for (Disk volume : volumes.subList(1, Math.min(most, volumes.size()))) {
      named = Text.of("procedure.left-out.list", Arg.text(named), Arg.text(name(volume)));
    }
    int more = volumes.size() - most;
    return Arg.text(
        more > 0 ? Text.of("procedure.left-out.more", Arg.text(named), Arg.number(more)) : named);
  }

  private static Text name(Disk volume) {
    Arg name = volume.name().isEmpty() ? Arg.code(volume.id()) : Arg.name(volume.name());
    return volume.sizeGb() > 0
        ? Text.of("procedure.left-out.volume", name, Arg.gigabytes(volume.sizeGb()))
        : Text.of("procedure.left-out.volume-no-size", name);
  }

  /** Adds the data volumes to a snapshot's marks, for later copies. */
  void mark(Map<String, String> marks) {
    if (volumes.isEmpty()) {
      marks.put(Marks.LEFT_OUT, NO_VOLUMES);
    } else {
      MarkList.write(
          marks,
          Marks.LEFT_OUT,
          volumes.stream().map(v -> v.id() + ":" + v.sizeGb()).toList(),
          MARKED);
    }
  }

  /**
   * The data volumes that a snapshot left out, without names; empty when unknown.
   *
   * @param properties an image's properties or a volume snapshot's metadata
   * @param ownId id of that image or volume snapshot: see {@link Marks#SELF}
   */
  public static Optional<List<Disk>> read(Map<String, String> properties, String ownId) {
    if (!ownId.equals(properties.get(Marks.SELF))) {
      return Optional.empty();
    }
    if (NO_VOLUMES.equals(properties.get(Marks.LEFT_OUT))) {
      return Optional.of(List.of());
    }
    List<Disk> volumes = new ArrayList<>();
    for (String one : MarkList.read(properties, Marks.LEFT_OUT, MARKED)) {
      int colon = one.indexOf(':');
      volumes.add(
          new Disk(one.substring(0, colon), "", Integer.parseInt(one.substring(colon + 1))));
    }
    return volumes.isEmpty() ? Optional.empty() : Optional.of(volumes);
  }
}
