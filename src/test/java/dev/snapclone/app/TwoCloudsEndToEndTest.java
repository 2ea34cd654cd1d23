package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.config.CloudSettings;
import dev.snapclone.config.Settings;
import dev.snapclone.config.SettingsBuilder;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.sandbox.discord.OfferedChoice;
import dev.snapclone.sandbox.openstack.CloudSandboxOptions;
import dev.snapclone.sandbox.openstack.OpenStackSandbox;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Two clouds in one configuration, with instances of the same names. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TwoCloudsEndToEndTest {
  @TempDir static Path folder;

  private final OpenStackSandbox second = OpenStackSandbox.start(otherIds());
  private Stage stage;

  @BeforeAll
  void opens() {
    stage = Stage.open(folder, "demo", this::withTheSecond);
  }

  @AfterAll
  void closes() {
    stage.close();
    second.close();
  }

  /** The seed of chance is the seed of all ids. */
  private static CloudSandboxOptions otherIds() {
    CloudSandboxOptions fast = CloudSandboxOptions.fast();
    return new CloudSandboxOptions(
        fast.host(),
        fast.port(),
        fast.region(),
        fast.timeline(),
        fast.knobs(),
        fast.seeded(),
        fast.pageSize(),
        2);
  }

  private Settings withTheSecond(Settings usual) {
    CloudSettings demo = CloudEntries.of(second.cloudsYaml(), "demo");
    CloudSettings named =
        new CloudSettings(
            "sto2",
            demo.authUrl(),
            demo.login(),
            demo.region(),
            "public",
            Map.of(),
            CloudSettings.Tls.SYSTEM);
    return SettingsBuilder.from(usual).clouds(List.of(usual.clouds().get(0), named)).build();
  }

  @Test
  void theFirstIsTheDefaultAndTheOptionNamesTheOther() {
    int before = second.view().images().size();
    Job here = stage.snapshots("off-01");
    assertTrue(stage.card(here).text().contains("cloud demo"), () -> stage.card(here).text());
    assertEquals(before, second.view().images().size());

    List<String> offered =
        stage.anna.completes(Stage.OPS, "/snapshot", "cloud", "").stream()
            .map(OfferedChoice::value)
            .toList();
    assertEquals(List.of("demo", "sto2"), offered);
    Job there =
        stage.ended(stage.begins("/snapshot", Map.of("server-name", "off-01", "cloud", "sto2")));
    assertEquals(JobState.DONE, there.state());
    assertTrue(stage.card(there).text().contains("cloud sto2"), () -> stage.card(there).text());
    assertEquals(before + 1, second.view().images().size());
    String snapshots = stage.says("/snapshots", Map.of("cloud", "sto2"));
    assertTrue(snapshots.startsWith("**1 snapshot in cloud sto2**"), snapshots);
    assertTrue(snapshots.contains("**off-01-2"), snapshots);

    List<String> ids =
        stage
            .anna
            .completes(Stage.OPS, "/clone", "snapshot-id", "off", Map.of("cloud", "sto2"))
            .stream()
            .map(OfferedChoice::value)
            .toList();
    assertEquals(List.of(Stage.fact(there, "snapshot")), ids);
    Job clone = stage.clones(Stage.fact(there, "snapshot"), Map.of("cloud", "sto2"));
    assertEquals(JobState.DONE, clone.state());
    assertEquals(1, second.view().named("off-01-clone-1").size());
    assertEquals(0, stage.cloud.view().named("off-01-clone-1").size());
    String elsewhere = stage.says("/clone", Map.of("snapshot-id", Stage.fact(there, "snapshot")));
    assertTrue(elsewhere.contains("in cloud demo"), elsewhere);
    String server = second.backstage().instanceId("demo", "web-01");
    String stranger = stage.says("/snapshot", Map.of("server-name", server));
    assertTrue(stranger.contains("in this project of cloud demo"), stranger);
    String unknown = stage.says("/snapshot", Map.of("server-name", "off-01", "cloud", "nope"));
    assertTrue(unknown.contains("There is: demo, sto2"), unknown);
    stage.anna.presses(stage.card(there, "**Done**"), "Clone this").awaitText("Asked for approval");
    Set<String> jobs = stage.jobIds();
    stage
        .ben
        .presses(stage.card(clone, "**Done**"), "Delete clone")
        .awaitText("Asked for approval");
    Job gone = stage.newJob(jobs);
    stage.carla.presses(stage.waitingCard(gone), "Approve").awaitText("Approved: job");
    assertEquals(JobState.DONE, stage.ended(gone).state());
    assertEquals(0, second.view().named("off-01-clone-1").size());
    String id = second.backstage().instanceId("demo", "off-01");
    Job byId = stage.begins("/copy", Map.of("server-name", id, "cloud", "sto2"));
    assertEquals(JobState.DONE, stage.approvedAndEnded(byId).state());
  }

  @Test
  void oneThatIsDownLeavesTheOtherAtWork() {
    second.down();
    try {
      assertEquals(JobState.DONE, stage.snapshots("web-01").state());
      String said = stage.says("/snapshot", Map.of("server-name", "web-01", "cloud", "sto2"));
      assertTrue(
          said.contains("sto2 cannot be reached") || said.contains("sto2 gave no answer"), said);
    } finally {
      second.up();
    }
    Awaitility.await()
        .until(
            () -> stage.says("/instances", Map.of("cloud", "sto2")),
            t -> t.contains("instances in cloud sto2") && !t.contains("Shown are"));
    stage.cloud.down();
    try {
      Job there =
          stage.ended(stage.begins("/snapshot", Map.of("server-name", "web-01", "cloud", "sto2")));
      assertEquals(JobState.DONE, there.state());
      String said = stage.says("/snapshot", Map.of("server-name", "web-01"));
      assertTrue(
          said.contains("demo cannot be reached") || said.contains("demo gave no answer"), said);
    } finally {
      stage.cloud.up();
    }
  }
}
