package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.snapclone.job.Job;
import dev.snapclone.windows.Reachability.Result;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What answers in the demo, where nothing runs. */
class PlayedGuestsTest {
  private static final int RDP = 3389;

  @TempDir Path folder;
  private Instant now = Instant.parse("2026-11-22T20:00:00Z");

  @Test
  void aCopyAnswersWhenItsScriptOrSomebodyPutItsNetworkRightAndItsGroupsLetIn() {
    try (Stage stage = Stage.open(folder)) {
      PlayedGuests guests = new PlayedGuests(stage.cloud, () -> now);
      String image = Stage.fact(stage.snapshots("win-ad-01"), "snapshot");
      String volume = Stage.fact(stage.snapshots("win-sql-01"), "snapshot");
      String scripted = address(stage.clones(image, Map.of("windows-network", "automatic")));
      String manual = address(stage.clones(image, Map.of()));
      String without = address(stage.clones(volume, Map.of("windows-network", "automatic")));
      Job cutOff = stage.clones(image, Map.of("isolated", "true"));

      assertEquals(Result.SILENT, guests.probe(scripted, RDP), "it has to start first");
      assertEquals(Result.SILENT, guests.probe(without, RDP));
      now = now.plus(Duration.ofMinutes(1));
      assertEquals(Result.OPEN, guests.probe(scripted, RDP));
      assertEquals(Result.SILENT, guests.probe(without, RDP), "no cloudbase-init in it");
      assertEquals(Result.SILENT, guests.probe(manual, RDP));
      guests.doTheSteps();
      assertEquals(Result.OPEN, guests.probe(without, RDP));
      assertEquals(Result.OPEN, guests.probe(manual, RDP));
      assertEquals(Result.SILENT, guests.probe(address(cutOff), RDP), "nothing gets through");
      assertEquals(Result.SILENT, guests.probe("192.0.2.1", RDP), "nobody is there");
    }
  }

  private static String address(Job clone) {
    return Stage.fact(clone, "address");
  }
}
