package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.sandbox.discord.BotAnswer;
import dev.snapclone.sandbox.discord.chat.SeenMessage;
import dev.snapclone.windows.Reachability;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
      assertTrue(stage.card(clone, "**Done**").text().contains("nobody reaches it before"));
      String room = room(stage, clone);
      SeenMessage guide = guide(stage, room, "Step 1 of 3");
      assertTrue(guide.text().contains(Stage.fact(clone, "original-ip")), guide.text());
      List<String> files = new ArrayList<>(guide.shown().files());
      stage.anna.presses(guide, "Next").awaitText("Step 2 of 3");
      stage
          .anna
          .chooses(guide.id(), "Windows: Svenska")
          .awaitText("Hämta en IP-adress automatiskt");
      stage.restarts();
      files.addAll(guide(stage, room, "Step 2 of 3").shown().files());
      stage.anna.presses(guide, "Next").awaitText("Step 3 of 3");
      SeenMessage last = guide(stage, room, "Step 3 of 3");
      assertTrue(last.text().contains(own), last.text());
      files.addAll(last.shown().files());
      assertEquals(
          List.of("windows-run-en.png", "windows-adapter-sv.png", "windows-restart-sv.png"), files);
      stage.anna.presses(guide, "It looks different").awaitText("If the reboot looks different");
      assertEquals(
          List.of(),
          guide(stage, room, "the reboot looks").shown().files(),
          "the old picture is gone");
      stage.anna.presses(guide, "Back").awaitText("Step 3 of 3");
      assertEquals(
          1,
          stage.anna.sees(room).stream().filter(m -> m.text().contains("of 3")).count(),
          "one message all the way");
      String there =
          stage.anna.presses(stage.card(clone, "**Done**"), "Windows steps").awaitMessage().text();
      assertTrue(there.contains("private thread"), there);
      assertEquals(
          1, stage.anna.sees(room).stream().filter(m -> m.text().contains("of 3")).count());

      seenToAnswer(stage, clone, room, guide, own);
      deletedAfterwards(stage, clone, room, guide);
    }
  }

  private static void seenToAnswer(
      Stage stage, Job clone, String room, SeenMessage guide, String own) {
    String silent = stage.anna.presses(guide, "I have done it").awaitMessage().text();
    assertTrue(silent.contains("I keep trying"), silent);
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
    String card = stage.card(clone, "Reachable: it answers").text();
    assertTrue(card.contains(own), card);
    assertFalse(card.contains("nobody reaches it before"), card);
    String told = stage.told(clone, "Reachable: it answers").text();
    assertFalse(told.contains("nobody reaches it before"), told);
    SeenMessage reached = followed(stage, room, guide, "can be reached");
    assertTrue(reached.text().contains(own), reached.text());
    assertEquals(List.of("Open console", "Show the steps"), reached.buttons());
  }

  /** The guide's message once it says something else. */
  private static SeenMessage followed(Stage stage, String room, SeenMessage guide, String now) {
    SeenMessage followed =
        stage.anna.awaitMessage(room, m -> m.id().equals(guide.id()) && m.text().contains(now));
    assertFalse(followed.text().contains("cannot reach it yet"), followed.text());
    assertEquals(List.of(), followed.shown().files(), "the old picture is gone");
    return followed;
  }

  private static void deletedAfterwards(Stage stage, Job clone, String room, SeenMessage guide) {
    Set<String> before = stage.jobIds();
    stage.anna.presses(stage.card(clone, "Reachable"), "Delete clone").awaitAcknowledged();
    Job deletion = stage.newJob(before);
    assertEquals(JobState.DONE, stage.approvedAndEnded(deletion).state());
    SeenMessage gone = followed(stage, room, guide, "was deleted by job");
    assertEquals(List.of(), gone.buttons());
    Awaitility.await("nothing else to stand there")
        .atMost(PATIENCE)
        .until(
            () ->
                stage.anna.sees(room).stream().filter(m -> m.fromBot() && !m.ephemeral()).count()
                    == 1);
  }

  @Test
  void somebodyElseCannotTurnThePagesAndGetsTheirOwn() {
    try (Stage stage = Stage.open(folder)) {
      Job clone = stage.clones(Stage.fact(stage.snapshots("win-ad-01"), "snapshot"), Map.of());
      String room = room(stage, clone);
      SeenMessage guide = guide(stage, room, "Step 1 of 3");
      // An administrator sees private threads.
      BotAnswer refused = stage.greta.presses(guide, "Next");
      assertTrue(refused.awaitFollowUp().text().contains("somebody else's"), refused.text());
      assertTrue(refused.awaitFollowUp().ephemeral());

      SeenMessage olafs =
          stage.olaf.presses(stage.card(clone, "**Done**"), "Windows steps").awaitMessage();
      assertTrue(olafs.ephemeral());
      stage.olaf.presses(olafs, "Next").awaitText("Step 2 of 3");
      stage.olaf.presses(olafs, "PowerShell").awaitText("ipconfig /renew");
      stage.olaf.presses(olafs, "Back").awaitText("Step 2 of 3");
    }
  }
}
