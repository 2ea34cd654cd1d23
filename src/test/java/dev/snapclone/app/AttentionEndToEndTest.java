package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.sandbox.discord.Person;
import dev.snapclone.sandbox.discord.chat.SeenMessage;
import dev.snapclone.sandbox.openstack.Knobs.Time;
import dev.snapclone.sandbox.openstack.Knobs.Trouble;
import dev.snapclone.sandbox.openstack.wire.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What people press when a job did not end well, and when they do not need a snapshot any more. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AttentionEndToEndTest {
  @TempDir static Path folder;
  private Stage stage;
  private String volumeSnapshot;
  private String imageSnapshot;

  @BeforeAll
  void opens() {
    stage = Stage.open(folder);
    volumeSnapshot = Stage.fact(stage.snapshots("db-01"), "snapshot");
    imageSnapshot = Stage.fact(stage.snapshots("off-01"), "snapshot");
  }

  @AfterEach
  void nothingGoesWrongAnyMore() {
    stage.cloud.faults().clear();
    stage.cloud.knobs().busySnapshots(false).clear(Trouble.SPAWN);
    stage.cloud.knobs().set(Time.INSTANCE_DELETE, Duration.ofMillis(10));
  }

  @AfterAll
  void closes() {
    stage.close();
  }

  private String says(Person who, SeenMessage message, String button) {
    return who.presses(message, button).awaitMessage().text();
  }

  /** Presses a button that makes a job. */
  private Job makes(Person who, SeenMessage message, String button) {
    Set<String> before = stage.jobIds();
    who.presses(message, button).awaitAcknowledged();
    return stage.newJob(before);
  }

  @Test
  void aFailedJobIsRetriedThroughTheSameApproval() {
    stage.cloud.knobs().fail(Trouble.SPAWN, "unlucky");
    Job failed = stage.clones(imageSnapshot, Map.of("name", "unlucky"));
    assertEquals(JobState.FAILED, failed.state());
    SeenMessage told = stage.told(failed);
    assertEquals(List.of("Retry"), told.buttons());
    assertTrue(told.text().contains("could not be started"), told.text());
    assertTrue(told.text().contains("Removed again: instance"), told.text());
    assertEquals(List.of("Retry"), stage.card(failed, "Failed").buttons());

    String notHis = says(stage.olaf, told, "Retry");
    assertTrue(notHis.contains("Only that person or an administrator"), notHis);
    stage.cloud.knobs().clear(Trouble.SPAWN);
    Job retry = makes(stage.anna, told, "Retry");
    assertEquals(JobState.WAITING_FOR_APPROVAL, retry.state());
    String again = says(stage.carla, told, "Retry");
    assertTrue(again.contains("`" + retry.id() + "` does that already"), again);
    assertEquals(JobState.DONE, stage.approvedAndEnded(retry).state());
    assertEquals(1, stage.cloud.view().named("unlucky").size());
    String late = says(stage.anna, told, "Retry");
    assertTrue(late.contains("was tried again already: job `" + retry.id() + "`"), late);
  }

  @Test
  void whatAJobLeftIsCleanedUpAndThenItIsRetried() {
    stage.cloud.knobs().fail(Trouble.SPAWN, "messy");
    stage
        .cloud
        .faults()
        .always(
            "DELETE",
            "/volumes/",
            Fault.status(403, "{\"forbidden\": {\"code\": 403, \"message\": \"Not today\"}}"));
    Job left = stage.clones(volumeSnapshot, Map.of("name", "messy"));
    assertEquals(JobState.NEEDS_ATTENTION, left.state());
    SeenMessage told = stage.told(left);
    assertEquals(List.of("Clean up", "Retry"), told.buttons());
    assertTrue(told.text().contains("Could not be removed: volume messy-root"), told.text());
    assertTrue(told.text().contains("Press Clean up"), told.text());

    String tooEarly = says(stage.anna, told, "Retry");
    assertTrue(tooEarly.contains("is still there: volume messy-root"), tooEarly);
    String notHis = says(stage.olaf, told, "Clean up");
    assertTrue(notHis.contains("Only that person or an administrator"), notHis);

    Job inVain = stage.ended(makes(stage.anna, told, "Clean up"));
    assertEquals(JobState.NEEDS_ATTENTION, inVain.state());
    SeenMessage toldInVain = stage.told(inVain);
    assertTrue(toldInVain.text().contains("Not everything that job"), toldInVain.text());
    assertEquals(List.of("Clean up"), toldInVain.buttons());

    stage.cloud.faults().clear();
    stage.cloud.knobs().clear(Trouble.SPAWN);
    Job cleanUp = stage.ended(makes(stage.carla, toldInVain, "Clean up"));
    assertEquals(JobState.DONE, cleanUp.state());
    String cleaned = stage.told(stage.carla, cleanUp).text();
    assertTrue(cleaned.contains("What job `" + left.id() + "` left is removed."), cleaned);
    assertEquals(List.of(), stage.bearing(left));
    SeenMessage card = stage.card(left, "was removed by job `" + cleanUp.id() + "`");
    assertTrue(card.text().contains("Cleaned up"), card.text());
    assertEquals(List.of("Retry"), card.buttons());
    String nothing = says(stage.anna, told, "Clean up");
    assertTrue(nothing.contains("has removed what job"), nothing);

    Job retry = makes(stage.anna, card, "Retry");
    assertEquals(JobState.DONE, stage.approvedAndEnded(retry).state());
    assertEquals(2, stage.bearing(retry).size());
  }

  @Test
  void aSnapshotThatACloneNeedsIsKeptAndTheCloneIsNamed() {
    Job snapshot = stage.snapshots("db-01");
    String id = Stage.fact(snapshot, "snapshot");
    stage.cloud.knobs().busySnapshots(true);
    Job clone = stage.clones(id, Map.of("name", "needy"));
    SeenMessage card = stage.card(snapshot, "Done");
    assertEquals(List.of("Clone this", "Delete snapshot"), card.buttons());

    Job refused = makes(stage.anna, card, "Delete snapshot");
    String second = says(stage.olaf, card, "Delete snapshot");
    assertTrue(second.contains("`" + refused.id() + "` does that already"), second);
    assertEquals(JobState.FAILED, stage.approvedAndEnded(refused).state());
    String why = stage.told(refused).text();
    assertTrue(why.contains("is needed: the volume needy-root ("), why);
    String needy = stage.idOf("needy");
    assertTrue(why.contains("of the instance needy (`" + needy + "`) was made from it"), why);
    assertTrue(why.contains("request id: `req-"), why);
    assertTrue(why.contains("is still there"), why);

    SeenMessage cloneCard = stage.card(clone, "Done");
    Job deletion = makes(stage.anna, cloneCard, "Delete clone");
    String twice = says(stage.olaf, cloneCard, "Delete clone");
    assertTrue(twice.contains("`" + deletion.id() + "` does that already"), twice);
    assertEquals(JobState.DONE, stage.approvedAndEnded(deletion).state());
    cloneThatIsGone(clone, deletion);

    Job retry = makes(stage.anna, stage.told(refused), "Retry");
    assertEquals(JobState.DONE, stage.approvedAndEnded(retry).state());
    assertEquals(List.of(), stage.bearing(snapshot));
    SeenMessage gone = stage.card(snapshot, "The snapshot was deleted by job");
    assertEquals(List.of(), gone.buttons());
    String already = says(stage.anna, stage.told(snapshot), "Delete snapshot");
    assertTrue(already.contains("is gone already: job `" + retry.id() + "`"), already);
  }

  /** Its card offers nothing any more; what its outcome still offers answers with a sentence. */
  private void cloneThatIsGone(Job clone, Job deletion) {
    SeenMessage card = stage.card(clone, "The clone was deleted");
    assertEquals(List.of(), card.buttons());
    assertFalse(card.text().contains("Made: "), card.text());
    SeenMessage told = stage.told(clone);
    assertTrue(told.buttons().contains("Windows steps"), told.buttons().toString());
    for (String button : told.buttons()) {
      SeenMessage answer = stage.olaf.presses(told, button).awaitMessage();
      assertTrue(answer.ephemeral(), button);
      assertTrue(
          answer.text().contains("The clone needy was deleted by job `" + deletion.id() + "`.")
              || answer.text().contains("The clone needy and its volumes are gone already."),
          button + ": " + answer.text());
    }
  }

  @Test
  void aSnapshotThatAWaitingCloneNeedsIsNotDeleted() {
    Job snapshot = stage.snapshots("off-01");
    Job clone = stage.begins("/clone", Map.of("snapshot-id", Stage.fact(snapshot, "snapshot")));
    SeenMessage card = stage.card(snapshot, "Done");
    String said = says(stage.anna, card, "Delete snapshot");
    assertTrue(said.contains("Job `" + clone.id() + "` needs this snapshot"), said);
    stage.anna.presses(stage.card(clone), "Cancel").awaitText("Cancelled job");
    Job deletion = makes(stage.anna, card, "Delete snapshot");
    Job late = stage.begins("/clone", Map.of("snapshot-id", Stage.fact(snapshot, "snapshot")));
    assertEquals(JobState.FAILED, stage.approvedAndEnded(deletion).state());
    String told = stage.told(deletion).text();
    assertTrue(told.contains("Job `" + late.id() + "` needs this snapshot"), told);
    assertEquals(1, stage.bearing(snapshot).size());
    stage
        .anna
        .presses(stage.card(late, "Waiting for approval"), "Cancel")
        .awaitText("Cancelled job");
  }

  @Test
  void aDeletionThatIsCancelledHalfWaySaysWhatIsGone() {
    Job clone = stage.clones(volumeSnapshot, Map.of("name", "half"));
    stage.cloud.knobs().set(Time.INSTANCE_DELETE, Duration.ofSeconds(8));
    Job deletion = makes(stage.anna, stage.card(clone, "Done"), "Delete clone");
    stage.approve(deletion);
    Awaitility.await()
        .until(
            () ->
                stage.cloud.requests().stream()
                    .anyMatch(
                        r ->
                            r.method().equals("DELETE")
                                && r.path().contains(Stage.fact(clone, "instance"))));
    stage.anna.presses(stage.card(deletion), "Cancel").awaitText("next safe point");
    assertEquals(JobState.CANCELLED, stage.ended(deletion).state());
    String told = stage.told(deletion).text();
    assertTrue(told.contains("delete the instance half"), told);
    assertTrue(told.contains("that cannot be"), told);
    assertTrue(told.contains("is still there"), told);
    Job rest = makes(stage.anna, stage.card(clone, "Done"), "Delete clone");
    assertEquals(JobState.DONE, stage.approvedAndEnded(rest).state());
    // The first deletion of the instance is still under way in the cloud.
    Awaitility.await()
        .untilAsserted(
            () ->
                assertTrue(
                    stage.bearing(clone).stream().allMatch(left -> left.endsWith(" DELETED"))));
  }

  @Test
  void aCancelWhileTheCloudIsAwayUndoesWhenItIsBack() {
    stage.cloud.knobs().set(Time.SPAWN, Duration.ofSeconds(3));
    Job job = stage.begins("/clone", Map.of("snapshot-id", volumeSnapshot, "name", "adrift"));
    stage.approve(job);
    Awaitility.await().until(() -> stage.cloud.view().named("adrift").size() == 1);
    stage.cloud.down();
    try {
      stage.anna.presses(stage.card(job), "Cancel").awaitText("next safe point");
      stage.awaitState(job, JobState.CANCELLING);
    } finally {
      stage.cloud.up();
      stage.cloud.knobs().set(Time.SPAWN, Duration.ofMillis(20));
    }
    assertEquals(JobState.CANCELLED, stage.ended(job).state());
    assertEquals(List.of(), stage.bearing(job));
  }
}
