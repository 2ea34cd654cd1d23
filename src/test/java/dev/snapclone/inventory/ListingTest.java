package dev.snapclone.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.snapclone.cloud.CloudException;
import dev.snapclone.cloud.Clouds;
import dev.snapclone.cloud.InMemoryCloud;
import dev.snapclone.cloud.Instance;
import dev.snapclone.cloud.Rigging;
import dev.snapclone.cloud.Verb;
import dev.snapclone.command.Reply;
import dev.snapclone.request.Asking;
import dev.snapclone.request.CloudOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ListingTest {
  private final InMemoryCloud cloud = InMemoryCloud.seeded("lab");
  private final Clouds clouds = new Clouds(List.of(cloud));
  private final Inventory inventory =
      new Inventory(
          clouds,
          name -> Runnable::run,
          Ticker.systemTicker(),
          InstantSource.fixed(Asking.NOW),
          Duration.ofMinutes(1),
          Duration.ZERO);
  private final InstancesCommand instances =
      new InstancesCommand(new CloudOption(clouds), inventory);
  private final SnapshotsCommand snapshots =
      new SnapshotsCommand(new CloudOption(clouds), inventory);

  private void goesDown() {
    cloud.knobs().failNext(Verb.READ, Verb.Moment.BEFORE_EFFECT, CloudException.Kind.UNREACHABLE);
  }

  @Test
  void instancesAreListedByNameWithStateSourceAndAddress() {
    Reply reply = instances.run(Asking.types("instances"));
    String text = Asking.read(reply);
    assertTrue(text.startsWith("9 instances in cloud lab\ndb-01: ACTIVE, volume-booted, 10.0.0."));
    assertTrue(text.contains("\noff-01: SHUTOFF, image-booted, 10.0.0."), text);
    assertEquals(9, reply.lines().size());
  }

  @Test
  void snapshotsOfBothKindsAreListedNewestFirst() {
    cloud.createImage(cloud.idOf("web-01"), "one", Map.of());
    cloud.createVolumeSnapshot(cloud.rootVolumeOf("db-01"), "two", Map.of());
    cloud.settle();
    instances.run(Asking.types("instances"));
    Reply reply = snapshots.run(Asking.types("snapshots", "cloud", "lab"));
    assertEquals("2 snapshots in cloud lab", Asking.read(reply.headline()));
    assertTrue(
        Asking.read(reply.lines().get(0)).startsWith("two: volume snapshot, 2 GB, of db-01, "));
    assertTrue(
        Asking.read(reply.lines().get(1)).startsWith("one: image snapshot, 20 GB, of web-01, "));
    cloud.knobs().looksPerState(0);
    cloud.createVolumeSnapshot(cloud.rootVolumeOf("db-01"), "three", Map.of());
    assertTrue(
        Asking.read(snapshots.run(Asking.types("snapshots")))
            .startsWith("3 snapshots in cloud lab\nthree: volume snapshot, creating, 2 GB"));
  }

  @Test
  void aLongListIsCutAndSaysHowManyMore() {
    Instance web = Rigging.peek(cloud, "web-01");
    for (int i = 0; i < 40; i++) {
      Rigging.instance(
          cloud,
          Rigging.like(web, "id-" + i, "many-" + i, "ACTIVE", null, web.launched().imageId()));
    }
    Reply reply = instances.run(Asking.types("instances"));
    assertEquals(Listing.MOST + 1, reply.lines().size());
    assertTrue(Asking.read(reply).contains("… and 29 more."));
  }

  @Test
  void anEmptyProjectSaysSo() {
    assertEquals(
        "0 snapshots in cloud lab\nThere is none yet. /snapshot takes one.",
        Asking.read(snapshots.run(Asking.types("snapshots"))));
  }

  @Test
  void whatCouldNotBeReadIsSaidAndTheRestIsShown() {
    goesDown();
    Reply never = instances.run(Asking.types("instances"));
    assertEquals(Reply.Tone.ERROR, never.tone());
    assertEquals(
        "Cloud lab could not be asked\n"
            + "lab cannot be reached (any): told to fail: UNREACHABLE\n"
            + "Try again when lab is back. If it stays away, check the network and"
            + " the provider's status page.\n"
            + "The instances cannot be shown.",
        Asking.read(never));
    instances.run(Asking.types("instances"));
    goesDown();
    String stale = Asking.read(instances.run(Asking.types("instances")));
    assertTrue(stale.contains("Shown are the instances as they were 2026-11-23T09:30:00Z."), stale);
    assertTrue(stale.contains("web-01: ACTIVE"), stale);
    cloud.createVolumeSnapshot(cloud.rootVolumeOf("db-01"), "two", Map.of());
    cloud.settle();
    goesDown();
    String half = Asking.read(snapshots.run(Asking.types("snapshots")));
    assertTrue(half.contains("The image snapshots cannot be shown."), half);
    assertTrue(half.contains("two: volume snapshot"), half);
  }

  @Test
  void anUnknownCloudIsRefused() {
    assertTrue(
        Asking.refused(() -> instances.run(Asking.types("instances", "cloud", "mars")))
            .contains("There is: lab."));
  }
}
