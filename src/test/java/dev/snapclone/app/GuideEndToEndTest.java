package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.job.Job;
import dev.snapclone.sandbox.discord.BotAnswer;
import dev.snapclone.sandbox.discord.chat.SeenMessage;
import dev.snapclone.windows.Reachability;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole guide, walked in Discord by the person who asked for the clone. */
class GuideEndToEndTest {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  @TempDir Path folder;

  /** The guide as it stands in the requester's thread. */
  private static SeenMessage guide(Stage stage, String room, String page) {
    return stage.anna.awaitMessage(room, m -> m.fromBot() && m.text().contains(page));
  }

  private static String room(Stage stage, Job clone) {
    return Awaitility.await("the thread")
        .atMost(PATIENCE)
        .until(
            () ->
                stage.anna.seesChannels().stream()
                    .filter(c -> c.endsWith(" · " + clone.id()))
                    .findFirst(),
            java.util.Optional::isPresent)
        .orElseThrow();
  }

  @Test
  void theWholeGuideIsOneMessageThatARestartDoesNotLose() {
    try (Stage stage = Stage.open(folder)) {
      Job clone = stage.clones(Stage.fact(stage.snapshots("win-ad-01"), "snapshot"), Map.of());
      String own = Stage.fact(clone, "address");
      assertTrue(stage.card(clone, "**Done**").text().contains("Not seen reachable yet"));
      String room = room(stage, clone);
      SeenMessage guide = guide(stage, room, "All steps in short");
      assertTrue(guide.text().contains(Stage.fact(clone, "original-ip")), guide.text());
      assertTrue(guide.text().contains(own), guide.text());
      assertEquals(List.of(), guide.files());

      List<String> files = new ArrayList<>();
      for (int step = 1; step <= 4; step++) {
        stage.anna.presses(guide, "Next").awaitText("Step " + step + " of 8");
        files.addAll(guide(stage, room, "Step " + step + " of 8").files());
      }
      stage.anna.chooses(guide.id(), "Windows: Svenska").awaitText("Egenskaper");
      stage.restarts();
      stage.anna.presses(guide, "Next").awaitText("Step 5 of 8");
      files.addAll(guide(stage, room, "Step 5 of 8").files());
      stage.anna.presses(guide, "Next").awaitText("Hämta en IP-adress automatiskt");
      files.addAll(guide(stage, room, "Step 6 of 8").files());
      stage.anna.presses(guide, "Next").awaitText("Step 7 of 8");
      assertEquals(List.of(), guide(stage, room, "Step 7 of 8").files(), "the old picture is gone");
      stage.anna.presses(guide, "Next").awaitText("Step 8 of 8");
      assertEquals(
          List.of(
              "windows-icon-en.png",
              "windows-center-en.png",
              "windows-connections-en.png",
              "windows-properties-sv.png",
              "windows-address-sv.png"),
          files);
      assertEquals(
          1,
          stage.anna.sees(room).stream().filter(m -> m.text().contains("of 8")).count(),
          "one message all the way");
      String there = stage.anna.presses(stage.told(clone), "Windows steps").awaitMessage().text();
      assertTrue(there.contains("private thread"), there);
      assertEquals(
          1,
          stage.anna.sees(room).stream()
              .filter(m -> m.text().contains("Next") || m.text().contains("of 8"))
              .count());

      seenToAnswer(stage, clone, room, guide, own);
    }
  }

  private static void seenToAnswer(
      Stage stage, Job clone, String room, SeenMessage guide, String own) {
    String silent = stage.anna.presses(guide, "I have done it").awaitMessage().text();
    assertTrue(silent.contains("I go on trying by myself"), silent);
    assertFalse(stage.card(clone).text().contains("Reachable"), "nothing was seen yet");
    stage.restarts();
    stage.network.put(own, Reachability.Result.OPEN);
    Awaitility.await("the errand to see it")
        .atMost(PATIENCE.multipliedBy(2))
        .untilAsserted(
            () ->
                assertTrue(
                    stage.anna.sees(room).stream()
                        .anyMatch(m -> !m.ephemeral() && m.text().contains("Well done")),
                    () -> stage.anna.sees(room) + "\n" + stage.card(clone)));
    assertTrue(stage.card(clone, "Reachable: it answered").text().contains(own));
  }

  @Test
  void somebodyElseCannotTurnThePagesAndGetsTheirOwn() {
    try (Stage stage = Stage.open(folder)) {
      Job clone = stage.clones(Stage.fact(stage.snapshots("win-ad-01"), "snapshot"), Map.of());
      String room = room(stage, clone);
      SeenMessage guide = guide(stage, room, "All steps in short");
      // An administrator sees private threads.
      BotAnswer refused = stage.greta.presses(guide, "Next");
      assertTrue(refused.awaitFollowUp().text().contains("somebody else's"), refused.text());
      assertTrue(refused.awaitFollowUp().ephemeral());

      SeenMessage olafs = stage.olaf.presses(stage.told(clone), "Windows steps").awaitMessage();
      assertTrue(olafs.ephemeral());
      stage.olaf.presses(olafs, "Next").awaitText("Step 1 of 8");
      stage.olaf.presses(olafs, "Next").awaitText("Step 2 of 8");
      stage.olaf.presses(olafs, "PowerShell").awaitText("ipconfig /renew");
      stage.olaf.presses(olafs, "Back").awaitText("Step 2 of 8");
    }
  }
}
