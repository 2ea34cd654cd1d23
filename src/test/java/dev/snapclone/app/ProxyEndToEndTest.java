package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.SmallProxy;
import dev.snapclone.config.DiscordSettings;
import dev.snapclone.config.ProxySettings;
import dev.snapclone.config.Secret;
import dev.snapclone.config.Settings;
import dev.snapclone.config.SettingsBuilder;
import dev.snapclone.job.JobState;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bot reaches Discord's REST, its gateway and a cloud by a proxy that wants credentials. */
class ProxyEndToEndTest {
  @TempDir Path folder;

  private static Settings by(ProxySettings proxy, Settings usual) {
    DiscordSettings chat = Objects.requireNonNull(usual.discord());
    return SettingsBuilder.from(usual)
        .discord(
            new DiscordSettings(
                chat.token(),
                chat.guilds(),
                chat.apiUrl(),
                chat.gatewayUrl(),
                chat.approvalsChannel(),
                chat.auditChannel(),
                chat.showAddresses(),
                proxy))
        .proxy(proxy)
        .build();
  }

  @Test
  void everythingGoesByTheProxy() throws Exception {
    try (SmallProxy small = new SmallProxy()) {
      ProxySettings.HttpProxy proxy =
          new ProxySettings.HttpProxy(
              "127.0.0.1", small.port(), new Secret(SmallProxy.CREDENTIALS));
      ProxySettings all = new ProxySettings(proxy, proxy, List.of());
      try (Stage stage = Stage.open(folder, "demo", usual -> by(all, usual))) {
        assertEquals(JobState.DONE, stage.snapshots("off-01").state());
        DiscordSettings chat = Objects.requireNonNull(stage.settings.discord());
        URI gateway = URI.create(String.valueOf(chat.gatewayUrl()));
        List<String> asked = small.asked();
        assertTrue(
            asked.contains("CONNECT 127.0.0.1:" + gateway.getPort() + " HTTP/1.1"),
            asked.toString());
        assertTrue(
            asked.stream().anyMatch(line -> line.contains(String.valueOf(chat.apiUrl()))),
            asked.toString());
        String cloud = stage.settings.clouds().get(0).authUrl();
        assertTrue(asked.stream().anyMatch(line -> line.contains(cloud)), asked.toString());
      }
    }
  }
}
