package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.config.DiscordSettings;
import dev.snapclone.config.SafetySettings;
import dev.snapclone.config.Settings;
import dev.snapclone.config.SettingsBuilder;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.sandbox.discord.JobPosts;
import dev.snapclone.sandbox.discord.chat.SeenMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole bot whose database comes back as it stood some time ago: what it had made is found again,
 * what it had told is not told twice, and whoever runs it is told.
 */
class LostRowsEndToEndTest {
  private static final String DATABASE = "snapclone.mv.db";

  @TempDir Path folder;

  private Settings anchored(Settings usual) {
    DiscordSettings chat = usual.discord();
    return SettingsBuilder.from(usual)
        .discord(
            new DiscordSettings(
                chat.token(), chat.guilds(), chat.apiUrl(), chat.gatewayUrl(), null, "audit", true))
        .safety(new SafetySettings(1000, 1000, folder.resolve("anchor")))
        .build();
  }

  @Test
  void aCloneWhoseApprovalAndJournalAreLostIsThereOnceAndToldOnce() throws Exception {
    Path saved = folder.resolve("saved");
    try (Stage stage = Stage.open(folder, "demo", this::anchored)) {
      Job snapshot = stage.snapshots("web-01");
      Job clone = stage.begins("/clone", Map.of("snapshot-id", Stage.fact(snapshot, "snapshot")));
      stage.waitingCard(clone);
      stage.restarts(() -> copy(database(), saved));
      Job first = stage.approvedAndEnded(clone);
      stage.told(clone);
      List<String> made = stage.bearing(clone);
      String anchor = awaitAnchorOf(stage);

      stage.restarts(() -> copy(saved, database()));
      Awaitility.await().until(() -> Readyz.of(stage).contains("rows are missing"));
      assertEquals(anchor, Files.readString(folder.resolve("anchor")), "it goes not back");
      stage.awaitState(clone, JobState.WAITING_FOR_APPROVAL);
      Job second = stage.approvedAndEnded(clone);
      assertEquals(JobState.DONE, second.state(), () -> String.valueOf(second.outcome()));
      assertEquals(Stage.fact(first, "instance"), Stage.fact(second, "instance"));
      assertEquals(made, stage.bearing(clone));
      stage.card(clone, "Done");
      assertEquals(1, outcomes(stage, clone));

      assertTrue(notice(stage).text().contains("The database has lost rows"));
      stage.restarts(() -> {});
      Awaitility.await().until(() -> Readyz.of(stage).contains("rows are missing"));
      stage.snapshots("db-01");
      assertEquals(1, notices(stage), "told once");
      assertEquals(1, outcomes(stage, clone));
    }
  }

  private Path database() {
    try (var files = Files.walk(folder)) {
      return files
          .filter(file -> file.getFileName().toString().equals(DATABASE))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void copy(Path from, Path to) {
    try {
      Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The newest row is remembered. */
  private String awaitAnchorOf(Stage stage) {
    return Awaitility.await()
        .until(
            () -> Files.readString(folder.resolve("anchor")),
            text ->
                text.strip()
                    .equals(stage.bot.auditTrail().head().map(Object::toString).orElse("")));
  }

  private static long outcomes(Stage stage, Job job) {
    return stage.anna.sees(Stage.OPS).stream()
        .filter(m -> JobPosts.outcome(m, job.id()))
        .filter(m -> m.pinged().contains(stage.anna.name()))
        .count();
  }

  private static SeenMessage notice(Stage stage) {
    return stage.carla.awaitMessage("audit", m -> m.text().contains("has lost rows"));
  }

  private static long notices(Stage stage) {
    return stage.carla.sees("audit").stream()
        .filter(m -> m.text().contains("has lost rows"))
        .count();
  }
}
