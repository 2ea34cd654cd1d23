package dev.snapclone.app;

import dev.snapclone.access.AccessPolicy;
import dev.snapclone.config.ApprovalSettings;
import dev.snapclone.config.CloudSettings;
import dev.snapclone.config.DiscordSettings;
import dev.snapclone.config.NameSettings;
import dev.snapclone.config.Secret;
import dev.snapclone.config.Settings;
import dev.snapclone.config.StorageSettings;
import dev.snapclone.sandbox.discord.DiscordSandbox;
import dev.snapclone.windows.Reachability;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The real bot of the tests: the real configuration's records, a real database, the real JDA and openstack4j. */
final class Bot {
  private Bot() {}

  /** Settings as an operator would write them, against the Discord sandbox. */
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
            Map.of("snapshot", 0, "clone", 1, "copy", 1, "delete", 1), true, Duration.ofHours(24)),
        clouds,
        new StorageSettings("jdbc:h2:file:" + folder.resolve("snapclone"), "", new Secret("")),
        "127.0.0.1:0",
        new Settings.Jobs(
            Duration.ofMillis(200),
            Duration.ofSeconds(20),
            Duration.ofSeconds(5),
            Duration.ofHours(2)),
        new NameSettings("{instance}-{date}-{time}", "{instance}-clone-{n}", ZoneOffset.UTC));
  }

  /** Starts it; nobody is really probed, since the sandbox's and the lab's addresses lead nowhere. */
  static Application start(Settings settings, Reachability reachability) {
    Application application = new Application(settings, reachability, InstantSource.system());
    application.start();
    return application;
  }
}
