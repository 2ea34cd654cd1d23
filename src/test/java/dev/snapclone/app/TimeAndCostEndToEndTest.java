package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What cards say of time and money, from the command to Discord. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TimeAndCostEndToEndTest {
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

  @Test
  void afterFiveJobsOfAKindTheNextOneSaysHowLongTheyTake() {
    Job first = stage.snapshots("db-01");
    String snapshot = Stage.fact(first, "snapshot");
    for (int i = 0; i < 5; i++) {
      Job waiting = stage.begins("clone", Map.of("snapshot-id", snapshot));
      assertFalse(stage.waitingCard(waiting).text().contains("usually"), "of " + i + " jobs");
      assertEquals(JobState.DONE, stage.approvedAndEnded(waiting).state());
    }
    Job sixth = stage.begins("clone", Map.of("snapshot-id", snapshot));
    String card = stage.waitingCard(sixth).text();
    assertTrue(card.contains("usually "), card);
    stage.bot.jobs().cancel(sixth.id(), sixth.requester());
  }
}
