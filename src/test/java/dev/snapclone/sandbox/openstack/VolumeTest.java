package dev.snapclone.sandbox.openstack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.snapclone.sandbox.openstack.Client.Got;
import dev.snapclone.sandbox.openstack.Knobs.Trouble;
import org.junit.jupiter.api.Test;

class VolumeTest extends SandboxTest {

  private String root() {
    return demo.id("/volumes", "volumes", "db-01-root");
  }

  private Got snapshot(Client client, String more) {
    return client.post(
        "/snapshots", "{\"snapshot\": {\"volume_id\": \"%s\"%s}}".formatted(root(), more));
  }

  private static String id(Got got, String key) {
    assertEquals(202, got.status(), got.text());
    return got.body().path(key).path("id").asText();
  }

  @Test
  void theRootVolumeHasItsSystemAsStrings() {
    JsonNode volume = demo.get("/volumes/" + root()).body().path("volume");
    assertEquals("in-use", volume.path("status").asText());
    assertEquals("\"true\"", volume.path("bootable").toString());
    assertEquals("/dev/vda", volume.path("attachments").path(0).path("device").asText());
    JsonNode image = volume.path("volume_image_metadata");
    assertEquals("\"1\"", image.path("min_disk").toString());
    assertEquals("ubuntu", image.path("os_distro").asText());
    assertEquals("2026-11-22T19:00:00.000000", volume.path("created_at").asText(), "no zone");
    String legacy = demo.id("/volumes", "volumes", "legacy-01-root");
    assertFalse(demo.get("/volumes/" + legacy).body().path("volume").has("volume_image_metadata"));
  }

  @Test
  void aVolumeInUseNeedsForceOnlyBelow366() {
    Got without = snapshot(demo, "");
    assertEquals(400, without.status());
    assertEquals(
        "Invalid volume: Volume %s status must be available, but current status is: in-use."
            .formatted(root()),
        without.message());
    assertEquals(202, snapshot(demo, ", \"force\": true").status());
    Client newer = demo.volume("3.66");
    assertEquals(202, snapshot(newer, "").status());
    assertEquals(202, snapshot(newer, ", \"force\": true").status());
    Got not = snapshot(newer, ", \"force\": false");
    assertEquals(400, not.status());
    assertTrue(not.message().startsWith("Since microversion 3.66 the 'force' flag is invalid"));
    Got unknown = snapshot(demo, ", \"force\": true, \"display_description\": \"x\"");
    assertTrue(
        unknown
            .message()
            .endsWith(
                "Additional properties are not allowed ('display_description' was unexpected)"));
  }

  @Test
  void aSnapshotIsCreatingAt0ThenAvailableAt100Percent() {
    Got got =
        snapshot(demo, ", \"force\": true, \"name\": \"s\", \"metadata\": {\"bot\": \"yes\"}");
    String id = id(got, "snapshot");
    assertFalse(got.body().path("snapshot").has("os-extended-snapshot-attributes:progress"));
    assertEquals("creating 0%", demo.snapshotState(id));
    assertEquals(
        "Invalid snapshot: Snapshot status must be available or error and must not be part of a"
            + " group.",
        demo.delete("/snapshots/" + id).message());
    assertEquals(
        "Invalid snapshot: Originating snapshot status must be one of 'available' values",
        demo.post("/volumes", "{\"volume\": {\"snapshot_id\": \"%s\"}}".formatted(id)).message());
    advance(2000);
    assertEquals("available 100%", demo.snapshotState(id));
  }

  @Test
  void aFailedSnapshotStaysAndOnlyAMessageSaysWhy() {
    cloud.knobs().fail(Trouble.VOLUME_SNAPSHOT, "^db-01");
    String id = id(snapshot(demo, ", \"force\": true"), "snapshot");
    advance(2000);
    assertEquals("error 0%", demo.snapshotState(id));
    JsonNode message = demo.get("/messages?resource_uuid=" + id).body().path("messages").path(0);
    assertEquals("VOLUME_VOLUME_SNAPSHOT_009_013", message.path("event_id").asText());
    assertEquals(404, demo.volume("3.0").get("/messages").status());
  }

  @Test
  void aSnapshotWithAVolumeIsBusyAndAVolumeWithASnapshotStays() {
    String snapshot = id(snapshot(demo, ", \"force\": true"), "snapshot");
    advance(2000);
    String volume =
        id(
            demo.post("/volumes", "{\"volume\": {\"snapshot_id\": \"%s\"}}".formatted(snapshot)),
            "volume");
    assertEquals("creating", demo.volumeState(volume));
    advance(1000);
    assertEquals("available", demo.volumeState(volume));

    assertEquals(202, demo.delete("/snapshots/" + snapshot).status());
    assertEquals("deleting 100%", demo.snapshotState(snapshot));
    advance(200);
    assertEquals("available 100%", demo.snapshotState(snapshot));
    assertEquals(
        "delete snapshot:Snapshot is busy.",
        demo.get("/messages?resource_uuid=" + snapshot)
            .body()
            .path("messages")
            .path(0)
            .path("user_message")
            .asText());
    assertEquals(202, demo.delete("/volumes/" + volume).status());
    advance(1000);
    assertEquals("404", demo.volumeState(volume));
    assertEquals(202, demo.delete("/snapshots/" + snapshot).status());
    advance(1000);
    assertEquals("404", demo.snapshotState(snapshot));
    assertEquals(404, demo.delete("/snapshots/" + snapshot).status());

    String own = cloud.backstage().addVolume("demo", "mine", 1, null);
    demo.post("/snapshots", "{\"snapshot\": {\"volume_id\": \"%s\"}}".formatted(own));
    advance(2000);
    Got refused = demo.delete("/volumes/" + own);
    assertEquals(400, refused.status());
    assertTrue(refused.message().contains("have snapshots"));
    assertTrue(demo.delete("/volumes/" + root()).message().contains("attached"));
  }

  @Test
  void quotasOfCinderAre413WithAMeaninglessRetryAfter() {
    cloud.backstage().setQuota("demo", "snapshots", 0);
    Got snapshots = snapshot(demo, ", \"force\": true");
    assertEquals(413, snapshots.status());
    assertEquals("0", snapshots.header("Retry-After"));
    assertEquals(
        "{\"overLimit\":{\"code\":413,\"message\":\"SnapshotLimitExceeded: Maximum number of"
            + " snapshots allowed (0) exceeded\",\"retryAfter\":\"0\"}}",
        snapshots.text());
    cloud.backstage().setQuota("demo", "snapshots", -1);
    cloud.backstage().setQuota("demo", "gigabytes", 11);
    assertEquals(
        "VolumeSizeExceedsAvailableQuota: Requested volume or snapshot exceeds allowed gigabytes"
            + " quota. Requested 2G, quota is 11G and 10G has been consumed.",
        snapshot(demo, ", \"force\": true").message());
    cloud.backstage().setQuota("demo", "volumes", 5);
    Got volumes = demo.post("/volumes", "{\"volume\": {\"size\": 1}}");
    assertEquals(413, volumes.status());
    JsonNode set =
        demo.get("/block/os-quota-sets/" + demo.project + "?usage=true").body().path("quota_set");
    assertEquals("{\"limit\":11,\"in_use\":10,\"reserved\":0}", set.path("gigabytes").toString());
  }

  @Test
  void metadataIsMergedByPostAndReplacedByPut() {
    String path = "/volumes/" + root() + "/metadata";
    demo.post(path, "{\"metadata\": {\"a\": \"1\"}}");
    assertEquals(
        "{\"a\":\"1\",\"b\":\"2\"}",
        demo.post(path, "{\"metadata\": {\"b\": \"2\"}}").body().path("metadata").toString());
    assertEquals(
        "{\"c\":\"3\"}",
        demo.put(path, "{\"metadata\": {\"c\": \"3\"}}").body().path("metadata").toString());
    Got emoji = demo.post(path, "{\"metadata\": {\"c\": \"\\ud83d\\ude00\"}}");
    assertEquals(500, emoji.status());
    Got longValue = demo.post(path, "{\"metadata\": {\"c\": \"%s\"}}".formatted("x".repeat(256)));
    assertEquals(400, longValue.status());
    assertTrue(longValue.message().endsWith("is too long"));
  }

  @Test
  void snapshotsOfAVolumeInErrorOrOfNoneAreRefused() {
    String volume = cloud.backstage().addVolume("demo", "v", 1, null);
    cloud.backstage().setVolumeStatus(volume, "error");
    Got error =
        demo.post(
            "/snapshots",
            "{\"snapshot\": {\"volume_id\": \"%s\", \"force\": true}}".formatted(volume));
    assertEquals(
        "Invalid volume: The snapshot cannot be created when the volume is in error status.",
        error.message());
    String nothing = "00000000-0000-4000-8000-000000000000";
    Got none =
        demo.post("/snapshots", "{\"snapshot\": {\"volume_id\": \"%s\"}}".formatted(nothing));
    assertEquals(404, none.status());
    assertEquals("Volume %s could not be found.".formatted(nothing), none.message());
    Got nope = demo.post("/snapshots", "{\"snapshot\": {\"volume_id\": \"nope\"}}");
    assertTrue(nope.message().endsWith("'nope' is not valid under any of the given schemas"));
  }

  @Test
  void aDataVolumeCanBeAttachedAndDetachedTheRootCannot() {
    String web = demo.serverId("web-01");
    String volume = cloud.backstage().addVolume("demo", "extra", 1, null);
    Got got =
        demo.post(
            "/servers/" + web + "/os-volume_attachments",
            "{\"volumeAttachment\": {\"volumeId\": \"%s\"}}".formatted(volume));
    assertEquals(200, got.status());
    assertEquals("/dev/vdb", got.body().path("volumeAttachment").path("device").asText());
    assertEquals("in-use", demo.volumeState(volume));
    assertEquals(202, demo.delete("/servers/" + web + "/os-volume_attachments/" + volume).status());
    advance(1000);
    assertEquals("available", demo.volumeState(volume));
    assertEquals(
        403,
        demo.delete("/servers/" + demo.serverId("db-01") + "/os-volume_attachments/" + root())
            .status());
  }
}
