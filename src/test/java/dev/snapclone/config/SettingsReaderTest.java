package dev.snapclone.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.typesafe.config.ConfigObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsReaderTest {
  @TempDir Path root;

  @Test
  void theEnvironmentAloneIsEnough() {
    Settings settings = new Folder(root).usable().read();

    DiscordSettings discord = Objects.requireNonNull(settings.discord());
    assertEquals(Folder.TOKEN, discord.token().reveal());
    assertEquals(List.of("41771983423143937"), discord.guilds());
    assertNull(discord.apiUrl());
    assertNull(discord.gatewayUrl());
    assertNull(discord.approvalsChannel());
    assertTrue(discord.showAddresses());
    assertNull(settings.jobs().notifications().waitingAt());
    assertEquals(Set.of("41771983423143937"), settings.access().guilds());
    assertEquals(List.of(), settings.access().operators());
    assertEquals(
        Map.of(
            "snapshot",
            0,
            "clone",
            1,
            "copy",
            1,
            "delete",
            1,
            "verify",
            1,
            "delete-foreign",
            2,
            "cleanup",
            0,
            "extend",
            1,
            "schedule",
            0),
        settings.approvals().required());
    assertTrue(settings.approvals().fourEyes());
    assertEquals(Duration.ofHours(24), settings.approvals().expireAfter());
    assertEquals("jdbc:h2:file:./data/snapclone", settings.host().storage().url());
    assertEquals("127.0.0.1:9090", settings.opsAddress());
    assertEquals(
        new Settings.Times(
            Duration.ofSeconds(1),
            Duration.ofSeconds(20),
            Duration.ofSeconds(60),
            Duration.ofHours(2)),
        settings.jobs().times());
    assertEquals("{instance}-{date}-{time}", settings.jobs().names().snapshotName());
    assertEquals("{instance}-clone-{n}", settings.jobs().names().cloneName());
    assertEquals(ZoneId.of("UTC"), settings.jobs().names().timeZone());
    assertEquals(List.of("demo"), settings.clouds().stream().map(CloudSettings::name).toList());
  }

  @Test
  void aFileCanSetEverything() {
    Settings settings =
        new Folder(root)
            .usable()
            .file(
                "conf/snapclone.conf",
                """
                discord {
                  guilds = [1, "2"], api-url = "http://127.0.0.1:1/api/v10/"
                  gateway-url = "ws://127.0.0.1:1/", approvals-channel = "#approvals", audit-channel = 5
                  show-addresses = no
                }
                access { roles { operator = [ops, 165511591545143296], approver = [], admin = [root] }, channels = ["#cloud"] }
                approvals { snapshot.required = 1, clone.required = 2, four-eyes = false, expire-after = 30m }
                storage { url = "jdbc:postgresql://db/snapclone", user = bot, password = ${?DB_PASSWORD} }
                ops.address = "[::1]:0"
                jobs { poll-interval = 200ms, takeover-after = 4s, settle-time = 5s, stalled-after = 1m }
                names { snapshot = "{instance}_{time}", time-zone = Europe/Stockholm }
                notifications.waiting-at = "8:30"
                """)
            .variable("DISCORD_GUILDS", "")
            .variable("DB_PASSWORD", "from-the-environment")
            .read();

    DiscordSettings discord = Objects.requireNonNull(settings.discord());
    assertEquals(List.of("1", "2"), discord.guilds());
    assertEquals("http://127.0.0.1:1/api/v10/", discord.apiUrl());
    assertEquals("ws://127.0.0.1:1/", discord.gatewayUrl());
    assertEquals("approvals", discord.approvalsChannel());
    assertEquals(LocalTime.of(8, 30), settings.jobs().notifications().waitingAt());
    assertEquals("5", discord.auditChannel());
    assertFalse(discord.showAddresses());
    assertEquals(List.of("ops", "165511591545143296"), settings.access().operators());
    assertEquals(List.of("root"), settings.access().admins());
    assertEquals(List.of("cloud"), settings.access().channels());
    assertEquals(2, settings.approvals().required().get("clone"));
    assertEquals(1, settings.approvals().required().get("copy"));
    assertFalse(settings.approvals().fourEyes());
    assertEquals("bot", settings.host().storage().user());
    assertEquals("from-the-environment", settings.host().storage().password().reveal());
    assertEquals(new HostPort("::1", 0), HostPort.parse(settings.opsAddress()));
    assertEquals(Duration.ofMillis(200), settings.jobs().times().pollInterval());
    assertEquals(ZoneId.of("Europe/Stockholm"), settings.jobs().names().timeZone());
  }

  @Test
  void theEnvironmentWinsOverTheFile() {
    Settings settings =
        new Folder(root)
            .usable()
            .file(
                "conf/snapclone.conf",
                "discord { token = from-file, guilds = [7] }, storage.url = \"jdbc:h2:mem:file\"")
            .variable("DISCORD_GUILDS", " 8 , 9 ")
            .variable("SNAPCLONE_STORAGE_URL", "jdbc:h2:mem:environment")
            .variable("SNAPCLONE_OPS_HOSTS", "bot, bot.example")
            .read();

    DiscordSettings discord = Objects.requireNonNull(settings.discord());
    assertEquals(Folder.TOKEN, discord.token().reveal());
    assertEquals(List.of("8", "9"), discord.guilds());
    assertEquals("jdbc:h2:mem:environment", settings.host().storage().url());
    assertEquals(List.of("bot", "bot.example"), settings.host().ops().hosts());
  }

  @Test
  void theNamedFileWinsOverTheVariableAndTheUsualPlace() {
    Folder folder =
        new Folder(root)
            .usable()
            .file("conf/snapclone.conf", "ops.address = \"h:1\"")
            .file("two.conf", "ops.address = \"h:2\"")
            .file("three.conf", "ops.address = \"h:3\"");

    assertEquals("h:1", folder.read().opsAddress());
    folder.variable("SNAPCLONE_CONFIG", "two.conf");
    assertEquals("h:2", folder.read().opsAddress());
    assertEquals(
        "h:3",
        folder.reader().read(Path.of("three.conf"), SettingsReader.Purpose.BOT).opsAddress());
  }

  @Test
  void theFileBesideTheJarWinsOverTheWorkingFolder() {
    Folder folder =
        new Folder(root)
            .usable()
            .file("conf/snapclone.conf", "ops.address = \"h:1\"")
            .file("program/conf/snapclone.conf", "ops.address = \"h:2\"");
    Environment environment =
        new Environment(
            Map.of("DISCORD_GUILDS", "1", "OS_CLOUD", "demo"),
            root,
            root,
            folder.root().resolve("program"));

    assertEquals(
        "h:2",
        new SettingsReader(environment).read(null, SettingsReader.Purpose.CHECK).opsAddress());
  }

  @Test
  void withoutATokenThereIsNoDiscordWhereNoneIsNeeded() {
    Folder folder = new Folder(root).usable().variable("DISCORD_TOKEN", " ");

    assertNull(folder.reader().read(null, SettingsReader.Purpose.CHECK).discord());
  }

  @Test
  void theExampleFileIsValidAndOtherwiseKeepsTheDefaults() {
    Folder folder = new Folder(root).usable();
    Path example = Path.of("conf/snapclone.conf").toAbsolutePath();

    Settings settings = folder.reader().read(example, SettingsReader.Purpose.BOT);

    assertEquals(folder.read().jobs(), settings.jobs());
    assertEquals(folder.read().jobs().names(), settings.jobs().names());
    assertEquals(folder.read().approvals(), settings.approvals());
  }

  @Test
  void everyKeyIsInTheExampleFileAndInTheDocumentation() throws IOException {
    String example = Files.readString(Path.of("conf/snapclone.conf"), StandardCharsets.UTF_8);
    String page =
        Files.readString(Path.of("src/site/markdown/configuration.md"), StandardCharsets.UTF_8);
    List<String> keys = keys("", HoconFile.reference().root());

    assertTrue(keys.contains("jobs.settle-time"), keys.toString());
    for (String key : keys) {
      String word = key.substring(key.lastIndexOf('.') + 1);
      assertTrue(example.contains(word), () -> key + " is not in conf/snapclone.conf");
      assertTrue(page.contains(word), () -> key + " is not in configuration.md");
    }
  }

  private static List<String> keys(String prefix, ConfigObject object) {
    return object.entrySet().stream()
        .flatMap(
            e ->
                e.getValue() instanceof ConfigObject inner && !inner.isEmpty()
                    ? keys(prefix + e.getKey() + ".", inner).stream()
                    : Stream.of(prefix + e.getKey()))
        .toList();
  }

  @Test
  void noSecretIsShown() {
    Settings settings =
        new Folder(root).usable().variable("SNAPCLONE_STORAGE_PASSWORD", "db-secret").read();

    assertNotNull(settings.discord());
    String shown = settings.toString();
    assertFalse(shown.contains(Folder.TOKEN), shown);
    assertFalse(shown.contains(Folder.PASSWORD), shown);
    assertFalse(shown.contains("db-secret"), shown);
    assertTrue(shown.contains("redacted"), shown);
  }

  @Test
  void otherWaysToConsolesAreReadByCloud() {
    Settings settings =
        new Folder(root)
            .usable()
            .file(
                "conf/snapclone.conf",
                "console.hints.demo { jump-host = \"ubuntu@jump.example.org\" }")
            .read();
    assertEquals(
        Map.of("demo", new ConsoleWay("ubuntu@jump.example.org", null)), settings.consoles());
  }
}
