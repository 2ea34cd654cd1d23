package dev.snapclone.sandbox.openstack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.snapclone.sandbox.openstack.Client.Got;
import dev.snapclone.sandbox.openstack.Knobs.Time;
import dev.snapclone.sandbox.openstack.Knobs.Trouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class CreateImageTest extends SandboxTest {

  private String snapshot(String server) {
    Got got = demo.createImage(demo.serverId(server), "snap", "{\"bot\": \"yes\"}");
    assertEquals(202, got.status(), got.text());
    return got.body().path("image_id").asText();
  }

  /** The distinct states while the clock advances in steps. */
  private List<String> watch(String serverId, String imageId, int steps) {
    Set<String> seen = new LinkedHashSet<>();
    for (int i = 0; i < steps; i++) {
      seen.add(demo.state(serverId) + " | " + demo.imageState(imageId));
      advance(100);
    }
    return List.copyOf(seen);
  }

  @Test
  void goesThroughFourTaskStatesAndTheTaskEndsAfterTheImageIsActive() {
    String image = snapshot("web-01");
    assertEquals(
        List.of(
            "ACTIVE active image_snapshot_pending | queued null",
            "ACTIVE active image_snapshot | queued null",
            "ACTIVE active image_pending_upload | queued null",
            "ACTIVE active image_uploading | queued null",
            "ACTIVE active image_uploading | active 1048576",
            "ACTIVE active null | active 1048576"),
        watch(demo.serverId("web-01"), image, 40));

    JsonNode got = demo.get("/v2/images/" + image).body();
    assertEquals("snapshot", got.path("image_type").asText());
    assertEquals(demo.serverId("web-01"), got.path("instance_uuid").asText());
    assertEquals(demo.image("ubuntu-22.04"), got.path("base_image_ref").asText());
    assertEquals("yes", got.path("bot").asText());
    assertEquals("linux", got.path("os_type").asText());
    assertEquals(20, got.path("min_disk").asInt(), "the flavor's disk, not the image's");
    assertEquals("private", got.path("visibility").asText());
    assertEquals("available", got.path("image_state").asText());
  }

  @Test
  void worksOnStoppedAndLockedButNotOnBuildingErrorShelvedOrBusyOnes() {
    String off = demo.serverId("off-01");
    assertEquals(202, demo.createImage(off, "a", "{}").status());
    assertEquals("SHUTOFF stopped image_snapshot_pending", demo.state(off));

    Got busy = demo.createImage(off, "b", "{}");
    assertEquals(409, busy.status());
    assertEquals(
        "Cannot 'createImage' instance %s while it is in task_state image_snapshot_pending"
            .formatted(off),
        busy.message());

    String web = demo.serverId("web-01");
    assertEquals(202, demo.action(web, "{\"lock\": null}").status());
    assertEquals(202, demo.createImage(web, "a", "{}").status(), "a lock does not stop it");
    assertEquals(409, demo.action(web, "{\"os-stop\": null}").status());

    String dup = demo.serverId("dup");
    for (String state :
        List.of("BUILD building", "ERROR error", "SHELVED_OFFLOADED shelved_offloaded")) {
      String[] words = state.split(" ", -1);
      cloud.backstage().setState(dup, words[0], words[1], null);
      Got got = demo.createImage(dup, "a", "{}");
      assertEquals(409, got.status(), state);
      assertTrue(got.message().endsWith("while it is in vm_state " + words[1]), got.message());
    }
    cloud.backstage().removeInstance(dup);
    Got gone = demo.createImage(dup, "a", "{}");
    assertEquals(404, gone.status());
    assertEquals("Instance %s could not be found.".formatted(dup), gone.message());
  }

  @Test
  void below245TheIdIsAtTheEndOfAMalformedLocation() {
    Got got =
        demo.compute("2.1")
            .action(demo.serverId("web-01"), "{\"createImage\": {\"name\": \"snap\"}}");
    assertEquals(202, got.status());
    assertEquals("", got.text());
    String location = got.header("Location");
    assertTrue(location.matches("http://[^/]+//images/[0-9a-f-]{36}"), location);
  }

  @Test
  void aFailureDeletesTheImageAndOnlyTheInstanceActionShowsIt() {
    cloud.knobs().fail(Trouble.IMAGE_SNAPSHOT, "^web-");
    String server = demo.serverId("web-01");
    Got got = demo.createImage(server, "snap", "{}");
    String image = got.body().path("image_id").asText();
    assertEquals(
        List.of(
            "ACTIVE active image_snapshot_pending | queued null",
            "ACTIVE active image_snapshot | queued null",
            "ACTIVE active image_pending_upload | queued null",
            "ACTIVE active image_pending_upload | 404",
            "ACTIVE active null | 404"),
        watch(server, image, 40));
    assertFalse(demo.server(server).has("fault"));
    assertEquals(
        "No image found with ID %s<br /><br />\n\n\n".formatted(image),
        demo.get("/v2/images/" + image).body().path("message").asText());

    JsonNode action =
        demo.get(
                "/servers/" + server + "/os-instance-actions/" + got.header("X-Compute-Request-Id"))
            .body()
            .path("instanceAction");
    assertEquals("createImage", action.path("action").asText());
    assertEquals("Error", action.path("message").asText());
    assertEquals("Error", action.path("events").path(0).path("result").asText());
  }

  @Test
  void anImageCanStayQueuedForever() {
    cloud.knobs().fail(Trouble.IMAGE_SNAPSHOT_STUCK, "^web-");
    String image = snapshot("web-01");
    advance(3_600_000 / 2);
    assertEquals("ACTIVE active null", demo.state(demo.serverId("web-01")));
    assertEquals("queued null", demo.imageState(image));
  }

  @Test
  void deletingTheInstanceLaterDeletesTheImage() {
    String image = snapshot("web-01");
    String server = demo.serverId("web-01");
    assertEquals(204, demo.delete("/servers/" + server).status());
    assertEquals(
        List.of(
            "ACTIVE active deleting | queued null",
            "DELETED deleted null | queued null",
            "404 | queued null",
            "404 | 404"),
        watch(server, image, 40));
  }

  @Test
  void deletingTheQueuedImageReleasesTheInstance() {
    String image = snapshot("web-01");
    assertEquals(204, demo.delete("/v2/images/" + image).status());
    advance(4000);
    assertEquals("ACTIVE active null", demo.state(demo.serverId("web-01")));
    assertEquals("404", demo.imageState(image));
  }

  @Test
  void threeAtOnceGiveOneImageAndTwoQueuedForever() {
    cloud.knobs().set(Time.RACE_WINDOW, Duration.ofMillis(700));
    String server = demo.serverId("web-01");
    List<CompletableFuture<Got>> asked = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      asked.add(
          Client.sending(
              demo.posting(
                  "/servers/" + server + "/action",
                  "{\"createImage\": {\"name\": \"snap\", \"metadata\": {\"snapclone_job\":"
                      + " \"J1\"}}}")));
    }
    List<Integer> statuses = asked.stream().map(f -> f.join().status()).sorted().toList();
    assertEquals(List.of(202, 500, 500), statuses);
    advance(5000);
    List<String> images =
        demo.names("/v2/images?snapclone_job=J1", "images").stream()
            .map(i -> i.path("status").asText())
            .sorted()
            .toList();
    assertEquals(List.of("active", "queued", "queued"), images);
    assertEquals("ACTIVE active null", demo.state(server));
  }

  @Test
  void marksAreInheritedByTheSnapshotOfACloneOfASnapshot() {
    String first =
        demo.createImage(demo.serverId("web-01"), "s1", "{\"snapclone_job\": \"J1\"}")
            .body()
            .path("image_id")
            .asText();
    advance(5000);
    Got booted = demo.boot("copy", "m1.small", first, "");
    advance(5000);
    String copy = booted.body().path("server").path("id").asText();
    Got second =
        demo.createImage(copy, "s2", "{\"os_type\": \"windows\", \"snapclone_os\": \"windows\"}");
    JsonNode image = demo.get("/v2/images/" + second.body().path("image_id").asText()).body();
    assertEquals("J1", image.path("snapclone_job").asText());
    assertEquals(copy, image.path("instance_uuid").asText());
    assertEquals("linux", image.path("os_type").asText(), "the inherited one wins");
    assertEquals("windows", image.path("snapclone_os").asText());
  }

  @Test
  void marksOfAnImageReachTheSnapshotOfAVolumeMadeFromIt() {
    String marked =
        cloud
            .backstage()
            .addImage(
                "demo",
                "marked",
                "private",
                java.util.Map.of(
                    "snapclone_job", "J1", "instance_uuid", "the-first", "os_type", "linux"));
    String volume =
        demo.post(
                "/volumes",
                "{\"volume\": {\"size\": 2, \"name\": \"v\", \"imageRef\": \"%s\"}}"
                    .formatted(marked))
            .body()
            .path("volume")
            .path("id")
            .asText();
    advance(2000);
    String copy =
        demo.boot("copy", "b2.c1r2", null, Client.volumeRoot("volume", volume, ""))
            .body()
            .path("server")
            .path("id")
            .asText();
    advance(5000);
    String image = demo.createImage(copy, "s", "{}").body().path("image_id").asText();
    JsonNode got = demo.get("/v2/images/" + image).body();
    assertEquals("J1", got.path("snapclone_job").asText());
    assertEquals("the-first", got.path("instance_uuid").asText());
  }

  @Test
  void ofAVolumeBootedInstanceStopsHalfwayWhereTheGigabytesEnd() throws Exception {
    String server = demo.serverId("db-01");
    int used =
        demo.names("/volumes/detail", "volumes").stream()
            .mapToInt(v -> v.path("size").asInt())
            .sum();
    cloud.backstage().setQuota("demo", "gigabytes", used + 2);
    Got refused = demo.createImage(server, "half", "{}");
    assertEquals(403, refused.status());
    assertTrue(refused.text().contains("Quota exceeded for resources: snapshots"), refused.text());
    assertEquals(1, demo.names("/snapshots/detail", "snapshots").size(), "it stays");
    assertEquals(
        List.of(),
        demo.names("/v2/images?visibility=private", "images").stream()
            .filter(i -> i.path("name").asText().equals("half"))
            .toList());
  }

  @Test
  void ofAVolumeBootedInstanceIsEmptyAtOnceAndSnapshotsEveryVolume() throws Exception {
    String server = demo.serverId("db-01");
    Got got = demo.createImage(server, "bfv", "{\"bot\": \"yes\"}");
    String id = got.body().path("image_id").asText();
    assertEquals("ACTIVE active null", demo.state(server));
    JsonNode image = demo.get("/v2/images/" + id).body();
    assertEquals("active", image.path("status").asText());
    assertEquals(0, image.path("size").asInt(-1));
    assertFalse(image.has("instance_uuid"));
    assertFalse(image.has("image_type"));
    assertEquals("True", image.path("bdm_v2").asText());
    assertEquals("", image.path("base_image_ref").asText());
    assertTrue(image.path("block_device_mapping").isTextual(), "JSON in a string");
    JsonNode devices = Client.JSON.readTree(image.path("block_device_mapping").asText());
    assertEquals(2, devices.size());
    // As Nova, which sorts nothing.
    assertTrue(devices.path(0).path("boot_index").isNull());
    assertEquals(0, devices.path(1).path("boot_index").asInt(-1));
    List<JsonNode> snapshots = demo.names("/snapshots/detail", "snapshots");
    assertEquals(2, snapshots.size());
    for (JsonNode snapshot : snapshots) {
      assertEquals("snapshot for bfv", snapshot.path("name").asText());
      assertEquals("creating", snapshot.path("status").asText());
    }

    Got early = demo.boot("early", "b2.c2r4", id, "");
    assertEquals(202, early.status());
    advance(1900);
    JsonNode failed = demo.server(early.body().path("server").path("id").asText());
    assertEquals("ERROR", failed.path("status").asText());
    assertTrue(
        failed
            .path("fault")
            .path("message")
            .asText()
            .contains("Originating snapshot status must be one of 'available' values"));

    advance(1000);
    Got later = demo.boot("later", "b2.c2r4", id, "");
    advance(10_000);
    JsonNode clone = demo.server(later.body().path("server").path("id").asText());
    assertEquals("ACTIVE", clone.path("status").asText());
    assertEquals("", clone.path("image").asText("object"));
    assertEquals(2, clone.path("os-extended-volumes:volumes_attached").size());

    assertEquals(204, demo.delete("/v2/images/" + id).status());
    assertEquals(2, demo.names("/snapshots", "snapshots").size(), "they stay");
  }

  @Test
  void ofAVolumeBootedInstanceNeedsQuotaForAllSnapshots() {
    cloud.backstage().setQuota("demo", "snapshots", 1);
    Got got = demo.createImage(demo.serverId("db-01"), "bfv", "{}");
    assertEquals(403, got.status());
    assertEquals("Quota exceeded for resources: snapshots", got.message());
    assertEquals(0, demo.names("/snapshots", "snapshots").size());
  }

  @Test
  void refusesWhatTheSchemaRefuses() {
    String web = demo.serverId("web-01");
    assertEquals(
        "Invalid input for field/attribute createImage. Value: {}. 'name' is a required property",
        demo.action(web, "{\"createImage\": {}}").message());
    assertEquals(
        "Invalid input for field/attribute name. Value: . '' is too short",
        demo.createImage(web, "", "{}").message());
    assertEquals(
        "Invalid input for field/attribute a. Value: 1. 1 is not of type 'string'",
        demo.createImage(web, "x", "{\"a\": 1}").message());
    assertEquals(
        "There is no such action: makeImage", demo.action(web, "{\"makeImage\": {}}").message());
    assertEquals(
        400, demo.createImage(web, "x", "{\"a\": \"%s\"}".formatted("x".repeat(256))).status());
    for (String bad : List.of("a\\nb", "a\\ud83d\\ude00", "a\\u202eb")) {
      Got got = demo.createImage(web, bad, "{}");
      assertEquals(400, got.status(), bad);
      assertTrue(got.message().startsWith("An invalid 'name' value was provided."), bad);
    }
    assertEquals("ACTIVE active null", demo.state(web));
    assertEquals(2, demo.names("/v2/images", "images").size(), "no image was made");
  }
}
