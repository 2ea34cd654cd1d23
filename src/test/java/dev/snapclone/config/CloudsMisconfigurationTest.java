package dev.snapclone.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistakes in clouds.yaml. */
class CloudsMisconfigurationTest {
  @TempDir Path root;

  /** Entries in YAML's flow style, which fits on a line. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0000',
      textBlock =
"""
{auth: {username: bot, password: hunter2, project_name: demo}}|has no auth_url. Write auth_url, the address of Keystone, such as https://cloud.example:5000/v3
{profile: nimbus, auth: {username: bot, password: hunter2, project_name: demo}}|has no auth_url. Write it; the profile "nimbus" is not in a clouds-public.yaml, and the bot brings no profiles
{auth: {auth_url: "https://k/v3", password: hunter2, project_name: demo}}|has no user. Write username or user_id, or use an application credential
{auth: {auth_url: "https://k/v3", username: bot, project_name: demo}}|has no password. Write it below auth in clouds.yaml or secure.yaml, or use an application credential
{auth: {auth_url: "https://k/v3", username: bot, password: hunter2}}|has no project. Write project_name or project_id, or trust_id for a trust
{auth: {auth_url: "https://k/v3", username: bot, password: 1.50, project_name: demo}}|has a password that YAML does not take for a text. Put it in quotes
{auth: {auth_url: "https://k/v3", username: bot, password: 012345, project_name: demo}}|has a password that YAML does not take for a text. Put it in quotes
{auth: {auth_url: "https://k/v3", username: bot, password: 1e5, project_name: demo}}|has a password that YAML does not take for a text. Put it in quotes
{auth: {auth_url: "https://k/v3", username: bot, password: 0x10, project_name: demo}}|has a password that YAML does not take for a text. Put it in quotes
{auth: {auth_url: "https://k/v3", username: bot, password: 1_000, project_name: demo}}|has a password that YAML does not take for a text. Put it in quotes
{auth: {auth_url: "https://k/v3", username: bot, password: 12:30, project_name: demo}}|has a password that YAML does not take for a text. Put it in quotes
{auth: {auth_url: "https://k/v3", username: bot, password: yes, project_name: demo}}|has a password that YAML does not take for a text. Put it in quotes
{auth: {auth_url: "https://k/v3", username: bot, password: +7, project_name: demo}}|has a password that YAML does not take for a text. Put it in quotes
{auth: {auth_url: "https://k/v3", username: bot, password: .inf, project_name: demo}}|has a password that YAML does not take for a text. Put it in quotes
{auth: {auth_url: "https://k/v3", username: bot, password: hunter2, project_name: 0001}}|has a project_name that YAML does not take for a text. Put it in quotes
{auth: {auth_url: "https://k/v3", username: bot, password: hunter2, project_id: 1234e5678}}|has a project_id that YAML does not take for a text. Put it in quotes
{auth: {auth_url: "https://k/v3", username: on, password: hunter2, project_id: p}}|has a username that YAML does not take for a text. Put it in quotes
{auth: {auth_url: "https://k/v3", user_id: 0o17, username: u, password: hunter2, trust_id: 0777}}|has a trust_id that YAML does not take for a text. Put it in quotes
{region_name: 007, auth: {auth_url: "https://k/v3", username: u, password: hunter2, project_id: p}}|has a region_name that YAML does not take for a text. Put it in quotes
{regions: [{name: 1.10}], auth: {auth_url: "https://k/v3", username: u, password: hunter2, project_id: p}}|has a region_name that YAML does not take for a text. Put it in quotes
{auth: {auth_url: "https://k/v3", application_credential_id: 0123, application_credential_secret: hunter2}}|has a application_credential_id that YAML does not take for a text. Put it in quotes
{auth: {auth_url: "https://k/v3", application_credential_id: a, application_credential_secret: 6_0}}|has a application_credential_secret that YAML does not take for a text. Put it in quotes
{auth: {auth_url: "https://k/v3", username: bot, password: !!binary aHVudGVyMg==, project_name: demo}}|has a password that is not a text. Put it in quotes
{auth: {auth_url: "https://k/v3", username: bot, password: null, project_name: demo}}|has no password. Write it below auth in clouds.yaml or secure.yaml, or use an application credential
{auth: {auth_url: "https://k/v3", username: bot, password: hunter2, project_name: p, trust_id: t}}|names both a trust and a project. Remove project_name and project_id: the trust leads to its own project
{auth: {auth_url: "https://k/v3", application_credential_id: a, application_credential_secret: hunter2, trust_id: t}}|has a trust_id beside its application credential. Remove trust_id: an application credential has its project
{compute_endpoint_override: "nova.example", auth: {auth_url: "https://k/v3", username: u, password: hunter2, project_id: p}}|has a compute_endpoint_override that is no address. Write it as https://cloud.example:8774/v2.1, or remove it to take the catalog's
{volumev3_endpoint_override: "wss://cinder.example", auth: {auth_url: "https://k/v3", username: u, password: hunter2, project_id: p}}|has a volumev3_endpoint_override that is no address. Write it as https://cloud.example:8774/v2.1, or remove it to take the catalog's
{cacert: "-----BEGIN CERTIFICATE----- (a certificate) -----END CERTIFICATE-----", auth: {auth_url: "https://k/v3", username: u, password: hunter2, project_id: p}}|has a cacert that holds no certificate which can be read. Write cacert: PIPE and below it, indented, each certificate from its BEGIN line to its END line; or name a file
{cacert: "nowhere.pem", auth: {auth_url: "https://k/v3", username: u, password: hunter2, project_id: p}}|names the certificates nowhere.pem, which cannot be read. Correct cacert, or remove it to trust what the system trusts
{auth: {auth_url: "https://k/v3", username: bot, password: 2001-01-01, project_name: demo}}|has a password that YAML does not take for a text. Put it in quotes
{auth: {auth_url: "https://k/v3", username: [bot], password: hunter2, project_name: demo}}|has a username that is not a text. Put it in quotes
{auth_type: v3token, auth: {auth_url: "https://k/v3"}}|has no token. Write token, or use an application credential
{auth_type: v3applicationcredential, auth: {auth_url: "https://k/v3", application_credential_secret: hunter2}}|has no application_credential_id. Write the ID that the cloud showed when the credential was made
{auth: {auth_url: "https://k/v3", application_credential_id: 77}}|has no application_credential_secret. Write the secret; it was shown once, when the credential was made: if it is lost, make a new one
{auth: {auth_url: "https://k/v3", application_credential_name: bot, application_credential_secret: hunter2}}|names its application credential but not whose it is. Write application_credential_id instead, or add username and user_domain_name
{auth_type: v2password, auth: {auth_url: "https://k/v3", username: bot, password: hunter2, project_name: demo}}|has the auth_type "v2password". The bot knows password, v3password, token, v3token and v3applicationcredential
{auth: [auth_url, username]}|has an auth that is not a block. Indent auth_url and the rest below auth:
just words|is not a block. Indent auth_url and the rest below it, under auth:
""")
  void anEntryIsWrong(String entry, String problem) {
    Folder folder =
        new Folder(root)
            .usable()
            .file("clouds.yaml", "# the clouds\nclouds:\n  other: {}\n  demo: " + entry + "\n");

    List<String> problems = folder.problems();

    assertEquals(
        List.of("clouds.yaml:4: cloud entry \"demo\" " + problem.replace("PIPE", "|")), problems);
    assertFalse(problems.toString().contains("hunter2"), "a secret was told");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0000',
      textBlock =
"""
clouds:~  demo:~    auth: {~|clouds.yaml:5: this is not valid YAML: expected the node content, but found '<stream end>'. Indent with spaces, write key: value, and put quotes around values with special characters
clouds:~\tdemo: {}|clouds.yaml:2: this is not valid YAML: found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation). Indent with spaces, write key: value, and put quotes around values with special characters
clouds:~  demo:~    password: *hunter2|clouds.yaml:3: this is not valid YAML: a value begins with a special character. Indent with spaces, write key: value, and put quotes around values with special characters
clouds:~  demo:~    password: !hunter2 x|clouds.yaml:3: this is not valid YAML: a value begins with a special character. Indent with spaces, write key: value, and put quotes around values with special characters
cloud:~  demo: {}|clouds.yaml: there is no block "clouds" at the top. Begin the file with clouds: and indent the entries below it
just words|clouds.yaml: there is no block "clouds" at the top. Begin the file with clouds: and indent the entries below it
""")
  void theFileIsWrong(String lines, String problem) {
    String content = lines.replace("~", "\n").replace("\\t", "\t") + "\n";
    Folder folder = new Folder(root).usable().file("clouds.yaml", content);

    assertEquals(List.of(problem), folder.problems());
  }

  @Test
  void thereIsNoFile() {
    Folder folder =
        new Folder(root)
            .variable("DISCORD_TOKEN", "x")
            .variable("DISCORD_GUILDS", "1")
            .variable("OS_CLIENT_CONFIG_FILE", "/nowhere/clouds.yaml")
            .variable("OS_CLOUD", "demo");

    assertEquals(
        List.of(
            "environment variable OS_CLOUD: there is no clouds.yaml with the entry \"demo\"; looked"
                + " in OS_CLIENT_CONFIG_FILE (/nowhere/clouds.yaml does not exist), the working"
                + " folder, ~/.config/openstack, /etc/openstack. Put a clouds.yaml there, or name"
                + " it in OS_CLIENT_CONFIG_FILE"),
        folder.problems());
  }

  @Test
  void noEntryIsChosen() {
    Folder folder = new Folder(root).usable().variable("OS_CLOUD", "");

    assertEquals(
        List.of(
            "configuration: no cloud is named. Set OS_CLOUD, or write clouds { name = entry };"
                + " clouds.yaml has demo"),
        folder.problems());
  }

  @Test
  void theVariablesAloneAreNotEnough() {
    Folder folder =
        new Folder(root)
            .variable("DISCORD_TOKEN", "x")
            .variable("DISCORD_GUILDS", "1")
            .variable("OS_AUTH_URL", "https://cloud.example:5000")
            .variable("OS_USERNAME", "bot");

    assertEquals(
        List.of(
            "environment variables OS_*: the cloud of the OS_* variables has no password. Write it"
                + " below auth in clouds.yaml or secure.yaml, or use an application credential",
            "environment variables OS_*: the cloud of the OS_* variables has no project. Write"
                + " project_name or project_id, or trust_id for a trust"),
        folder.problems());
  }
}
