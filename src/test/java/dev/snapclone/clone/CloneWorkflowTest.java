package dev.snapclone.clone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.cloud.CloudException;
import dev.snapclone.cloud.Image;
import dev.snapclone.cloud.Instance;
import dev.snapclone.cloud.Marks;
import dev.snapclone.cloud.Quota;
import dev.snapclone.cloud.ResourceKind;
import dev.snapclone.cloud.Verb;
import dev.snapclone.cloud.Volume;
import dev.snapclone.cloud.VolumeAttachment;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.job.Outcome;
import dev.snapclone.request.Asking;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloneWorkflowTest {
  private final CloneBench bench = new CloneBench();

  private static String read(Outcome outcome) {
    return String.join(
        "\n",
        Asking.read(outcome.headline()),
        Asking.read(outcome.lines()),
        Asking.read(outcome.more()));
  }

  @Test
  void aCloneOfAnImageSnapshotIsLikeTheOriginal() {
    String snapshot = bench.botSnapshot("web-01");
    Outcome outcome = bench.clones("snapshot-id", snapshot);
    Instance clone = bench.instance(outcome);
    Instance original = bench.cloud.instance(bench.cloud.idOf("web-01")).orElseThrow();
    assertEquals("web-01-clone-1", clone.name());
    assertEquals("ACTIVE", clone.state().status());
    assertEquals(snapshot, clone.launched().imageId());
    assertEquals(original.launched().flavorId(), clone.launched().flavorId());
    assertEquals("demo-key", clone.launched().keypair());
    assertEquals(
        bench.cloud.ports(original.id()).get(0).securityGroupIds(),
        bench.cloud.ports(clone.id()).get(0).securityGroupIds());
    assertEquals("net-demo", bench.cloud.ports(clone.id()).get(0).networkId());
    String job = bench.jobOf(outcome);
    assertEquals(List.of("snapclone-job-" + job), clone.tags());
    assertEquals("instance", clone.metadata().get(Marks.STEP));
    assertEquals(Map.of("instance", 1), bench.cloud.made(job));
    String address = clone.addresses().get(0).ip();
    assertTrue(
        read(outcome).startsWith("web-01-clone-1, a copy of web-01, is running."), read(outcome));
    assertTrue(read(outcome).contains("Instance " + clone.id()), read(outcome));
    assertTrue(read(outcome).contains("Address: " + address), read(outcome));
    assertTrue(
        read(outcome).contains("Log in: ssh ubuntu@" + address + ", with keypair demo-key."),
        read(outcome));
    assertEquals(address, CloneBench.fact(outcome, "address"));
    assertEquals(original.addresses().get(0).ip(), CloneBench.fact(outcome, "original-ip"));
  }

  @Test
  void aCloneOfAVolumeSnapshotMakesItsVolumeFirstAndBootsFromIt() {
    String snapshot = bench.botSnapshot("db-01");
    Outcome outcome = bench.clones("snapshot-id", snapshot);
    Instance clone = bench.instance(outcome);
    List<VolumeAttachment> attached = bench.cloud.attachments(clone.id());
    assertEquals(1, attached.size(), "the data volume is not part of the snapshot");
    Volume root = bench.cloud.volume(attached.get(0).volumeId()).orElseThrow();
    assertEquals(snapshot, root.source().snapshotId());
    assertEquals("db-01-clone-1-root", root.name());
    assertEquals(2, root.sizeGb());
    assertEquals(root.id(), root.metadata().get(Marks.SELF));
    assertEquals(Map.of("instance", 1, "volume-1", 1), bench.cloud.made(bench.jobOf(outcome)));
    List<String> calls = bench.cloud.calls();
    assertTrue(
        calls.indexOf("CREATE_VOLUME db-01-clone-1-root")
            < calls.indexOf("CREATE_INSTANCE db-01-clone-1"),
        calls.toString());
    assertTrue(
        bench.steps.statuses().contains("volume-1-ready creating"),
        bench.steps.statuses().toString());
    assertEquals(root.id(), CloneBench.fact(outcome, "volumes"));
  }

  @Test
  void aZeroByteImageBecomesAVolumeFromEachOfItsSnapshotsOnceTheyAreAvailable() {
    bench.cloud.knobs().looksPerState(3);
    String image = bench.cloud.createImage(bench.cloud.idOf("db-01"), "both disks", Map.of());
    Outcome outcome = bench.clones("snapshot-id", image);
    assertTrue(
        bench.steps.statuses().contains("source-1 creating"), bench.steps.statuses().toString());
    List<VolumeAttachment> attached = bench.cloud.attachments(CloneBench.fact(outcome, "instance"));
    assertEquals(
        List.of("/dev/vda", "/dev/vdb"), attached.stream().map(VolumeAttachment::device).toList());
    Volume root = bench.cloud.volume(attached.get(0).volumeId()).orElseThrow();
    Volume data = bench.cloud.volume(attached.get(1).volumeId()).orElseThrow();
    assertEquals(List.of(2, 1), List.of(root.sizeGb(), data.sizeGb()));
    assertTrue(root.source().bootable());
    assertFalse(data.source().bootable());
  }

  @ParameterizedTest
  @CsvSource({"web-01, linux", "win-ad-01, windows", "off-01, linux"})
  void anImageSnapshotThatSomebodyElseTookIsClonedFromWhatCanBeLookedUp(String name, String os) {
    Outcome outcome = bench.clones("snapshot-id", bench.foreignImage(name));
    assertEquals(name + "-clone-1", bench.instance(outcome).name());
    assertEquals(os, CloneBench.fact(outcome, "os"));
    assertEquals(
        bench.cloud.instance(bench.cloud.idOf(name)).orElseThrow().launched().flavorId(),
        bench.instance(outcome).launched().flavorId());
  }

  @ParameterizedTest
  @CsvSource({"db-01, linux", "win-sql-01, windows", "legacy-01, unknown"})
  void aVolumeSnapshotThatSomebodyElseTookIsClonedFromWhatCanBeLookedUp(String name, String os) {
    Outcome outcome = bench.clones("snapshot-id", bench.foreignVolumeSnapshot(name));
    assertEquals(name + "-clone-1", bench.instance(outcome).name());
    assertEquals(os, CloneBench.fact(outcome, "os"));
  }

  @Test
  void aWindowsCloneSaysThatItIsNotReachableYet() {
    Outcome outcome = bench.clones("snapshot-id", bench.botSnapshot("win-ad-01"));
    assertTrue(
        read(outcome)
            .contains("It runs Windows: nobody reaches it before the Windows steps are done."),
        read(outcome));
    assertEquals("windows", CloneBench.fact(outcome, "os"));
    assertFalse(CloneBench.fact(outcome, "original-ip").isEmpty());
  }

  @Test
  void aCloneOfACloneHasItsOwnMarks() {
    Outcome first = bench.clones("snapshot-id", bench.botSnapshot("web-01"));
    String second = bench.botSnapshotOf(CloneBench.fact(first, "instance"));
    Image image = bench.image(second);
    assertEquals(second, image.properties().get(Marks.SELF));
    assertEquals(CloneBench.fact(first, "instance"), image.properties().get(Marks.ORIGINAL));
    Outcome outcome = bench.clones("snapshot-id", second);
    assertEquals("web-01-clone-1-clone-1", bench.instance(outcome).name());
    assertEquals(
        CloneBench.fact(first, "instance"), bench.instance(outcome).metadata().get(Marks.ORIGINAL));
  }

  @Test
  void anInheritedRecipeIsNotBelieved() {
    Outcome first = bench.clones("snapshot-id", bench.botSnapshot("web-01"));
    String horizon =
        bench.cloud.createImage(CloneBench.fact(first, "instance"), "of the clone", Map.of());
    bench.cloud.settle();
    assertFalse(horizon.equals(bench.image(horizon).properties().get(Marks.SELF)));
    Outcome second = bench.clones("snapshot-id", horizon);
    assertEquals(
        CloneBench.fact(first, "instance"), bench.instance(second).metadata().get(Marks.ORIGINAL));
  }

  // ---- What goes wrong -------------------------------------------------------------------------

  @Test
  void aBuildThatFailsIsReportedInTheCloudsWordsAndUndone() {
    String snapshot = bench.botSnapshot("db-01");
    Map<ResourceKind, Integer> before = bench.cloud.census();
    Reply asked = bench.types("clone", "snapshot-id", snapshot);
    bench.cloud.knobs().nextBuildFails("Exceeded maximum number of retries.");
    String failed = Asking.refused(() -> bench.runs(asked));
    assertTrue(failed.contains("The cloud says: Exceeded maximum number of retries."), failed);
    bench.cloud.settle();
    assertEquals(before, bench.cloud.census());
    assertEquals(List.of(), bench.steps.left());
  }

  @Test
  void aVolumeThatFailsIsReportedInCindersWordsAndUndone() {
    String snapshot = bench.botSnapshot("win-sql-01");
    Map<ResourceKind, Integer> before = bench.cloud.census();
    Reply asked = bench.types("clone", "snapshot-id", snapshot);
    bench.cloud.knobs().nextVolumeFails("create volume:Driver failed to create the volume.");
    String failed = Asking.refused(() -> bench.runs(asked));
    assertTrue(failed.contains("Driver failed to create the volume."), failed);
    bench.cloud.settle();
    assertEquals(before, bench.cloud.census());
  }

  @ParameterizedTest
  @EnumSource(
      value = Verb.Moment.class,
      names = {"AFTER_EFFECT", "EFFECT_LATE"})
  void anAnswerThatIsLostDoublesNothing(Verb.Moment moment) {
    String snapshot = bench.botSnapshot("db-01");
    for (Verb verb : List.of(Verb.CREATE_VOLUME, Verb.CREATE_INSTANCE)) {
      bench.cloud.knobs().failNext(verb, moment, CloudException.Kind.NO_ANSWER);
      Outcome outcome = bench.clones("snapshot-id", snapshot);
      assertEquals(
          Map.of("instance", 1, "volume-1", 1),
          bench.cloud.made(bench.jobOf(outcome)),
          verb.name());
    }
  }

  @Test
  void listsThatTrailBehindDoubleNothing() {
    bench.cloud.knobs().hiddenFromLists(3);
    String snapshot = bench.botSnapshot("web-01");
    bench
        .cloud
        .knobs()
        .failNext(Verb.CREATE_INSTANCE, Verb.Moment.AFTER_EFFECT, CloudException.Kind.SERVER_ERROR);
    Outcome outcome = bench.clones("snapshot-id", snapshot);
    assertEquals(Map.of("instance", 1), bench.cloud.made(bench.jobOf(outcome)));
  }

  @Test
  void aRefusedLaunchTakesItsVolumeBack() {
    String snapshot = bench.botSnapshot("db-01");
    Reply asked = bench.types("clone", "snapshot-id", snapshot);
    Map<ResourceKind, Integer> before = bench.cloud.census();
    bench
        .cloud
        .knobs()
        .failNext(Verb.CREATE_INSTANCE, Verb.Moment.BEFORE_EFFECT, CloudException.Kind.QUOTA);
    assertThrows(ExplainedFailure.class, () -> bench.runs(asked));
    bench.cloud.settle();
    assertEquals(before, bench.cloud.census());
  }

  @Test
  void whatDoesNotBearTheMarkAnyMoreIsLeftAloneAndNamed() {
    String snapshot = bench.botSnapshot("db-01");
    Reply asked = bench.types("clone", "snapshot-id", snapshot);
    bench.cloud.knobs().nextBuildFails("no host");
    bench
        .cloud
        .knobs()
        .hook(
            (verb, moment) -> {
              if (verb == Verb.DELETE_INSTANCE && moment == Verb.Moment.AFTER_EFFECT) {
                bench.cloud.knobs().hook(null);
                String volume =
                    bench.cloud.volumes().stream()
                        .filter(v -> v.name().endsWith("clone-1-root"))
                        .findFirst()
                        .orElseThrow()
                        .id();
                bench.cloud.setVolumeMetadata(volume, Map.of(Marks.JOB, "forged"));
              }
            });
    Asking.refused(() -> bench.runs(asked));
    assertEquals(1, bench.steps.left().size());
    String left = Asking.read(bench.steps.left().get(0).what());
    assertTrue(left.contains("no longer has the mark"), left);
    assertTrue(bench.cloud.volumes().stream().anyMatch(v -> v.name().endsWith("clone-1-root")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"network", "group", "flavor", "keypair", "snapshot", "quota"})
  void whatChangedSinceThePlanStopsTheJobBeforeAnythingIsMade(String what) {
    String snapshot = bench.botSnapshot("web-01");
    Reply asked = bench.types("clone", "snapshot-id", snapshot);
    Map<ResourceKind, Integer> before = bench.cloud.census();
    int calls = bench.cloud.calls().size();
    String expected =
        switch (what) {
          case "network" -> {
            bench.cloud.knobs().noNetwork("net-demo");
            yield "The network demo-net is gone";
          }
          case "group" -> {
            bench.cloud.knobs().noSecurityGroup("sg-web");
            yield "The security group web is gone";
          }
          case "flavor" -> {
            bench.cloud.knobs().noFlavor("f-m1.small");
            yield "The flavor m1.small is gone";
          }
          case "keypair" -> {
            bench.cloud.knobs().otherUser();
            yield "The keypair demo-key is gone";
          }
          case "snapshot" -> {
            bench.cloud.knobs().imageStatus(snapshot, "deactivated");
            yield "cannot be used any more";
          }
          default -> {
            bench.cloud.knobs().limit(Quota.Item.INSTANCES, 9);
            yield "instances: 9 of 9 used, 1 more needed.";
          }
        };
    String failed = Asking.refused(() -> bench.runs(asked));
    assertTrue(failed.contains(expected), failed);
    assertEquals(before, bench.cloud.census());
    assertEquals(calls, bench.cloud.calls().size());
  }

  @Test
  void aDiskSnapshotThatFailsWhileItIsWaitedForIsReported() {
    bench.cloud.knobs().looksPerState(0).nextVolumeSnapshotFails("Snapshot failed to create.");
    String image = bench.cloud.createImage(bench.cloud.idOf("db-01"), "both disks", Map.of());
    Reply asked = bench.types("clone", "snapshot-id", image);
    String failed = Asking.refused(() -> bench.runs(asked));
    assertTrue(failed.contains("The cloud says: Snapshot failed to create."), failed);
  }

  @Test
  void aReplayMakesNothingAgain() {
    Reply asked = bench.types("clone", "snapshot-id", bench.botSnapshot("db-01"));
    Outcome first = bench.runs(asked);
    int calls = bench.cloud.calls().size();
    Outcome again = bench.replays(asked);
    assertEquals(first, again);
    assertEquals(calls, bench.cloud.calls().size());
  }
}
