package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.access.AccessPolicy;
import dev.snapclone.config.ApprovalSettings;
import dev.snapclone.config.DiscordSettings;
import dev.snapclone.config.Settings;
import dev.snapclone.config.SettingsBuilder;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.sandbox.discord.BotAnswer;
import dev.snapclone.sandbox.discord.ClientRefusal;
import dev.snapclone.sandbox.discord.DiscordSandboxOptions;
import dev.snapclone.sandbox.discord.DiscordSandboxOptions.ChannelPlan;
import dev.snapclone.sandbox.discord.DiscordSandboxOptions.GuildPlan;
import dev.snapclone.sandbox.discord.DiscordSandboxOptions.PersonPlan;
import dev.snapclone.sandbox.discord.DiscordSandboxOptions.RolePlan;
import dev.snapclone.sandbox.discord.JobPosts;
import dev.snapclone.sandbox.discord.chat.SeenMessage;
import dev.snapclone.sandbox.openstack.Knobs.Time;
import dev.snapclone.sandbox.openstack.OpenStackSandbox;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Where things are asked, shown and refused: other channels, threads, guilds; private addresses.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlacesEndToEndTest {
  private static final String APPROVALS = "approvals";
  private static final Pattern ADDRESS = Pattern.compile("\\b10\\.0\\.0\\.\\d+|([0-9a-f]{2}:){5}");

  @TempDir static Path folder;

  private Stage stage;

  @BeforeAll
  void opens() {
    DiscordSandboxOptions people =
        DiscordSandboxOptions.standard(InstantSource.system())
            .with(
                new GuildPlan(
                    "Other",
                    "en-US",
                    List.of(new ChannelPlan("lobby", Set.of())),
                    List.of(new RolePlan("operator", true)),
                    List.of(new PersonPlan("anna", Set.of("operator"), "en-US", true))));
    stage =
        Stage.open(
            folder,
            "demo",
            PlacesEndToEndTest::configured,
            OpenStackSandbox.start(dev.snapclone.sandbox.openstack.CloudSandboxOptions.fast()),
            people);
  }

  private static Settings configured(Settings usual) {
    DiscordSettings chat = usual.discord();
    AccessPolicy access = usual.access();
    return SettingsBuilder.from(usual)
        .discord(
            new DiscordSettings(
                chat.token(),
                chat.guilds(),
                chat.apiUrl(),
                chat.gatewayUrl(),
                APPROVALS,
                null,
                false))
        .access(
            new AccessPolicy(
                access.guilds(),
                access.operators(),
                access.approvers(),
                access.admins(),
                List.of(Stage.OPS)))
        .approvals(
            new ApprovalSettings(
                Map.of("snapshot", 0, "clone", 2, "copy", 1, "delete", 1),
                true,
                Duration.ofHours(1)))
        .build();
  }

  @AfterAll
  void closes() {
    stage.close();
  }

  private SeenMessage question(Job job, String text) {
    return stage.ben.awaitMessage(
        APPROVALS, m -> m.text().contains(job.id()) && m.text().contains(text));
  }

  private static boolean asks(SeenMessage message) {
    return message.buttons().contains("Approve") || message.buttons().contains("Deny");
  }

  private void awaitNoButtons(Job job) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(15))
        .until(() -> !asks(stage.card(job)) && !asks(question(job, "")));
  }

  @Test
  void twoApproveOneHereOneThereAndBothPlacesSaySo() {
    Job snapshot = stage.snapshots("web-01");
    Job job =
        stage.begins(
            "/clone", Map.of("snapshot-id", Stage.fact(snapshot, "snapshot"), "name", "both"));
    SeenMessage card = stage.waitingCard(job);
    SeenMessage question = question(job, "Waiting for approval");
    assertEquals(List.of("Approve", "Deny", "Details"), question.buttons());
    assertTrue(question.text().contains(card.id()), question.text());
    Awaitility.await().until(() -> stage.card(job).text().contains(question.id()));

    stage.ben.presses(question, "Approve").awaitText("is counted");
    stage.card(job, "needs 1 more approval");
    question(job, "needs 1 more approval");
    stage.presses(stage.carla, job, "Approve").awaitText("Approved: job");
    Job done = stage.ended(job);
    assertEquals(JobState.DONE, done.state());
    stage.card(job, "**Done**");
    SeenMessage decided = question(job, "approved by <@" + stage.carla.id());
    assertTrue(decided.text().contains(stage.carla.id()), decided.text());
    awaitNoButtons(job);
    SeenMessage told = stage.told(job);

    List<SeenMessage> open = new ArrayList<>();
    for (String channel : List.of(Stage.OPS, APPROVALS, "audit", "random")) {
      open.addAll(stage.nina.sees(channel));
    }
    for (SeenMessage message : open) {
      assertFalse(ADDRESS.matcher(message.text()).find(), message.text());
    }
    String room =
        Awaitility.await()
            .until(
                () ->
                    stage.anna.seesChannels().stream()
                        .filter(c -> c.endsWith(job.id()))
                        .findFirst(),
                Optional::isPresent)
            .orElseThrow();
    assertFalse(stage.nina.seesChannels().contains(room));
    String privately = stage.anna.awaitMessage(room, m -> m.fromBot()).text();
    assertTrue(privately.contains(Stage.fact(done, "address")), privately);
    assertTrue(privately.contains("ssh ubuntu@" + Stage.fact(done, "address")), privately);
    stage.card(job, "private instructions");
  }

  @Test
  void aDenialAndACancellationAreSeenInBothPlaces() {
    Job denied = stage.begins("/copy", Map.of("server-name", stage.idOf("off-01")));
    SeenMessage card = stage.waitingCard(denied);
    stage.denies(stage.ben, card, "").awaitText("will not run");
    assertEquals(JobState.CANCELLED, stage.ended(denied).state());
    awaitNoButtons(denied);
    question(denied, "**Denied** by");

    Job cancelled = stage.begins("/copy", Map.of("server-name", stage.idOf("off-01")));
    SeenMessage question = question(cancelled, "");
    stage.cancels(stage.anna, stage.waitingCard(cancelled)).awaitText("Cancelled job");
    assertEquals(JobState.CANCELLED, stage.ended(cancelled).state());
    awaitNoButtons(cancelled);
    assertEquals(question.id(), question(cancelled, "**Cancelled** by").id());
  }

  @Test
  void commandsAreRefusedElsewhereAndTakenInThreadsOfTheChannel() {
    String said =
        stage
            .anna
            .types("random", "/snapshot", Map.of("server-name", "web-01"))
            .awaitMessage()
            .text();
    assertTrue(said.contains("ops"), said);
    assertTrue(stage.anna.completes("random", "/snapshot", "server-name", "").isEmpty());

    String thread = stage.anna.opensThread(Stage.OPS, "talk", false);
    BotAnswer answer =
        stage.anna.types("talk", "/copy", Map.of("server-name", stage.idOf("off-01")));
    answer.awaitText("Asked for approval");
    SeenMessage card = stage.anna.awaitMessage(thread, m -> asks(m));
    stage.ben.presses(card, "Approve").awaitText("Approved: job");
    SeenMessage told = stage.anna.awaitMessage(thread, m -> m.replyTo() != null);
    assertTrue(told.pinged().contains("anna"));
    Awaitility.await().until(() -> !asks(stage.anna.sees(thread).get(0)));

    String foreign = stage.anna.opensThread("random", "chatter", false);
    said =
        stage
            .anna
            .types(foreign, "/snapshot", Map.of("server-name", "web-01"))
            .awaitMessage()
            .text();
    assertTrue(said.contains("ops"), said);
  }

  @Test
  void anotherGuildHasNoCommands() {
    ClientRefusal refusal =
        assertThrows(ClientRefusal.class, () -> stage.anna.types("lobby", "/instances"));
    assertEquals("there is no command /instances", refusal.getMessage());
  }

  @Test
  void aCardThatSomebodyDeletesComesBackAndTheOutcomeOnce() {
    stage.cloud.knobs().set(Time.SPAWN, Duration.ofSeconds(3));
    Job job = stage.begins("/copy", Map.of("server-name", stage.idOf("legacy-01")));
    SeenMessage card = stage.waitingCard(job);
    stage.approve(job);
    stage.awaitState(job, JobState.RUNNING);
    stage.greta.deletes(card);
    SeenMessage next = stage.anna.awaitMessage(Stage.OPS, m -> JobPosts.card(m, job.id()));
    assertEquals(JobState.DONE, stage.ended(job).state());
    stage.cloud.knobs().set(Time.SPAWN, Duration.ofMillis(20));
    SeenMessage told = stage.told(job);
    assertEquals(next.id(), told.replyTo());
    stage.card(job, "**Done**");
    List<SeenMessage> all =
        stage.anna.sees(Stage.OPS).stream()
            .filter(m -> !m.ephemeral() && m.text().contains(job.id()))
            .toList();
    assertEquals(2, all.size(), all::toString);
    assertTrue(
        question(job, "approved by").text().contains(next.id()), "the question links the new");
  }

  @Test
  void aQuestionThatSomebodyDeletesLeavesTheCardToAsk() {
    Job job = stage.begins("/copy", Map.of("server-name", stage.idOf("off-01")));
    SeenMessage question = question(job, "");
    stage.greta.deletes(question);
    stage.approve(job);
    assertEquals(JobState.DONE, stage.ended(job).state());
    stage.told(job);
    stage.card(job, "**Done**");
  }
}
