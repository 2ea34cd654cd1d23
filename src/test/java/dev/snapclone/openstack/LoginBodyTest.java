package dev.snapclone.openstack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.snapclone.config.CloudSettings;
import dev.snapclone.config.CloudSettings.Login;
import dev.snapclone.config.CloudSettings.ProjectScope;
import dev.snapclone.config.Secret;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What Keystone is sent for each kind of login, to the letter. */
class LoginBodyTest {
  private static final ProjectScope SCOPE = new ProjectScope("demo", false, "Default", false);

  private final ScriptedOpenStack openstack = new ScriptedOpenStack();

  @AfterEach
  void close() {
    openstack.close();
  }

  private JsonNode bodyFor(Login login) throws Exception {
    try (OpenStackClouds clouds =
        OpenStackClouds.open(
            List.of(openstack.settings(login, "sto1", "public")),
            OpenStackTimings.usual(),
            new SettableClock())) {
      clouds.clouds().defaultCloud().account();
    }
    return new ObjectMapper().readTree(openstack.signIns().get(0).getBody().utf8());
  }

  private static JsonNode json(String text) throws Exception {
    return new ObjectMapper().readTree(text.replace('\'', '"'));
  }

  @Test
  void aPasswordIsSentWithUserProjectAndTheirDomains() throws Exception {
    assertEquals(
        json(
            "{'auth': {'identity': {'methods': ['password'], 'password': {'user': {'name': 'demo',"
                + " 'domain': {'name': 'Default'}, 'password': 'the-password'}}}, 'scope':"
                + " {'project': {'name': 'demo', 'domain': {'name': 'Default'}}}}}"),
        bodyFor(ScriptedOpenStack.password()));
  }

  @Test
  void idsNeedNoDomain() throws Exception {
    assertEquals(
        json(
            "{'auth': {'identity': {'methods': ['password'], 'password': {'user': {'id': 'u1',"
                + " 'password': 'p'}}}, 'scope': {'project': {'id': 'p1'}}}}"),
        bodyFor(
            new Login.Password(
                "u1",
                true,
                null,
                false,
                new Secret("p"),
                new ProjectScope("p1", true, null, false))));
  }

  @Test
  void domainsMayBeGivenById() throws Exception {
    assertEquals(
        json(
            "{'auth': {'identity': {'methods': ['password'], 'password': {'user': {'name': 'u',"
                + " 'domain': {'id': 'd1'}, 'password': 'p'}}}, 'scope': {'project': {'name': 'x',"
                + " 'domain': {'id': 'd2'}}}}}"),
        bodyFor(
            new Login.Password(
                "u",
                false,
                "d1",
                true,
                new Secret("p"),
                new ProjectScope("x", false, "d2", true))));
  }

  /** gophercloud#3105: the trust is the scope, and a project beside it is refused. */
  @Test
  void aTrustIsTheScope() throws Exception {
    JsonNode body =
        bodyFor(
            new Login.Password(
                "u1", true, null, false, new Secret("p"), new CloudSettings.TrustScope("t1")));
    assertEquals(json("{'OS-TRUST:trust': {'id': 't1'}}"), body.path("auth").path("scope"));
  }

  @Test
  void aTokenIsExchangedForOneOfTheProject() throws Exception {
    assertEquals(
        json(
            "{'auth': {'identity': {'methods': ['token'], 'token': {'id': 'old'}}, 'scope':"
                + " {'project': {'name': 'demo', 'domain': {'name': 'Default'}}}}}"),
        bodyFor(new Login.Token(new Secret("old"), SCOPE)));
  }

  @Test
  void aTokenWithoutAProjectKeepsItsOwnScope() throws Exception {
    assertEquals(
        json("{'auth': {'identity': {'methods': ['token'], 'token': {'id': 'old'}}}}"),
        bodyFor(new Login.Token(new Secret("old"), null)));
  }

  @Test
  void anApplicationCredentialAsksForNoScope() throws Exception {
    assertEquals(
        json(
            "{'auth': {'identity': {'methods': ['application_credential'],"
                + " 'application_credential': {'id': 'ac1', 'secret': 's'}}}}"),
        bodyFor(
            new Login.ApplicationCredential(
                "ac1", null, null, false, null, false, new Secret("s"))));
  }

  @Test
  void anApplicationCredentialMayBeNamed() throws Exception {
    assertEquals(
        json(
            "{'auth': {'identity': {'methods': ['application_credential'],"
                + " 'application_credential': {'name': 'bot', 'user': {'name': 'demo', 'domain':"
                + " {'name': 'Default'}}, 'secret': 's'}}}}"),
        bodyFor(
            new Login.ApplicationCredential(
                null, "bot", "demo", false, "Default", false, new Secret("s"))));
  }
}
