package dev.snapclone.sandbox.openstack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.snapclone.sandbox.openstack.Client.Got;
import dev.snapclone.sandbox.openstack.Knobs.Time;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Lists: pages, filters that work, filters that are ignored, and resources that appear late. */
class ListTest extends SandboxTest {
  @Override
  CloudSandboxOptions options() {
    return super.options().withPageSize(2);
  }

  private List<String> all(String path, String key) {
    List<String> ids = new ArrayList<>();
    String next = path;
    while (!next.isEmpty()) {
      Got got = demo.get(next);
      got.body().path(key).forEach(n -> ids.add(n.path("id").asText()));
      JsonNode link = got.body().path(key + "_links").path(0).path("href");
      String image = got.body().path("next").asText("");
      next = image.isEmpty() ? link.asText("") : image;
    }
    return ids;
  }

  @Test
  void everyPageHasALinkToTheNextUntilOneIsNotFull() {
    List<String> servers = all("/servers/detail", "servers");
    assertEquals(8, servers.size());
    assertEquals(8, new HashSet<>(servers).size());
    assertEquals(5, all("/volumes/detail", "volumes").size());
    assertEquals(5, all("/volumes/detail?limit=1", "volumes").size());
    assertEquals(2, all("/v2/images", "images").size());
    assertEquals(2, all("/v2/images?limit=1&visibility=public", "images").size());
    assertEquals(8, all("/v2.0/ports?limit=2", "ports").size());
    assertEquals("marker [nope] not found", demo.get("/servers?marker=nope").message());
    assertEquals(
        "limit param must be an integer<br /><br />\n\n\n",
        demo.get("/v2/images?limit=x").message());
  }

  @Test
  void resourcesOfOtherProjectsAreInvisible() {
    Client other = Client.signIn(cloud, "other", "other");
    assertEquals(1, other.names("/servers", "servers").size());
    String theirs = other.serverId("web-01");
    assertEquals(404, demo.get("/servers/" + theirs).status());
    assertFalse(all("/servers", "servers").contains(theirs));
    assertEquals(0, other.names("/volumes", "volumes").size());
    assertEquals(
        400,
        Client.send(
                other
                    .request(cloud.url() + "/volume/v3/" + demo.project + "/volumes")
                    .GET()
                    .build())
            .status());
  }

  @Test
  void namesAreRegularExpressionsSearchedForAnywhere() {
    assertEquals(2, demo.names("/servers?name=dup", "servers").size());
    assertEquals(2, demo.names("/servers?name=%5Ewin-", "servers").size());
    Got got = demo.get("/servers?name=**");
    assertEquals(400, got.status());
    assertEquals(
        "Invalid input for query parameters name. Value: **. '**' is not a 'regex'", got.message());
    assertEquals(1, demo.names("/servers?status=shutoff", "servers").size());
  }

  @Test
  void novaIgnoresTheMetadataFilterAndCinderDoesForSnapshotsBelow322() {
    String filter = "metadata=" + URLEncoder.encode("{'job': 'J1'}", StandardCharsets.UTF_8);
    assertEquals(2, demo.names("/servers?" + filter, "servers").size(), "a full page of others");
    assertEquals(0, demo.names("/volumes?" + filter, "volumes").size());
    String volume = cloud.backstage().addVolume("demo", "v", 1, null);
    demo.post("/snapshots", "{\"snapshot\": {\"volume_id\": \"%s\"}}".formatted(volume));
    assertEquals(1, demo.volume("3.21").names("/snapshots?" + filter, "snapshots").size());
    assertEquals(0, demo.volume("3.22").names("/snapshots?" + filter, "snapshots").size());
  }

  @Test
  void tagsAreExactFrom226AndIgnoredBefore() {
    String web = cloud.backstage().instanceId("demo", "web-01");
    Got put = demo.put("/servers/" + web + "/tags/job-1", "");
    assertEquals(201, put.status());
    assertEquals(List.of(web), all("/servers?tags=job-1", "servers"));
    assertEquals(0, demo.names("/servers?tags=job", "servers").size());
    assertEquals(2, demo.compute("2.25").names("/servers?tags=job", "servers").size());
    assertEquals(
        "'foo' does not match any of the regexes: '^_'", demo.get("/servers?foo=1").message());
    assertEquals(200, demo.compute("2.74").get("/servers?foo=1").status());
  }

  @Test
  void imagesAreFilteredByOwnerVisibilityNameStatusAndProperty() {
    String id =
        cloud.backstage().addImage("demo", "mine", "private", Map.of("snapclone_job", "J1"));
    assertEquals(List.of(id), all("/v2/images?snapclone_job=J1", "images"));
    assertEquals(List.of(), all("/v2/images?snapclone_job=J2", "images"));
    assertEquals(List.of(id), all("/v2/images?owner=" + demo.project, "images"));
    assertEquals(List.of(id), all("/v2/images?visibility=private", "images"));
    assertEquals(List.of(id), all("/v2/images?name=mine", "images"));
    assertEquals(3, all("/v2/images?status=active", "images").size());
    assertEquals(0, all("/v2/images?instance_uuid=x", "images").size());
    Client other = Client.signIn(cloud, "other", "other");
    assertEquals(404, other.get("/v2/images/" + id).status());
  }

  @Test
  void keypairsBelongToUsers() {
    assertEquals(
        "demo-key",
        demo.names("/os-keypairs", "keypairs").get(0).path("keypair").path("name").asText());
    assertEquals(0, bot.names("/os-keypairs", "keypairs").size());
    Got got = bot.get("/os-keypairs/demo-key");
    assertEquals(404, got.status());
    assertEquals("Keypair demo-key not found for user " + bot.user, got.message());
    assertTrue(bot.names("/servers?name=web-01", "servers").size() == 1, "but sees the instance");
  }

  @Test
  void aRequestTakesEffectOnlyAfterAWhile() {
    cloud.knobs().set(Time.VOLUME_POST, Duration.ofMillis(90));
    String volume = cloud.backstage().addVolume("demo", "v", 1, null);
    CompletableFuture<Got> asked =
        Client.sending(
            demo.posting(
                "/snapshots", "{\"snapshot\": {\"volume_id\": \"%s\"}}".formatted(volume)));
    org.awaitility.Awaitility.await()
        .until(() -> !cloud.requestLog().matching("POST", "/snapshots$").isEmpty());
    assertEquals(0, demo.names("/snapshots", "snapshots").size());
    assertFalse(asked.isDone());
    org.awaitility.Awaitility.await()
        .until(
            () -> {
              advance(90); // the request may have been logged before it was queued
              return asked.isDone();
            });
    assertEquals(202, asked.join().status());
    assertEquals(1, demo.names("/snapshots", "snapshots").size());
  }

  @Test
  void newResourcesMayBeMissingInListsButNotForAGet() {
    cloud.knobs().set(Time.LIST_LAG, Duration.ofMillis(500));
    String id =
        demo.boot("new", "m1.small", demo.image("ubuntu-22.04"), "")
            .body()
            .path("server")
            .path("id")
            .asText();
    assertEquals(200, demo.get("/servers/" + id).status());
    assertEquals(0, demo.names("/servers?name=%5Enew$", "servers").size());
    advance(500);
    assertEquals(1, demo.names("/servers?name=%5Enew$", "servers").size());
  }
}
