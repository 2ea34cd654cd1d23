package dev.snapclone.inventory;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.Image;
import dev.snapclone.cloud.Marks;
import dev.snapclone.cloud.Volume;
import dev.snapclone.cloud.VolumeSnapshot;
import dev.snapclone.procedure.SetDisk;
import dev.snapclone.procedure.Verified;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot that can be cloned, as lists show it.
 *
 * @param id the image's or the volume snapshot's id
 * @param name untrusted; may be empty
 * @param status the cloud's word, lower case
 * @param sizeGb size of a clone's disks, GiB; 0 when unknown
 * @param originalId the instance that it is of; null when unknown
 * @param disks ids of what its disks lie in: volume snapshots, which are not listed by themselves,
 *     and the image unless it is empty; empty for a volume snapshot
 * @param verified what was last seen of a copy; null when none was started
 */
public record SnapshotEntry(
    Kind kind,
    String id,
    String name,
    String status,
    int sizeGb,
    Instant created,
    @Nullable String originalId,
    List<String> disks,
    @Nullable Verified verified) {
  public SnapshotEntry {
    disks = List.copyOf(disks);
  }

  public enum Kind {
    IMAGE,
    VOLUME
  }

  /** Whether it is ready to be cloned. */
  public boolean ready() {
    return status.equals("active") || status.equals("available");
  }

  /** Whether it is several disks that are one thing to people. */
  boolean set() {
    return disks.size() > 1;
  }

  /** All of a cloud, each set once. */
  static List<SnapshotEntry> all(List<SnapshotEntry> images, List<SnapshotEntry> volumes) {
    Set<String> parts =
        images.stream().flatMap(image -> image.disks().stream()).collect(Collectors.toSet());
    return Stream.concat(
            images.stream(), volumes.stream().filter(volume -> !parts.contains(volume.id())))
        .toList();
  }

  static List<SnapshotEntry> images(Cloud cloud) {
    return cloud.images().stream().filter(Image::instanceSnapshot).map(SnapshotEntry::of).toList();
  }

  private static SnapshotEntry of(Image image) {
    Map<String, String> said = image.properties();
    List<SetDisk> parts = SetDisk.of(image);
    List<String> disks = new ArrayList<>(parts.stream().map(SetDisk::snapshotId).toList());
    if (!image.volumeBacked()) {
      disks.add(0, image.id());
    }
    int volumesGb = parts.stream().mapToInt(SetDisk::sizeGb).sum();
    int minimumGb = image.minimum().diskGb();
    String original = original(said, image.id());
    return new SnapshotEntry(
        Kind.IMAGE,
        image.id(),
        image.name(),
        image.status(),
        image.volumeBacked() ? Math.max(minimumGb, volumesGb) : minimumGb + volumesGb,
        image.created(),
        original != null ? original : said.get("instance_uuid"),
        disks,
        Verified.of(said, image.id()).orElse(null));
  }

  static List<SnapshotEntry> volumeSnapshots(Cloud cloud) {
    Map<String, Volume> volumes =
        cloud.volumes().stream()
            .collect(Collectors.toMap(Volume::id, Function.identity(), (one, two) -> one));
    return cloud.volumeSnapshots().stream()
        .filter(s -> maybeBootable(volumes.get(s.volumeId())))
        .map(s -> of(s, volumes.get(s.volumeId())))
        .toList();
  }

  /** A volume that is gone, or newer than the list, may have been bootable. */
  private static boolean maybeBootable(@Nullable Volume volume) {
    return volume == null || volume.source().bootable();
  }

  private static SnapshotEntry of(VolumeSnapshot snapshot, @Nullable Volume volume) {
    String original = original(snapshot.metadata(), snapshot.id());
    if (original == null && volume != null && !volume.attachments().isEmpty()) {
      original = volume.attachments().get(0).instanceId();
    }
    return new SnapshotEntry(
        Kind.VOLUME,
        snapshot.id(),
        snapshot.name(),
        snapshot.status(),
        snapshot.sizeGb(),
        snapshot.created(),
        original,
        List.of(),
        Verified.of(snapshot.metadata(), snapshot.id()).orElse(null));
  }

  /** Trusted only if the mark names the snapshot itself: marks are inherited. */
  private static @Nullable String original(Map<String, String> said, String ownId) {
    String original = said.get(Marks.ORIGINAL);
    return ownId.equals(said.get(Marks.SELF)) && !Marks.NONE.equals(original) ? original : null;
  }
}
