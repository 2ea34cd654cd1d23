package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.config.CopySettings;
import dev.snapclone.config.Settings;
import dev.snapclone.config.SettingsBuilder;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.sandbox.discord.chat.SeenMessage;
import dev.snapclone.windows.Reachability;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Windows copies whose network a script puts right: what their requester hears, and when. */
class AutomaticNetworkEndToEndTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  private static Settings within(Settings usual, Duration within) {
    return SettingsBuilder.from(usual).copies(new CopySettings(List.of(), within)).build();
  }

  private static Job copies(Stage stage) {
    Job clone =
        stage.clones(
            Stage.fact(stage.snapshots("win-ad-01"), "snapshot"),
            Map.of("windows-network", "automatic"));
    assertEquals(JobState.DONE, clone.state(), () -> String.valueOf(clone.outcome()));
    return clone;
  }

  private static String room(Stage stage, Job clone) {
    return Awaitility.await("the thread")
        .atMost(PATIENCE)
        .until(
            () ->
                stage.anna.seesChannels().stream()
                    .filter(c -> c.endsWith(" · " + clone.id()))
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  @Test
  void whoComesUpByItselfIsToldOfAfterARestartAndGetsNoGuide() {
    try (Stage stage = Stage.open(folder)) {
      Job clone = copies(stage);
      String own = Stage.fact(clone, "address");
      stage.told(clone);
      String card = stage.card(clone, "**Done**").text();
      assertTrue(card.contains("a script in it puts the network right"), card);
      assertTrue(
          stage
              .cloud
              .view()
              .instance(Stage.fact(clone, "instance"))
              .orElseThrow()
              .launched()
              .configDrive());
      stage.restarts();
      stage.network.put(own, Reachability.Result.OPEN);
      String room = room(stage, clone);
      stage.anna.awaitMessage(
          room, m -> m.text().contains("can be reached: it answers at `" + own + "`"));
      assertTrue(stage.card(clone, "Reachable: it answers").text().contains(own));
      assertFalse(stage.anna.sees(room).stream().anyMatch(m -> m.text().contains("Step 1 of 3")));
      assertFalse(
          stage.told(clone, "Reachable").text().contains("a script in it"), "the outcome is stale");
      SeenMessage steps = stage.presses(stage.anna, clone, "Windows steps").awaitMessage();
      assertTrue(steps.text().contains("can be reached"), steps.text());
      assertEquals(List.of("Open console", "Show the steps"), steps.buttons());
      stage.anna.presses(steps, "Show the steps").awaitText("Step 1 of 3");
      assertFalse(stage.anna.sees(room).stream().anyMatch(m -> m.text().contains("Step 1 of 3")));
    }
  }

  @Test
  void whoDoesNotComeUpInTimeGetsTheGuideWithTheReason() {
    try (Stage stage = Stage.open(folder, "demo", s -> within(s, Duration.ofSeconds(3)))) {
      Job clone = copies(stage);
      stage.restarts();
      String room = room(stage, clone);
      SeenMessage why =
          stage.anna.awaitMessage(
              room, m -> m.text().contains("has not become reachable by itself within"));
      assertTrue(why.text().contains("let Remote Desktop in only from instances"), why.text());
      assertTrue(why.text().contains("by hand are in this conversation"), why.text());
      stage.anna.awaitMessage(room, m -> m.text().contains("Step 1 of 3"));
      assertEquals(
          1, stage.anna.sees(room).stream().filter(m -> m.text().contains("Step 1 of 3")).count());
    }
  }
}
