package dev.snapclone.cloud;

import java.util.LinkedHashSet;
import java.util.Set;

/** Remembers what a test made and removes it: instances first, since the rest hangs on them. */
final class CloudLeftovers {
  private final CloudFixtures fixtures;
  private final Set<String> instances = new LinkedHashSet<>();
  private final Set<String> images = new LinkedHashSet<>();
  private final Set<String> volumes = new LinkedHashSet<>();
  private final Set<String> snapshots = new LinkedHashSet<>();

  private final Set<String> groups = new LinkedHashSet<>();

  CloudLeftovers(CloudFixtures fixtures) {
    this.fixtures = fixtures;
  }

  String instance(String id) {
    instances.add(id);
    return id;
  }

  String image(String id) {
    images.add(id);
    return id;
  }

  String volume(String id) {
    volumes.add(id);
    return id;
  }

  String group(String id) {
    groups.add(id);
    return id;
  }

  String snapshot(String id) {
    snapshots.add(id);
    return id;
  }

  /** Removes all; waits until it is gone, since a volume with snapshots cannot be deleted. */
  void remove() {
    Cloud cloud = fixtures.cloud();
    instances.forEach(cloud::deleteInstance);
    fixtures.await(
        "instances to be gone",
        () -> instances.stream().allMatch(id -> cloud.instance(id).isEmpty()));
    images.forEach(cloud::deleteImage);
    groups.forEach(cloud::deleteSecurityGroup);
    // A snapshot goes after the volumes made from it, a volume after its snapshots.
    fixtures.await("volumes and snapshots to be gone", this::storageGone);
  }

  private boolean storageGone() {
    Cloud cloud = fixtures.cloud();
    boolean gone = true;
    for (String id : volumes) {
      gone &=
          cloud
              .volume(id)
              .map(v -> tryDelete(v.status(), () -> cloud.deleteVolume(id)))
              .orElse(true);
    }
    for (String id : snapshots) {
      gone &=
          cloud
              .volumeSnapshot(id)
              .map(s -> tryDelete(s.status(), () -> cloud.deleteVolumeSnapshot(id)))
              .orElse(true);
    }
    return gone;
  }

  private static boolean tryDelete(String status, Runnable delete) {
    if (status.equals("available") || status.equals("error")) {
      try {
        delete.run();
      } catch (CloudException e) {
        if (e.kind() != CloudException.Kind.BAD_REQUEST) {
          throw e;
        }
      }
    }
    return false;
  }
}
