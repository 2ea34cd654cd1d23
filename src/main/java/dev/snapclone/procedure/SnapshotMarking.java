package dev.snapclone.procedure;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.CloudException;
import java.util.Map;

/**
 * Writes marks on snapshots that a job made. A snapshot that is gone is no failure here: a copy
 * that deleted its snapshot, and then lost the rows that say so, marks it once more before it finds
 * what it made of it. To others it is as if it had been deleted a moment later.
 */
record SnapshotMarking(Cloud cloud) {
  /**
   * @throws CloudException when the image is there and the cloud does not write on it
   */
  void image(String id, Map<String, String> properties) {
    try {
      cloud.setImageProperties(id, properties);
    } catch (CloudException e) {
      if (e.kind() != CloudException.Kind.NOT_FOUND
          || new ConfirmedLookup(cloud).image(id).isPresent()) {
        throw e;
      }
    }
  }

  /**
   * @throws CloudException when the volume snapshot is there and the cloud does not write on it
   */
  void volumeSnapshot(String id, Map<String, String> metadata) {
    try {
      cloud.setVolumeSnapshotMetadata(id, metadata);
    } catch (CloudException e) {
      if (e.kind() != CloudException.Kind.NOT_FOUND
          || new ConfirmedLookup(cloud).volumeSnapshot(id).isPresent()) {
        throw e;
      }
    }
  }
}
