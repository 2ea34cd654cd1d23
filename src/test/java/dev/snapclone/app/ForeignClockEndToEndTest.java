package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.sandbox.discord.JobPosts;
import dev.snapclone.sandbox.discord.chat.SeenMessage;
import dev.snapclone.sandbox.openstack.CloudSandboxOptions;
import dev.snapclone.sandbox.openstack.OpenStackSandbox;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Discord's ids tell a time by Discord's clock, which need not be the bot's. */
class ForeignClockEndToEndTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {-1200, 1200, -3_000_000})
  void whateverTimeItIsAtDiscordEverythingIsAnsweredAndToldOnce(long minutes) {
    InstantSource there = () -> InstantSource.system().instant().plus(Duration.ofMinutes(minutes));
    try (Stage stage =
        Stage.open(
            folder,
            "demo",
            s -> s,
            OpenStackSandbox.start(CloudSandboxOptions.fast()),
            dev.snapclone.sandbox.discord.DiscordSandboxOptions.standard(there))) {
      assertTrue(stage.says("/instances", Map.of()).contains("win-ad-01"));
      Job snapshot = stage.snapshots("win-ad-01");
      assertEquals(JobState.DONE, snapshot.state());
      stage.told(snapshot);
      Job clone = stage.clones(Stage.fact(snapshot, "snapshot"), Map.of());
      assertEquals(JobState.DONE, clone.state());
      stage.told(clone);
      SeenMessage card = stage.card(clone, "**Done**");
      String steps = stage.anna.presses(card, "Windows steps").awaitMessage().text();
      assertTrue(steps.contains("steps"), steps);
      Set<String> before = stage.jobIds();
      stage.restarts();
      stage.anna.presses(card, "Delete clone").awaitText("Asked for approval");
      Job deletion = stage.newJob(before);
      assertEquals(JobState.DONE, stage.approvedAndEnded(deletion).state());
      stage.told(deletion);
      for (Job job : new Job[] {snapshot, clone, deletion}) {
        assertEquals(
            1,
            stage.anna.sees(Stage.OPS).stream().filter(m -> JobPosts.outcome(m, job.id())).count(),
            job.id());
      }
    }
  }
}
