package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.request.Asking;
import dev.snapclone.sandbox.discord.BotAnswer;
import dev.snapclone.sandbox.discord.chat.SeenMessage;
import dev.snapclone.sandbox.openstack.InstanceSpec;
import dev.snapclone.sandbox.openstack.Knobs.Trouble;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a snapshot may not be taken of, and how one fails, as the person in the channel sees it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusalsEndToEndTest {
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

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      delimiter = '|',
      value = {
        "BUILD | building | spawning | is still being built | Wait until it is ACTIVE",
        "SHELVED_OFFLOADED | shelved_offloaded | - | is shelved, so it has no disk | Unshelve it",
        "ACTIVE | active | deleting | is being deleted | Choose another instance",
        "ACTIVE | active | powering-off | Something else goes on with | Wait until that is done",
        "ACTIVE | active | image_uploading | is being snapshotted already | Wait until that is"
            + " done",
        "RESCUE | rescued | - | is in rescue mode | Unrescue it",
        "VERIFY_RESIZE | resized | - | waits for its resize | Confirm or revert",
      })
  void refusesAStateThatForbidsASnapshotAndSaysWhatToDo(
      String status, String vmState, String task, String why, String next) {
    String id = stage.cloud.backstage().addInstance(InstanceSpec.of("state-" + UUID.randomUUID()));
    stage.cloud.backstage().setState(id, status, vmState, task);
    String before = stage.inventory();
    for (String command : List.of("/snapshot", "/copy")) {
      String said = stage.says(command, Map.of("server-name", id));
      assertTrue(said.contains(why) && said.contains(next), said);
    }
    assertEquals(before, stage.inventory());
  }

  @Test
  void saysTheCloudsFaultOfAnInstanceInError() {
    String id = stage.cloud.backstage().addInstance(InstanceSpec.of("broken"));
    stage.cloud.backstage().setError(id, "No valid host was found.");
    String said = stage.says("/snapshot", Map.of("server-name", "broken"));
    assertTrue(said.contains("The cloud says: No valid host was found."), said);
    stage.cloud.backstage().setState(id, "ERROR", "error", null);
  }

  @Test
  void warnsOfALockedInstanceAndSnapshotsItAllTheSame() {
    String id = stage.cloud.backstage().addInstance(InstanceSpec.of("locked"));
    stage.cloud.backstage().setLocked(id, true);
    SeenMessage plan =
        stage.anna.types(Stage.OPS, "/snapshot", Map.of("server-name", id)).awaitMessage();
    assertTrue(plan.ephemeral(), "the plan is private");
    Job job = stage.snapshots(id);
    assertEquals(JobState.DONE, job.state());
    String said = Asking.plan(job.plan().lines());
    assertTrue(said.contains("is locked. That does not stop a snapshot"), said);
  }

  @Test
  void asksWhichOneOfTwoInstancesOfTheSameNameIsMeant() {
    SeenMessage which =
        stage.anna.types(Stage.OPS, "/snapshot", Map.of("server-name", "dup")).awaitMessage();
    assertTrue(which.text().contains("2 instances are called dup"), which.text());
    assertTrue(which.ephemeral(), "the choice is private");
    String meant = stage.idOf("dup");
    BotAnswer chosen = stage.anna.chooses(which, meant);
    chosen.awaitText("Go ahead?");
    var before = stage.jobIds();
    stage.anna.presses(chosen.awaitMessage(), "Go ahead").awaitText("has started");
    Job job = stage.ended(stage.newJob(before));
    String image = Stage.fact(job, "snapshot");
    assertEquals(
        meant,
        stage.cloud.view().images().stream()
            .filter(i -> i.id().equals(image))
            .findFirst()
            .orElseThrow()
            .properties()
            .get("instance_uuid"));
    stage.told(job);
  }

  @Test
  void offersTheNearestWhereNothingHasTheName() {
    SeenMessage asked =
        stage.anna.types(Stage.OPS, "/snapshot", Map.of("server-name", "web-1")).awaitMessage();
    assertTrue(asked.text().contains("No instance is called web-1 in cloud demo"), asked.text());
    assertTrue(asked.text().contains("Did you mean web-01?"), asked.text());
    stage
        .anna
        .presses(asked, asked.buttons().get(0))
        .awaitText("what a snapshot of web-01 would do");
  }

  @Test
  void offersTheNearestSnapshotAndTheInstancesThatMayBeMeant() {
    Job taken = stage.snapshots("db-01");
    String name =
        stage.cloud.view().snapshots().stream()
            .filter(s -> s.id().equals(Stage.fact(taken, "snapshot")))
            .findFirst()
            .orElseThrow()
            .name();
    SeenMessage asked =
        stage
            .anna
            .types(Stage.OPS, "/clone", Map.of("snapshot-id", name.replace("db-01", "db-o1")))
            .awaitMessage();
    assertTrue(asked.text().contains("Did you mean " + name + "?"), asked.text());
    var before = stage.jobIds();
    stage.anna.presses(asked, asked.buttons().get(0)).awaitText("Asked for approval");
    Job clone = stage.newJob(before);
    stage.cancels(stage.anna, stage.waitingCard(clone, stage.anna)).awaitText("Cancelled job");
    stage.ended(clone);

    SeenMessage which =
        stage.anna.types(Stage.OPS, "/copy", Map.of("server-name", "win")).awaitMessage();
    assertTrue(which.text().contains("Did you mean one of these?"), which.text());
    before = stage.jobIds();
    stage.anna.chooses(which, stage.idOf("win-sql-01")).awaitText("Asked for approval");
    Job copy = stage.newJob(before);
    stage.cancels(stage.anna, stage.waitingCard(copy, stage.anna)).awaitText("Cancelled job");
    stage.ended(copy);
  }

  @Test
  void namesAllThatIsWrongAtOnceWithTheNearestThatWouldDo() {
    String said =
        stage.says(
            "/copy",
            Map.of(
                "server-name", "web-01",
                "flavor", "m1.tiny",
                "network", "nowhere",
                "security-groups", "wbe",
                "keypair", "lost"));
    for (String part :
        List.of(
            "4 things are not right here",
            "No flavor is called m1.tiny.",
            "Nearest that fit: m1.small",
            "No network is called nowhere.",
            "No security group is called wbe.",
            "Nearest: web",
            "The bot has no keypair called lost.")) {
      assertTrue(said.contains(part), () -> part + " is not in " + said);
    }
    String near = stage.says("/copy", Map.of("server-name", "web-1", "flavor", "m1.tiny"));
    assertTrue(near.contains("Did you mean web-01?"), near);
    assertTrue(near.contains("No flavor is called m1.tiny."), near);
  }

  @Test
  void doesNotKnowAnInstanceOfAnotherProject() {
    String theirs = stage.cloud.backstage().instanceId("other", "web-01");
    String said = stage.says("/snapshot", Map.of("server-name", theirs));
    assertTrue(said.contains("in this project of cloud demo"), said);
    assertTrue(said.contains("belong to another project"), said);
  }

  @Test
  void tellsWhyAnImageVanishedAndLeavesNothing() {
    stage.cloud.knobs().fail(Trouble.IMAGE_SNAPSHOT, "web-01");
    Job job = stage.snapshots("web-01");
    stage.cloud.knobs().clear(Trouble.IMAGE_SNAPSHOT);
    assertEquals(JobState.FAILED, job.state());
    String told = stage.told(job).text();
    assertTrue(told.contains("could not make the image of the instance's disk"), told);
    assertFalse(told.contains("req-"), told);
    SeenMessage details =
        stage.anna.presses(stage.card(job, "**Failed**"), "Details").awaitMessage();
    assertTrue(details.text().contains("❌"), "the step that failed");
    assertTrue(details.text().contains("request id: `req-"), details.text());
    assertEquals(List.of(), stage.bearing(job));
  }

  @Test
  void tellsCindersReasonOfAVolumeSnapshotInError() {
    stage.cloud.knobs().fail(Trouble.VOLUME_SNAPSHOT, "db-01");
    Job job = stage.snapshots("db-01");
    stage.cloud.knobs().clear(Trouble.VOLUME_SNAPSHOT);
    assertEquals(JobState.FAILED, job.state());
    String told = stage.told(job).text();
    assertTrue(told.contains("The cloud says: create snapshot"), told);
    assertEquals(List.of(), stage.bearing(job));
  }

  @ParameterizedTest
  @ValueSource(strings = {"snapshots", "gigabytes"})
  void saysWithNumbersThatTheSnapshotDoesNotFitTheQuota(String item) {
    stage.cloud.backstage().setQuota("demo", item, 1);
    var before = stage.jobIds();
    String said = stage.says("/snapshot", Map.of("server-name", "win-sql-01"));
    if (item.equals("snapshots") && !said.contains("does not fit")) {
      // the one that still fits
      stage.ended(stage.newJob(before));
      said = stage.says("/snapshot", Map.of("server-name", "win-sql-01"));
    }
    stage.cloud.backstage().setQuota("demo", item, -1);
    assertTrue(said.contains("does not fit the project's quota"), said);
    assertTrue(said.contains(" of 1 "), said);
  }

  @Test
  void saysWhatIsUnknownOfAMigratedInstance() {
    var before = stage.jobIds();
    String said = stage.says("/snapshot", Map.of("server-name", "legacy-01"));
    assertTrue(said.contains("Operating system: not known."), said);
    stage.told(stage.ended(stage.newJob(before)));
  }

  @Test
  void oneWithoutARoleGetsNothing() {
    for (String command : List.of("/instances", "/snapshots", "/jobs")) {
      String said = stage.nina.types(Stage.OPS, command).awaitMessage().text();
      assertTrue(said.contains("This needs the role operator, which you do not have"), said);
    }
    String help = stage.nina.types(Stage.OPS, "/help").awaitMessage().text();
    assertTrue(
        help.contains(
            "Who may request: operator. Approve: approver."
                + " Everything: admin and the administrators of this guild."),
        help);
    assertTrue(help.contains("Ask somebody with the role admin."), help);
    assertFalse(help.contains("<@"), help);
    assertTrue(stage.nina.completes(Stage.OPS, "/snapshot", "server-name", "web").isEmpty());
    assertFalse(stage.anna.completes(Stage.OPS, "/snapshot", "server-name", "web").isEmpty());
  }
}
