package dev.snapclone.app;

import dev.snapclone.access.AccessPolicy;
import dev.snapclone.config.ApprovalSettings;
import dev.snapclone.config.CloudSettings;
import dev.snapclone.config.CloudSettings.Login;
import dev.snapclone.config.CloudSettings.ProjectScope;
import dev.snapclone.config.CopySettings;
import dev.snapclone.config.CostSettings;
import dev.snapclone.config.DiscordSettings;
import dev.snapclone.config.NameSettings;
import dev.snapclone.config.OpsSettings;
import dev.snapclone.config.ProxySettings;
import dev.snapclone.config.SafetySettings;
import dev.snapclone.config.Secret;
import dev.snapclone.config.Settings;
import dev.snapclone.config.SnapshotSettings;
import dev.snapclone.config.StorageSettings;
import dev.snapclone.sandbox.discord.DiscordSandbox;
import dev.snapclone.sandbox.openstack.OpenStackSandbox;
import dev.snapclone.sandbox.openstack.Seed;
import dev.snapclone.windows.Reachability;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A sandbox cloud and a sandbox Discord on loopback, with settings for the production bot. Needs no
 * account; its temporary database is deleted with it.
 */
final class SandboxWorld implements AutoCloseable {
  private final OpenStackSandbox cloud;
  private final DiscordSandbox discord;
  private final Path folder;

  private SandboxWorld(OpenStackSandbox cloud, DiscordSandbox discord, Path folder) {
    this.cloud = cloud;
    this.discord = discord;
    this.folder = folder;
  }

  /**
   * Starts both sandboxes.
   *
   * @param cloudOptions how fast the cloud is
   * @param discordOptions who is there
   */
  static SandboxWorld start(
      dev.snapclone.sandbox.openstack.CloudSandboxOptions cloudOptions,
      dev.snapclone.sandbox.discord.DiscordSandboxOptions discordOptions) {
    Path folder;
    try {
      folder = Files.createTempDirectory("snapclone-sandbox-");
    } catch (IOException e) {
      throw new UncheckedIOException(
          "There is no folder for the temporary database: "
              + e.getMessage()
              + ". Make the folder for temporary files writable, or name another with"
              + " -Djava.io.tmpdir=FOLDER.",
          e);
    }
    OpenStackSandbox cloud = OpenStackSandbox.start(cloudOptions);
    try {
      return new SandboxWorld(cloud, DiscordSandbox.start(discordOptions), folder);
    } catch (RuntimeException e) {
      cloud.close();
      throw e;
    }
  }

  OpenStackSandbox cloud() {
    return cloud;
  }

  DiscordSandbox discord() {
    return discord;
  }

  /** The configuration that an operator would write for these two. */
  Settings settings() {
    return settings(discord, List.of(cloudSettings()), folder);
  }

  /**
   * The configuration of a bot on a sandbox Discord.
   *
   * @param clouds sandboxes or real ones
   * @param folder where the database goes
   */
  static Settings settings(DiscordSandbox discord, List<CloudSettings> clouds, Path folder) {
    return new Settings(
        new DiscordSettings(
            new Secret(discord.token()),
            List.of(discord.guildId()),
            discord.apiUrl(),
            discord.gatewayUrl(),
            null,
            null,
            true),
        new AccessPolicy(
            Set.of(discord.guildId()),
            List.of(discord.roleId("operator")),
            List.of(discord.roleId("approver")),
            List.of(discord.roleId("admin")),
            List.of()),
        new ApprovalSettings(
            Map.of(
                "snapshot",
                0,
                "clone",
                1,
                "copy",
                1,
                "delete",
                1,
                "delete-foreign",
                2,
                "extend",
                1,
                "verify",
                1),
            true,
            Duration.ofHours(24)),
        clouds,
        new Settings.Host(
            new StorageSettings("jdbc:h2:file:" + folder.resolve("snapclone"), "", new Secret("")),
            new OpsSettings("127.0.0.1:0", List.of()),
            ProxySettings.NONE),
        new Settings.Jobs(
            new Settings.Times(
                Duration.ofMillis(200),
                Duration.ofSeconds(20),
                Duration.ofSeconds(10),
                Duration.ofHours(2)),
            new NameSettings("{instance}-{date}-{time}", "{instance}-clone-{n}", ZoneOffset.UTC),
            SnapshotSettings.USUAL,
            CopySettings.USUAL),
        SafetySettings.NONE,
        Map.of(),
        CostSettings.NONE);
  }

  private CloudSettings cloudSettings() {
    return new CloudSettings(
        "sandbox",
        cloud.authUrl(),
        new Login.Password(
            "demo",
            false,
            "Default",
            false,
            new Secret(Seed.PASSWORD),
            new ProjectScope("demo", false, "Default", false)),
        cloud.region(),
        "public",
        Map.of(),
        CloudSettings.Tls.SYSTEM);
  }

  /** A bot for both sandboxes. Nothing is sent to the sandbox's addresses. */
  Application bot(InstantSource clock) {
    return new Application(settings(), (ip, port) -> Reachability.Result.SILENT, clock);
  }

  @Override
  public void close() {
    discord.close();
    cloud.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the temporary database stays in " + folder, e);
    }
  }
}
