package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.sandbox.discord.DiscordSandbox;
import dev.snapclone.sandbox.discord.JobPosts;
import dev.snapclone.sandbox.discord.Person;
import dev.snapclone.sandbox.openstack.CloudSandboxOptions;
import dev.snapclone.sandbox.openstack.CloudView;
import dev.snapclone.sandbox.openstack.Knobs;
import dev.snapclone.sandbox.openstack.OpenStackSandbox;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as an operator starts, stops and kills it: processes of their own. */
class JarTest {
  private static final Pattern JOB = Pattern.compile("job `([a-z0-9]+)`");

  private final OpenStackSandbox cloud =
      OpenStackSandbox.start(
          CloudSandboxOptions.fast()
              .withKnobs(
                  Knobs.fast()
                      .set(Knobs.Time.VOLUME_CREATE, Duration.ofSeconds(3))
                      .set(Knobs.Time.SPAWN, Duration.ofSeconds(2))));
  private final DiscordSandbox discord =
      DiscordSandbox.start(
          dev.snapclone.sandbox.discord.DiscordSandboxOptions.standard(InstantSource.system())
              .withoutRateLimits());
  private final Person anna = discord.person("anna");
  private final Person ben = discord.person("ben");
  private final HttpClient http = HttpClient.newHttpClient();
  private final int opsPort = freePort();

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
        access.roles {
          operator = ["%s"]
          approver = ["%s"]
        }
        clouds { sto1 = demo-app }
        jobs { poll-interval = 200ms, settle-time = 2s }
        """
            .formatted(discord.guildId(), discord.roleId("operator"), discord.roleId("approver")));
    bots =
        new BotProcesses(
            folder,
            Map.of(
                "DISCORD_TOKEN", discord.token(),
                "DISCORD_API_URL", discord.apiUrl(),
                "DISCORD_GATEWAY_URL", discord.gatewayUrl(),
                "SNAPCLONE_OPS_ADDRESS", "127.0.0.1:" + opsPort));
  }

  @AfterEach
  void stop() {
    bots.close();
    discord.close();
    cloud.close();
  }

  @Test
  void saysItsVersions() throws IOException {
    BotProcesses.Bot version = bots.start(Map.of(), "version");
    assertEquals(0, version.exitCode());
    List<String> lines = version.out().lines().toList();
    assertEquals(3, lines.size(), version.out());
    // The numbers are filled in by the build.
    assertTrue(lines.get(0).matches("snapclone \\d+\\.\\d+.*"), lines.get(0));
    assertTrue(lines.get(1).matches("JDA \\d+\\.\\d+.*"), lines.get(1));
    assertTrue(lines.get(2).matches("openstack4j \\d+\\.\\d+.*"), lines.get(2));
  }

  @Test
  void saysEveryProblemOfItsConfigurationAtOnceAndHowToMendIt() throws IOException {
    Files.writeString(
        folder.resolve("conf/snapclone.conf"), "clouds { x = nope }\njobs.settle-tme = 4s\n");
    BotProcesses.Bot bot = bots.start(Map.of("DISCORD_TOKEN", ""), "run");
    assertEquals(2, bot.exitCode());
    assertEquals("", bot.out());
    for (String said :
        List.of(
            "4 problems in its configuration",
            "conf/snapclone.conf:1: clouds.yaml has no entry \"nope\"",
            "conf/snapclone.conf:2: jobs.settle-tme is not a key of snapclone",
            "Did you mean jobs.settle-time?",
            "discord.guilds is empty",
            "DISCORD_GUILDS",
            "discord.token is not set",
            "Set DISCORD_TOKEN")) {
      assertTrue(bot.err().contains(said), () -> "not said: " + said + "\n" + bot.err());
    }
  }

  @Test
  void runsUntilItIsAskedToStopAndSharesItsDatabaseWithNobody() throws Exception {
    BotProcesses.Bot bot = bots.start(Map.of(), "run");
    bot.awaitReady();
    assertEquals(200, status("/healthz"));
    await().until(() -> status("/readyz") == 200);
    assertTrue(get("/metrics").body().contains("snapclone_jobs"));

    BotProcesses.Bot second = bots.start(Map.of("SNAPCLONE_OPS_ADDRESS", "127.0.0.1:0"), "run");
    BotProcesses.Bot sameAddress =
        bots.start(Map.of("SNAPCLONE_STORAGE_URL", "jdbc:h2:mem:other"), "run");
    BotProcesses.Bot wrongToken =
        bots.start(
            Map.of(
                "SNAPCLONE_STORAGE_URL", "jdbc:h2:mem:other",
                "SNAPCLONE_OPS_ADDRESS", "127.0.0.1:0",
                "DISCORD_TOKEN", "wrong.token.x"),
            "run");
    assertEquals(2, second.exitCode());
    assertTrue(second.err().contains("is in use by another process"), second.err());
    assertFalse(second.err().contains("\tat "), "a sentence, no stack trace");
    assertEquals(1, sameAddress.exitCode());
    assertTrue(sameAddress.err().contains("cannot be listened on"), sameAddress.err());
    assertEquals(1, wrongToken.exitCode());
    assertTrue(wrongToken.err().contains("Discord refuses the bot's token"), wrongToken.err());

    assertEquals(0, bot.terminate(), bot::err);
  }

  @Test
  void carriesACloneThroughWhenItIsStoppedAndKilledInTheMiddle() throws Exception {
    BotProcesses.Bot first = bots.start(Map.of(), "run");
    first.awaitReady();
    String server = cloud.backstage().instanceId("demo", "db-01");
    String snapshot =
        jobOf(anna.types("ops", "/snapshot", Map.of("server-name", server)).awaitText("job"));
    awaitOutcome(snapshot);
    anna.presses(anna.awaitMessage("ops", m -> m.buttons().contains("Clone this")), "Clone this")
        .awaitText("Asked for approval");
    ben.presses(ben.awaitMessage("ops", m -> m.buttons().contains("Approve")), "Approve")
        .awaitText("Approved");
    await().until(() -> volumesOfTheClone().size() == 1);
    assertEquals("creating", volumesOfTheClone().get(0).status(), "the clone is not done yet");
    assertEquals(0, first.terminate(), first::err);

    BotProcesses.Bot next = bots.start(Map.of(), "run");
    await().until(() -> cloud.view().named("db-01-clone-1").size() == 1);
    assertEquals("BUILD", cloud.view().named("db-01-clone-1").get(0).status());
    next.kill();

    bots.start(Map.of(), "run").awaitReady();
    anna.awaitMessage(
        "ops", m -> m.replyTo() != null && m.text().contains("db-01-clone-1, a copy of db-01, is"));
    List<CloudView.InstanceView> clones = cloud.view().named("db-01-clone-1");
    assertEquals(1, clones.size(), "one instance");
    assertEquals("ACTIVE", clones.get(0).status());
    assertEquals(1, volumesOfTheClone().size(), "one volume");
    assertEquals(
        1,
        anna.sees("ops").stream()
            .filter(m -> m.replyTo() != null && m.text().contains("db-01-clone-1, a copy of"))
            .count(),
        "told once");
  }

  private List<CloudView.VolumeView> volumesOfTheClone() {
    return cloud.view().volumes().stream()
        .filter(v -> v.name().startsWith("db-01-clone-1"))
        .toList();
  }

  private void awaitOutcome(String job) {
    anna.awaitMessage("ops", m -> JobPosts.outcome(m, job));
  }

  private static String jobOf(String answer) {
    Matcher matcher = JOB.matcher(answer);
    assertTrue(matcher.find(), answer);
    return matcher.group(1);
  }

  private int status(String path) throws IOException, InterruptedException {
    return get(path).statusCode();
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + opsPort + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(BotProcesses.PATIENCE).pollInterval(Duration.ofMillis(50));
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
