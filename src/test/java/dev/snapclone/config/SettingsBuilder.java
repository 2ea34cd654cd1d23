package dev.snapclone.config;

import dev.snapclone.access.AccessPolicy;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builds settings from others with changes. */
public final class SettingsBuilder {
  private final Settings usual;
  private @Nullable DiscordSettings discord;
  private AccessPolicy access;
  private ApprovalSettings approvals;
  private List<CloudSettings> clouds;
  private StorageSettings storage;
  private OpsSettings ops;
  private Settings.Times times;
  private SafetySettings safety;
  private SnapshotSettings snapshots;
  private CopySettings copies;
  private ProxySettings proxy;
  private LeaseSettings leases;
  private ScheduleSettings schedules;
  private NotificationSettings notifications;
  private CostSettings costs;

  private SettingsBuilder(Settings usual) {
    this.usual = usual;
    discord = usual.discord();
    access = usual.access();
    approvals = usual.approvals();
    clouds = usual.clouds();
    storage = usual.host().storage();
    ops = usual.host().ops();
    times = usual.jobs().times();
    safety = usual.safety();
    snapshots = usual.jobs().snapshots();
    copies = usual.jobs().copies();
    schedules = usual.jobs().schedules();
    proxy = usual.host().proxy();
    leases = usual.jobs().leases();
    notifications = usual.jobs().notifications();
    costs = usual.costs();
  }

  public static SettingsBuilder from(Settings usual) {
    return new SettingsBuilder(usual);
  }

  public SettingsBuilder discord(DiscordSettings it) {
    discord = it;
    return this;
  }

  public SettingsBuilder access(AccessPolicy it) {
    access = it;
    return this;
  }

  public SettingsBuilder approvals(ApprovalSettings it) {
    approvals = it;
    return this;
  }

  public SettingsBuilder clouds(List<CloudSettings> it) {
    clouds = it;
    return this;
  }

  public SettingsBuilder storage(StorageSettings it) {
    storage = it;
    return this;
  }

  public SettingsBuilder ops(OpsSettings it) {
    ops = it;
    return this;
  }

  public SettingsBuilder times(Settings.Times it) {
    times = it;
    return this;
  }

  public SettingsBuilder safety(SafetySettings it) {
    safety = it;
    return this;
  }

  public SettingsBuilder snapshots(SnapshotSettings it) {
    snapshots = it;
    return this;
  }

  public SettingsBuilder copies(CopySettings it) {
    copies = it;
    return this;
  }

  public SettingsBuilder schedules(ScheduleSettings it) {
    schedules = it;
    return this;
  }

  public SettingsBuilder proxy(ProxySettings it) {
    proxy = it;
    return this;
  }

  public SettingsBuilder leases(LeaseSettings it) {
    leases = it;
    return this;
  }

  public SettingsBuilder notifications(NotificationSettings it) {
    notifications = it;
    return this;
  }

  public SettingsBuilder costs(CostSettings it) {
    costs = it;
    return this;
  }

  public Settings build() {
    return new Settings(
        discord,
        access,
        approvals,
        clouds,
        new Settings.Host(storage, ops, proxy),
        new Settings.Jobs(
            times, usual.jobs().names(), snapshots, copies, leases, schedules, notifications),
        safety,
        usual.consoles(),
        costs);
  }
}
