package dev.snapclone.sandbox.openstack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.snapclone.sandbox.openstack.Client.Got;
import dev.snapclone.sandbox.openstack.Knobs.Time;
import dev.snapclone.sandbox.openstack.Knobs.Trouble;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LaunchTest extends SandboxTest {

  private String launched(Got got) {
    assertEquals(202, got.status(), got.text());
    return got.body().path("server").path("id").asText();
  }

  private List<String> watch(String id, int steps) {
    Set<String> seen = new LinkedHashSet<>();
    for (int i = 0; i < steps; i++) {
      seen.add(demo.state(id));
      advance(100);
    }
    return List.copyOf(seen);
  }

  private String volume(String from, String more) {
    Got got = demo.post("/volumes", "{\"volume\": {\"name\": \"v\", %s%s}}".formatted(from, more));
    assertEquals(202, got.status(), got.text());
    return got.body().path("volume").path("id").asText();
  }

  private String rootSnapshot(String server) {
    String root =
        demo.server(demo.serverId(server))
            .path("os-extended-volumes:volumes_attached")
            .path(0)
            .path("id")
            .asText();
    Got got =
        demo.post(
            "/snapshots",
            "{\"snapshot\": {\"volume_id\": \"%s\", \"force\": true}}".formatted(root));
    advance(2500);
    return got.body().path("snapshot").path("id").asText();
  }

  private String fault(String id) {
    return demo.server(id).path("fault").path("message").asText();
  }

  @Test
  void fromAnImageItIsScheduledSpawnedAndHasItsAddressesOnlyWhenActive() {
    Got got =
        demo.boot(
            "clone",
            "m1.small",
            demo.image("ubuntu-22.04"),
            """
            "key_name": "demo-key", "security_groups": [{"name": "web"}],
            "metadata": {"cloned_from": "x"}, "tags": ["job-1"], "config_drive": true\
            """);
    String id = launched(got);
    assertFalse(got.body().path("server").path("adminPass").asText().isEmpty());
    assertEquals(demo.url + "/compute/v2.1/servers/" + id, got.header("Location"));
    assertTrue(demo.server(id).path("addresses").isEmpty());
    assertEquals(
        List.of(
            "BUILD building scheduling",
            "BUILD building null",
            "BUILD building spawning",
            "ACTIVE active null"),
        watch(id, 30));

    JsonNode server = demo.server(id);
    String address = server.path("addresses").path("demo-net").path(0).path("addr").asText();
    assertTrue(address.startsWith("10.0.0."), address);
    assertEquals("demo-key", server.path("key_name").asText());
    assertEquals("True", server.path("config_drive").asText());
    assertEquals("job-1", server.path("tags").path(0).asText());
    assertEquals("[{\"name\":\"web\"}]", server.path("security_groups").toString());
    JsonNode port = demo.names("/v2.0/ports?device_id=" + id, "ports").get(0);
    assertEquals(address, port.path("fixed_ips").path(0).path("ip_address").asText());
    assertEquals("compute:nova", port.path("device_owner").asText());

    assertEquals(
        "Fixed IP address %s is already in use on instance %s.".formatted(address, id),
        demo.post(
                "/servers",
                "{\"server\": {\"name\": \"x\", \"flavorRef\": \"%s\", \"imageRef\": \"%s\", \"networks\": [{\"uuid\": \"%s\", \"fixed_ip\": \"%s\"}]}}"
                    .formatted(
                        demo.flavor("m1.small"),
                        demo.image("ubuntu-22.04"),
                        demo.network(),
                        address))
            .message());
  }

  @Test
  void fromAVolumeItReservesTheVolumeSoThatASecondBootIsRefused() {
    String snapshot = rootSnapshot("db-01");
    String volume = volume("\"snapshot_id\": \"" + snapshot + "\"", "");
    Got early = demo.boot("x", "b2.c2r4", null, Client.volumeRoot("volume", volume, ""));
    assertEquals(400, early.status());
    assertTrue(
        early
            .message()
            .contains(
                "status must be available or downloading to reserve, but the current status is"
                    + " creating."));
    advance(1000);

    String id = launched(demo.boot("x", "b2.c2r4", null, Client.volumeRoot("volume", volume, "")));
    assertEquals("reserved", demo.volumeState(volume));
    Got second = demo.boot("y", "b2.c2r4", null, Client.volumeRoot("volume", volume, ""));
    assertEquals(400, second.status());
    assertTrue(second.message().contains("the current status is reserved"), second.message());

    assertEquals(
        List.of(
            "BUILD building scheduling",
            "BUILD building null",
            "BUILD building block_device_mapping",
            "BUILD building spawning",
            "ACTIVE active null"),
        watch(id, 40));
    assertEquals("in-use", demo.volumeState(volume));
    assertEquals("", demo.server(id).path("image").asText("not a string"));
    JsonNode attachment =
        demo.get("/servers/" + id + "/os-volume_attachments")
            .body()
            .path("volumeAttachments")
            .path(0);
    assertEquals("/dev/vda", attachment.path("device").asText());
    assertFalse(attachment.path("delete_on_termination").asBoolean(true));

    assertEquals(204, demo.delete("/servers/" + id).status());
    advance(2000);
    assertEquals("available", demo.volumeState(volume), "left behind, and billed");
  }

  @Test
  void fromASnapshotNovaMakesTheVolumeAndGivesUpWhenThatTakesTooLong() {
    String snapshot = rootSnapshot("db-01");
    String id =
        launched(
            demo.boot(
                "x",
                "b2.c2r4",
                null,
                Client.volumeRoot("snapshot", snapshot, ", \"delete_on_termination\": true")));
    advance(6000);
    assertEquals("ACTIVE active null", demo.state(id));
    String volume =
        demo.server(id).path("os-extended-volumes:volumes_attached").path(0).path("id").asText();
    assertEquals(
        snapshot,
        demo.get("/volumes/" + volume).body().path("volume").path("snapshot_id").asText());
    demo.delete("/servers/" + id);
    advance(3000);
    assertEquals("404", demo.volumeState(volume));

    cloud.knobs().set(Time.VOLUME_CREATE, Duration.ofMinutes(30));
    String slow =
        launched(demo.boot("x", "b2.c2r4", null, Client.volumeRoot("snapshot", snapshot, "")));
    advance(190_000);
    assertEquals("ERROR error null", demo.state(slow));
    assertTrue(
        fault(slow)
            .contains(
                "did not finish being created even after we waited 187 seconds or 61 attempts."
                    + " And its status is creating."),
        fault(slow));
  }

  @Test
  void someErrorsAppearOnlyAfterThe202() {
    String snapshot = rootSnapshot("db-01");
    String small =
        launched(
            demo.boot(
                "x",
                "b2.c2r4",
                null,
                Client.volumeRoot("snapshot", snapshot, ", \"volume_size\": 1")));
    cloud.backstage().setQuota("demo", "volumes", 5);
    String full =
        launched(
            demo.boot(
                "y",
                "b2.c2r4",
                null,
                Client.volumeRoot("image", demo.image("ubuntu-22.04"), ", \"volume_size\": 2")));
    advance(5000);
    assertTrue(
        fault(small).contains("Volume size '1'GB cannot be smaller than the snapshot size 2GB."),
        fault(small));
    assertTrue(
        fault(full)
            .endsWith(
                "aborted: VolumeLimitExceeded: Maximum number of volumes allowed (5) exceeded for"
                    + " quota 'volumes'."),
        fault(full));
  }

  @Test
  void aFailedBuildHasAFaultAndReleasesItsVolume() {
    cloud.knobs().fail(Trouble.SPAWN, "^bad");
    String volume = volume("\"size\": 2, \"imageRef\": \"" + demo.image("ubuntu-22.04") + "\"", "");
    advance(1500);
    String id =
        launched(demo.boot("bad", "b2.c2r4", null, Client.volumeRoot("volume", volume, "")));
    advance(5000);
    JsonNode server = demo.server(id);
    assertEquals("ERROR", server.path("status").asText());
    assertEquals(500, server.path("fault").path("code").asInt());
    assertTrue(fault(id).startsWith("Exceeded maximum number of retries."));
    assertTrue(server.path("addresses").isEmpty());
    assertFalse(server.has("progress"));
    assertFalse(server.has("security_groups"));
    assertEquals("available", demo.volumeState(volume));
    assertEquals(0, demo.names("/v2.0/ports?device_id=" + id, "ports").size());
  }

  @Test
  void refusesWithNovasMessages() {
    String image = demo.image("ubuntu-22.04");
    record Case(Got got, int status, String message) {}
    List<Case> cases =
        List.of(
            new Case(
                demo.boot("x", "b2.c1r2", image, ""),
                403,
                "Only volume-backed servers are allowed for flavors with zero disk."),
            new Case(
                bot.boot("x", "m1.small", image, "\"key_name\": \"demo-key\""),
                400,
                "Invalid key_name provided."),
            new Case(
                demo.boot("x", "m1.small", "00000000-0000-4000-8000-000000000000", ""),
                400,
                "Can not find requested image"),
            new Case(
                demo.boot("x", "m1.small", image, "\"availability_zone\": \"mars\""),
                400,
                "The requested availability zone is not available"),
            new Case(
                demo.boot("x", "m1.small", image, "\"security_groups\": [{\"name\": \"nope\"}]"),
                400,
                "Unable to find security_group with name or id 'nope'"),
            new Case(
                demo.boot(
                    "x",
                    "m1.small",
                    null,
                    "\"block_device_mapping_v2\": [{\"uuid\": \"%s\", \"source_type\": \"volume\", \"destination_type\": \"volume\"}]"
                        .formatted(cloud.backstage().addVolume("demo", "v", 1, "ubuntu-22.04"))),
                400,
                "Block Device Mapping is Invalid: Boot sequence for the instance and image/block"
                    + " device mapping combination is not valid."));
    for (Case one : cases) {
      assertEquals(one.status(), one.got().status(), one.got().text());
      assertEquals(one.message(), one.got().message());
    }
    Got unknown = demo.boot("x", "m1.small", image, "\"foo\": 1");
    assertEquals(400, unknown.status());
    assertTrue(
        unknown.message().endsWith("Additional properties are not allowed ('foo' was unexpected)"));
    Got tags = demo.compute("2.51").boot("x", "m1.small", image, "\"tags\": [\"a\"]");
    assertEquals(400, tags.status(), "tags came with 2.52");
    assertEquals(8, demo.names("/servers", "servers").size());
  }

  @Test
  void imageSnapshotsNeedTheFlavorDiskOfTheirOriginal() {
    String image =
        demo.createImage(demo.serverId("win-ad-01"), "s", "{}").body().path("image_id").asText();
    assertEquals(
        "Image %s is not active.".formatted(image),
        demo.boot("x", "m1.small", image, "").message());
    advance(5000);
    assertEquals(
        "Flavor's disk is smaller than the minimum size specified in image metadata. Flavor disk is"
            + " 21474836480 bytes, minimum size is 85899345920 bytes.",
        demo.boot("x", "m1.small", image, "").message());
    assertEquals(202, demo.boot("x", "m1.large", image, "").status());
  }

  @Test
  void anAmbiguousGroupNameIs409AndAnIdInItsPlaceWorks() {
    String second = cloud.backstage().addSecurityGroup("demo", "web");
    String image = demo.image("ubuntu-22.04");
    Got got = demo.boot("x", "m1.small", image, "\"security_groups\": [{\"name\": \"web\"}]");
    assertEquals(409, got.status());
    assertEquals(
        "Multiple security_group matches found for name 'web', use an ID to be more specific.",
        got.message());
    String id =
        launched(
            demo.boot(
                "x",
                "m1.small",
                image,
                "\"security_groups\": [{\"name\": \"%s\"}]".formatted(second)));
    advance(5000);
    assertEquals("web", demo.server(id).path("security_groups").path(0).path("name").asText());
  }

  @Test
  void onlyTheNextInstanceFindsNoHost() {
    String image = demo.image("ubuntu-22.04");
    cloud.knobs().failNext(Knobs.Trouble.SCHEDULE);
    String first = launched(demo.boot("first", "m1.small", image, ""));
    advance(3000);
    assertEquals("ERROR error null", demo.state(first));
    assertEquals("No valid host was found. There are not enough hosts available.", fault(first));
    assertEquals("[]", demo.get("/v2.0/ports?device_id=" + first).body().path("ports").toString());
    String second = launched(demo.boot("second", "m1.small", image, ""));
    advance(3000);
    assertEquals("ACTIVE active null", demo.state(second));
  }

  @Test
  void quotasOfNovaAndOfPortsAre403() {
    String image = demo.image("ubuntu-22.04");
    cloud.backstage().setQuota("demo", "cores", 11);
    Got cores = demo.boot("x", "m1.small", image, "");
    assertEquals(403, cores.status());
    assertEquals(
        "Quota exceeded for cores: Requested 1, but already used 11 of 11 cores", cores.message());
    cloud.backstage().setQuota("demo", "cores", -1);
    cloud.backstage().setQuota("demo", "port", 8);
    Got ports = demo.boot("x", "m1.small", image, "");
    assertEquals(403, ports.status());
    assertEquals("Maximum number of ports exceeded", ports.message());
    JsonNode limits = demo.get("/limits").body().path("limits").path("absolute");
    assertEquals(8, limits.path("totalInstancesUsed").asInt());
    assertEquals(26624, limits.path("totalRAMUsed").asInt());
    JsonNode network =
        demo.get("/v2.0/quotas/" + demo.project + "/details").body().path("quota").path("port");
    assertEquals("{\"limit\":8,\"used\":8,\"reserved\":0}", network.toString());
  }

  @Test
  void consolesFollowTheMicroversionAndTheState() {
    String off = demo.serverId("off-01");
    String vnc = "{\"os-getVNCConsole\": {\"type\": \"novnc\"}}";
    String remote = "{\"remote_console\": {\"protocol\": \"vnc\", \"type\": \"novnc\"}}";
    assertEquals(200, demo.compute("2.1").action(off, vnc).status());
    assertEquals(404, demo.compute("2.6").action(off, vnc).status());
    assertEquals(
        404, demo.compute("2.1").post("/servers/" + off + "/remote-consoles", remote).status());
    Got got = demo.post("/servers/" + off + "/remote-consoles", remote);
    assertEquals(200, got.status(), "though it is SHUTOFF");
    assertTrue(got.body().path("remote_console").path("url").asText().contains("%3Ftoken%3D"));
    Got spice =
        demo.post("/servers/" + off + "/remote-consoles", remote.replace("novnc", "spice-html5"));
    assertEquals("Unavailable console type spice-html5.", spice.message());
    String id = launched(demo.boot("x", "m1.small", demo.image("ubuntu-22.04"), ""));
    Got building = demo.post("/servers/" + id + "/remote-consoles", remote);
    assertEquals(409, building.status());
    assertEquals("Instance %s is not ready".formatted(id), building.message());
  }
}
