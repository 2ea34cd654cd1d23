package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.config.CostSettings;
import dev.snapclone.config.CostSettings.Prices;
import dev.snapclone.config.SettingsBuilder;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import java.math.BigDecimal;
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
    Prices prices =
        new Prices(
            null,
            new BigDecimal("0.04"),
            new BigDecimal("0.5"),
            Map.of(),
            Map.of("b2.c2r4", new BigDecimal("0.02")),
            null,
            null);
    CostSettings costs = new CostSettings("EUR", prices, Map.of());
    stage = Stage.open(folder, "demo", s -> SettingsBuilder.from(s).costs(costs).build());
  }

  @AfterAll
  void closes() {
    stage.close();
  }

  @Test
  void whatAJobCostsStandsOnItsCardAsLongAsWhatItMadeStands() {
    Job taken = stage.snapshots("db-01");
    // 2 GB at 0.04 a month.
    assertTrue(stage.card(taken, "≈ 0.08 EUR/month").text().contains("Done"));
    String snapshot = Stage.fact(taken, "snapshot");
    Job waiting = stage.begins("/clone", Map.of("snapshot-id", snapshot));
    // A volume of 2 GB at 0.5 a month, and 730 hours at 0.02.
    String card = stage.waitingCard(waiting).text();
    assertTrue(card.contains("About 15.60 EUR/month"), card);
    stage.bot.jobs().cancel(waiting.id(), waiting.requester());
    Job kept = stage.begins("/clone", Map.of("snapshot-id", snapshot, "keep", "3d"));
    String until = stage.waitingCard(kept).text();
    assertTrue(until.contains("About 1.54 EUR until it ends"), until);
    stage.bot.jobs().cancel(kept.id(), kept.requester());
    String schedule =
        stage.says("/schedule add", Map.of("server-name", "db-01", "every", "day", "at", "04:00"));
    assertFalse(schedule.contains("wrong"), schedule);
  }

  @Test
  void ofWhatHasNoPriceNothingIsSaid() {
    Job taken = stage.snapshots("web-01");
    String card = stage.card(taken).text();
    assertFalse(card.contains("EUR"), card);
    Job clone = stage.begins("/clone", Map.of("snapshot-id", Stage.fact(taken, "snapshot")));
    String waiting = stage.waitingCard(clone).text();
    assertFalse(waiting.contains("EUR"), waiting);
    stage.bot.jobs().cancel(clone.id(), clone.requester());
  }

  @Test
  void afterFiveJobsOfAKindTheNextOneSaysHowLongTheyTake() {
    Job first = stage.snapshots("db-01");
    String snapshot = Stage.fact(first, "snapshot");
    for (int i = 0; i < 5; i++) {
      Job waiting = stage.begins("/clone", Map.of("snapshot-id", snapshot));
      assertFalse(stage.waitingCard(waiting).text().contains("usually"), "of " + i + " jobs");
      assertEquals(JobState.DONE, stage.approvedAndEnded(waiting).state());
    }
    Job sixth = stage.begins("/clone", Map.of("snapshot-id", snapshot));
    String card = stage.waitingCard(sixth).text();
    assertTrue(card.contains("usually "), card);
    stage.bot.jobs().cancel(sixth.id(), sixth.requester());
  }
}
