package dev.snapclone.sandbox.openstack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.snapclone.sandbox.openstack.Client.Got;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SandboxSignInTest extends SandboxTest {
  private static final String DENIED = "The request you have made requires authentication.";

  @Test
  void passwordGivesTokenWithCatalogOfFiveServices() {
    JsonNode token = Client.tokens(cloud, Client.password("demo", "demo")).body().path("token");

    assertEquals("demo", token.path("project").path("name").asText());
    assertEquals("2026-11-22T20:00:01.000000Z", token.path("expires_at").asText());
    List<String> types = new ArrayList<>();
    token.path("catalog").forEach(s -> types.add(s.path("type").asText()));
    assertEquals(List.of("network", "compute", "identity", "volumev3", "image"), types);
    JsonNode endpoint = token.path("catalog").path(1).path("endpoints").path(1);
    assertEquals("public", endpoint.path("interface").asText());
    assertEquals("sto1", endpoint.path("region").asText());
    assertEquals(cloud.url() + "/compute/v2.1", endpoint.path("url").asText());
  }

  @Test
  void wrongPasswordAndForeignProjectAre401() {
    String wrong = Client.password("demo", "demo").replace(Seed.PASSWORD, "guess");
    Got got = Client.tokens(cloud, wrong);
    assertEquals(401, got.status());
    assertEquals(DENIED, got.message());
    assertEquals("Keystone uri=\"" + cloud.authUrl() + "\"", got.header("WWW-Authenticate"));
    assertEquals(401, Client.tokens(cloud, Client.password("demo", "other")).status());
    assertEquals(401, Client.tokens(cloud, Client.password("nobody", "demo")).status());
  }

  @Test
  void applicationCredentialGivesRestrictedToken() {
    Credential credential = cloud.backstage().credential("bot-bot");
    Got got = Client.tokens(cloud, Client.application(credential.id(), credential.secret()));

    assertEquals(201, got.status());
    JsonNode token = got.body().path("token");
    assertEquals("bot", token.path("user").path("name").asText());
    assertEquals("demo", token.path("project").path("name").asText());
    assertEquals("bot-bot", token.path("application_credential").path("name").asText());
    assertTrue(token.path("application_credential").path("restricted").asBoolean());
    assertEquals(200, Client.of(cloud, got).get("/servers").status());
  }

  @Test
  void unknownCredentialIs404WrongSecret401ScopeRefused() {
    Credential credential = cloud.backstage().credential("demo-bot");
    Got unknown = Client.tokens(cloud, Client.application("0".repeat(32), "x"));
    assertEquals(404, unknown.status());
    assertEquals(
        "Could not find Application Credential: " + "0".repeat(32) + ".", unknown.message());

    Got wrong = Client.tokens(cloud, Client.application(credential.id(), "x"));
    assertEquals(401, wrong.status());
    assertEquals(DENIED, wrong.message());

    String scoped =
        Client.application(credential.id(), credential.secret())
            .replaceFirst("\\}\\}\\}\\}$", "}}, \"scope\": {\"project\": {\"name\": \"demo\"}}}}");
    Got refused = Client.tokens(cloud, scoped);
    assertEquals(401, refused.status());
    assertTrue(refused.message().contains("Application credentials cannot request a scope."));
  }

  @Test
  void tokenOfExpiringCredentialEndsWithItAndItsTimeHasNoZone() {
    Credential credential = cloud.backstage().credential("demo-bot");
    String body = Client.application(credential.id(), credential.secret());
    cloud.backstage().expireCredential("demo-bot", time.instant().plusSeconds(10));

    Got got = Client.tokens(cloud, body);
    assertEquals("2026-11-22T19:00:11", got.body().path("token").path("expires_at").asText());

    advance(10_000);
    assertEquals(401, Client.of(cloud, got).get("/servers").status());
    assertEquals(401, Client.tokens(cloud, body).status());
  }

  @Test
  void theTokenOfADeletedCredentialStaysCachedForFiveMinutes() {
    Credential credential = cloud.backstage().credential("demo-bot");
    String body = Client.application(credential.id(), credential.secret());
    Client used = Client.of(cloud, Client.tokens(cloud, body));
    Client unused = Client.of(cloud, Client.tokens(cloud, body));
    assertEquals(200, used.get("/servers").status());

    cloud.backstage().removeCredential("demo-bot");

    assertEquals(404, Client.tokens(cloud, body).status());
    assertEquals(200, used.get("/servers").status());
    assertEquals(401, unused.get("/servers").status());
    advance(300_000);
    assertEquals(401, used.get("/servers").status());
  }

  @Test
  void revokedTokenIsRefusedUnlessItWasSeenBefore() {
    Client fresh = Client.signIn(cloud, "demo", "demo");
    HttpRequest revoke =
        HttpRequest.newBuilder(URI.create(cloud.authUrl() + "/auth/tokens"))
            .header("X-Auth-Token", demo.token)
            .header("X-Subject-Token", fresh.token)
            .DELETE()
            .build();
    assertEquals(204, Client.send(revoke).status());
    assertEquals(401, fresh.get("/servers").status());
  }

  @Test
  void expiredTokenIs401InEachServicesOwnWords() {
    assertEquals(200, demo.get("/servers").status());
    advance(3_600_000);
    for (String path : List.of("/servers", "/volumes", "/v2.0/networks")) {
      Got got = demo.get(path);
      assertEquals(401, got.status(), path);
      assertEquals(DENIED, got.body().path("error").path("message").asText(), path);
    }
    Got glance = demo.get("/v2/images");
    assertEquals("401 Unauthorized", glance.body().path("code").asText());
    assertTrue(glance.body().path("message").asText().endsWith("required.<br /><br />\n\n\n"));
  }

  @Test
  void aServiceCanBeMissingFromTheCatalog() {
    cloud.backstage().hideService("volumev3", true);
    assertFalse(Client.tokens(cloud, Client.password("demo", "demo")).text().contains("volumev3"));
    cloud.backstage().hideService("volumev3", false);
    assertTrue(Client.tokens(cloud, Client.password("demo", "demo")).text().contains("volumev3"));
  }

  @Test
  void cloudsYamlNamesAllFiveLogins() {
    String yaml = cloud.cloudsYaml();
    for (String entry : List.of("demo", "bot", "other", "demo-app", "bot-app")) {
      assertTrue(yaml.contains("\n  " + entry + ":\n"), entry);
    }
    assertTrue(yaml.contains("      auth_url: " + cloud.authUrl() + "\n"));
    assertTrue(yaml.contains(cloud.backstage().credential("bot-bot").secret()));
  }
}
