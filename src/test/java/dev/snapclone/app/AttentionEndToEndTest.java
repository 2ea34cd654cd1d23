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
import java.util.Locale;
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
    assertEquals(List.of(), told.buttons());
    assertTrue(told.text().contains("could not be started"), told.text());
    assertTrue(told.text().contains("What it had made is removed again."), told.text());
    SeenMessage card = stage.card(failed, "**Failed**");
    assertTrue(card.text().contains("What it had made is removed again."), card.text());
    assertTrue(told.text().contains("Try again"), told.text());

    String notHis = says(stage.olaf, card, "Retry");
    assertTrue(notHis.contains("Only that person or an administrator"), notHis);
    stage.cloud.knobs().clear(Trouble.SPAWN);
    Job retry = makes(stage.anna, card, "Retry");
    assertEquals(JobState.WAITING_FOR_APPROVAL, retry.state());
    SeenMessage tried = stage.card(failed, "Tried again: job `" + retry.id() + "`");
    assertEquals(List.of("Details"), tried.buttons());
    SeenMessage followed = stage.told(failed, "Tried again: job `" + retry.id() + "`");
    assertFalse(followed.text().contains("Try again"), followed.text());
    String again = LatePress.answer(stage, stage.carla, "admin", "retry", failed);
    assertTrue(again.contains("has asked for that already: job " + retry.id()), again);
    assertEquals(JobState.DONE, stage.approvedAndEnded(retry).state());
    assertEquals(1, stage.cloud.view().named("unlucky").size());
    String late = LatePress.answer(stage, stage.anna, "operator", "retry", failed);
    assertTrue(late.contains("was tried again already: job " + retry.id()), late);
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
    assertEquals(List.of(), told.buttons());
    SeenMessage leftCard = stage.card(left, "**Needs attention**");
    assertTrue(leftCard.text().contains("Left behind: volume messy-root"), leftCard.text());
    assertTrue(told.text().contains("Left behind: volume messy-root"), told.text());
    assertTrue(told.text().contains("Press Clean up"), told.text());

    String tooEarly = says(stage.anna, leftCard, "Retry");
    assertTrue(tooEarly.contains("is still there: volume messy-root"), tooEarly);
    String notHis = says(stage.olaf, leftCard, "Clean up");
    assertTrue(notHis.contains("Only that person or an administrator"), notHis);

    Job inVain = stage.ended(makes(stage.anna, leftCard, "Clean up"));
    assertEquals(JobState.NEEDS_ATTENTION, inVain.state());
    SeenMessage toldInVain = stage.told(inVain);
    assertTrue(toldInVain.text().contains("Not everything that job"), toldInVain.text());

    stage.cloud.faults().clear();
    stage.cloud.knobs().clear(Trouble.SPAWN);
    Job cleanUp =
        stage.ended(makes(stage.carla, stage.card(inVain, "**Needs attention**"), "Clean up"));
    assertEquals(JobState.DONE, cleanUp.state());
    String cleaned = stage.told(stage.carla, cleanUp).text();
    assertTrue(cleaned.contains("What job `" + left.id() + "` left is removed."), cleaned);
    assertEquals(List.of(), stage.bearing(left));
    SeenMessage card = stage.card(left, "was removed by job `" + cleanUp.id() + "`");
    assertTrue(card.text().contains("Cleaned up"), card.text());
    assertTrue(card.buttons().contains("Retry") && !card.buttons().contains("Clean up"), "cleaned");
    assertFalse(card.text().contains("Left behind"), card.text());
    SeenMessage corrected = stage.told(left, "was removed by job `" + cleanUp.id() + "`");
    assertFalse(corrected.text().contains("Left behind"), corrected.text());
    assertFalse(corrected.text().contains("Press Clean up"), corrected.text());
    String nothing = LatePress.answer(stage, stage.anna, "operator", "clean-up", left);
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
    assertTrue(
        card.buttons().containsAll(List.of("Clone this", "Delete snapshot")),
        card.buttons().toString());

    Job refused = makes(stage.anna, card, "Delete snapshot");
    String second = says(stage.olaf, card, "Delete snapshot");
    assertTrue(second.contains("has asked for that already: job `" + refused.id() + "`"), second);
    assertEquals(JobState.FAILED, stage.approvedAndEnded(refused).state());
    String why = stage.told(refused).text();
    assertTrue(why.contains("is needed: the volume needy-root ("), why);
    String needy = stage.idOf("needy");
    assertTrue(why.contains("of the instance needy (`" + needy + "`) was made from it"), why);
    assertTrue(why.contains("is still there"), why);

    SeenMessage cloneCard = stage.card(clone, "Done");
    assertEquals(List.of(), stage.told(clone).buttons());
    Set<String> before = stage.jobIds();
    SeenMessage receipt = stage.anna.presses(cloneCard, "Delete clone").awaitMessage();
    Job deletion = stage.newJob(before);
    assertEquals(List.of("Give a reason"), receipt.buttons());
    stage
        .anna
        .submits(
            stage.anna.presses(receipt, "Give a reason").awaitModal(),
            Map.of("Reason", "nobody *needs* it"))
        .awaitText("shows your reason");
    stage.card(deletion, "nobody");
    String twice = says(stage.olaf, cloneCard, "Delete clone");
    assertTrue(twice.contains("has asked for that already: job `" + deletion.id() + "`"), twice);
    assertEquals(JobState.DONE, stage.approvedAndEnded(deletion).state());
    cloneThatIsGone(clone, deletion, cloneCard);

    Job retry = makes(stage.anna, stage.card(refused, "**Failed**"), "Retry");
    assertEquals(JobState.DONE, stage.approvedAndEnded(retry).state());
    assertEquals(List.of(), stage.bearing(snapshot));
    SeenMessage gone = stage.card(snapshot, "The snapshot was deleted later, by job");
    assertFalse(gone.buttons().contains("Clone this"), gone.buttons().toString());
    assertFalse(gone.buttons().contains("Delete snapshot"), gone.buttons().toString());
    assertFalse(stage.told(snapshot, "deleted later").text().contains("is snapshotted"), "stale");
    String already = LatePress.answer(stage, stage.anna, "operator", "delete-snapshot", snapshot);
    assertTrue(already.contains("is gone already: job " + retry.id()), already);
  }

  /** Card and outcome say so; a button that somebody still sees answers with a sentence. */
  private void cloneThatIsGone(Job clone, Job deletion, SeenMessage before) {
    String deleted = "needy was deleted later, by job `" + deletion.id() + "`";
    SeenMessage card = stage.card(clone, deleted);
    SeenMessage told = stage.told(clone, deleted);
    for (String stale : List.of("is running", "Address", "Log in", Stage.fact(clone, "address"))) {
      assertFalse(card.text().contains(stale), card.text());
      assertFalse(told.text().contains(stale), told.text());
    }
    assertTrue(before.buttons().contains("Windows steps"), before.buttons().toString());
    for (String button : List.of("Windows steps", "Linux checklist", "Delete clone")) {
      assertFalse(card.buttons().contains(button), card.buttons().toString());
      String press = button.toLowerCase(Locale.ROOT).replace(' ', '-');
      String answer = LatePress.answer(stage, stage.olaf, "operator", press, clone);
      assertTrue(
          answer.contains("The clone needy was deleted by job " + deletion.id() + ".")
              || answer.contains("The clone needy and its volumes are gone already."),
          button + ": " + answer);
    }
  }

  @Test
  void aSnapshotThatAWaitingCloneNeedsIsNotDeleted() {
    Job snapshot = stage.snapshots("off-01");
    Job clone = stage.begins("/clone", Map.of("snapshot-id", Stage.fact(snapshot, "snapshot")));
    SeenMessage card = stage.card(snapshot, "Done");
    String said = says(stage.anna, card, "Delete snapshot");
    assertTrue(said.contains("Job `" + clone.id() + "` needs this snapshot"), said);
    stage.cancels(stage.anna, stage.waitingCard(clone)).awaitText("Cancelled job");
    Job deletion = makes(stage.anna, card, "Delete snapshot");
    Job late = stage.begins("/clone", Map.of("snapshot-id", Stage.fact(snapshot, "snapshot")));
    assertEquals(JobState.FAILED, stage.approvedAndEnded(deletion).state());
    String told = stage.told(deletion).text();
    assertTrue(told.contains("Job `" + late.id() + "` needs this snapshot"), told);
    assertEquals(1, stage.bearing(snapshot).size());
    stage.cancels(stage.anna, stage.waitingCard(late)).awaitText("Cancelled job");
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
    stage.presses(stage.anna, deletion, "Cancel").awaitText("next safe point");
    assertEquals(JobState.CANCELLED, stage.ended(deletion).state());
    String told = stage.outcome(deletion).text();
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
      stage.presses(stage.anna, job, "Cancel").awaitText("next safe point");
      stage.awaitState(job, JobState.CANCELLING);
    } finally {
      stage.cloud.up();
      stage.cloud.knobs().set(Time.SPAWN, Duration.ofMillis(20));
    }
    assertEquals(JobState.CANCELLED, stage.ended(job).state());
    assertEquals(List.of(), stage.bearing(job));
  }
}
