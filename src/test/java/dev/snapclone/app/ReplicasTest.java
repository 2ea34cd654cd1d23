package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.config.StorageSettings;
import dev.snapclone.job.engine.TestDatabases;
import dev.snapclone.sandbox.discord.BotAnswer;
import dev.snapclone.sandbox.discord.DiscordSandbox;
import dev.snapclone.sandbox.discord.JobPosts;
import dev.snapclone.sandbox.discord.Person;
import dev.snapclone.sandbox.discord.chat.SeenMessage;
import dev.snapclone.sandbox.openstack.CloudSandboxOptions;
import dev.snapclone.sandbox.openstack.CloudView;
import dev.snapclone.sandbox.openstack.Knobs;
import dev.snapclone.sandbox.openstack.OpenStackSandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Two processes of the program with one token on one PostgreSQL. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReplicasTest {
  private static final Pattern JOB = Pattern.compile("job `([a-z0-9]+)`");
  private static final Duration TAKEOVER = Duration.ofSeconds(6);
  private static final Duration SLACK = Duration.ofSeconds(5);

  private final OpenStackSandbox cloud = OpenStackSandbox.start(CloudSandboxOptions.fast());
  private final DiscordSandbox discord =
      DiscordSandbox.start(
          dev.snapclone.sandbox.discord.DiscordSandboxOptions.standard(InstantSource.system())
              .withoutRateLimits());
  private final Person anna = discord.person("anna");
  private final Person ben = discord.person("ben");

  @TempDir static Path folder;
  private BotProcesses bots;
  private BotProcesses.Bot one;
  private BotProcesses.Bot other;

  @BeforeAll
  void twoReplicas() throws IOException {
    Files.createDirectory(folder.resolve("conf"));
    Files.writeString(folder.resolve("clouds.yaml"), cloud.cloudsYaml());
    Files.writeString(
        folder.resolve("conf/snapclone.conf"),
        """
        discord.guilds = ["%s"]
        access.roles {
          operator = ["%s"]
          approver = ["%s"]
        }
        clouds { sto1 = demo-app }
        jobs { poll-interval = 200ms, settle-time = 2s, takeover-after = %ds }
        """
            .formatted(
                discord.guildId(),
                discord.roleId("operator"),
                discord.roleId("approver"),
                TAKEOVER.toSeconds()));
    StorageSettings shared = TestDatabases.postgres();
    bots =
        new BotProcesses(
            folder,
            Map.of(
                "DISCORD_TOKEN", discord.token(),
                "DISCORD_API_URL", discord.apiUrl(),
                "DISCORD_GATEWAY_URL", discord.gatewayUrl(),
                "SNAPCLONE_STORAGE_URL", shared.url(),
                "SNAPCLONE_STORAGE_USER", shared.user(),
                "SNAPCLONE_OPS_ADDRESS", "127.0.0.1:0"));
    one = bots.start(Map.of(), "run");
    other = bots.start(Map.of(), "run");
    one.awaitReady();
    other.awaitReady();
  }

  @AfterAll
  void stop() {
    bots.close();
    discord.close();
    cloud.close();
  }

  @Test
  @Order(1)
  void whatIsTypedIsCarriedOutOnce() {
    List<BotAnswer> typed =
        List.of("off-01", "legacy-01", "db-01").stream()
            .map(s -> anna.types("ops", "/snapshot", Map.of("server-name", idOf(s))))
            .toList();
    for (BotAnswer answer : typed) {
      String job = jobOf(answer);
      outcome(job);
      assertToldOnce(job);
    }
  }

  @Test
  @Order(2)
  void theOtherCarriesThroughWhatAKilledOneHadBegun() throws Exception {
    String job = asked("taken-over");
    cloud.knobs().set(Knobs.Time.INSTANCE_POST, Duration.ofSeconds(2));
    signal("STOP", other);
    approve(job);
    awaitInstancePosts(1);
    signal("CONT", other);
    one.kill();
    Instant killed = Instant.now();
    outcome(job);
    assertWithin(TAKEOVER.plus(SLACK), killed);
    assertOneInstance("taken-over");
    assertToldOnce(job);
  }

  private String idOf(String server) {
    return cloud.backstage().instanceId("demo", server);
  }

  /** A clone that waits for approval. */
  private String asked(String name) {
    String snapshot = jobOf(anna.types("ops", "/snapshot", Map.of("server-name", idOf("db-01"))));
    String said = outcome(snapshot).text();
    Matcher id = Pattern.compile("`([0-9a-f-]{36})`").matcher(said);
    assertTrue(id.find(), said);
    cloud.requestLog().clear();
    return jobOf(anna.types("ops", "/clone", Map.of("snapshot-id", id.group(1), "name", name)));
  }

  private void approve(String job) {
    SeenMessage card =
        ben.awaitMessage("ops", m -> m.text().contains(job) && m.buttons().contains("Approve"));
    ben.presses(card, "Approve").awaitText("Approved");
  }

  private void awaitInstancePosts(int count) {
    await()
        .until(
            () ->
                cloud.requests().stream()
                        .filter(r -> r.is("POST", "/compute/v2.1/servers$"))
                        .count()
                    == count);
  }

  private SeenMessage outcome(String job) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(40))
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> anna.sees("ops").stream().filter(m -> JobPosts.outcome(m, job)).findFirst(),
            java.util.Optional::isPresent)
        .orElseThrow();
  }

  private void assertOneInstance(String name) {
    List<CloudView.InstanceView> clones = cloud.view().named(name);
    assertEquals(1, clones.size(), clones::toString);
    assertEquals("ACTIVE", clones.get(0).status());
    assertEquals(
        1,
        cloud.view().volumes().stream().filter(v -> v.name().startsWith(name)).count(),
        "volumes");
  }

  private void assertToldOnce(String job) {
    await()
        .untilAsserted(
            () -> {
              List<SeenMessage> all =
                  anna.sees("ops").stream()
                      .filter(m -> !m.ephemeral() && m.text().contains(job))
                      .toList();
              List<SeenMessage> cards = all.stream().filter(m -> m.replyTo() == null).toList();
              assertEquals(1, cards.size(), cards::toString);
              assertTrue(cards.get(0).text().contains("**Done**"), () -> cards.get(0).text());
              assertEquals(1, all.size() - cards.size(), all::toString);
            });
  }

  private static void assertWithin(Duration most, Instant since) {
    Duration took = Duration.between(since, Instant.now());
    assertTrue(took.compareTo(most) <= 0, () -> "it took " + took);
  }

  private static void signal(String name, BotProcesses.Bot bot)
      throws IOException, InterruptedException {
    Process kill =
        new ProcessBuilder("kill", "-" + name, Long.toString(bot.process().pid())).start();
    assertEquals(0, kill.waitFor());
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
