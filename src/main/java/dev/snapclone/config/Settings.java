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
 * @param access who may do what, where
 * @param approvals when approval is needed
 * @param clouds at least one; the first is the default
 * @param safety rate limits, and the audit's anchor file
 * @param consoles other ways to consoles, by the bot's name for the cloud
 * @param costs what things cost
 */
public record Settings(
    @Nullable DiscordSettings discord,
    AccessPolicy access,
    ApprovalSettings approvals,
    List<CloudSettings> clouds,
    Host host,
    Jobs jobs,
    SafetySettings safety,
    Map<String, ConsoleWay> consoles,
    CostSettings costs) {
  public Settings {
    clouds = List.copyOf(clouds);
    consoles = Map.copyOf(consoles);
  }

  /** Host and port of health and metrics, such as {@code 127.0.0.1:9090}. */
  public String opsAddress() {
    return host.ops().address();
  }

  /**
   * What the process needs around it.
   *
   * @param storage where jobs are kept
   * @param ops the address of health and metrics
   * @param proxy the proxies to Discord and the clouds
   */
  public record Host(StorageSettings storage, OpsSettings ops, ProxySettings proxy) {}

  /**
   * How jobs work.
   *
   * @param times the engine's times
   * @param names templates for new resources
   * @param snapshots settings for snapshots
   * @param copies settings for copies
   * @param leases how long what jobs make is kept
   * @param schedules settings for schedules
   * @param notifications what is told beside cards and outcomes
   */
  public record Jobs(
      Times times,
      NameSettings names,
      SnapshotSettings snapshots,
      CopySettings copies,
      LeaseSettings leases,
      ScheduleSettings schedules,
      NotificationSettings notifications) {
    /** Everything is kept until somebody deletes it, with the usual schedules. */
    public Jobs(Times times, NameSettings names, SnapshotSettings snapshots, CopySettings copies) {
      this(
          times,
          names,
          snapshots,
          copies,
          LeaseSettings.NONE,
          ScheduleSettings.USUAL,
          NotificationSettings.NONE);
    }
  }

  /**
   * The engine's times; see {@code dev.snapclone.job.JobTimings}.
   *
   * @param pollInterval how often due work is looked for
   * @param takeoverAfter after how long another process takes over
   * @param settleTime how long a change with an unknown outcome is searched for
   * @param stalledAfter how long a wait may see no change
   */
  public record Times(
      Duration pollInterval, Duration takeoverAfter, Duration settleTime, Duration stalledAfter) {}
}
