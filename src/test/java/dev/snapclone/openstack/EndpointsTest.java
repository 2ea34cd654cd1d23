package dev.snapclone.openstack;

import static dev.snapclone.openstack.ScriptedOpenStack.PROJECT;
import static dev.snapclone.openstack.ScriptedOpenStack.answer;
import static dev.snapclone.openstack.ScriptedOpenStack.service;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.CloudException;
import dev.snapclone.cloud.CloudException.Kind;
import dev.snapclone.config.CloudSettings;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which address of the catalog is called. */
class EndpointsTest {
  private final ScriptedOpenStack openstack = new ScriptedOpenStack();
  private final SettableClock clock = new SettableClock();

  @AfterEach
  void close() {
    openstack.close();
  }

  private void withCatalog(
      @Nullable String region, String endpointInterface, Consumer<Cloud> work, String... services) {
    openstack.signsIn(
        r ->
            ScriptedOpenStack.token("t", "2026-11-22T19:00:00Z", "2026-11-22T20:00:00Z", services));
    openstack.answers(r -> answer(404, "{}"));
    try (OpenStackClouds clouds =
        OpenStackClouds.open(
            List.of(openstack.settings(ScriptedOpenStack.password(), region, endpointInterface)),
            OpenStackTimings.usual(),
            clock)) {
      work.accept(clouds.clouds().defaultCloud());
    }
  }

  private String at(String path) {
    return openstack.url() + path;
  }

  private void calls(String expected, Consumer<Cloud> work, String... services) {
    openstack.forget();
    withCatalog("sto1", "public", work, services);
    assertEquals(List.of("GET " + expected), openstack.lines());
  }

  @ParameterizedTest
  @CsvSource({
    "'',                      /v2.1/servers/x",
    "/,                       /v2.1/servers/x",
    "/v2.1,                   /v2.1/servers/x",
    "/v2.1/,                  /v2.1/servers/x",
    "/compute,                /compute/v2.1/servers/x",
    "/compute/v2.1/PROJECT,   /compute/v2.1/PROJECT/servers/x"
  })
  void computeMayBeNamedWithOrWithoutVersion(String catalog, String called) {
    calls(
        called.replace("PROJECT", PROJECT),
        c -> c.instance("x"),
        service("compute", "public", "sto1", at(catalog.replace("PROJECT", PROJECT))));
  }

  @ParameterizedTest
  @CsvSource({"'', /v2/images/x", "/v2, /v2/images/x", "/image/, /image/v2/images/x"})
  void imageMayBeNamedWithOrWithoutVersion(String catalog, String called) {
    calls(called, c -> c.image("x"), service("image", "public", "sto1", at(catalog)));
  }

  @ParameterizedTest
  @CsvSource({
    "'',                /v3/PROJECT/volumes/x",
    "/v3,               /v3/PROJECT/volumes/x",
    "/v3/PROJECT,       /v3/PROJECT/volumes/x",
    "/v3/PROJECT/,      /v3/PROJECT/volumes/x",
    "/volume,           /volume/v3/PROJECT/volumes/x"
  })
  void blockStorageMayBeNamedWithOrWithoutVersionAndProject(String catalog, String called) {
    calls(
        called.replace("PROJECT", PROJECT),
        c -> c.volume("x"),
        service("volumev3", "public", "sto1", at(catalog.replace("PROJECT", PROJECT))));
  }

  @Test
  void networkMayBeNamedWithOrWithoutVersion() {
    for (String catalog : List.of("", "/", "/v2.0", "/v2.0/")) {
      openstack.forget();
      withCatalog(
          "sto1",
          "public",
          c -> assertThrows(CloudException.class, c::networks),
          service("network", "public", "sto1", at(catalog)));
      assertEquals(List.of("GET /v2.0/networks"), openstack.lines(), catalog);
    }
  }

  @Test
  void theLibrarysOwnServicesGoToTheSameAddresses() {
    withCatalog(
        "sto1",
        "public",
        c -> {
          c.deleteInstance("x");
          c.deleteImage("x");
          c.deleteVolume("x");
          c.deleteVolumeSnapshot("x");
        },
        service("compute", "public", "sto1", at("/compute")),
        service("image", "public", "sto1", at("/image/")),
        service("block-storage", "public", "sto1", at("/volume/v3")));
    assertEquals(
        List.of(
            "DELETE /compute/v2.1/servers/x",
            "DELETE /image/v2/images/x?format=json",
            "DELETE /volume/v3/" + PROJECT + "/volumes/x",
            "DELETE /volume/v3/" + PROJECT + "/snapshots/x"),
        openstack.lines());
  }

  @Test
  void theOfficialTypeOfBlockStorageIsPreferredAndVolumev2NeverTaken() {
    calls(
        "/right/v3/" + PROJECT + "/volumes/x",
        c -> c.volume("x"),
        service("volumev2", "public", "sto1", at("/old/v2/" + PROJECT)),
        service("volumev3", "public", "sto1", at("/wrong/v3/" + PROJECT)),
        service("block-storage", "public", "sto1", at("/right/v3/" + PROJECT)));
    openstack.forget();
    withCatalog(
        "sto1",
        "public",
        c ->
            assertEquals(
                Kind.MISCONFIGURED, assertThrows(CloudException.class, () -> c.volume("x")).kind()),
        service("volumev2", "public", "sto1", at("/old/v2/" + PROJECT)));
    assertEquals(List.of(), openstack.lines());
  }

  @Test
  void regionAndInterfaceChooseAmongSeveral() {
    String[] services = {
      service("compute", "public", "sto1", at("/sto1")),
      service("compute", "public", "sto2", at("/sto2")),
      service("compute", "internal", "sto2", at("/inside"))
    };
    withCatalog("sto2", "public", c -> c.instance("x"), services);
    withCatalog("sto2", "internal", c -> c.instance("x"), services);
    assertEquals(
        List.of("GET /sto2/v2.1/servers/x", "GET /inside/v2.1/servers/x"), openstack.lines());
  }

  @Test
  void withoutARegionOneIsTakenAndSeveralAreRefused() {
    withCatalog(null, "public", c -> c.instance("x"), service("compute", "public", "sto1", at("")));
    assertEquals(List.of("GET /v2.1/servers/x"), openstack.lines());
    withCatalog(
        null,
        "public",
        c -> {
          CloudException e = assertThrows(CloudException.class, () -> c.instance("x"));
          assertEquals(Kind.MISCONFIGURED, e.kind());
          assertTrue(e.said().contains("[sto1, sto2]"), e.said());
        },
        service("compute", "public", "sto1", at("")),
        service("compute", "public", "sto2", at("")));
  }

  // ---- Addresses that are none -----------------------------------------------------------------

  /** A service that nobody calls may have any address; openstack4j#200 had a WebSocket's. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"wss://cloud.example:9000\"",
        "\"cloud.example:9000/v2\"",
        "\"\"",
        "\"ftp://cloud.example\"",
        "null",
        "\"http://cloud example/\"",
        "\"http://cloud.example/v3/%(tenant_id)s\"",
        "7"
      })
  void anotherServicesAddressDoesNotMatter(String url) {
    calls(
        "/v2.1/servers/x",
        c -> c.instance("x"),
        raw("messaging-websocket", "\"interface\": \"public\"", url),
        raw("key-manager", "\"name\": \"no interface\"", url),
        "{\"name\": \"neither type nor endpoints\"}",
        service("compute", "public", "sto1", at("/v2.1")));
  }

  private static String raw(String type, String facing, String url) {
    return "{\"type\": \"%s\", \"endpoints\": [{%s, \"region_id\": \"sto1\", \"url\": %s}]}"
        .formatted(type, facing, url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"wss://cloud.example:9000\"",
        "\"cloud.example:8774\"",
        "\"\"",
        "\"ftp://cloud.example\"",
        "null",
        "\"http://cloud example/\""
      })
  void anUnusableAddressOfANeededServiceIsSaidByName(String url) {
    openstack.forget();
    withCatalog(
        "sto1",
        "public",
        c -> {
          CloudException e = assertThrows(CloudException.class, c::instances);
          assertEquals(Kind.MISCONFIGURED, e.kind());
          assertEquals("compute", e.service());
          String shown = url.equals("null") ? "" : url.replace("\"", "");
          assertEquals(
              "its address in the catalog, \""
                  + shown
                  + "\", is none that can be called; have it corrected, or set"
                  + " compute_endpoint_override in clouds.yaml",
              e.said());
          c.image("x");
        },
        raw("compute", "\"interface\": \"public\"", url),
        service("image", "public", "sto1", at("/image")));
    assertEquals(List.of("GET /image/v2/images/x"), openstack.lines());
  }

  @Test
  void ofSeveralAddressesTheFirstThatCanBeCalledIsTaken() {
    calls(
        "/one/v3/" + PROJECT + "/volumes/x",
        c -> c.volume("x"),
        service("block-storage", "public", "sto1", "wss://cloud.example"),
        service("volumev3", "public", "sto1", " " + at("/one/v3/%(tenant_id)s")),
        service("volumev3", "public", "sto1", at("/two/v3/$(project_id)s")));
  }

  @Test
  void aConfiguredAddressStandsInForTheCatalogs() {
    CloudSettings usual = openstack.settings();
    CloudSettings overriding =
        new CloudSettings(
            "test",
            "http://127.0.0.1:1/v3",
            usual.login(),
            "sto1",
            "public",
            Map.of(
                "identity", openstack.url(),
                "compute", at("/nova/v2.1"),
                "block-storage", at("/cinder/v3/%(project_id)s"),
                "image", at("/glance/"),
                "network", at("/neutron")),
            CloudSettings.Tls.SYSTEM);
    openstack.answers(r -> answer(404, "{}"));
    try (OpenStackClouds clouds =
        OpenStackClouds.open(List.of(overriding), OpenStackTimings.usual(), clock)) {
      Cloud cloud = clouds.clouds().defaultCloud();
      cloud.instance("x");
      cloud.volume("x");
      cloud.image("x");
      cloud.securityGroup("x");
    }
    assertEquals(
        List.of(
            "GET /nova/v2.1/servers/x",
            "GET /cinder/v3/" + PROJECT + "/volumes/x",
            "GET /glance/v2/images/x",
            "GET /neutron/v2.0/security-groups/x"),
        openstack.lines());
  }

  @Test
  void nothingIsSentWhenTheCatalogHasNoSuchEndpoint() {
    withCatalog(
        "sto9",
        "public",
        c -> {
          CloudException e = assertThrows(CloudException.class, c::instances);
          assertEquals(Kind.MISCONFIGURED, e.kind());
          assertEquals("compute", e.service());
          assertEquals(
              "the catalog has no public endpoint for it in region sto9; it has the regions [sto1]",
              e.said());
        },
        service("compute", "public", "sto1", at("")));
    assertEquals(List.of(), openstack.lines());
  }
}
