package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.sandbox.discord.BotAnswer;
import dev.snapclone.sandbox.discord.DiscordSandbox;
import dev.snapclone.sandbox.discord.JobPosts;
import dev.snapclone.sandbox.discord.Person;
import dev.snapclone.sandbox.discord.chat.SeenMessage;
import dev.snapclone.sandbox.openstack.CloudSandboxOptions;
import dev.snapclone.sandbox.openstack.Knobs;
import dev.snapclone.sandbox.openstack.OpenStackSandbox;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** SIGTERM at bad moments: the process is gone soon, and nothing is done twice afterwards. */
class ShutdownTest {
  private static final Pattern JOB = Pattern.compile("job `([a-z0-9]+)`");

  /** The contract says ten seconds; whoever is this far from it meets it on a busy machine. */
  private static final Duration SOON = Duration.ofSeconds(6);

  private final OpenStackSandbox cloud = OpenStackSandbox.start(CloudSandboxOptions.fast());
  private final DiscordSandbox discord =
      DiscordSandbox.start(
          dev.snapclone.sandbox.discord.DiscordSandboxOptions.standard(InstantSource.system())
              .withoutRateLimits());
  private final Person anna = discord.person("anna");

  @TempDir private Path folder;
  private BotProcesses bots;

  @BeforeEach
  void configured() throws IOException {
    Files.createDirectory(folder.resolve("conf"));
    Files.writeString(folder.resolve("clouds.yaml"), cloud.cloudsYaml());
    Files.writeString(
        folder.resolve("conf/snapclone.conf"),
        """
        discord.guilds = ["%s"]
        access.roles.operator = ["%s"]
        clouds { sto1 = demo-app }
        approvals.clone.required = 0
        jobs { poll-interval = 200ms, settle-time = 2s }
        """
            .formatted(discord.guildId(), discord.roleId("operator")));
    bots =
        new BotProcesses(
            folder,
            Map.of(
                "DISCORD_TOKEN", discord.token(),
                "DISCORD_API_URL", discord.apiUrl(),
                "DISCORD_GATEWAY_URL", discord.gatewayUrl(),
                "SNAPCLONE_OPS_ADDRESS", "127.0.0.1:0"));
  }

  @AfterEach
  void stop() {
    bots.close();
    discord.close();
    cloud.close();
  }

  @Test
  void doesNotWaitForASlowCloudAndMakesNothingTwice(TestReporter told) throws IOException {
    BotProcesses.Bot bot = run();
    cloud.knobs().set(Knobs.Time.VOLUME_POST, Duration.ofSeconds(12));
    String job = jobOf(snapshot("db-01"));
    await().until(() -> posts("/snapshots$") == 1);
    stopsSoon(bot, told);
    cloud.knobs().set(Knobs.Time.VOLUME_POST, Duration.ZERO);
    run();
    outcome(job);
    assertEquals(
        1,
        cloud.view().snapshots().stream()
            .filter(s -> job.equals(s.metadata().get("snapclone_job")))
            .count());
  }

  @Test
  void doesNotWaitForASlowDiscordAndTellsOnce(TestReporter told) throws IOException {
    BotProcesses.Bot bot = run();
    cloud.knobs().set(Knobs.Time.VOLUME_SNAPSHOT, Duration.ofSeconds(3));
    String job = jobOf(snapshot("db-01"));
    await().until(() -> card(job) != null);
    discord.faults().on("POST /channels/*/messages").always().latency(Duration.ofSeconds(12));
    discord.faults().on("PATCH /channels/*/messages/*").always().latency(Duration.ofSeconds(12));
    await()
        .until(
            () ->
                cloud.view().snapshots().stream()
                    .anyMatch(
                        s ->
                            job.equals(s.metadata().get("snapclone_job"))
                                && s.id().equals(s.metadata().get("snapclone_self"))));
    stopsSoon(bot, told);
    discord.faults().clear();
    run();
    outcome(job);
    await().until(() -> card(job).text().contains("**Done**"));
    assertEquals(
        1, anna.sees("ops").stream().filter(m -> JobPosts.outcome(m, job)).count(), "told once");
  }

  @Test
  void answersWithoutItsDatabaseAndDoesNotWaitForItWhenItStops() throws IOException {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start()) {
      BotProcesses.Bot bot = run(postgres);
      cloud.knobs().set(Knobs.Time.VOLUME_SNAPSHOT, Duration.ofSeconds(20));
      BotAnswer answer = snapshot("db-01");
      jobOf(answer);
      postgres.close();
      // Autocomplete asks the cloud's picture in memory only.
      assertEquals(
          1, anna.completes("ops", "/snapshot", "server-name", "db-0").size(), "suggestions");
      BotAnswer refused = anna.types("ops", "/jobs");
      refused.awaitText("storage");
      // Each try for a connection takes its time; ten seconds are the contract.
      assertEquals(0, bot.terminate(), bot::said);
    }
  }

  @Test
  void doesNotWaitForADatabaseThatHangs() throws IOException {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start();
        FragileLine line = FragileLine.to(postgres.getPort())) {
      Map<String, String> through =
          Map.of(
              "SNAPCLONE_STORAGE_URL",
              "jdbc:postgresql://127.0.0.1:" + line.port() + "/postgres",
              "SNAPCLONE_STORAGE_USER",
              "postgres");
      BotProcesses.Bot bot = ready(through);
      cloud.knobs().set(Knobs.Time.VOLUME_SNAPSHOT, Duration.ofSeconds(3));
      String job = jobOf(snapshot("db-01"));
      line.hang();
      BotAnswer late = anna.types("ops", "/jobs");
      late.awaitAcknowledged();
      assertEquals(0, bot.terminate(), bot::said);
      line.goOn();
      ready(through);
      outcome(job);
      assertEquals(1, posts("/snapshots$"));
    }
  }

  @Test
  void storesOrRefusesWhatWasTypedWhileItStops() throws IOException {
    BotProcesses.Bot bot = run();
    bot.process().destroy();
    BotAnswer late = anna.types("ops", "/help");
    assertEquals(0, bot.exitCode());
    run();
    if (late.acknowledged()) {
      await().until(() -> late.text().contains("/snapshot"));
    }
  }

  @Test
  void leavesInOrderWhileADiscordThatDoesNotAnswerHoldsItsStartUp() throws IOException {
    try (ServerSocket silent = new ServerSocket(0)) {
      String url = "http://127.0.0.1:" + silent.getLocalPort() + "/api/v10/";
      leavesWhileItStarts(silent, Map.of("DISCORD_API_URL", url));
    }
  }

  @Test
  void leavesInOrderWhileADatabaseThatDoesNotAnswerHoldsItsStartUp() throws IOException {
    try (ServerSocket silent = new ServerSocket(0)) {
      String url = "jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/snapclone";
      leavesWhileItStarts(silent, Map.of("SNAPCLONE_STORAGE_URL", url));
    }
  }

  private void leavesWhileItStarts(ServerSocket silent, Map<String, String> also)
      throws IOException {
    BotProcesses.Bot bot = bots.start(also, "run");
    silent.setSoTimeout((int) BotProcesses.PATIENCE.toMillis());
    try (Socket heard = silent.accept()) {
      assertEquals(0, bot.terminate(), bot::said);
      assertTrue(heard.isConnected());
    }
  }

  private BotProcesses.Bot run() throws IOException {
    return ready(Map.of());
  }

  private BotProcesses.Bot run(EmbeddedPostgres postgres) throws IOException {
    return ready(
        Map.of(
            "SNAPCLONE_STORAGE_URL",
            postgres.getJdbcUrl("postgres", "postgres"),
            "SNAPCLONE_STORAGE_USER",
            "postgres"));
  }

  private BotProcesses.Bot ready(Map<String, String> also) throws IOException {
    BotProcesses.Bot bot = bots.start(also, "run");
    bot.awaitReady();
    return bot;
  }

  private void stopsSoon(BotProcesses.Bot bot, TestReporter told) {
    Instant asked = Instant.now();
    assertEquals(0, bot.terminate(), bot::said);
    Duration took = Duration.between(asked, Instant.now());
    told.publishEntry("stopped after, ms", String.valueOf(took.toMillis()));
    assertTrue(took.compareTo(SOON) < 0, () -> "it took " + took + "\n" + bot.said());
  }

  private BotAnswer snapshot(String name) {
    String id = cloud.backstage().instanceId("demo", name);
    return anna.types("ops", "/snapshot", Map.of("server-name", id));
  }

  private long posts(String path) {
    return cloud.requests().stream().filter(r -> r.is("POST", path)).count();
  }

  private SeenMessage card(String job) {
    return anna.sees("ops").stream().filter(m -> JobPosts.card(m, job)).findFirst().orElse(null);
  }

  private void outcome(String job) {
    await().until(() -> anna.sees("ops").stream().anyMatch(m -> JobPosts.outcome(m, job)));
  }

  private static String jobOf(BotAnswer answer) {
    String text = answer.awaitText("job");
    Matcher matcher = JOB.matcher(text);
    assertTrue(matcher.find(), text);
    return matcher.group(1);
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(BotProcesses.PATIENCE).pollInterval(Duration.ofMillis(50));
  }
}
