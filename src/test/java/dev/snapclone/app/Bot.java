package dev.snapclone.app;

import dev.snapclone.config.CloudSettings;
import dev.snapclone.config.Secret;
import dev.snapclone.config.Settings;
import dev.snapclone.config.SettingsBuilder;
import dev.snapclone.config.StorageSettings;
import dev.snapclone.sandbox.discord.DiscordSandbox;
import dev.snapclone.windows.Reachability;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/**
 * The real bot of the tests: the real configuration's records, a real database, the real JDA and
 * openstack4j.
 */
final class Bot {
  static final Secret STORAGE_PASSWORD = new Secret("storage-password-4j7q");

  private Bot() {}

  /** Settings as an operator would write them, against the Discord sandbox. */
  static Settings settings(DiscordSandbox discord, List<CloudSettings> clouds, Path folder) {
    Settings usual = SandboxWorld.settings(discord, clouds, folder);
    return SettingsBuilder.from(usual)
        .storage(new StorageSettings(usual.host().storage().url(), "snapclone", STORAGE_PASSWORD))
        .build();
  }

  /**
   * Starts it; nobody is really probed, since the sandbox's and the lab's addresses lead nowhere.
   */
  static Application start(Settings settings, Reachability reachability) {
    return start(settings, reachability, InstantSource.system());
  }

  /** The same with another clock. */
  static Application start(Settings settings, Reachability reachability, InstantSource clock) {
    Application application = new Application(settings, reachability, clock);
    application.start();
    return application;
  }
}
