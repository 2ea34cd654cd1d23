package dev.snapclone.cloud;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How an {@link InMemoryCloud} makes and deletes volumes and volume snapshots. */
final class Storage {
  private static final Set<String> DELETABLE = Set.of("available", "error");
  private final CloudState state;

  Storage(CloudState state) {
    this.state = state;
  }

  String create(NewVolume wanted) {
    state.checkMetadata(wanted.metadata(), "block-storage");
    Volume behind = wanted.snapshotId() == null ? null : behind(wanted.snapshotId(), wanted);
    if (!state.fits(Quota.Item.VOLUMES, 1)) {
      throw state.overQuota(
          "block-storage",
          413,
          "VolumeLimitExceeded: Maximum number of volumes allowed (%d) exceeded for quota 'volumes'."
              .formatted(state.limits.get(Quota.Item.VOLUMES)));
    }
    if (!state.fits(Quota.Item.GIGABYTES, wanted.sizeGb())) {
      throw state.overQuota(
          "block-storage",
          413,
          "VolumeSizeExceedsAvailableQuota: Requested volume or snapshot exceeds allowed gigabytes"
              + " quota. Requested %dG, quota is %dG and %dG has been consumed."
                  .formatted(
                      wanted.sizeGb(),
                      state.limits.get(Quota.Item.GIGABYTES),
                      state.used(Quota.Item.GIGABYTES)));
    }
    String id = state.newId();
    String type = type(wanted.volumeType(), behind);
    Volume volume =
        VolumeBuilder.aVolume(id, state.tick())
            .name(wanted.name())
            .status("creating")
            .size(wanted.sizeGb())
            .type(type)
            .source(
                new Volume.Source(
                    wanted.snapshotId(),
                    null,
                    behind != null && behind.source().bootable(),
                    behind == null ? Map.of() : behind.source().imageMetadata()))
            .metadata(wanted.metadata())
            .build();
    state.volumes.put(id, volume, state.hiddenFromLists, List.of(end(id)));
    state.born(ResourceKind.VOLUME, id, wanted.metadata());
    return id;
  }

  private @Nullable String type(@Nullable String wanted, @Nullable Volume behind) {
    String usual = behind == null ? "__DEFAULT__" : behind.type().name();
    if (wanted == null || wanted.equals(usual)) {
      return usual;
    }
    VolumeType type =
        state.volumeTypes.stream()
            .filter(t -> t.name().equals(wanted) || t.id().equals(wanted))
            .findFirst()
            .orElseThrow(
                () ->
                    state.missing(
                        "block-storage",
                        "Volume type with name " + wanted + " could not be found."));
    if (behind != null && state.foreignTypes.contains(type.name())) {
      throw state.bad(
          "block-storage",
          "Invalid input received: Invalid volume_type provided: %s (requested type is not compatible; recommend omitting the type argument)."
              .formatted(type.id()));
    }
    return type.name();
  }

  /** A volume from another one, as Cinder's {@code source_volid} has it. */
  String cloneOf(String name, String sourceId) {
    Volume source = state.volumes.peek(sourceId).orElseThrow();
    String id = state.newId();
    Volume volume =
        VolumeBuilder.aVolume(id, state.tick())
            .name(name)
            .status("creating")
            .size(source.sizeGb())
            .type(source.type().name())
            .source(
                new Volume.Source(
                    null, sourceId, source.source().bootable(), source.source().imageMetadata()))
            .build();
    state.volumes.put(id, volume, state.hiddenFromLists, List.of(end(id)));
    return id;
  }

  private Shelf.Change<Volume> end(String id) {
    @Nullable String fails = state.nextVolumeFails;
    state.nextVolumeFails = null;
    return v -> {
      if (fails == null) {
        return Altered.status(v, "available");
      }
      state.message(id, "VOLUME_VOLUME_001_003", fails);
      return Altered.status(v, "error");
    };
  }

  private Volume behind(String snapshotId, NewVolume wanted) {
    VolumeSnapshot snapshot =
        state
            .snapshots
            .peek(snapshotId)
            .orElseThrow(
                () ->
                    state.missing(
                        "block-storage", "Snapshot " + snapshotId + " could not be found."));
    if (!snapshot.status().equals("available")) {
      throw state.bad(
          "block-storage",
          "Invalid snapshot: Originating snapshot status must be one of 'available' values");
    }
    if (wanted.sizeGb() < snapshot.sizeGb()) {
      throw state.bad(
          "block-storage",
          "Volume size '%d'GB cannot be smaller than the snapshot size %dGB."
              .formatted(wanted.sizeGb(), snapshot.sizeGb()));
    }
    return Objects.requireNonNull(state.volumeBehind.get(snapshotId));
  }

  boolean deleteVolume(String id) {
    Optional<Volume> volume = state.volumes.peek(id);
    if (volume.isEmpty()) {
      return false;
    }
    boolean hasSnapshots = state.snapshots.any(s -> s.volumeId().equals(id));
    if (!DELETABLE.contains(volume.get().status()) || hasSnapshots) {
      throw state.bad(
          "block-storage",
          "Invalid volume: Volume status must be available or error and must not be attached, have"
              + " snapshots");
    }
    state.volumes.change(id, v -> Altered.status(v, "deleting"));
    state.volumes.become(id, List.of(v -> null));
    return true;
  }

  String snapshot(ImageMaking making, String volumeId, String name, Map<String, String> metadata) {
    state.checkMetadata(metadata, "block-storage");
    if (name.codePoints().anyMatch(c -> c > 0xFFFF)) {
      throw state.error(
          CloudException.Kind.SERVER_ERROR, "block-storage", 500, "The server has either erred");
    }
    Volume volume =
        state
            .volumes
            .peek(volumeId)
            .orElseThrow(
                () ->
                    state.missing("block-storage", "Volume " + volumeId + " could not be found."));
    if (!Set.of("available", "in-use").contains(volume.status())) {
      throw state.bad(
          "block-storage",
          "Invalid volume: The snapshot cannot be created when the volume is in %s status."
              .formatted(volume.status()));
    }
    if (!state.fits(Quota.Item.SNAPSHOTS, 1)
        || !state.fits(Quota.Item.GIGABYTES, volume.sizeGb())) {
      throw state.overQuota(
          "block-storage", 413, "SnapshotLimitExceeded: Maximum number of snapshots allowed");
    }
    String id = making.snapshot(volume, name, metadata);
    state.born(ResourceKind.VOLUME_SNAPSHOT, id, metadata);
    return id;
  }

  boolean deleteSnapshot(String id) {
    Optional<VolumeSnapshot> snapshot = state.snapshots.peek(id);
    if (snapshot.isEmpty()) {
      return false;
    }
    if (!DELETABLE.contains(snapshot.get().status())) {
      throw state.bad(
          "block-storage", "Invalid snapshot: Snapshot status must be available or error");
    }
    state.snapshots.change(id, s -> Altered.status(s, "deleting", 100));
    state.snapshots.become(id, List.of(s -> delete(s)));
    return true;
  }

  /** Accepted, and then refused when a volume depends on it: only the messages say why. */
  private @Nullable VolumeSnapshot delete(VolumeSnapshot snapshot) {
    boolean busy =
        state.snapshotsBusyWithVolumes
            && state.volumes.any(v -> snapshot.id().equals(v.source().snapshotId()));
    if (!busy) {
      return null;
    }
    state.message(
        snapshot.id(), "VOLUME_VOLUME_SNAPSHOT_010_015", "delete snapshot:Snapshot is busy.");
    return Altered.status(snapshot, "available", 100);
  }
}
