package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.sandbox.discord.OfferedChoice;
import dev.snapclone.sandbox.discord.Person;
import dev.snapclone.sandbox.discord.chat.SeenMessage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody finds a thing in a list and does something with it, over a restart of the bot. */
class ListsEndToEndTest {
  @TempDir Path folder;

  private static SeenMessage changed(Person who, SeenMessage shown) {
    return who.awaitMessage(
        Stage.OPS,
        m -> m.id().equals(shown.id()) && !m.loading() && !m.text().equals(shown.text()));
  }

  @Test
  void fromTheInstanceToItsSnapshotToTheCloneAndItsEnd() {
    try (Stage stage = Stage.open(folder)) {
      Person anna = stage.anna;
      SeenMessage list =
          anna.types(Stage.OPS, "/instances", Map.of("text", "off-01")).awaitMessage();
      assertTrue(list.ephemeral());
      assertTrue(list.text().contains("with “off-01”"), list::text);
      stage.restarts();
      anna.chooses(list, stage.idOf("off-01")).awaitAcknowledged();
      SeenMessage entry = changed(anna, list);
      assertTrue(entry.text().contains("Id `" + stage.idOf("off-01") + "`"), entry::text);
      assertEquals(List.of("Take a snapshot", "Copy", "Back to the list"), entry.buttons());
      Set<String> before = stage.jobIds();
      anna.presses(entry, "Take a snapshot").awaitAcknowledged();
      Job snapshot = stage.ended(stage.newJob(before));
      assertEquals(JobState.DONE, snapshot.state());

      SeenMessage snapshots = anna.types(Stage.OPS, "/snapshots", Map.of()).awaitMessage();
      String id = Stage.fact(snapshot, "snapshot");
      assertTrue(snapshots.text().contains("off-01"), "our own are read at once: " + snapshots);
      anna.chooses(snapshots, id).awaitAcknowledged();
      SeenMessage taken = changed(anna, snapshots);
      assertTrue(taken.text().contains("Made by job `" + snapshot.id() + "`"), taken::text);
      assertTrue(
          taken.buttons().containsAll(List.of("Clone this", "Delete snapshot")),
          () -> "as under its card: " + taken.buttons());
      assertFalse(taken.buttons().contains("Clone"), "the same twice");
      anna.presses(taken, "Back to the list").awaitAcknowledged();
      SeenMessage again = changed(anna, taken);
      assertEquals(snapshots.text(), again.text());
      anna.chooses(again, id).awaitAcknowledged();
      Set<String> jobs = stage.jobIds();
      anna.presses(changed(anna, again), "Clone this").awaitAcknowledged();
      Job clone = stage.newJob(jobs);
      assertEquals(JobState.WAITING_FOR_APPROVAL, clone.state(), "the rules are the same");
      SeenMessage waiting =
          stage.ben.types(Stage.OPS, "/job", Map.of("id", clone.id())).awaitMessage();
      assertTrue(
          waiting.buttons().containsAll(List.of("Approve", "Deny", "Details")),
          () -> waiting.buttons().toString());
      SeenMessage own = anna.types(Stage.OPS, "/job", Map.of("id", clone.id())).awaitMessage();
      assertTrue(own.buttons().containsAll(List.of("Cancel", "Details")), own::toString);
      assertFalse(own.buttons().contains("Approve"), "her own yes does not count: " + own);
      assertFalse(own.buttons().contains("Deny"), own::toString);
      assertEquals(JobState.DONE, stage.approvedAndEnded(clone).state());
      SeenMessage instances = anna.types(Stage.OPS, "/instances", Map.of()).awaitMessage();
      anna.chooses(instances, Stage.fact(stage.ended(clone), "instance")).awaitAcknowledged();
      SeenMessage made = changed(anna, instances);
      assertTrue(
          made.buttons().containsAll(List.of("Open console", "Delete clone", "Copy")),
          () -> "of what the bot made: " + made.buttons());

      List<String> offered =
          anna.completes(Stage.OPS, "/job", "id", "off-01-clone").stream()
              .map(OfferedChoice::value)
              .toList();
      assertEquals(List.of(clone.id()), offered);
      String job = stage.says("/job", Map.of("id", clone.id()));
      assertTrue(job.contains("Done") && job.contains(clone.id()), job);
      String mine = stage.says("/jobs", Map.of("mine", "true", "state", "done"));
      assertTrue(mine.contains(clone.id()) && mine.contains(snapshot.id()), mine);
      String bens = stage.says(stage.ben, "/jobs", Map.of("mine", "true"));
      assertFalse(bens.contains(clone.id()), bens);
    }
  }
}
