package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.cloud.Marks;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.procedure.CloneMade;
import dev.snapclone.sandbox.discord.chat.SeenMessage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Several clones in one job, from the command to the cloud and back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CountEndToEndTest {
  @TempDir static Path folder;

  private Stage stage;
  private String snapshot;

  @BeforeAll
  void opens() {
    stage = Stage.open(folder);
    snapshot = Stage.fact(stage.snapshots("db-01"), "snapshot");
  }

  @AfterAll
  void closes() {
    stage.close();
  }

  @Test
  void threeAreApprovedOnceToldOnceAndDeletedAtOnce() {
    Job asked =
        stage.begins(
            "/clone", Map.of("snapshot-id", snapshot, "count", "3", "name", "load", "keep", "3d"));
    SeenMessage card = stage.waitingCard(asked);
    assertTrue(card.text().contains("×\u00a03 as load-1 … load-3"), card.text());
    String details = stage.ben.presses(card, "Details").awaitMessage().text();
    assertTrue(details.contains("load-2"), details);
    Job job = stage.approvedAndEnded(asked);
    assertEquals(JobState.DONE, job.state());
    String told = stage.told(job).text();
    List<CloneMade> clones = CloneMade.all(job);
    assertEquals(
        List.of("load-1", "load-2", "load-3"),
        clones.stream().map(clone -> clone.copy().name()).toList());
    for (CloneMade clone : clones) {
      assertTrue(told.contains(clone.copy().id()), told);
      assertTrue(told.contains(clone.reachableAt()), told);
      stage.awaits("the mark", () -> mark(clone).length() > 4);
    }
    SeenMessage done = stage.card(job, "3 copies of db-01 are running");
    SeenMessage which = stage.anna.presses(done, "Linux checklist").awaitMessage();
    assertTrue(which.text().contains("Which of the 3 clones?"), which.text());
    stage.anna.chooses(which, clones.get(1).copy().id()).awaitText("Linux checklist for load-2");
    String listed = stage.says("/instances", Map.of());
    assertTrue(listed.contains("until "), listed);

    Set<String> before = stage.jobIds();
    String second = clones.get(1).copy().id();
    Job one = stage.approvedAndEnded(stage.begins("/delete", Map.of("clone", second)));
    assertEquals(JobState.DONE, one.state());
    SeenMessage rest = stage.card(job, "load-2 was deleted later");
    assertTrue(rest.buttons().contains("Delete 2 clones"), rest.buttons().toString());
    before = stage.jobIds();
    stage.anna.presses(rest, "Delete 2 clones");
    Job deletion = stage.approvedAndEnded(stage.newJob(before));
    assertEquals(JobState.DONE, deletion.state());
    assertEquals(List.of(), stage.bearing(job));
    SeenMessage gone = stage.card(job, "All 3 clones were deleted later");
    assertFalse(gone.buttons().contains("Extend"), gone.buttons().toString());
  }

  private String mark(CloneMade clone) {
    return stage
        .cloud
        .view()
        .instance(clone.copy().id())
        .map(i -> i.metadata().getOrDefault(Marks.EXPIRES, ""))
        .orElse("gone");
  }

  @Test
  void whereOneFindsNoHostTheOthersRun() {
    stage.cloud.backstage().placement().addServerGroup("demo", "apart", "anti-affinity");
    stage.cloud.backstage().placement().setHosts(2);
    Job job = stage.clones(snapshot, Map.of("count", "3", "server-group", "apart"));
    stage.cloud.backstage().placement().setHosts(3);
    assertEquals(JobState.DONE, job.state());
    assertEquals(2, CloneMade.all(job).size());
    String told = stage.told(job).text();
    assertTrue(told.contains("Only 2 of 3 copies of db-01 are running."), told);
    assertTrue(told.contains("-clone-3 failed and is removed: "), told);
    assertEquals(4, stage.bearing(job).size(), () -> stage.bearing(job).toString());
    assertFalse(stage.says("/orphans", Map.of()).contains("clone-3"));
  }
}
