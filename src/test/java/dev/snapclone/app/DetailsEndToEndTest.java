package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.sandbox.discord.BotAnswer;
import dev.snapclone.sandbox.discord.chat.SeenMessage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Details, pressed on a card by its requester, an approver, and somebody without any role. */
class DetailsEndToEndTest {
  @TempDir static Path folder;

  @Test
  void tellsPrivatelyAndLetsTheRequesterCancel() {
    try (Stage stage = Stage.open(folder)) {
      Job job = stage.begins("/copy", Map.of("server-name", "win-sql-01"));
      SeenMessage card = stage.waitingCard(job);
      SeenMessage hers = stage.anna.presses(card, "Details").awaitMessage();
      assertTrue(hers.ephemeral(), "private");
      for (String group : List.of("What it does", "What it inherits", "Quota", "Ids")) {
        assertTrue(hers.text().contains("**" + group), hers.text());
      }
      assertTrue(hers.text().contains("`" + job.id() + "`"), hers.text());
      assertTrue(hers.text().contains("**Quota, now → afterwards**\n• instances "), hers.text());
      assertEquals(List.of("Cancel"), hers.buttons());
      assertEquals(List.of(), stage.ben.presses(card, "Details").awaitMessage().buttons());
      assertTrue(
          stage.olaf.presses(card, "Details").awaitMessage().text().contains("What it does"));
      BotAnswer others = stage.ben.presses(card, "Details");
      others.awaitMessage();
      stage.anna.presses(hers, "Cancel").awaitText("Cancelled job");
      assertEquals(JobState.CANCELLED, stage.ended(job).state());
      others.awaitText("Cancelled by");
      SeenMessage after = stage.presses(stage.anna, job, "Details").awaitMessage();
      assertTrue(after.text().contains("Cancelled by"), after.text());
      assertEquals(List.of(), after.buttons());
    }
  }
}
