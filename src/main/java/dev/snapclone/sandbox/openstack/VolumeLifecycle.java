package dev.snapclone.sandbox.openstack;

import dev.snapclone.sandbox.openstack.Knobs.Time;
import dev.snapclone.sandbox.openstack.Knobs.Trouble;
import dev.snapclone.sandbox.openstack.StorageState.Attached;
import dev.snapclone.sandbox.openstack.StorageState.Message;
import dev.snapclone.sandbox.openstack.StorageState.Volume;
import dev.snapclone.sandbox.openstack.StorageState.VolumeSnapshot;
import java.time.Duration;

/** State changes of volumes and their snapshots over time. Called under the world's lock. */
final class VolumeLifecycle {
  private final CloudWorld world;

  VolumeLifecycle(CloudWorld world) {
    this.world = world;
  }

  /** A new volume: creating, then available or error. */
  void create(Volume volume, Runnable then) {
    world.storage.volumes.put(volume.id, volume);
    world.changed("volume", volume.id, volume.status);
    world.later(
        world.knobs.get(Time.VOLUME_CREATE),
        () -> {
          if (!world.storage.volumes.containsKey(volume.id) || !volume.status.equals("creating")) {
            return;
          }
          boolean fails = world.knobs.fails(Trouble.VOLUME, volume.shownName());
          status(volume, fails ? "error" : "available");
          then.run();
        });
  }

  /** Deletes a volume: deleting, then gone. */
  void delete(Volume volume) {
    status(volume, "deleting");
    world.later(
        world.knobs.get(Time.VOLUME_DELETE),
        () -> {
          if (world.knobs.fails(Trouble.DELETE, volume.shownName())) {
            status(volume, "error_deleting");
          } else if (world.storage.volumes.remove(volume.id) != null) {
            world.changed("volume", volume.id, "gone");
          }
        });
  }

  void attach(Volume volume, Attached where) {
    volume.attached = where;
    status(volume, "in-use");
  }

  void detach(Volume volume) {
    volume.attached = null;
    status(volume, "available");
  }

  void status(Volume volume, String status) {
    volume.status = status;
    volume.updated = world.now();
    world.changed("volume", volume.id, status);
  }

  /** A new volume snapshot: creating, then available or error with a message. */
  void snapshot(VolumeSnapshot snapshot, String requestId) {
    world.storage.snapshots.put(snapshot.id, snapshot);
    world.changed("snapshot", snapshot.id, snapshot.status);
    world.later(
        world.knobs.get(Time.VOLUME_SNAPSHOT),
        () -> {
          if (!snapshot.status.equals("creating")) {
            return;
          }
          if (world.knobs.fails(Trouble.VOLUME_SNAPSHOT, snapshot.shownName())
              || world.knobs.fails(Trouble.VOLUME_SNAPSHOT, snapshot.volume.shownName())) {
            status(snapshot, "error");
            message(
                snapshot,
                requestId,
                "VOLUME_VOLUME_SNAPSHOT_009_013",
                "create snapshot:Snapshot failed to create.");
          } else {
            snapshot.progress = "100%";
            status(snapshot, "available");
          }
        });
  }

  /** Deletes a snapshot; as with RBD, that fails while a volume depends on it. */
  void delete(VolumeSnapshot snapshot, String requestId) {
    status(snapshot, "deleting");
    Duration time = world.knobs.get(Time.VOLUME_DELETE);
    if (busy(snapshot)) {
      world.later(
          time.dividedBy(10),
          () -> {
            status(snapshot, "available");
            message(
                snapshot,
                requestId,
                "VOLUME_VOLUME_SNAPSHOT_010_015",
                "delete snapshot:Snapshot is busy.");
          });
      return;
    }
    world.later(
        time,
        () -> {
          if (world.knobs.fails(Trouble.DELETE, snapshot.shownName())) {
            status(snapshot, "error_deleting");
          } else if (world.storage.snapshots.remove(snapshot.id) != null) {
            world.changed("snapshot", snapshot.id, "gone");
          }
        });
  }

  private boolean busy(VolumeSnapshot snapshot) {
    return world.knobs.snapshotsAreBusy()
        && world.storage.volumes.values().stream().anyMatch(v -> snapshot.id.equals(v.snapshotId));
  }

  void status(VolumeSnapshot snapshot, String status) {
    snapshot.status = status;
    snapshot.updated = world.now();
    world.changed("snapshot", snapshot.id, status);
  }

  private void message(VolumeSnapshot snapshot, String requestId, String event, String text) {
    world.storage.messages.add(
        0,
        new Message(
            world.uuid(),
            snapshot.volume.projectId,
            event,
            text,
            "VOLUME_SNAPSHOT",
            snapshot.id,
            requestId,
            world.now()));
  }
}
