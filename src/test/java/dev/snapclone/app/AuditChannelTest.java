package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.config.CloudSettings;
import dev.snapclone.config.DiscordSettings;
import dev.snapclone.config.Settings;
import dev.snapclone.config.SettingsBuilder;
import dev.snapclone.sandbox.discord.DiscordSandbox;
import dev.snapclone.sandbox.discord.Person;
import dev.snapclone.sandbox.discord.chat.SeenMessage;
import dev.snapclone.sandbox.openstack.OpenStackSandbox;
import dev.snapclone.windows.Reachability;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditChannelTest {
  @TempDir static Path folder;

  @Test
  void showsWhoDidWhatWithWhatResult() {
    try (OpenStackSandbox cloud =
            OpenStackSandbox.start(dev.snapclone.sandbox.openstack.CloudSandboxOptions.fast());
        DiscordSandbox discord =
            DiscordSandbox.start(
                dev.snapclone.sandbox.discord.DiscordSandboxOptions.standard(
                    InstantSource.system()));
        Application bot =
            Bot.start(settings(cloud, discord), (ip, port) -> Reachability.Result.SILENT)) {
      discord.person("anna").types("ops", "/help").awaitMessage();
      discord.person("nina").types("ops", "/jobs").awaitText("role");
      Person carla = discord.person("carla");
      SeenMessage refused = carla.awaitMessage("audit", m -> m.text().contains("/jobs"));
      assertFalse(refused.text().contains("anna"), "she only looked: " + refused.text());
      assertTrue(refused.text().contains("nina"), refused::text);
      assertTrue(refused.text().contains("refused"), refused::text);
      assertEquals(List.of(), bot.jobs().open());
    }
  }

  private static Settings settings(OpenStackSandbox cloud, DiscordSandbox discord) {
    List<CloudSettings> clouds = List.of(CloudEntries.of(cloud.cloudsYaml(), "demo"));
    Settings plain = SandboxWorld.settings(discord, clouds, folder);
    DiscordSettings chat = plain.discord();
    return SettingsBuilder.from(plain)
        .discord(
            new DiscordSettings(
                chat.token(), chat.guilds(), chat.apiUrl(), chat.gatewayUrl(), null, "audit", true))
        .build();
  }
}
