package dev.snapclone.config;

import dev.snapclone.access.AccessPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The whole configuration, checked.
 *
 * @param discord null where a command line call needs none
 * @param access who may what, where
 * @param approvals when approval is asked
 * @param clouds at least one; the first is the default
 * @param storage where jobs are kept
 * @param ops where health and metrics are told
 * @param jobs the engine's times
 * @param names names of what is made
 * @param safety limits, and where the end of the audit is remembered
 * @param consoles other ways to consoles, by the bot's name for the cloud
 * @param copies what copies may ask for
 * @param proxy by which proxy Discord and the clouds are reached
 */
public record Settings(
    @Nullable DiscordSettings discord,
    AccessPolicy access,
    ApprovalSettings approvals,
    List<CloudSettings> clouds,
    StorageSettings storage,
    OpsSettings ops,
    Jobs jobs,
    NameSettings names,
    SafetySettings safety,
    Map<String, ConsoleWay> consoles,
    CopySettings copies,
    ProxySettings proxy) {
  public Settings {
    clouds = List.copyOf(clouds);
    consoles = Map.copyOf(consoles);
  }

  /** Without limits and without other ways to consoles. */
  public Settings(
      @Nullable DiscordSettings discord,
      AccessPolicy access,
      ApprovalSettings approvals,
      List<CloudSettings> clouds,
      StorageSettings storage,
      String opsAddress,
      Jobs jobs,
      NameSettings names) {
    this(
        discord,
        access,
        approvals,
        clouds,
        storage,
        new OpsSettings(opsAddress, List.of()),
        jobs,
        names,
        SafetySettings.NONE,
        Map.of(),
        CopySettings.USUAL,
        ProxySettings.NONE);
  }

  /** Host and port of health and metrics, such as {@code 127.0.0.1:9090}. */
  public String opsAddress() {
    return ops.address();
  }

  /**
   * The engine's times; see {@code dev.snapclone.job.JobTimings}.
   *
   * @param pollInterval how often due work is looked for
   * @param takeoverAfter after how long another process takes over
   * @param settleTime how long an effect of unknown outcome is looked for
   * @param stalledAfter how long a wait may see no change
   */
  public record Jobs(
      Duration pollInterval, Duration takeoverAfter, Duration settleTime, Duration stalledAfter) {}
}
