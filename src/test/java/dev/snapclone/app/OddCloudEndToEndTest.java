package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.config.Settings;
import dev.snapclone.config.SettingsBuilder;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.sandbox.discord.BotAnswer;
import dev.snapclone.sandbox.openstack.CloudSandboxOptions;
import dev.snapclone.sandbox.openstack.OpenStackSandbox;
import dev.snapclone.sandbox.openstack.wire.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clouds that are right but unusual: tiny pages and slow calls. */
class OddCloudEndToEndTest {
  @TempDir static Path folder;

  @Test
  void pagesOfOneChangeNothing() {
    OpenStackSandbox cloud = OpenStackSandbox.start(CloudSandboxOptions.fast().withPageSize(1));
    try (Stage stage = Stage.open(folder.resolve("pages"), "demo", s -> s, cloud)) {
      String listed = stage.says("/instances", Map.of());
      cloud.view().instances().stream()
          .filter(i -> i.name().endsWith("-01"))
          .forEach(i -> assertTrue(listed.contains(i.name()), i.name() + " in " + listed));
      for (String instance : List.of("db-01", "win-ad-01")) {
        Job snapshot = stage.snapshots(instance);
        assertEquals(JobState.DONE, snapshot.state());
        assertTrue(stage.says("/snapshots", Map.of()).contains("**" + instance + "-2"));
        Job clone = stage.clones(Stage.fact(snapshot, "snapshot"), Map.of());
        assertEquals(JobState.DONE, clone.state());
        Set<String> before = stage.jobIds();
        stage
            .anna
            .presses(stage.card(clone, "**Done**"), "Delete clone")
            .awaitText("Asked for approval");
        assertEquals(JobState.DONE, stage.approvedAndEnded(stage.newJob(before)).state());
        assertEquals(0, cloud.view().named(instance + "-clone-1").size());
      }
    }
  }

  /** No extensions, no quotas, no zones, no records: the procedure needs none of them. */
  @Test
  void aCloudThatTellsLittleIsEnough() {
    OpenStackSandbox cloud = OpenStackSandbox.start(CloudSandboxOptions.fast());
    try (LeanCloud lean = LeanCloud.before(cloud.url());
        Stage stage =
            Stage.open(folder.resolve("lean"), "demo", s -> through(lean, cloud, s), cloud)) {
      for (String instance : List.of("db-01", "web-01", "win-ad-01")) {
        Job snapshot = stage.snapshots(instance);
        assertEquals(JobState.DONE, snapshot.state(), () -> "" + snapshot.outcome());
        Job clone = stage.clones(Stage.fact(snapshot, "snapshot"), Map.of());
        assertEquals(JobState.DONE, clone.state(), () -> "" + clone.outcome());
        Set<String> before = stage.jobIds();
        stage
            .anna
            .presses(stage.card(clone, "**Done**"), "Delete clone")
            .awaitText("Asked for approval");
        assertEquals(JobState.DONE, stage.approvedAndEnded(stage.newJob(before)).state());
        assertEquals(0, cloud.view().named(instance + "-clone-1").size());
      }
    }
  }

  private static Settings through(LeanCloud lean, OpenStackSandbox cloud, Settings usual) {
    return SettingsBuilder.from(usual)
        .clouds(
            List.of(CloudEntries.of(cloud.cloudsYaml().replace(cloud.url(), lean.url()), "demo")))
        .build();
  }

  @Test
  void aSlowCloudIsWaitedForAfterTheAcknowledgement() {
    try (Stage stage = Stage.open(folder.resolve("slow"), "demo", s -> s)) {
      stage.cloud.faults().always(".*", "^/(?!identity)", Fault.delay(Duration.ofMillis(400)));
      long began = System.nanoTime();
      List<BotAnswer> typed =
          List.of(
              stage.anna.types(Stage.OPS, "/snapshot", Map.of("server-name", "db-01")),
              stage.anna.types(Stage.OPS, "/instances"),
              stage.anna.types(Stage.OPS, "/snapshots"));
      typed.forEach(BotAnswer::awaitAcknowledged);
      long millis = Duration.ofNanos(System.nanoTime() - began).toMillis();
      assertTrue(millis < 3000, millis + " ms");
      for (BotAnswer answer : typed) {
        String said =
            Awaitility.await()
                .atMost(Duration.ofSeconds(40))
                .until(() -> answer.message().filter(m -> !m.loading()), Optional::isPresent)
                .orElseThrow()
                .text();
        assertTrue(said.contains("has started") || said.contains("in cloud demo"), said);
      }
      stage.cloud.faults().clear();
      stage.ended(stage.newJob(Set.of()));
    }
  }
}
