package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.sandbox.discord.JobPosts;
import dev.snapclone.sandbox.discord.Person;
import dev.snapclone.sandbox.discord.chat.Permission;
import dev.snapclone.sandbox.discord.chat.SeenMessage;
import dev.snapclone.sandbox.discord.rest.RestFaults;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A Discord that fails, repeats itself or forbids things; and the Windows guide's ways around. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DiscordTroubleEndToEndTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir static Path folder;

  private Stage stage;

  @BeforeAll
  void opens() {
    stage = Stage.open(folder);
  }

  @AfterAll
  void closes() {
    stage.close();
  }

  private List<SeenMessage> outcomes(Job job) {
    return stage.anna.sees(Stage.OPS).stream().filter(m -> JobPosts.outcome(m, job.id())).toList();
  }

  private List<SeenMessage> cards(Job job) {
    return stage.anna.sees(Stage.OPS).stream().filter(m -> JobPosts.card(m, job.id())).toList();
  }

  @ParameterizedTest
  @EnumSource(
      value = Permission.class,
      names = {"SEND_MESSAGES", "EMBED_LINKS", "READ_MESSAGE_HISTORY", "VIEW_CHANNEL"})
  void startsNothingThatItCouldNotReport(Permission missing) {
    Set<String> jobs = stage.jobIds();
    stage.discord.forbidBot("random", Set.of(missing));
    String said =
        Awaitility.await()
            .atMost(PATIENCE)
            .until(
                () ->
                    stage
                        .anna
                        .types("random", "/snapshot", Map.of("server-name", "no-such"))
                        .awaitMessage()
                        .text(),
                text -> text.contains("so nothing was started"));
    assertTrue(said.contains("Missing in this channel:"), said);
    assertTrue(said.contains("Ask an administrator of this Discord"), said);
    assertEquals(jobs, stage.jobIds());
    stage.discord.forbidBot("random", Set.of());
  }

  @Test
  void aCommandThatIsDeliveredTwiceMakesOneJob() {
    Set<String> before = stage.jobIds();
    stage.discord.gateway().deliverTwice(1);
    stage.says("/snapshot", Map.of("server-name", "off-01"));
    Job job = stage.ended(stage.newJob(before));
    stage.told(job);
    assertEquals(before.size() + 1, stage.jobIds().size());
    assertEquals(1, cards(job).size());
    assertEquals(1, outcomes(job).size());
  }

  @Test
  void theOutcomeArrivesOnceThroughErrorsAndRateLimits() {
    RestFaults faults = stage.discord.faults();
    faults.on("POST /channels/*/messages").times(1).status(502);
    faults.on("POST /channels/*/messages").times(1).answerLost();
    faults.on("PATCH /channels/*/messages/*").times(1).status(500);
    faults
        .on("PATCH /channels/*/messages/*")
        .times(1)
        .tooManyRequests(Duration.ofSeconds(1), RestFaults.Scope.SHARED);
    Job job = stage.ended(stage.begins("/snapshot", Map.of("server-name", "legacy-01")));
    assertEquals(JobState.DONE, job.state());
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertEquals(1, outcomes(job).size(), () -> outcomes(job).toString());
              assertTrue(
                  cards(job).stream().anyMatch(c -> c.text().contains("**Done**")),
                  () -> cards(job).toString());
            });
    assertEquals(1, cards(job).size());
    assertEquals(1, outcomes(job).size());
    faults.clear();
  }

  @Test
  void whatIsTypedAfterTheConnectionDroppedIsAnswered() {
    int resumes = stage.discord.gateway().resumes();
    stage.discord.gateway().dropConnections();
    Awaitility.await().atMost(PATIENCE).until(() -> stage.discord.gateway().resumes() > resumes);
    assertTrue(stage.says("/instances", Map.of()).contains("instances in cloud demo"));
  }

  @Test
  void withoutThreadsAndDirectMessagesTheGuideIsAPrivateAnswer() {
    Job snapshot = stage.snapshots("win-ad-01");
    stage.discord.forbidBot(Stage.OPS, Set.of(Permission.CREATE_PRIVATE_THREADS));
    stage.anna.takesDirectMessages(false);
    Job clone = stage.clones(Stage.fact(snapshot, "snapshot"), Map.of());
    SeenMessage told = stage.told(clone);
    assertTrue(told.text().contains("before the Windows steps are done"), told.text());
    SeenMessage steps =
        stage.anna.presses(stage.card(clone, "**Done**"), "Windows steps").awaitMessage();
    assertTrue(steps.ephemeral(), "the addresses and the console are hers");
    assertTrue(steps.text().contains("ncpa.cpl"), steps.text());
    consoleAndDone(clone, steps);
    stage.anna.takesDirectMessages(true);
    stage.discord.forbidBot(Stage.OPS, Set.of());
  }

  private String pressed(Person who, SeenMessage steps, String button) {
    return who.presses(steps, button).awaitMessage().text();
  }

  private void consoleAndDone(Job clone, SeenMessage steps) {
    String link = pressed(stage.anna, steps, "Open console");
    assertTrue(link.contains("/console/") && link.contains("Do not pass the link on"), link);
    SeenMessage olafs =
        stage.olaf.presses(stage.card(clone, "**Done**"), "Windows steps").awaitMessage();
    String refused = pressed(stage.olaf, olafs, "Open console");
    assertTrue(refused.contains("Only that person or an approver"), refused);
    SeenMessage bens =
        stage.ben.presses(stage.card(clone, "**Done**"), "Windows steps").awaitMessage();
    assertTrue(pressed(stage.ben, bens, "Open console").contains("/console/"));

    String silent = pressed(stage.anna, steps, "I have done it");
    assertTrue(silent.contains("does not answer to Remote Desktop yet"), silent);
    assertTrue(silent.contains("Security groups web, default let"), silent);

    String instance = Stage.fact(clone, "instance");
    stage.cloud.backstage().setState(instance, "SHUTOFF", "stopped", null);
    assertTrue(pressed(stage.anna, steps, "Open console").contains("nothing to see"));
    String stopped = pressed(stage.anna, steps, "I have done it");
    assertTrue(stopped.contains("Start it in OpenStack, then press again"), stopped);
    stage.cloud.backstage().setState(instance, "BUILD", "building", "spawning");
    assertTrue(pressed(stage.anna, steps, "Open console").contains("still being built"));
    stage.cloud.backstage().removeInstance(instance);
    assertTrue(pressed(stage.anna, steps, "Open console").contains("is gone"));
    assertTrue(pressed(stage.anna, steps, "I have done it").contains("is gone"));
  }
}
