package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.sandbox.discord.DiscordSandbox;
import dev.snapclone.sandbox.discord.DiscordSandboxOptions;
import dev.snapclone.sandbox.openstack.OpenStackSandbox;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code snapclone audit} as somebody types it on the bot's host, beside the bot and after it. */
class AuditCommandLineTest {
  @TempDir Path folder;

  @Test
  void worksBesideARunningBotThatHasTheFileAndAfterIt() throws Exception {
    try (OpenStackSandbox cloud =
            OpenStackSandbox.start(dev.snapclone.sandbox.openstack.CloudSandboxOptions.fast());
        DiscordSandbox discord =
            DiscordSandbox.start(DiscordSandboxOptions.standard(InstantSource.system()));
        BotProcesses bots = new BotProcesses(folder, environment(cloud, discord))) {
      BotProcesses.Bot none = bots.start(Map.of(), "audit", "verify");
      assertEquals(2, none.exitCode(), none::err);
      assertTrue(none.err().contains("cannot be read"), none::err);
      assertTrue(Files.notExists(folder.resolve("data")), "what is looked into is not made");

      BotProcesses.Bot bot = bots.start(Map.of(), "run");
      bot.awaitReady();
      discord.person("anna").types("ops", "/help").awaitMessage();
      BotProcesses.Bot beside = bots.start(Map.of(), "audit", "verify");
      assertEquals(0, beside.exitCode(), beside::err);
      assertTrue(beside.out().startsWith("The audit is whole"), beside::out);
      BotProcesses.Bot export = bots.start(Map.of(), "audit", "export", "--since", "1h");
      assertEquals(0, export.exitCode(), export::err);
      assertTrue(export.out().contains("\"action\":\"command.help\""), export::out);
      BotProcesses.Bot stranger = bots.start(Map.of("DISCORD_TOKEN", "another"), "audit", "export");
      assertEquals(2, stranger.exitCode(), stranger::out);
      assertEquals("", stranger.out());

      assertEquals(0, bot.terminate());
      BotProcesses.Bot after = bots.start(Map.of(), "audit", "export", "--format", "csv");
      assertEquals(0, after.exitCode(), after::err);
      assertTrue(after.out().startsWith("seq,at,"), after::out);
      BotProcesses.Bot wrong =
          bots.start(Map.of(), "audit", "verify", "--anchor", "1:" + "0".repeat(64));
      assertEquals(1, wrong.exitCode(), wrong::err);
      assertTrue(wrong.out().contains("NOT whole"), wrong::out);
      BotProcesses.Bot senseless = bots.start(Map.of(), "audit", "export", "--format", "xml");
      assertEquals(2, senseless.exitCode(), senseless::out);
      for (BotProcesses.Bot each : List.of(bot, beside, export, stranger, after, wrong)) {
        assertEquals(List.of(), LogWatch.SECRETS.in(each.out() + each.err()));
      }
    }
  }

  private Map<String, String> environment(OpenStackSandbox cloud, DiscordSandbox discord)
      throws IOException {
    Files.writeString(folder.resolve("clouds.yaml"), cloud.cloudsYaml());
    LogWatch.SECRETS.plant("the bot's token", discord.token());
    Map<String, String> environment = new HashMap<>();
    environment.put("DISCORD_TOKEN", discord.token());
    environment.put("DISCORD_API_URL", discord.apiUrl());
    environment.put("DISCORD_GATEWAY_URL", discord.gatewayUrl());
    environment.put("DISCORD_GUILDS", discord.guildId());
    environment.put("OS_CLOUD", "demo-app");
    environment.put("SNAPCLONE_OPS_ADDRESS", "127.0.0.1:" + freePort());
    environment.put("SNAPCLONE_LOG_LEVEL", "DEBUG");
    return environment;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
