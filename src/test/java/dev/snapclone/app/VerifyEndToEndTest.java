package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.sandbox.discord.chat.SeenMessage;
import dev.snapclone.sandbox.openstack.wire.Fault;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** {@code /verify} and {@code Verify} in chat, against the sandbox cloud. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VerifyEndToEndTest {
  @TempDir static Path folder;

  private Stage stage;

  @BeforeAll
  void opens() {
    stage = Stage.open(folder);
  }

  @AfterEach
  void mends() {
    stage.cloud.faults().clear();
  }

  @AfterAll
  void closes() {
    stage.close();
  }

  private void consoleSays(String output) {
    stage
        .cloud
        .faults()
        .nextWithBody(
            "POST",
            "/action$",
            "os-getConsoleOutput",
            Fault.status(200, "{\"output\": \"" + output + "\"}"));
  }

  @Test
  void aVerifiedSnapshotSaysSoOnItsCardInTheListAndWhereItIsChosen() {
    Job snapshot = stage.snapshots("db-01");
    Set<String> before = stage.jobIds();
    stage.anna.presses(stage.card(snapshot, "**Done**"), "Verify").awaitText("Asked for approval");
    Job job = stage.newJob(before);
    SeenMessage asked = stage.waitingCard(job);
    assertTrue(asked.text().contains("no network"), asked.text());
    assertEquals(JobState.DONE, stage.approvedAndEnded(job).state());
    assertTrue(stage.told(job).text().contains("boots: its copy came up"));
    assertEquals(List.of(), stage.bearing(job));
    stage.card(snapshot, "Verified: boots, seen");
    String list = stage.says("/snapshots", Map.of());
    assertTrue(list.contains("boots, seen"), list);
    String chosen = stage.anna.completes(Stage.OPS, "/clone", "snapshot-id", "db-01").toString();
    assertTrue(chosen.contains("boots, seen"), chosen);
  }

  @Test
  void aCrashIsToldToAllAndItsConsoleToOperatorsOnly() {
    Job snapshot = stage.snapshots("web-01");
    consoleSays("secret: @everyone **x**\\nKernel panic - not syncing");
    Job job = stage.begins("/verify", Map.of("snapshot-id", Stage.fact(snapshot, "snapshot")));
    Job failed = stage.approvedAndEnded(job);
    assertEquals(JobState.FAILED, failed.state(), () -> String.valueOf(failed.outcome()));
    assertEquals(List.of(), stage.bearing(job));
    SeenMessage told = stage.told(job);
    assertTrue(told.text().contains("Kernel panic"), told.text());
    assertFalse(told.text().contains("secret"), told.text());
    SeenMessage card = stage.card(job, "**Failed**");
    assertFalse(card.text().contains("secret"), card.text());
    String details = stage.olaf.presses(card, "Details").awaitMessage().text();
    assertTrue(details.contains("secret: "), details);
    assertFalse(details.contains("**x**"), details);
    String nina = stage.nina.presses(card, "Details").awaitMessage().text();
    assertFalse(nina.contains("secret"), nina);
    stage.card(snapshot, "Verified: not seen to boot");
  }
}
