package dev.snapclone.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.config.CloudSettings.Login;
import dev.snapclone.config.CloudSettings.ProjectScope;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * clouds.yaml and the OS_* variables have the same meaning as for the {@code openstack} command.
 */
class CloudsReaderTest {
  @TempDir Path root;
  private Folder folder;

  @BeforeEach
  void onlyDiscord() {
    folder = new Folder(root).variable("DISCORD_TOKEN", "x").variable("DISCORD_GUILDS", "1");
  }

  private CloudSettings only() {
    List<CloudSettings> clouds = folder.read().clouds();
    assertEquals(1, clouds.size());
    return clouds.get(0);
  }

  private CloudSettings entry(String yaml) {
    folder.file("clouds.yaml", "clouds:\n  demo: " + yaml + "\n").variable("OS_CLOUD", "demo");
    return only();
  }

  @Test
  void aPasswordWithDomainNames() {
    CloudSettings cloud =
        entry(
            "{region_name: sto1, identity_api_version: 3, auth: {auth_url: 'http://k:5000/v3',"
                + " username: bot, password: pw, project_name: demo, user_domain_name: Default,"
                + " project_domain_name: Projects}}");

    assertEquals("demo", cloud.name());
    assertEquals("http://k:5000/v3", cloud.authUrl());
    assertEquals("sto1", cloud.region());
    assertEquals("public", cloud.endpointInterface());
    assertTrue(cloud.tls().verify());
    assertNull(cloud.tls().caFile());
    assertEquals(
        new Login.Password(
            "bot",
            false,
            "Default",
            false,
            new Secret("pw"),
            new ProjectScope("demo", false, "Projects", false)),
        cloud.login());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0000',
      textBlock =
"""
username: u, project_name: p|u false default true / p false default true
username: u, project_name: p, default_domain_name: D|u false D false / p false D false
username: u, project_name: p, default_domain_id: d|u false d true / p false d true
username: u, project_name: p, domain_name: D|u false D false / p false D false
username: u, project_name: p, domain_id: d, user_domain_id: e|u false e true / p false d true
user_id: 7, project_id: 8|7 true null false / 8 true null false
username: u, tenant_name: p, user-domain-name: D|u false D false / p false default true
username: u, tenant_id: 9|u false default true / 9 true null false
""")
  void usersProjectsAndDomains(String fields, String expected) {
    Login.Password login =
        (Login.Password)
            entry("{auth: {auth_url: 'https://k/v3', password: pw, " + fields + "}}").login();

    ProjectScope scope = (ProjectScope) login.scope();
    assertEquals(
        expected,
        "%s %s %s %s / %s %s %s %s"
            .formatted(
                login.user(),
                login.userIsId(),
                login.userDomain(),
                login.userDomainIsId(),
                scope.project(),
                scope.projectIsId(),
                scope.domain(),
                scope.domainIsId()));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "https://k:5000, https://k:5000/v3",
    "https://k:5000/, https://k:5000/v3",
    "https://k/identity, https://k/identity/v3",
    "https://k/identity/v3/, https://k/identity/v3",
    "https://k/v3/auth/tokens, https://k/v3",
    "https://{region_name}.example/v3, https://sto1.example/v3",
  })
  void addressesOfKeystone(String given, String expected) {
    assertEquals(
        expected,
        entry(
                "{region_name: sto1, auth: {auth_url: '"
                    + given
                    + "', username: u, password: p, project_id: i}}")
            .authUrl());
  }

  @Test
  void applicationCredentialsByIdAndByName() {
    assertEquals(
        new Login.ApplicationCredential("7", null, null, false, null, false, new Secret("s")),
        entry(
                "{auth_type: v3applicationcredential, auth: {auth_url: 'https://k/v3',"
                    + " application_credential_id: 7, application_credential_secret: s}}")
            .login());
    assertEquals(
        new Login.ApplicationCredential(null, "n", "u", false, "D", false, new Secret("s")),
        entry(
                "{auth: {auth_url: 'https://k/v3', application_credential_name: n, username: u,"
                    + " user_domain_name: D, application_credential_secret: s}}")
            .login());
  }

  @Test
  void tokensWithAndWithoutAProject() {
    assertEquals(
        new Login.Token(new Secret("t"), null),
        entry("{auth: {auth_url: 'https://k/v3', token: t}}").login());
    assertEquals(
        new Login.Token(new Secret("t"), new ProjectScope("p", false, "default", true)),
        entry("{auth_type: v3token, auth: {auth_url: 'https://k/v3', token: t, project_name: p}}")
            .login());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          region_name: one|one
          region_name: 'one,two'|one
          region_name: [one, two]|one
          regions: [two, one]|two
          regions: [{name: three, values: {interface: internal}}, one]|three
          region_name: ''|
          identity_api_version: '3'|
          """)
  void regions(String fields, String expected) {
    assertEquals(
        expected,
        entry(
                "{"
                    + fields
                    + ", auth: {auth_url: 'https://k/v3', username: u, password: p, project_id:"
                    + " i}}")
            .region());
  }

  @Test
  void aRegionsOwnValuesCount() {
    CloudSettings cloud =
        entry(
            "{regions: [{name: a, values: {interface: internal, auth: {project_id: own}}}], auth:"
                + " {auth_url: 'https://k/v3', username: u, password: p, project_id: i}}");

    assertEquals("internal", cloud.endpointInterface());
    assertEquals("own", ((ProjectScope) ((Login.Password) cloud.login()).scope()).project());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "verify: false, false",
    "verify: 'False', false",
    "verify: true, true",
    "insecure: true, false",
    "insecure: 'true', false",
    "insecure: false, true",
    "endpoint_type: internalURL, true",
  })
  void certificatesAreCheckedUnlessSomebodySaysNot(String field, boolean verify) {
    assertEquals(
        verify,
        entry(
                "{"
                    + field
                    + ", auth: {auth_url: 'https://k/v3', username: u, password: p, project_id:"
                    + " i}}")
            .tls()
            .verify());
  }

  @Test
  void ownCertificatesAndInterface() {
    folder.file("ca.pem", "not looked into here").file("home/ca.pem", "neither");
    String login = "auth: {auth_url: 'https://k/v3', username: u, password: p, project_id: i}}";

    CloudSettings cloud = entry("{cacert: ca.pem, endpoint_type: internalURL, " + login);
    assertEquals(root.resolve("ca.pem"), cloud.tls().caFile());
    assertEquals("internal", cloud.endpointInterface());
    assertEquals(root.resolve("home/ca.pem"), entry("{cacert: ~/ca.pem, " + login).tls().caFile());
    assertEquals(root.resolve("ca.pem"), entry("{verify: ca.pem, " + login).tls().caFile());
    assertNull(entry("{cacert: ca.pem, verify: false, " + login).tls().caFile());
  }

  /** cluster-api-provider-openstack#223: the certificate itself; folded or in one line, too. */
  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"|", ">", "one line", "twice", "a file"})
  void certificatesMayBeInTheEntryItself(String written) throws Exception {
    String pem = selfSigned();
    String login = "auth: {auth_url: 'https://k/v3', username: u, password: p, project_id: i}";
    String value =
        switch (written) {
          case "one line" -> "\"" + pem.strip().replace("\n", "\\\\n") + "\"\n";
          case "twice" -> "|\n" + ("# two\n" + pem + pem).indent(6);
          case "a file" -> "ca.pem\n";
          default -> written + "\n" + pem.indent(6);
        };
    folder
        .file("ca.pem", pem)
        .file("clouds.yaml", "clouds:\n  demo:\n    " + login + "\n    cacert: " + value)
        .variable("OS_CLOUD", "demo");

    CloudSettings.Tls tls = only().tls();

    if (written.equals("a file")) {
      assertEquals(root.resolve("ca.pem"), tls.caFile());
    } else {
      assertNull(tls.caFile());
      assertEquals(written.equals("twice") ? 2 : 1, tls.certificates().size());
      assertEquals("CN=ca.test", tls.certificates().get(0).getSubjectX500Principal().getName());
    }
  }

  private String selfSigned() throws Exception {
    Process keytool =
        new ProcessBuilder(
                (Path.of(System.getProperty("java.home"), "bin", "keytool")
                        + " -genkeypair -alias a -keyalg EC -dname CN=ca.test -storetype PKCS12"
                        + " -storepass changeit -keystore "
                        + root.resolve("ca.p12"))
                    .split(" "))
            .redirectErrorStream(true)
            .start();
    assertEquals(0, keytool.waitFor());
    KeyStore store =
        KeyStore.getInstance(root.resolve("ca.p12").toFile(), "changeit".toCharArray());
    return "-----BEGIN CERTIFICATE-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'})
            .encodeToString(store.getCertificate("a").getEncoded())
        + "\n-----END CERTIFICATE-----\n";
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "identity_endpoint_override, identity",
    "compute_endpoint_override, compute",
    "compute-endpoint-override, compute",
    "compute_endpoint, compute",
    "block_storage_endpoint_override, block-storage",
    "volumev3_endpoint_override, block-storage",
    "volume_endpoint_override, block-storage",
    "image_endpoint_override, image",
    "network_endpoint_override, network",
  })
  void addressesInsteadOfTheCatalogs(String key, String service) {
    String login = ", auth: {auth_url: 'https://k/v3', username: u, password: p, project_id: i}}";

    assertEquals(
        Map.of(service, "https://s.example/%(project_id)s"),
        entry("{" + key + ": 'https://s.example/%(project_id)s'" + login).endpointOverrides());
    assertEquals(
        Map.of(service, "https://v.example"),
        with("OS_" + key.toUpperCase(Locale.ROOT).replace('-', '_'), "https://v.example")
            .endpointOverrides());
  }

  private CloudSettings with(String variable, String value) {
    folder.variable("OS_AUTH_URL", "https://k/v3").variable(variable, value);
    return only();
  }

  @Test
  void theMoreSpecificNameOfAnAddressWins() {
    assertEquals(
        Map.of("block-storage", "https://one.example"),
        entry(
                "{volume_endpoint_override: 'https://two.example', block_storage_endpoint_override:"
                    + " 'https://one.example', block_storage_endpoint: 'https://three.example',"
                    + " auth: {auth_url: 'https://k/v3', username: u, password: p, project_id: i}}")
            .endpointOverrides());
  }

  /** gophercloud#3105. */
  @Test
  void aTrustIsTheScope() {
    assertEquals(
        new Login.Password(
            "u1", true, null, false, new Secret("p"), new CloudSettings.TrustScope("t1")),
        entry(
                "{auth: {auth_url: 'https://k/v3', user_id: u1, password: p, user_domain_name:"
                    + " Default, trust_id: t1}}")
            .login());
  }

  /** Values that YAML leaves unchanged need no quotes. */
  @Test
  void numbersThatStayThemselvesNeedNoQuotes() {
    Login.Password login =
        (Login.Password)
            entry(
                    "{region_name: 1, verify: yes, auth: {auth_url: 'https://k/v3', user_id: 7,"
                        + " password: 12345678901234567890, project_id: 1.5}}")
                .login();
    assertEquals("7", login.user());
    assertEquals("12345678901234567890", login.password().reveal());
    assertEquals(new ProjectScope("1.5", true, null, false), login.scope());
  }

  @Test
  void secretsAndProfilesMayBeInOtherFiles() {
    folder
        .file(
            "home/.config/openstack/clouds.yml",
            """
            clouds:
              demo: {profile: shared, region_name: own, auth: {username: bot, project_name: demo}}
            """)
        .file("secure.yaml", "clouds: {demo: {auth: {password: apart}}}")
        .file(
            "home/.config/openstack/clouds-public.json",
            """
            {"public-clouds": {"shared": {
            \t"region_name": "theirs", "interface": "internal",
            \t"auth": {"auth_url": "https://shared.example", "username": "nobody"}}}}
            """)
        .variable("OS_CLOUD", "demo");

    CloudSettings cloud = only();

    assertEquals("https://shared.example/v3", cloud.authUrl());
    assertEquals("own", cloud.region());
    assertEquals("internal", cloud.endpointInterface());
    Login.Password login = (Login.Password) cloud.login();
    assertEquals("bot", login.user());
    assertEquals("apart", login.password().reveal());
  }

  @Test
  void filesAreFoundInOrder() {
    String yaml =
        "clouds: {demo: {auth: {auth_url: 'https://%s/v3', username: u, password: p,"
            + " project_id: i}}}";
    folder
        .variable("OS_CLOUD", "demo")
        .file("home/.config/openstack/clouds.yaml", yaml.formatted("home"));
    assertEquals("https://home/v3", only().authUrl());
    folder.file("xdg/openstack/clouds.json", yaml.formatted("xdg"));
    folder.variable("XDG_CONFIG_HOME", root.resolve("xdg").toString());
    assertEquals("https://xdg/v3", only().authUrl());
    folder.file("clouds.yaml", yaml.formatted("working"));
    assertEquals("https://working/v3", only().authUrl());
    folder.file("named/mine.yaml", yaml.formatted("named"));
    folder.variable("OS_CLIENT_CONFIG_FILE", root.resolve("named/mine.yaml").toString());
    assertEquals("https://named/v3", only().authUrl());
    folder.file("named/secure.yaml", "clouds: {demo: {auth: {password: beside}}}");
    assertEquals("beside", ((Login.Password) only().login()).password().reveal());
    folder.file("sec.yaml", "clouds: {demo: {auth: {password: named}}}");
    folder.variable("OS_CLIENT_SECURE_FILE", root.resolve("sec.yaml").toString());
    assertEquals("named", ((Login.Password) only().login()).password().reveal());
  }

  @Test
  void anchorsAndMergeKeysWork() {
    folder
        .file(
            "clouds.yaml",
            """
            clouds:
              base: &base
                auth: &auth {auth_url: 'https://k/v3', username: u, password: p, project_id: one}
              demo:
                <<: *base
                auth: {<<: *auth, project_id: two}
            """)
        .variable("OS_CLOUD", "demo");

    assertEquals("two", ((ProjectScope) ((Login.Password) only().login()).scope()).project());
  }

  @Test
  void severalEntriesInOrder() {
    String auth = "{auth: {auth_url: 'https://k/v3', username: u, password: p, project_id: i}}";
    folder
        .file("clouds.yaml", "clouds: {z: %s, a: %s}".formatted(auth, auth))
        .variable("OS_CLOUD", "z, a")
        .variable("OS_USERNAME", "not used with several");
    assertEquals(List.of("z", "a"), folder.read().clouds().stream().map(c -> c.name()).toList());
    assertEquals("u", ((Login.Password) folder.read().clouds().get(0).login()).user());

    folder.file("conf/snapclone.conf", "clouds { sto2 = z, sto1 = a\n bgo = z, ams = a }");
    assertEquals(
        List.of("sto2", "sto1", "bgo", "ams"),
        folder.read().clouds().stream().map(c -> c.name()).toList());

    folder.file("conf/snapclone.conf", "clouds = [a, z]");
    assertEquals(List.of("a", "z"), folder.read().clouds().stream().map(c -> c.name()).toList());
  }

  @Test
  void oneEntryInTwoRegions() {
    folder
        .file(
            "clouds.yaml",
            "clouds: {nimbus: {regions: [e, w], auth: {auth_url: 'https://k/v3', username: u,"
                + " password: p, project_id: i}}}")
        .file(
            "conf/snapclone.conf",
            "clouds { west { entry = nimbus, region = w }, east { entry = nimbus, region = e } }");

    List<CloudSettings> clouds = folder.read().clouds();

    assertEquals(List.of("west", "east"), clouds.stream().map(CloudSettings::name).toList());
    assertEquals(List.of("w", "e"), clouds.stream().map(CloudSettings::region).toList());
  }

  @Test
  void theVariablesOfAnOpenrcFile() {
    folder
        .variable("OS_AUTH_URL", "https://k:5000/v3/")
        .variable("OS_USERNAME", "u")
        .variable("OS_PASSWORD", "p")
        .variable("OS_PROJECT_NAME", "demo")
        .variable("OS_USER_DOMAIN_NAME", "Users")
        .variable("OS_PROJECT_DOMAIN_ID", "dom")
        .variable("OS_REGION_NAME", "r")
        .variable("OS_INTERFACE", "internal")
        .variable("OS_INSECURE", "true");

    CloudSettings cloud = only();

    assertEquals("envvars", cloud.name());
    assertEquals("https://k:5000/v3", cloud.authUrl());
    assertEquals("r", cloud.region());
    assertEquals("internal", cloud.endpointInterface());
    assertFalse(cloud.tls().verify());
    assertEquals(
        new Login.Password(
            "u",
            false,
            "Users",
            false,
            new Secret("p"),
            new ProjectScope("demo", false, "dom", true)),
        cloud.login());
  }

  @Test
  void theVariablesOfAnApplicationCredentialAndATokenAndTheirName() {
    folder
        .variable("OS_AUTH_URL", "https://k")
        .variable("OS_AUTH_TYPE", "v3applicationcredential")
        .variable("OS_APPLICATION_CREDENTIAL_ID", "7")
        .variable("OS_APPLICATION_CREDENTIAL_SECRET", "s")
        .variable("OS_CLOUD_NAME", "sto1");
    assertEquals("sto1", only().name());
    assertEquals(
        new Login.ApplicationCredential("7", null, null, false, null, false, new Secret("s")),
        only().login());

    folder
        .variable("OS_AUTH_TYPE", "token")
        .variable("OS_TOKEN", "t")
        .variable("OS_TENANT_ID", "p");
    assertEquals(
        new Login.Token(new Secret("t"), new ProjectScope("p", true, null, false)), only().login());
  }

  @Test
  void theVariablesOverrideASingleEntryOfTheEnvironment() {
    folder
        .file(
            "clouds.yaml",
            "clouds: {demo: {auth: {auth_url: 'https://k/v3', username: u, project_id: i}}}")
        .variable("OS_CLOUD", "demo")
        .variable("OS_PASSWORD", "from the environment");

    assertEquals("from the environment", ((Login.Password) only().login()).password().reveal());
  }

  @Test
  void theVariablesCanBeNamedInTheBlockTogetherWithEntries() {
    folder
        .usable()
        .variable("OS_AUTH_URL", "https://here")
        .variable("OS_USERNAME", "u")
        .variable("OS_PASSWORD", "p")
        .variable("OS_PROJECT_ID", "i")
        .file("conf/snapclone.conf", "clouds { here = envvars, there = demo }");

    List<CloudSettings> clouds = folder.read().clouds();

    assertEquals("https://here/v3", clouds.get(0).authUrl());
    assertEquals("https://cloud.example:5000/v3", clouds.get(1).authUrl());
    assertEquals("bot", ((Login.Password) clouds.get(1).login()).user());
  }
}
