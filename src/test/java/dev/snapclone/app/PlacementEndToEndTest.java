package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.job.PlanLine.Section;
import dev.snapclone.request.Asking;
import dev.snapclone.sandbox.openstack.Backstage;
import dev.snapclone.sandbox.openstack.PlacementStage;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Zones, volume types and server groups that do not go together, from the command to the cloud. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlacementEndToEndTest {
  @TempDir static Path folder;

  private Stage stage;
  private Backstage back;
  private String image;
  private String volumeSnapshot;

  @BeforeAll
  void opens() {
    stage = Stage.open(folder);
    back = stage.cloud.backstage();
    image = Stage.fact(stage.snapshots("web-01"), "snapshot");
    volumeSnapshot = Stage.fact(stage.snapshots("db-01"), "snapshot");
  }

  @AfterAll
  void closes() {
    stage.close();
  }

  private String refused(String snapshot, Map<String, String> options) {
    var jobs = stage.jobIds();
    Map<String, String> all = new HashMap<>(options);
    all.put("snapshot-id", snapshot);
    String said = stage.says("/clone", all);
    assertEquals(jobs, stage.jobIds(), said);
    return said;
  }

  @Test
  void aServerGroupThatIsFullIsSaidWithNumbers() {
    PlacementStage placement = back.placement();
    String member = back.instanceId("demo", "web-01");
    placement.addServerGroup("demo", "apart", "anti-affinity", member);
    back.setQuota("demo", "server_group_members", 1);
    String said = refused(volumeSnapshot, Map.of("server-group", "apart"));
    back.setQuota("demo", "server_group_members", 10);
    assertTrue(said.contains("members of the server group: 1 of 1 used, 1 more needed"), said);

    placement.setHosts(1);
    Job job = stage.clones(volumeSnapshot, Map.of("server-group", "apart"));
    placement.setHosts(3);
    assertEquals(JobState.FAILED, job.state());
    assertEquals(List.of(), stage.bearing(job));
    Job apart = stage.clones(volumeSnapshot, Map.of("server-group", "apart"));
    assertEquals(JobState.DONE, apart.state());
  }

  @Test
  void aCloudThatAttachesNoVolumeOfAnotherZoneIsWarnedOfAndExplained() {
    back.placement().addZone("az-2");
    back.placement().attachAcrossZones(false);
    try {
      Job job = stage.clones(volumeSnapshot, Map.of("availability-zone", "az-2"));
      String plan = Asking.read(job.plan().of(Section.WARNING));
      assertTrue(plan.contains("The disk is in zone nova; if az-2 may not use it"), plan);
      String told = stage.told(job).text();
      assertTrue(told.contains("would be in different availability zones"), told);
      assertEquals(List.of(), stage.bearing(job));
    } finally {
      back.placement().attachAcrossZones(true);
      back.placement().removeZone("az-2");
    }
  }

  @Test
  void aVolumeOfAnotherTypeIsMadeWhereTheStorageCan() {
    back.placement().addVolumeType("fast", true);
    back.placement().addVolumeType("far", false);
    Job fast = stage.clones(volumeSnapshot, Map.of("volume-type", "fast"));
    assertEquals(JobState.DONE, fast.state());
    Job far = stage.clones(volumeSnapshot, Map.of("volume-type", "far"));
    String told = stage.told(far).text();
    assertTrue(told.contains("cannot make a volume of that type from this snapshot"), told);
    assertTrue(
        refused(image, Map.of("volume-type", "fast")).contains("`volume-type` has no use here"));
    back.setQuota("demo", "gigabytes_fast", 3);
    String said = refused(volumeSnapshot, Map.of("volume-type", "fast"));
    back.setQuota("demo", "gigabytes_fast", -1);
    assertTrue(said.contains("gigabytes_fast`: 2 GB of 3 GB used, 2 GB more needed"), said);
  }
}
