package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.sandbox.discord.DiscordSandboxOptions;
import dev.snapclone.sandbox.discord.DiscordSandboxOptions.ChannelPlan;
import dev.snapclone.sandbox.discord.DiscordSandboxOptions.GuildPlan;
import dev.snapclone.sandbox.discord.JobPosts;
import dev.snapclone.sandbox.discord.chat.Channel;
import dev.snapclone.sandbox.discord.chat.SeenMessage;
import dev.snapclone.sandbox.openstack.OpenStackSandbox;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An announcement channel counts as a text channel does; it has no private threads. */
class AnnouncementEndToEndTest {
  @TempDir Path folder;

  private static DiscordSandboxOptions announcing() {
    GuildPlan usual = DiscordSandboxOptions.standard(InstantSource.system()).guilds().get(0);
    return DiscordSandboxOptions.empty(InstantSource.system())
        .with(
            new GuildPlan(
                usual.name(),
                usual.locale(),
                List.of(new ChannelPlan(Stage.OPS, Channel.ANNOUNCEMENT, Set.of())),
                usual.roles(),
                usual.people()));
  }

  @Test
  void commandsCardsAndOutcomesStandThereAndTheGuideComesDirectly() {
    OpenStackSandbox cloud =
        OpenStackSandbox.start(dev.snapclone.sandbox.openstack.CloudSandboxOptions.fast());
    try (Stage stage = Stage.open(folder, "demo", s -> s, cloud, announcing())) {
      Job clone = stage.clones(Stage.fact(stage.snapshots("win-ad-01"), "snapshot"), Map.of());
      assertEquals(JobState.DONE, clone.state());
      assertTrue(stage.card(clone, "**Done**").text().contains(clone.id()));
      stage.told(clone);
      SeenMessage pressed = stage.presses(stage.anna, clone, "Windows steps").awaitMessage();
      assertTrue(
          stage.anna.seesDirectMessages().stream().anyMatch(m -> m.text().contains("Step 1 of 3")),
          () -> pressed.text() + stage.anna.seesDirectMessages());
      String thread = stage.anna.opensThread(Stage.OPS, "talk", false);
      Set<String> before = stage.jobIds();
      stage.anna.types(thread, "/snapshot", Map.of("server-name", "db-01")).awaitMessage();
      Job inThread = stage.ended(stage.newJob(before));
      stage.anna.awaitMessage(thread, m -> JobPosts.outcome(m, inThread.id()));
    }
  }
}
