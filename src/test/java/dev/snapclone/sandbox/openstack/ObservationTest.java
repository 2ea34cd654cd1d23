package dev.snapclone.sandbox.openstack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.snapclone.sandbox.openstack.Client.Got;
import dev.snapclone.sandbox.openstack.wire.LoggedRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

/** Views of the sandbox for tests and pages, and the common parts of all services. */
class ObservationTest extends SandboxTest {

  @Test
  void requestsAreLoggedWithoutSecrets() {
    Credential credential = cloud.backstage().credential("demo-bot");
    Client.tokens(cloud, Client.application(credential.id(), credential.secret()));
    Got got = demo.compute("2.67").get("/servers?name=x");
    LoggedRequest last = cloud.requests().get(cloud.requests().size() - 1);
    assertEquals("/compute/v2.1/servers", last.path());
    assertEquals("name=x", last.query());
    assertEquals(200, last.status());
    assertEquals(got.header("X-Openstack-Request-Id"), last.requestId());
    assertTrue(last.microversion().contains("compute 2.67"));
    for (LoggedRequest request : cloud.requests()) {
      assertFalse(request.body().contains(credential.secret()));
      assertFalse(request.body().contains("\"lab\""));
    }
    assertFalse(cloud.requests().isEmpty());
    assertFalse(credential.toString().contains(credential.secret()));
  }

  @Test
  void listenersGetEachStateInOrderAndMayRead() {
    String web = demo.serverId("web-01");
    List<String> heard = new ArrayList<>();
    cloud.onChange(
        change -> {
          if (change.id().equals(web)) {
            heard.add(change.what());
            assertTrue(cloud.view().instance(web).isPresent());
          }
        });
    demo.createImage(web, "s", "{}");
    advance(5000);
    assertEquals(
        List.of(
            "ACTIVE image_snapshot_pending",
            "ACTIVE image_snapshot",
            "ACTIVE image_pending_upload",
            "ACTIVE image_uploading",
            "ACTIVE"),
        heard);
  }

  @Test
  void theViewShowsTheSeed() {
    CloudView view = cloud.view();
    assertEquals(9, view.instances().size());
    assertEquals(2, view.named("dup").size());
    assertEquals(2, view.named("web-01").size());
    assertEquals("SHUTOFF", view.named("off-01").get(0).status());
    assertEquals(2, view.named("db-01").get(0).volumeIds().size());
    assertEquals(null, view.named("db-01").get(0).launched().imageId());
    assertThrows(
        NoSuchElementException.class, () -> cloud.backstage().instanceId("demo", "nobody"));
  }

  @Test
  void microversionsAreNegotiatedByEitherHeaderAndRefusedWhenTooNew() {
    String web = demo.serverId("web-01");
    JsonNode old = demo.compute("2.1").server(web);
    assertFalse(old.has("tags"));
    assertFalse(old.has("locked"));
    assertTrue(old.path("flavor").has("id"));
    assertTrue(demo.compute("2.9").server(web).has("locked"));
    assertTrue(demo.compute("2.26").server(web).has("tags"));
    JsonNode embedded = demo.compute("2.47").server(web).path("flavor");
    assertEquals("m1.small", embedded.path("original_name").asText());
    assertFalse(embedded.has("id"));
    Got tooNew = demo.compute("2.999").get("/servers");
    assertEquals(406, tooNew.status());
    assertEquals(
        "Version 2.999 is not supported by the API. Minimum is 2.1 and maximum is 2.93.",
        tooNew.message());
    assertEquals(406, demo.volume("3.99").get("/volumes").status());
    Got legacy =
        Client.send(
            java.net.http.HttpRequest.newBuilder(
                    java.net.URI.create(cloud.url() + "/compute/v2.1/servers/" + web))
                .header("X-Auth-Token", demo.token)
                .header("X-OpenStack-Nova-API-Version", "2.60")
                .build());
    assertEquals("2.60", legacy.header("X-OpenStack-Nova-API-Version"));
    assertTrue(legacy.body().path("server").has("tags"));
  }

  @Test
  void versionDocumentsNeedNoToken() {
    for (String path : List.of("/compute", "/volume/", "/image/", "/network/", "/identity/v3")) {
      Got got =
          Client.send(
              java.net.http.HttpRequest.newBuilder(java.net.URI.create(cloud.url() + path))
                  .build());
      assertTrue(got.status() == 200 || got.status() == 300, path + " " + got.status());
      assertTrue(got.text().contains("version"), path);
    }
    Got nowhere = demo.get("/nope");
    assertEquals(404, nowhere.status());
    assertEquals("404 Not Found", nowhere.body().path("code").asText());
    assertEquals(
        "HTTPNotFound", demo.get("/v2.0/nope").body().path("NeutronError").path("type").asText());
  }

  @Test
  void securityGroupsContainTheirRules() {
    String web = demo.id("/v2.0/security-groups", "security_groups", "web");
    cloud.backstage().addIngressRule(web, "tcp", 3389, 3389, "10.0.0.0/8");
    List<Integer> ports = new ArrayList<>();
    for (JsonNode rule :
        demo.names(
            "/v2.0/security-group-rules?direction=ingress&security_group_id=" + web,
            "security_group_rules")) {
      ports.add(rule.path("port_range_min").asInt());
    }
    assertEquals(List.of(22, 80, 443, 3389), ports.stream().sorted().toList());
    Got inUse = demo.delete("/v2.0/security-groups/" + web);
    assertEquals(409, inUse.status());
    assertEquals("SecurityGroupInUse", inUse.body().path("NeutronError").path("type").asText());
  }
}
