package dev.snapclone.procedure;

import dev.snapclone.cloud.BlockDevice;
import dev.snapclone.cloud.Image;
import dev.snapclone.cloud.Marks;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A volume snapshot of a set. A set is an image and volume snapshots that are one thing to people:
 * either Nova's zero-byte image of a volume-booted instance, which names the snapshots of all its
 * volumes, or the image of an image-booted instance's root disk, on which the bot wrote those of
 * its data volumes.
 *
 * @param device where its volume was attached, such as /dev/vdb; null when unknown
 * @param sizeGb GiB; 0 when unknown
 * @param root whether its volume was the root disk
 */
public record SetDisk(String snapshotId, @Nullable String device, int sizeGb, boolean root) {
  private static final Pattern MARKED =
      Pattern.compile("[A-Za-z0-9._-]{1,100}:\\d{1,9}:[a-z0-9]{0,20}");

  /** By the order of the devices: vdb, vdz, vdaa. */
  private static final Comparator<String> DEVICES =
      Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

  /** The order in which a clone gets them: the root disk first. */
  private static final Comparator<SetDisk> IN_ORDER =
      Comparator.comparing((SetDisk d) -> !d.root())
          .thenComparing(SetDisk::device, Comparator.nullsLast(DEVICES));

  /** Orders volumes by their devices, those without one last. */
  public static final Comparator<AttachedVolume> BY_DEVICE =
      Comparator.comparing(AttachedVolume::device, Comparator.nullsLast(DEVICES));

  /** The volume snapshots that belong to an image, in order; empty when it is no set. */
  public static List<SetDisk> of(Image image) {
    List<SetDisk> disks = new ArrayList<>(image.volumeBacked() ? mapped(image) : marked(image));
    disks.sort(IN_ORDER);
    if (image.volumeBacked() && !disks.get(0).root()) {
      // Nothing says which one boots.
      disks.set(0, disks.get(0).asRoot());
    }
    return disks;
  }

  private SetDisk asRoot() {
    return new SetDisk(snapshotId, device, sizeGb, true);
  }

  private static List<SetDisk> mapped(Image image) {
    Map<String, SetDisk> disks = new LinkedHashMap<>();
    for (BlockDevice device : image.blockDevices()) {
      String id = device.snapshotId();
      if (id != null) {
        disks.putIfAbsent(
            id,
            new SetDisk(
                id,
                device.device(),
                Objects.requireNonNullElse(device.sizeGb(), 0),
                Integer.valueOf(0).equals(device.bootIndex())));
      }
    }
    return List.copyOf(disks.values());
  }

  /** Trusted only on the image itself: other images inherit the marks of their instance's image. */
  private static List<SetDisk> marked(Image image) {
    if (!image.id().equals(image.properties().get(Marks.SELF))) {
      return List.of();
    }
    List<SetDisk> disks = new ArrayList<>();
    for (String one : MarkList.read(image.properties(), Marks.DISKS, MARKED)) {
      String[] parts = one.split(":", -1);
      String device = parts[2].isEmpty() ? null : "/dev/" + parts[2];
      disks.add(new SetDisk(parts[0], device, Integer.parseInt(parts[1]), false));
    }
    return disks;
  }

  /** Adds the volume snapshots of a set to the marks of its image. */
  static void mark(Map<String, String> marks, List<SetDisk> disks) {
    MarkList.write(
        marks,
        Marks.DISKS,
        disks.stream().map(d -> d.snapshotId() + ":" + d.sizeGb() + ":" + d.shortDevice()).toList(),
        MARKED);
    if (Marks.NONE.equals(marks.get(Marks.DISKS))) {
      throw new IllegalStateException("a set of " + disks.size() + " disks cannot be written");
    }
  }

  private String shortDevice() {
    String name = device == null ? "" : device.replaceFirst("^/dev/", "");
    return name.matches("[a-z0-9]{1,20}") ? name : "";
  }
}
