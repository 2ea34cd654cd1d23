package dev.snapclone.procedure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.cloud.Altered;
import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.Flavor;
import dev.snapclone.cloud.InMemoryCloud;
import dev.snapclone.cloud.Instance;
import dev.snapclone.cloud.Quota;
import dev.snapclone.cloud.Rigging;
import dev.snapclone.job.ImmediateSteps;
import dev.snapclone.request.Asking;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotPlanningTest {
  private final InMemoryCloud cloud = InMemoryCloud.seeded("lab");
  private final SnapshotPlanning planning =
      new SnapshotPlanning(
          new Names("{instance}-{date}-{time}", "{instance}-clone-{n}", ZoneOffset.UTC),
          InstantSource.fixed(Asking.NOW),
          SnapshotVolumes.ROOT);

  private SnapshotPlan plan(String name) {
    return plan(name, null, null);
  }

  private SnapshotPlan plan(String name, @Nullable Os os, @Nullable String wanted) {
    Cloud port = cloud;
    return planning.plan(
        port, port.instance(cloud.idOf(name)).orElseThrow(), os, wanted, null, null);
  }

  @Test
  void thePlanOfARunningImageBootedInstanceSaysTheRisks() {
    String plan = Asking.plan(SnapshotPlanning.lines(plan("web-01")));
    assertTrue(
        plan.contains(
            "Takes an image snapshot, named after the moment when it is taken. The instance starts"
                + " from an image, ubuntu-22.04."),
        plan);
    assertTrue(plan.contains("Operating system: Linux, because os_type says linux."), plan);
    assertTrue(plan.contains("can pause or reboot it"), plan);
    assertTrue(plan.contains("crash-consistent"), plan);
    assertTrue(plan.contains("Its disk of 20 GB is local to one host."), plan);
  }

  @Test
  void thePlanOfAStoppedInstanceNamesNoRiskOfRunning() {
    String plan = Asking.plan(SnapshotPlanning.lines(plan("off-01")));
    assertFalse(plan.contains("pause") || plan.contains("crash-consistent"), plan);
  }

  @Test
  void thePlanOfAVolumeBootedInstanceNamesRootLeftOutVolumesAndQuota() {
    cloud.knobs().limit(Quota.Item.SNAPSHOTS, 10).limit(Quota.Item.GIGABYTES, 1000);
    String plan = Asking.plan(SnapshotPlanning.lines(plan("db-01")));
    assertTrue(
        plan.contains("The instance starts from a volume, db-01-root on /dev/vda, 2 GB."), plan);
    assertTrue(
        plan.contains(
            "Not copied: 1 data volume: db-01-data (1 GB). What lies on it is not part of the snapshot."),
        plan);
    assertTrue(plan.contains("volume snapshots 0 → 1 of 10"), plan);
    assertTrue(plan.contains("volume storage 10 GB → 12 GB of 1000 GB"), plan);
    assertFalse(plan.contains("pause"), plan);
  }

  @Test
  void whenNothingTellsTheSystemThePlanAsksForIt() {
    assertTrue(
        Asking.plan(SnapshotPlanning.lines(plan("legacy-01")))
            .contains("say so with the option os"));
    SnapshotPlan said = plan("legacy-01", Os.WINDOWS, null);
    assertEquals(Os.WINDOWS, said.recipe().os());
  }

  @Test
  void ephemeralDisksSuspensionLocksAndTheGuestAgentAreSaid() {
    Rigging.flavor(cloud, new Flavor("f-m1.small", "m1.small", 1, 2048, 20, 10, 512));
    Instance web = Rigging.peek(cloud, "web-01");
    Rigging.instance(
        cloud, Rigging.like(web, web.id(), "web-01", "SUSPENDED", null, web.launched().imageId()));
    String suspended = Asking.plan(SnapshotPlanning.lines(plan("web-01")));
    assertTrue(suspended.contains("Left out: the ephemeral disk of 10 GB."), suspended);
    assertTrue(suspended.contains("Left out: the swap disk of 512 MB."), suspended);
    assertTrue(suspended.contains("It is SUSPENDED: what it has in memory"), suspended);
    cloud.setImageProperties("img-windows", Map.of("hw_qemu_guest_agent", "yes"));
    String agent = Asking.plan(SnapshotPlanning.lines(plan("win-ad-01")));
    assertTrue(agent.contains("The guest agent is asked to hold still."), agent);
  }

  @ParameterizedTest
  @CsvSource({
    "SNAPSHOTS, 0, volume snapshots: 0 of 0 used",
    "GIGABYTES, 11, volume storage: 10 GB of 11 GB used",
  })
  void aQuotaThatWouldBePassedIsSaidWithNumbersBeforeAnythingIsDone(
      Quota.Item item, long limit, String said) {
    cloud.knobs().limit(item, limit);
    String refusal = Asking.refused(() -> plan("db-01"));
    assertTrue(refusal.startsWith("This does not fit the project's quota in cloud lab."), refusal);
    assertTrue(refusal.contains(said), refusal);
    assertTrue(refusal.contains("Delete what nobody needs"), refusal);
    assertEquals(List.of(), cloud.calls());
  }

  @Test
  void theQuotaOfTheVolumeTypeCountsToo() {
    cloud.knobs().limitOfType("gigabytes___DEFAULT__", 11);
    String refusal = Asking.refused(() -> plan("db-01"));
    assertTrue(refusal.contains("gigabytes___DEFAULT__: 10 GB of 11 GB"), refusal);
  }

  @Test
  void whatTheCloudDoesNotTellIsSaidAndLeftToIt() {
    cloud.knobs().untold(Quota.Item.SNAPSHOTS);
    assertEquals(
        "volume storage 10 GB → 12 GB of 4000 GB\nvolume snapshots not known: the cloud does not say",
        Asking.read(plan("db-01").remarks().quota()));
  }

  @Test
  void withoutALimitOnlyTheUseIsSaid() {
    cloud.knobs().limit(Quota.Item.SNAPSHOTS, -1).limit(Quota.Item.GIGABYTES, -1);
    assertEquals(
        "volume snapshots 0 → 1\nvolume storage 10 GB → 12 GB",
        Asking.read(plan("db-01").remarks().quota()));
  }

  @Test
  void badNamesBusyInstancesAndBusyVolumesAreRefused() {
    assertTrue(Asking.refused(() -> plan("web-01", null, "x 🔥")).contains("emoji"));
    cloud.knobs().state(cloud.idOf("web-01"), "ACTIVE", "active", "image_uploading");
    assertTrue(Asking.refused(() -> plan("web-01")).contains("being snapshotted already"));
    var root = Rigging.volume(cloud.rootVolumeOf("db-01"), "db-01-root", 2, true, Map.of());
    Rigging.volume(cloud, Altered.status(root, "backing-up"));
    assertTrue(Asking.refused(() -> plan("db-01")).contains("db-01-root is backing-up"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"web-01", "win-ad-01", "db-01", "win-sql-01", "legacy-01", "off-01"})
  void aPlanSurvivesStorage(String name) {
    SnapshotPlan plan = plan(name);
    assertEquals(plan, ImmediateSteps.throughJson(plan, SnapshotPlan.class));
  }
}
