package dev.snapclone.cloud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InMemoryCloudTest {
  private final InMemoryCloud cloud = InMemoryCloud.seeded("lab");

  @Test
  void hasTheInstancesOfTheLab() {
    assertEquals(9, cloud.instances().size());
    assertEquals(2, cloud.attachments(cloud.idOf("db-01")).size());
    assertEquals("SHUTOFF", cloud.instance(cloud.idOf("off-01")).orElseThrow().state().status());
    assertTrue(
        cloud
            .volume(cloud.rootVolumeOf("legacy-01"))
            .orElseThrow()
            .source()
            .imageMetadata()
            .isEmpty());
  }

  @Test
  void anImageIsQueuedThenActiveAndInheritsTheMarksOfItsAncestor() {
    String first =
        cloud.createImage(cloud.idOf("web-01"), "first", Map.of(Marks.JOB, "j1", "os_type", "x"));
    assertEquals("queued", cloud.image(first).orElseThrow().status());
    cloud.settle();
    assertEquals("active", cloud.image(first).orElseThrow().status());
    assertEquals("linux", cloud.image(first).orElseThrow().properties().get("os_type"));
    String clone = launchFrom(first);
    cloud.settle();
    String second = cloud.createImage(clone, "second", Map.of());
    assertEquals("j1", cloud.image(second).orElseThrow().properties().get(Marks.JOB));
  }

  @Test
  void theImageOfAVolumeBootedInstanceIsEmptyAndActiveWhileItsSnapshotsAreMade() {
    String id = cloud.createImage(cloud.idOf("db-01"), "both", Map.of());
    Image image = cloud.image(id).orElseThrow();
    assertEquals("active", image.status());
    assertTrue(image.volumeBacked());
    assertEquals(
        List.of("creating", "creating"),
        cloud.volumeSnapshots().stream().map(VolumeSnapshot::status).toList());
  }

  @Test
  void anEffectOfUnknownOutcomeShowsLate() {
    cloud
        .knobs()
        .looksUntilLateEffects(2)
        .failNext(Verb.CREATE_IMAGE, Verb.Moment.EFFECT_LATE, CloudException.Kind.NO_ANSWER);
    String web = cloud.idOf("web-01");
    assertThrows(CloudException.class, () -> cloud.createImage(web, "late", Map.of()));
    assertEquals(2, cloud.images().size());
    assertEquals(3, cloud.images().size());
  }

  @Test
  void aVolumeWithSnapshotsAndABusySnapshotAreNotDeleted() {
    cloud.knobs().snapshotsBusyWithVolumes(true);
    String root = cloud.rootVolumeOf("db-01");
    String snapshot = cloud.createVolumeSnapshot(root, "s", Map.of());
    cloud.settle();
    String copy = cloud.createVolume(new NewVolume("c", 2, snapshot, null, null, Map.of()));
    cloud.settle();
    assertTrue(cloud.deleteVolumeSnapshot(snapshot));
    assertEquals("deleting", cloud.volumeSnapshot(snapshot).orElseThrow().status());
    assertEquals("available", cloud.volumeSnapshot(snapshot).orElseThrow().status());
    assertEquals(1, cloud.messages(snapshot).size());
    assertThrows(CloudException.class, () -> cloud.deleteVolume(root));
    assertTrue(cloud.deleteVolume(copy));
    cloud.settle();
    assertFalse(cloud.deleteVolume(copy));
  }

  @Test
  void countsWhatAJobMadeByTheMarksGivenThen() {
    Map<String, String> marks = Map.of(Marks.JOB, "j1", Marks.STEP, "image");
    String image = cloud.createImage(cloud.idOf("web-01"), "one", marks);
    assertEquals(Map.of("image", 1), cloud.made("j1"));
    cloud.deleteImage(image);
    assertEquals(Map.of(), cloud.made("j1"));
  }

  private String launchFrom(String image) {
    return cloud.createInstance(
        NewInstanceBuilder.ofImage("clone", "f-m1.small", image)
            .networks(List.of("net-demo"))
            .build());
  }
}
