package dev.snapclone.harness;

import dev.snapclone.config.StorageSettings;
import dev.snapclone.job.engine.TestDatabases;
import dev.snapclone.sandbox.discord.DiscordSandbox;
import dev.snapclone.sandbox.discord.chat.ChatEvent;
import dev.snapclone.sandbox.openstack.CloudSandboxOptions;
import dev.snapclone.sandbox.openstack.Knobs;
import dev.snapclone.sandbox.openstack.Knobs.Time;
import dev.snapclone.sandbox.openstack.Knobs.Trouble;
import dev.snapclone.sandbox.openstack.OpenStackSandbox;
import dev.snapclone.sandbox.openstack.wire.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** A sandbox cloud, a sandbox Discord, a fresh database, and the program's configuration. */
final class KillWorld implements AutoCloseable {
  /** The name of things that always fail, and of instances whose snapshots fail. */
  static final String DOOMED = "doomed";

  /** Longer than people make requests and then leave the process idle. */
  private static final Duration PARKS_FOR = Duration.ofSeconds(11);

  /** How many volume snapshots a set of an instance has. */
  static final Map<String, Integer> IN_A_SET = Map.of("db-01", 2, "win-sql-01", 2, "win-ad-01", 2);

  static final List<String> CHANNELS = List.of("ops", "random", "approvals");
  private static final String CHANGES = "POST|PUT|PATCH|DELETE";
  private static final String NOT_SIGNING_IN = "^/(?!identity)";

  final OpenStackSandbox cloud;
  final DiscordSandbox discord;
  final Path folder;
  private final Map<String, String> environment;
  private final AtomicLong posted = new AtomicLong();
  private volatile Instant lastChange = Instant.now();

  private KillWorld(
      OpenStackSandbox cloud, DiscordSandbox discord, Path folder, StorageSettings storage) {
    this.cloud = cloud;
    this.discord = discord;
    this.folder = folder;
    this.environment =
        Map.of(
            "DISCORD_TOKEN", discord.token(),
            "DISCORD_API_URL", discord.apiUrl(),
            "DISCORD_GATEWAY_URL", discord.gatewayUrl(),
            "SNAPCLONE_STORAGE_URL", storage.url(),
            "SNAPCLONE_STORAGE_USER", storage.user(),
            "SNAPCLONE_OPS_ADDRESS", "127.0.0.1:0");
    cloud.onChange(change -> lastChange = Instant.now());
    discord.onEvent(this::chatted);
  }

  /**
   * Opens a world.
   *
   * @param folder becomes the program's working folder; it must not exist
   */
  static KillWorld open(long seed, TestDatabases.Kind database, Path folder) throws IOException {
    Files.createDirectories(folder.resolve("conf"));
    Random chance = new Random(seed ^ 0x5eed);
    CloudSandboxOptions usual = CloudSandboxOptions.fast();
    OpenStackSandbox cloud =
        OpenStackSandbox.start(
            new CloudSandboxOptions(
                usual.host(),
                usual.port(),
                usual.region(),
                usual.timeline(),
                knobs(chance),
                usual.seeded(),
                usual.pageSize(),
                seed));
    List.of("instances", "cores", "ram", "volumes", "snapshots", "gigabytes", "port")
        .forEach(item -> cloud.backstage().setQuota("demo", item, -1));
    for (String disk : List.of("logs", "files")) {
      cloud
          .backstage()
          .attach(
              cloud.backstage().instanceId("demo", "win-ad-01"),
              cloud.backstage().addVolume("demo", disk, 1, null));
    }
    DiscordSandbox discord =
        DiscordSandbox.start(
            dev.snapclone.sandbox.discord.DiscordSandboxOptions.standard(InstantSource.system())
                .withoutRateLimits());
    StorageSettings storage =
        database == TestDatabases.Kind.H2 ? TestDatabases.h2File(folder) : TestDatabases.postgres();
    KillWorld world = new KillWorld(cloud, discord, folder, storage);
    world.configure();
    return world;
  }

  private static Knobs knobs(Random chance) {
    Knobs knobs = Knobs.fast();
    Map<Time, Integer> longest =
        Map.of(
            Time.SPAWN, 1500,
            Time.SNAPSHOT_PENDING, 300,
            Time.SNAPSHOT_EXTRACT, 600,
            Time.SNAPSHOT_UPLOAD, 800,
            Time.VOLUME_CREATE, 1200,
            Time.VOLUME_SNAPSHOT, 900,
            Time.VOLUME_DELETE, 700,
            Time.INSTANCE_DELETE, 700,
            Time.LIST_LAG, 300);
    longest.forEach((time, most) -> knobs.set(time, millis(chance, most)));
    knobs.set(Time.INSTANCE_POST, millis(chance, 520));
    knobs.set(Time.IMAGE_POST, millis(chance, 150));
    knobs.set(Time.VOLUME_POST, millis(chance, 150));
    return knobs
        .busySnapshots(chance.nextBoolean())
        .fail(Trouble.SPAWN, DOOMED)
        .fail(Trouble.VOLUME_SNAPSHOT, DOOMED)
        .fail(Trouble.IMAGE_SNAPSHOT, "^dup$");
  }

  private static Duration millis(Random chance, int most) {
    return Duration.ofMillis(chance.nextInt(most + 1));
  }

  private void configure() throws IOException {
    Files.writeString(folder.resolve("clouds.yaml"), cloud.cloudsYaml());
    // About the shortest times that the configuration allows. The settle time exceeds every delay
    // of the sandbox, even on a busy machine.
    Files.writeString(
        folder.resolve("conf/snapclone.conf"),
        """
        discord.guilds = ["%s"]
        access.roles {
          operator = ["%s"]
          approver = ["%s"]
          admin = ["%s"]
        }
        clouds { sto1 = demo-app }
        jobs { poll-interval = 100ms, takeover-after = 4s, settle-time = 5s }
        """
            .formatted(
                discord.guildId(),
                discord.roleId("operator"),
                discord.roleId("approver"),
                discord.roleId("admin")));
  }

  /** Makes some requests fail from now on, with transient failures. */
  void trouble() {
    cloud.faults().sometimes(0.02, "GET", NOT_SIGNING_IN, Fault.unavailable());
    cloud.faults().sometimes(0.03, CHANGES, NOT_SIGNING_IN, Fault.unavailable());
    cloud.faults().sometimes(0.03, CHANGES, NOT_SIGNING_IN, Fault.answerLost());
    cloud.faults().sometimes(0.02, CHANGES, NOT_SIGNING_IN, Fault.reset());
    cloud.faults().sometimes(0.02, CHANGES, NOT_SIGNING_IN, Fault.gatewayTimeout());
    cloud
        .faults()
        .sometimes(0.02, CHANGES, NOT_SIGNING_IN, Fault.effectLate(Duration.ofMillis(400)));
    cloud.faults().sometimes(0.05, ".*", NOT_SIGNING_IN, Fault.delay(Duration.ofMillis(300)));
  }

  /**
   * Makes the cloud so slow that jobs park.
   *
   * @return the durations before
   */
  Map<Time, Duration> slowDown() {
    Map<Time, Duration> before = new EnumMap<>(Time.class);
    for (Time time :
        List.of(Time.SPAWN, Time.VOLUME_SNAPSHOT, Time.VOLUME_CREATE, Time.SNAPSHOT_UPLOAD)) {
      before.put(time, cloud.knobs().get(time));
      cloud.knobs().set(time, PARKS_FOR);
    }
    return before;
  }

  /** Delays the answer of the next change of the cloud; the change itself takes effect. */
  void holdNextAnswer(Duration pause) throws IOException {
    forgetRequests();
    cloud.faults().next(CHANGES, NOT_SIGNING_IN, Fault.delay(pause));
  }

  /** The number of changing requests since the last hold. */
  long changesAsked() {
    return cloud.requests().stream()
        .filter(r -> r.method().matches(CHANGES) && !r.path().startsWith("/identity"))
        .count();
  }

  /** Moves the requests so far to a file. */
  void forgetRequests() throws IOException {
    StringBuilder lines = new StringBuilder();
    cloud
        .requests()
        .forEach(
            r ->
                lines.append(
                    "%s %s %s %d %s%n"
                        .formatted(r.method(), r.path(), r.query(), r.status(), r.body())));
    cloud.requestLog().clear();
    Files.writeString(
        folder.resolve("cloud-requests.txt"),
        lines,
        java.nio.file.StandardOpenOption.CREATE,
        java.nio.file.StandardOpenOption.APPEND);
  }

  private void chatted(ChatEvent event) {
    lastChange = Instant.now();
    if (event.person() == null
        && (event.kind() == ChatEvent.Kind.POSTED || event.kind() == ChatEvent.Kind.EDITED)) {
      posted.incrementAndGet();
    }
  }

  /** How often the program has posted or edited a message. */
  long posted() {
    return posted.get();
  }

  /** How long neither the cloud nor the chat has changed. */
  Duration quiet() {
    return Duration.between(lastChange, Instant.now());
  }

  /** The environment of the program's processes. */
  Map<String, String> environment() {
    return environment;
  }

  @Override
  public void close() {
    discord.close();
    cloud.close();
  }
}
