package dev.snapclone.clone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.cloud.Image;
import dev.snapclone.cloud.Instance;
import dev.snapclone.cloud.Marks;
import dev.snapclone.cloud.Quota;
import dev.snapclone.cloud.ResourceKind;
import dev.snapclone.cloud.Rigging;
import dev.snapclone.cloud.VolumeAttachment;
import dev.snapclone.cloud.VolumeSnapshot;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.job.ImmediateSteps;
import dev.snapclone.job.Outcome;
import dev.snapclone.job.PlanChanged;
import dev.snapclone.procedure.BootSource;
import dev.snapclone.procedure.LeftOut;
import dev.snapclone.procedure.SetDisk;
import dev.snapclone.procedure.SnapshotPlan;
import dev.snapclone.procedure.SnapshotPlanning;
import dev.snapclone.procedure.SnapshotVolumes;
import dev.snapclone.procedure.TakenSnapshot;
import dev.snapclone.request.Asking;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Snapshots of all disks of an instance, and what is made from them. */
class SetTest {
  private final CloneBench bench = new CloneBench();

  /** An image-booted instance with two data volumes, the later device first. */
  private void giveData() {
    bench.attach("web-01", "logs", "/dev/vdd");
    bench.attach("web-01", "files", "/dev/vdb");
  }

  private Map<String, VolumeSnapshot> disks(Image image) {
    Map<String, VolumeSnapshot> disks = new TreeMap<>();
    for (SetDisk disk : SetDisk.of(image)) {
      disks.put(String.valueOf(disk.device()), bench.volumeSnapshot(disk.snapshotId()));
    }
    return disks;
  }

  private Map<String, String> sources(String instance) {
    Map<String, String> sources = new TreeMap<>();
    for (VolumeAttachment at : bench.cloud.attachments(instance)) {
      sources.put(
          String.valueOf(at.device()),
          String.valueOf(bench.cloud.volume(at.volumeId()).orElseThrow().source().snapshotId()));
    }
    return sources;
  }

  private void isOneSet(TakenSnapshot taken, List<String> devices) {
    assertEquals(BootSource.Kind.IMAGE, taken.kind());
    Image image = bench.image(taken.id());
    assertEquals("active", image.status());
    assertEquals(taken.name(), image.name());
    assertEquals(image.id(), image.properties().get(Marks.SELF));
    assertEquals(
        Optional.of(List.of()), LeftOut.read(image.properties(), image.id()), "nothing left out");
    Map<String, VolumeSnapshot> disks = disks(image);
    assertEquals(devices, List.copyOf(disks.keySet()));
    for (VolumeSnapshot disk : disks.values()) {
      assertEquals("available", disk.status());
      assertEquals(disk.id(), disk.metadata().get(Marks.SELF));
      assertEquals(image.id(), disk.metadata().get(Marks.SET));
      assertEquals(image.properties().get(Marks.JOB), disk.metadata().get(Marks.JOB));
    }
  }

  @Test
  void ofAVolumeBootedInstanceNovaTakesAllDisksInOneCall() {
    bench.attach("db-01", "more", "/dev/vdd");
    TakenSnapshot taken = bench.botSet("db-01");
    isOneSet(taken, List.of("/dev/vda", "/dev/vdb", "/dev/vdd"));
    assertEquals(1, bench.cloud.calls().stream().filter(c -> c.startsWith("CREATE_IMAGE")).count());
    assertFalse(bench.cloud.calls().stream().anyMatch(c -> c.startsWith("CREATE_VOLUME_SNAPSHOT")));
    SetDisk first = SetDisk.of(bench.image(taken.id())).get(0);
    assertTrue(first.root());
  }

  @Test
  void ofAnImageBootedInstanceTheDataVolumesFollowItsImageAtOnce() {
    giveData();
    TakenSnapshot taken = bench.botSet("web-01");
    isOneSet(taken, List.of("/dev/vdb", "/dev/vdd"));
    Map<String, VolumeSnapshot> disks = disks(bench.image(taken.id()));
    assertEquals(taken.name() + "-vdb", disks.get("/dev/vdb").name());
    assertTrue(taken.secondsApart() > 0, "the in-memory clock ticks at each call");
  }

  @ParameterizedTest
  @ValueSource(strings = {"web-01", "db-01"})
  void withoutDataVolumesAllIsTheUsualSnapshot(String name) {
    if (name.equals("db-01")) {
      String root = bench.cloud.rootVolumeOf(name);
      Rigging.attach(
          bench.cloud, bench.cloud.idOf(name), new VolumeAttachment(root, "/dev/vda", false));
    }
    TakenSnapshot taken = bench.botSet(name);
    assertEquals(List.of(), taken.disks());
    assertEquals(
        name.equals("db-01") ? BootSource.Kind.VOLUME : BootSource.Kind.IMAGE, taken.kind());
  }

  @Test
  void aCloneHasEveryDiskAtItsDevice() {
    giveData();
    TakenSnapshot taken = bench.botSet("web-01");
    Reply asked = bench.types("clone", "snapshot-id", taken.id());
    assertTrue(bench.plan(asked).contains("at /dev/vdd"), bench.plan(asked));
    assertFalse(bench.plan(asked).contains("Not copied"), bench.plan(asked));
    Instance clone = bench.instance(bench.runs(asked));
    assertEquals(taken.id(), clone.launched().imageId());
    Map<String, String> wanted = new TreeMap<>();
    disks(bench.image(taken.id())).forEach((device, disk) -> wanted.put(device, disk.id()));
    assertEquals(wanted, sources(clone.id()));
  }

  @Test
  void aDeviceThatNovaKeepsForTheImageIsLeftToTheCloud() {
    bench.attach("web-01", "virtio", "/dev/vda");
    TakenSnapshot taken = bench.botSet("web-01");
    Instance clone = bench.instance(bench.clones("snapshot-id", taken.id()));
    assertEquals(List.of("/dev/vdb"), List.copyOf(sources(clone.id()).keySet()));
  }

  @Test
  void aCloneOfAVolumeBootedSetBootsFromItsRoot() {
    bench.attach("db-01", "more", "/dev/vdd");
    TakenSnapshot taken = bench.botSet("db-01");
    Outcome outcome = bench.clones("snapshot-id", taken.name());
    Instance clone = bench.instance(outcome);
    Map<String, String> wanted = new TreeMap<>();
    disks(bench.image(taken.id())).forEach((device, disk) -> wanted.put(device, disk.id()));
    assertEquals(wanted, sources(clone.id()));
    assertEquals(3, CloneBench.fact(outcome, "volumes").split(",").length);
  }

  @ParameterizedTest
  @CsvSource({"web-01, 0", "db-01, 1"})
  void withoutDataVolumesTheyAreSaidToBeMissing(String name, int volumes) {
    if (name.equals("web-01")) {
      giveData();
    }
    TakenSnapshot taken = bench.botSet(name);
    Reply asked = bench.types("clone", "snapshot-id", taken.id(), "data-volumes", "none");
    assertTrue(bench.plan(asked).contains("Not copied"), bench.plan(asked));
    Instance clone = bench.instance(bench.runs(asked));
    assertEquals(volumes, bench.cloud.attachments(clone.id()).size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"web-01", "db-01"})
  void aSnapshotOfTheRootHasNoDataVolumesToGive(String name) {
    String snapshot = bench.botSnapshot(name);
    ExplainedFailure refused =
        assertThrows(
            ExplainedFailure.class,
            () -> bench.types("clone", "snapshot-id", snapshot, "data-volumes", "all"));
    assertTrue(Asking.read(refused.what()).contains("the root disk only"));
  }

  @Test
  void aDiskThatIsGoneMakesTheSetUnusable() {
    giveData();
    TakenSnapshot taken = bench.botSet("web-01");
    bench.cloud.deleteVolumeSnapshot(taken.disks().get(1).snapshotId());
    bench.cloud.settle();
    ExplainedFailure refused =
        assertThrows(ExplainedFailure.class, () -> bench.types("clone", "snapshot-id", taken.id()));
    assertTrue(Asking.read(refused.what()).contains(taken.disks().get(1).snapshotId()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"web-01", "db-01"})
  void aCopyBringsTheDataVolumesAndDeletesTheWholeSet(String name) {
    if (name.equals("web-01")) {
      giveData();
    }
    Map<ResourceKind, Integer> before = bench.cloud.census();
    Reply asked =
        bench.types("copy", "server-name", name, "data-volumes", "all", "delete-snapshot", "true");
    assertFalse(bench.plan(asked).contains("Not copied"), bench.plan(asked));
    Outcome outcome = bench.runs(asked);
    Instance copy = bench.instance(outcome);
    Map<ResourceKind, Integer> after = bench.cloud.census();
    assertEquals(before.get(ResourceKind.IMAGE), after.get(ResourceKind.IMAGE));
    assertEquals(before.get(ResourceKind.VOLUME_SNAPSHOT), after.get(ResourceKind.VOLUME_SNAPSHOT));
    assertEquals(
        name.equals("web-01") ? List.of("/dev/vdb", "/dev/vdd") : List.of("/dev/vda", "/dev/vdb"),
        List.copyOf(sources(copy.id()).keySet()));
  }

  @Test
  void aSetThatTheCopysVolumesNeedStaysWhole() {
    bench.cloud.knobs().snapshotsBusyWithVolumes(true);
    Outcome outcome =
        bench.runs(
            bench.types(
                "copy", "server-name", "db-01", "data-volumes", "all", "delete-snapshot", "true"));
    Image image = bench.image(CloneBench.fact(outcome, "snapshot"));
    assertEquals(2, disks(image).size());
  }

  @Test
  void aCopyLeavesTheDataVolumesUnlessAsked() {
    Reply asked = bench.types("copy", "server-name", "db-01");
    assertTrue(bench.plan(asked).contains("Not copied"), bench.plan(asked));
    assertEquals(1, bench.cloud.attachments(bench.instance(bench.runs(asked)).id()).size());
  }

  @Test
  void aDiskThatFailsTakesTheWholeSetBack() {
    giveData();
    Map<ResourceKind, Integer> before = bench.cloud.census();
    bench.cloud.knobs().nextVolumeSnapshotFails("create snapshot:Snapshot failed to create.");
    assertThrows(ExplainedFailure.class, () -> bench.botSet("web-01"));
    bench.cloud.settle();
    assertEquals(before, bench.cloud.census());
    bench.cloud.knobs().nextVolumeSnapshotFails("create snapshot:Snapshot failed to create.");
    assertThrows(ExplainedFailure.class, () -> bench.botSet("db-01"));
    bench.cloud.settle();
    assertEquals(before, bench.cloud.census());
  }

  @Test
  void whatNovaLeavesWithoutAnImageIsRemoved() {
    Map<ResourceKind, Integer> before = bench.cloud.census();
    bench.cloud.knobs().nextSetStopsHalfway();
    ExplainedFailure why = assertThrows(ExplainedFailure.class, () -> bench.botSet("db-01"));
    assertTrue(Asking.read(why.what()).contains("quota"), Asking.read(why.what()));
    bench.cloud.settle();
    assertEquals(before, bench.cloud.census());
  }

  // ---- Plans -----------------------------------------------------------------------------------

  private SnapshotPlan plan(String name) {
    Instance instance = bench.cloud.instance(bench.cloud.idOf(name)).orElseThrow();
    return bench.planning.plan(bench.cloud, instance, null, null, null, SnapshotVolumes.ALL);
  }

  @Test
  void thePlanSaysWhatIsMadeAndWhatItNeeds() {
    giveData();
    String apart = Asking.plan(SnapshotPlanning.lines(plan("web-01")));
    assertTrue(apart.contains("Snapshot of 3 disks, up to 26 GB"), apart);
    assertTrue(apart.contains("Data volume files, 3 GB, on /dev/vdb"), apart);
    assertTrue(apart.contains("not of exactly the same moment"), apart);
    assertFalse(apart.contains("Not copied"), apart);
    assertTrue(apart.contains("volume snapshots 0 → 2"), apart);
    String together = Asking.plan(SnapshotPlanning.lines(plan("db-01")));
    assertTrue(together.contains("Snapshot of 2 disks, 3 GB"), together);
    assertTrue(together.contains("in one call"), together);
    assertTrue(together.contains("volume snapshots 0 → 2"), together);
  }

  @Test
  void aQuotaThatIsTooSmallIsRefusedWithNumbers() {
    bench.cloud.knobs().limit(Quota.Item.SNAPSHOTS, 1);
    ExplainedFailure refused = assertThrows(ExplainedFailure.class, () -> plan("db-01"));
    assertTrue(
        Asking.read(refused.lines()).contains("volume snapshots: 0 of 1 used, 2 more needed."),
        Asking.read(refused.lines()));
  }

  @Test
  void aVolumeThatCameOrWentSinceChangesThePlan() {
    SnapshotPlan two = plan("db-01");
    assertEquals(two, ImmediateSteps.throughJson(two, SnapshotPlan.class));
    String root = bench.cloud.rootVolumeOf("db-01");
    VolumeAttachment rootAt = new VolumeAttachment(root, "/dev/vda", false);
    bench.attach("db-01", "new", "/dev/vdc");
    PlanChanged more = assertThrows(PlanChanged.class, () -> bench.taking.recheck(two));
    assertTrue(Asking.read(more.what()).contains("would be snapshotted too"));
    assertEquals(2, ((SnapshotPlan) more.plan()).dataVolumes().size());
    Rigging.attach(bench.cloud, bench.cloud.idOf("db-01"), rootAt);
    PlanChanged fewer = assertThrows(PlanChanged.class, () -> bench.taking.recheck(two));
    assertTrue(Asking.read(fewer.what()).contains("was detached"));
    assertFalse(((SnapshotPlan) fewer.plan()).set());
  }
}
