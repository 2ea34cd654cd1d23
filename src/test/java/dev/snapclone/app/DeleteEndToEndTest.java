package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.sandbox.discord.Modal;
import dev.snapclone.sandbox.discord.chat.SeenMessage;
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

/** {@code /delete} in chat, against the sandbox cloud. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeleteEndToEndTest {
  @TempDir static Path folder;

  private Stage stage;
  private RawCloud raw;

  @BeforeAll
  void opens() {
    stage = Stage.open(folder, "demo", s -> s);
    raw = new RawCloud(CloudEntries.of(stage.cloud.cloudsYaml(), "demo"));
  }

  @AfterAll
  void closes() {
    stage.close();
  }

  @Test
  void severalGoWithOneApprovalAndTheirCardsSaySo() {
    Job web = stage.snapshots("web-01");
    Job db = stage.snapshots("db-01");
    String snapshot = Stage.fact(db, "snapshot");
    Job clone = stage.clones(snapshot, Map.of("name", "short-lived"));
    Job deletion =
        stage.begins(
            "/delete",
            Map.of(
                "snapshot-id",
                Stage.fact(web, "snapshot") + ", " + snapshot,
                "clone",
                "short-lived",
                "reason",
                "the test is over"));
    SeenMessage card = stage.waitingCard(deletion);
    assertTrue(card.text().contains("Delete 2 snapshots and the clone short-lived"), card.text());
    assertTrue(card.text().contains("the test is over"), card.text());
    String details = stage.ben.presses(card, "Details").awaitMessage().text();
    assertTrue(details.contains(snapshot), details);
    assertTrue(details.contains("was made from it, and goes too"), details);
    assertEquals(JobState.DONE, stage.approvedAndEnded(deletion).state());
    assertEquals(List.of(), stage.bearing(web));
    assertEquals(List.of(), stage.bearing(db));
    assertEquals(List.of(), stage.bearing(clone));
    assertTrue(stage.told(deletion).text().contains("Deleted: 2 snapshots and the clone"));
    for (Job made : List.of(web, db, clone)) {
      SeenMessage seen = stage.card(made, "deleted later");
      assertFalse(seen.buttons().contains("Delete snapshot"), seen.text());
      assertFalse(seen.buttons().contains("Delete clone"), seen.text());
    }
  }

  private String rootVolume() {
    return raw.list("volumev3", "/volumes/detail", "volumes").stream()
        .filter(
            v ->
                v.path("attachments")
                    .path(0)
                    .path("server_id")
                    .asText()
                    .equals(stage.idOf("db-01")))
        .filter(v -> v.path("bootable").asText().equals("true"))
        .findFirst()
        .orElseThrow()
        .path("id")
        .asText();
  }

  @Test
  void whatOthersMadeNeedsTheWordAndTwoPeople() {
    String id =
        raw.post(
                "volumev3",
                "/snapshots",
                JsonNodeFactory.instance
                    .objectNode()
                    .set(
                        "snapshot",
                        JsonNodeFactory.instance
                            .objectNode()
                            .put("volume_id", rootVolume())
                            .put("force", true)
                            .put("name", "of somebody")))
            .path("snapshot")
            .path("id")
            .asText();
    SeenMessage asked =
        stage.anna.types(Stage.OPS, "/delete", Map.of("snapshot-id", id)).awaitMessage();
    assertTrue(asked.text().contains("Others made 1 of them"), asked.text());
    Modal modal = stage.anna.presses(asked, "Delete").awaitModal();
    stage
        .anna
        .submits(modal, Map.of("To delete it, type: delete", "ok"))
        .awaitText("That was not the word");
    SeenMessage again =
        stage.anna.types(Stage.OPS, "/delete", Map.of("snapshot-id", id)).awaitMessage();
    Set<String> before = stage.jobIds();
    stage
        .anna
        .submits(
            stage.anna.presses(again, "Delete").awaitModal(),
            Map.of("To delete it, type: delete", "delete"))
        .awaitMessage();
    Job deletion = stage.newJob(before);
    stage
        .ben
        .presses(stage.waitingCard(deletion), "Approve")
        .awaitText("Its card tells how many more it takes");
    assertEquals(
        JobState.WAITING_FOR_APPROVAL, stage.bot.jobs().find(deletion.id()).orElseThrow().state());
    stage.carla.presses(stage.waitingCard(deletion, stage.carla), "Approve").awaitAcknowledged();
    assertEquals(JobState.DONE, stage.ended(deletion).state());
    assertFalse(raw.exists("volumev3", "/snapshots/" + id));
  }

  @Test
  void theVolumeOfACloneThatWasDeletedInOpenStackIsAnOrphanAndGoes() {
    Job snapshot = stage.snapshots("db-01");
    Job clone = stage.clones(Stage.fact(snapshot, "snapshot"), Map.of("name", "lost"));
    assertFalse(orphans().contains("lost"), orphans());
    raw.status("compute", "/servers/" + Stage.fact(clone, "instance"), "DELETE", null);
    String listed =
        Awaitility.await("the volume")
            .atMost(Duration.ofSeconds(30))
            .until(this::orphans, said -> said.contains("lost-root"));
    assertTrue(listed.contains("the rest is gone"), listed);
    SeenMessage list =
        stage.anna.types(Stage.OPS, "/orphans", Map.of("text", "lost")).awaitMessage();
    Set<String> before = stage.jobIds();
    stage.anna.presses(list, "Remove").awaitMessage();
    Job removal = stage.newJob(before);
    assertEquals(JobState.DONE, stage.approvedAndEnded(removal).state());
    assertEquals(List.of(), stage.bearing(clone));
    assertTrue(orphans().contains("No orphans"), orphans());
  }

  private String orphans() {
    return stage.says("/orphans", Map.of("text", "lost"));
  }
}
