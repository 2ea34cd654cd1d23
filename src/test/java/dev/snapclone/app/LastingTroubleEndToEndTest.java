package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.config.Settings;
import dev.snapclone.config.SettingsBuilder;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.sandbox.discord.chat.SeenMessage;
import dev.snapclone.sandbox.openstack.Knobs.Time;
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

/**
 * What takes the cloud away from a job for good: it ends, says what is left, and that is mended.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LastingTroubleEndToEndTest {
  @TempDir static Path folder;
  private Stage stage;
  private String volumeSnapshot;

  /** Gives up soon what others give minutes and hours. */
  private static Settings impatient(Settings usual) {
    return SettingsBuilder.from(usual)
        .times(
            new Settings.Times(
                Duration.ofMillis(50),
                Duration.ofSeconds(2),
                Duration.ofSeconds(1),
                Duration.ofSeconds(4)))
        .build();
  }

  @BeforeAll
  void opens() {
    stage = Stage.open(folder, "demo-app", LastingTroubleEndToEndTest::impatient);
    volumeSnapshot = Stage.fact(stage.snapshots("db-01"), "snapshot");
  }

  @AfterEach
  void nothingGoesWrongAnyMore() {
    stage.cloud.faults().clear();
    stage.cloud.knobs().set(Time.SPAWN, Duration.ofMillis(20));
    stage.cloud.knobs().set(Time.VOLUME_CREATE, Duration.ofMillis(10));
  }

  @AfterAll
  void closes() {
    stage.close();
  }

  /** A clone whose instance is being built. */
  private Job building(String name) {
    stage.cloud.knobs().set(Time.SPAWN, Duration.ofSeconds(2));
    Job job = stage.begins("/clone", Map.of("snapshot-id", volumeSnapshot, "name", name));
    stage.approve(job);
    Awaitility.await().until(() -> stage.cloud.view().named(name).size() == 1);
    return job;
  }

  private void cleansUp(Job left) {
    SeenMessage card = stage.card(left, "**Needs attention**");
    stage.cloud.faults().clear();
    Set<String> before = stage.jobIds();
    stage.anna.presses(card, "Clean up").awaitAcknowledged();
    assertEquals(JobState.DONE, stage.ended(stage.newJob(before)).state());
    assertEquals(List.of(), stage.bearing(left));
  }

  @Test
  void aCredentialThatIsRevokedMidJobEndsItAndANewOneCleansUp() {
    Job job = building("revoked");
    String instance = stage.cloud.view().named("revoked").get(0).id();
    stage.cloud.faults().always("POST", "/v3/auth/tokens", Fault.unauthorized());
    stage.cloud.backstage().expireTokens();
    assertEquals(JobState.NEEDS_ATTENTION, stage.ended(job).state());
    SeenMessage told = stage.told(job);
    assertTrue(told.text().contains("does not accept the bot's login"), told.text());
    assertTrue(
        told.text().contains("Left behind: instance revoked (`" + instance + "`), volume"),
        told.text());
    SeenMessage card = stage.card(job, "**Needs attention**");
    String inVain = stage.anna.presses(card, "Clean up").awaitMessage().text();
    assertTrue(inVain.contains("renew the credential"), inVain);
    cleansUp(job);
  }

  @Test
  void rightsThatAreMissingForTheUndoAreSaidOfEachThingThatIsLeft() {
    Job job = building("kept");
    String instance = stage.cloud.view().named("kept").get(0).id();
    stage.cloud.faults().always("DELETE", "/servers/", Fault.deletionForbidden());
    stage.presses(stage.anna, job, "Cancel").awaitText("next safe point");
    assertEquals(JobState.NEEDS_ATTENTION, stage.ended(job).state());
    SeenMessage told =
        stage.anna.presses(stage.card(job, "**Needs attention**"), "Details").awaitMessage();
    assertTrue(told.text().contains("Could not be removed: instance kept"), told.text());
    assertTrue(told.text().contains("does not let the bot's user do this"), told.text());
    assertTrue(
        told.text()
            .contains(
                "is still attached to the instance kept (`"
                    + instance
                    + "`), which is still there. It can go when that instance is gone."),
        told.text());
    cleansUp(job);
  }

  @Test
  void aSnapshotThatTheCloudRefusesToDeleteAtOnceNamesWhatNeedsIt() {
    stage.cloud.knobs().set(Time.SPAWN, Duration.ofMillis(20));
    Job snapshot = stage.snapshots("db-01");
    stage.clones(Stage.fact(snapshot, "snapshot"), Map.of("name", "needy"));
    stage
        .cloud
        .faults()
        .always(
            "DELETE",
            "/snapshots/",
            Fault.status(
                400,
                "{\"badRequest\": {\"code\": 400, \"message\": \"Invalid snapshot: it has dependent"
                    + " volumes.\"}}"));
    Set<String> before = stage.jobIds();
    stage.anna.presses(stage.card(snapshot, "Done"), "Delete snapshot").awaitAcknowledged();
    Job refused = stage.approvedAndEnded(stage.newJob(before));
    assertEquals(JobState.FAILED, refused.state());
    String why = stage.told(refused).text();
    assertTrue(why.contains("is needed: the volume needy-root ("), why);
    String needy = stage.cloud.view().named("needy").get(0).id();
    assertTrue(why.contains("of the instance needy (`" + needy + "`) was made from it"), why);
    assertTrue(why.contains("is still there"), why);
  }

  @Test
  void aWaitThatSeesNothingMoveEndsTheJobAndSaysWhatItSaw() {
    stage.cloud.knobs().set(Time.SPAWN, Duration.ofMinutes(5));
    Job job = stage.clones(volumeSnapshot, Map.of("name", "still"));
    assertEquals(JobState.FAILED, job.state());
    String told = stage.told(job).text();
    assertTrue(told.contains("BUILD, s"), told);
    assertTrue(told.contains("What it had made is removed again."), told);
    assertEquals(List.of(), stage.bearing(job));
  }

  @Test
  void whatGoesOnMovingIsWaitedForAlthoughItTakesLonger() {
    List<Time> phases = List.of(Time.SNAPSHOT_PENDING, Time.SNAPSHOT_EXTRACT, Time.SNAPSHOT_UPLOAD);
    phases.forEach(phase -> stage.cloud.knobs().set(phase, Duration.ofMillis(2500)));
    assertEquals(JobState.DONE, stage.snapshots("off-01").state());
    phases.forEach(phase -> stage.cloud.knobs().set(phase, Duration.ofMillis(10)));
  }
}
