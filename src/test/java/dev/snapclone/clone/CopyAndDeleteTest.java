package dev.snapclone.clone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.cloud.Instance;
import dev.snapclone.cloud.Marks;
import dev.snapclone.cloud.Quota;
import dev.snapclone.cloud.ResourceKind;
import dev.snapclone.cloud.Verb;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.Reply;
import dev.snapclone.command.Suggestion;
import dev.snapclone.job.LockKey;
import dev.snapclone.job.Outcome;
import dev.snapclone.request.Asking;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CopyAndDeleteTest {
  private final CloneBench bench = new CloneBench();

  private static String read(Outcome outcome) {
    return String.join(
        "\n",
        Asking.read(outcome.headline()),
        Asking.read(outcome.lines()),
        Asking.read(outcome.more()));
  }

  @ParameterizedTest
  @CsvSource({
    "web-01, linux, IMAGE",
    "win-ad-01, windows, IMAGE",
    "db-01, linux, VOLUME_SNAPSHOT",
    "win-sql-01, windows, VOLUME_SNAPSHOT",
    "legacy-01, unknown, VOLUME_SNAPSHOT",
    "off-01, linux, IMAGE",
  })
  void aCopyIsASnapshotAndACloneInOneJob(String name, String os, ResourceKind kind) {
    Reply asked = bench.types("copy", "server-name", name);
    assertEquals(
        List.of(
            new LockKey("lab", bench.cloud.idOf(name)), LockKey.ofName("lab", name + "-clone-1")),
        bench.job(asked).work().locks());
    Outcome outcome = bench.runs(asked);
    assertEquals(name + "-clone-1", bench.instance(outcome).name());
    assertEquals(os, CloneBench.fact(outcome, "os"));
    assertTrue(read(outcome).contains("was kept."), read(outcome));
    assertTrue(
        outcome.made().stream().anyMatch(r -> r.kind().equals(kind.name())),
        outcome.made().toString());
    Map<String, Integer> made = bench.cloud.made(bench.jobOf(outcome));
    assertTrue(made.values().stream().allMatch(n -> n == 1), made.toString());
    assertEquals(kind == ResourceKind.IMAGE ? 2 : 3, made.size(), made.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"web-01", "db-01"})
  void aCopyTakesTheOptionsOfAClone(String name) {
    bench.cloud.knobs().network("net-2", "other-net").keypair("second-key");
    Instance copy =
        bench.instance(
            bench.runs(
                bench.types(
                    "copy",
                    "server-name",
                    name,
                    "flavor",
                    "m1.large",
                    "network",
                    "other-net",
                    "keypair",
                    "second-key",
                    "security-groups",
                    "default")));
    assertEquals("f-m1.large", copy.launched().flavorId());
    assertEquals("second-key", copy.launched().keypair());
    assertEquals("other-net", copy.addresses().get(0).network());
    assertEquals(
        List.of("sg-default"),
        bench.copy.suggest(Asking.types("copy"), "security-groups", "def").stream()
            .map(Suggestion::value)
            .toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"web-01", "db-01"})
  void theSnapshotIsDeletedAtTheEndWhenThatWasAsked(String name) {
    Map<ResourceKind, Integer> before = bench.cloud.census();
    Reply asked =
        bench.types("copy", "server-name", name, "delete-snapshot", "true", "name", "mine");
    assertTrue(bench.plan(asked).contains("is deleted at the end"), bench.plan(asked));
    Outcome outcome = bench.runs(asked);
    assertTrue(read(outcome).contains("is deleted, as you asked."), read(outcome));
    assertFalse(outcome.facts().containsKey("snapshot"));
    assertEquals("mine", bench.instance(outcome).name());
    Map<ResourceKind, Integer> after = bench.cloud.census();
    for (ResourceKind kind : List.of(ResourceKind.IMAGE, ResourceKind.VOLUME_SNAPSHOT)) {
      assertEquals(before.get(kind), after.get(kind));
    }
  }

  @Test
  void aCopyOfAnInstanceShutDownIsAskedAboutAndItRunsAfterwards() {
    Reply asked = bench.types("copy", "server-name", "web-01", "consistency", "stop");
    String said = Asking.read(asked);
    assertTrue(said.contains("This is what a copy of web-01 would do. Go ahead?"), said);
    assertTrue(said.contains("web-01 is down until the snapshot is done"), said);
    assertTrue(bench.jobs.taken().isEmpty());
    Invocation typed = Asking.types("copy", "server-name", "web-01", "consistency", "stop");
    Outcome done = bench.runs(bench.copy.runConfirmed(typed));
    assertTrue(Asking.read(done.lines()).contains("web-01 runs again."), Asking.read(done.lines()));
    assertTrue(bench.cloud.instance(bench.cloud.idOf("web-01")).orElseThrow().running());
    assertTrue(bench.cloud.calls().stream().anyMatch(c -> c.startsWith("STOP_INSTANCE")));
  }

  @Test
  void aSnapshotThatTheNewVolumeNeedsStaysAndTheOutcomeNamesVolumeAndInstance() {
    bench.cloud.knobs().snapshotsBusyWithVolumes(true);
    Outcome outcome =
        bench.runs(bench.types("copy", "server-name", "db-01", "delete-snapshot", "true"));
    String snapshot = CloneBench.fact(outcome, "snapshot");
    assertTrue(
        read(outcome)
            .contains(
                "("
                    + snapshot
                    + ") stays. Volume snapshot "
                    + snapshot
                    + " is needed: the volume db-01-clone-1-root ("
                    + CloneBench.fact(outcome, "volumes")
                    + ") of the instance db-01-clone-1 ("
                    + CloneBench.fact(outcome, "instance")
                    + ") was made from it, and this cloud keeps the snapshot as long as that"
                    + " exists. The cloud says: delete snapshot:Snapshot is busy."),
        read(outcome));
    assertTrue(bench.cloud.volumeSnapshot(CloneBench.fact(outcome, "snapshot")).isPresent());
  }

  @Test
  void anImageThatIsInUseStaysAndTheCloneIsFine() {
    Reply asked = bench.types("copy", "server-name", "web-01", "delete-snapshot", "true");
    bench
        .cloud
        .knobs()
        .failNext(
            Verb.DELETE_IMAGE,
            Verb.Moment.BEFORE_EFFECT,
            dev.snapclone.cloud.CloudException.Kind.CONFLICT);
    Outcome outcome = bench.runs(asked);
    assertTrue(
        read(outcome)
            .contains(
                "is in use: the instance web-01-clone-1 ("
                    + CloneBench.fact(outcome, "instance")
                    + ") was booted from it"),
        read(outcome));
    assertTrue(bench.cloud.image(CloneBench.fact(outcome, "snapshot")).isPresent());
  }

  @ParameterizedTest
  @ValueSource(strings = {"web-01", "db-01"})
  void aCopyWhoseCloneFailsTakesItsSnapshotBackToo(String name) {
    bench.cloud.knobs().snapshotsBusyWithVolumes(true);
    Map<ResourceKind, Integer> before = bench.cloud.census();
    Reply asked = bench.types("copy", "server-name", name);
    bench.cloud.knobs().nextBuildFails("No valid host was found.");
    String failed = Asking.refused(() -> bench.runs(asked));
    assertTrue(failed.contains("No valid host was found."), failed);
    bench.cloud.settle();
    assertEquals(before, bench.cloud.census());
    assertEquals(List.of(), bench.steps.left());
  }

  @Test
  void theQuotaOfACopyCountsSnapshotAndVolumeTogether() {
    bench.cloud.knobs().limit(Quota.Item.GIGABYTES, 13);
    String text = Asking.refused(() -> bench.types("copy", "server-name", "db-01"));
    assertTrue(text.contains("volume storage: 10 GB of 13 GB used, 4 GB more needed."), text);
  }

  @Test
  void aCopySaysSnapshotAndCloneInOnePlan() {
    String plan = bench.plan(bench.types("copy", "server-name", "win-sql-01"));
    for (String part :
        List.of(
            "Takes a volume snapshot of the root volume, named after the moment when it is taken.",
            "Not copied: 1 data volume of the original: win-sql-01-data (1 GB). What lies on it is",
            "New instance: win-sql-01-clone-1.",
            "Makes the volume win-sql-01-clone-1-root, 4 GB.",
            "A Windows copy comes up without a network",
            "volume storage 10 GB → 18 GB of 4000 GB: snapshot 4 GB + volume 4 GB",
            "volume snapshots 0 → 1 of 40")) {
      assertTrue(plan.contains(part), part + " is not in\n" + plan);
    }
  }

  // ---- Delete ----------------------------------------------------------------------------------

  private Reply pressDelete() {
    return Asking.press(
        bench.deleteClone, bench.jobs, Asking.presses(Asking.ANNA, "delete-clone", "j1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"web-01", "db-01"})
  void aCloneIsDeletedWithItsVolumesAndNothingElse(String name) {
    String snapshot = bench.botSnapshot(name);
    bench.cloud.knobs().looksPerState(2);
    Map<ResourceKind, Integer> before = bench.cloud.census();
    Outcome clone = bench.clones("snapshot-id", snapshot);
    assertFalse(before.equals(bench.cloud.census()));
    Reply asked = pressDelete();
    String plan = bench.plan(asked);
    assertTrue(plan.contains("Deletes the instance " + name + "-clone-1"), plan);
    assertTrue(plan.contains("What is on it is lost."), plan);
    assertEquals(
        List.of(new LockKey("lab", CloneBench.fact(clone, "instance"))),
        bench.job(asked).work().locks());
    Outcome outcome = bench.runs(asked);
    assertEquals("The clone " + name + "-clone-1 is deleted.", Asking.read(outcome.headline()));
    boolean volumes = plan.contains("Deletes its volume");
    assertEquals(volumes, read(outcome).contains(" too."), read(outcome));
    assertEquals(before, bench.cloud.census());
    assertTrue(Asking.refused(this::pressAgain).contains("and its volumes are gone already."));
  }

  @Test
  void whereTheInstanceIsGoneItCostsNone() {
    Outcome clone = bench.clones("snapshot-id", bench.botSnapshot("db-01"));
    bench.cloud.deleteInstance(CloneBench.fact(clone, "instance"));
    bench.cloud.settle();
    String plan = bench.plan(pressDelete());
    assertTrue(plan.contains("1 volume, cloud lab; the instance is gone already"), plan);
    assertFalse(plan.contains("Deletes the instance"), plan);
  }

  private void pressAgain() {
    Asking.press(
        bench.deleteClone,
        bench.jobs,
        Asking.anew(Asking.presses(Asking.BO, "delete-clone", "j1")));
  }

  @Test
  void aVolumeThatSomebodyAttachedToTheCloneIsNotDeleted() {
    bench.clones("snapshot-id", bench.botSnapshot("db-01"));
    Reply asked = pressDelete();
    assertEquals(
        1, bench.plan(asked).lines().filter(l -> l.startsWith("Deletes its volume")).count());
  }

  @Test
  void aCloneWithoutTheMarkIsLeftAlone() {
    Outcome clone = bench.clones("snapshot-id", bench.botSnapshot("db-01"));
    Reply asked = pressDelete();
    bench.cloud.setVolumeMetadata(CloneBench.fact(clone, "volumes"), Map.of(Marks.JOB, "forged"));
    Map<ResourceKind, Integer> before = bench.cloud.census();
    String failed = Asking.refused(() -> bench.runs(asked));
    assertTrue(failed.contains("no longer has the mark"), failed);
    assertEquals(before, bench.cloud.census());
  }

  @Test
  void aCloneWhoseVolumeHasASnapshotIsNotDeletedHalfway() {
    Outcome clone = bench.clones("snapshot-id", bench.botSnapshot("db-01"));
    Reply asked = pressDelete();
    String kept = bench.botSnapshotOf(CloneBench.fact(clone, "instance"));
    Map<ResourceKind, Integer> before = bench.cloud.census();
    String failed = Asking.refused(() -> bench.runs(asked));
    assertTrue(failed.contains("has a snapshot, " + kept), failed);
    assertEquals(before, bench.cloud.census());
    assertTrue(Asking.refused(this::pressAgain).contains("has a snapshot, " + kept));
  }

  @Test
  void onlyAFinishedCloneOfThisGuildCanBeDeleted() {
    bench.types("copy", "server-name", "web-01");
    assertTrue(Asking.refused(this::pressAgain).contains("did not make anything"));
    assertTrue(
        Asking.refused(
                () ->
                    Asking.press(
                        bench.deleteClone,
                        bench.jobs,
                        Asking.presses(Asking.BO, "delete-clone", "nope")))
            .contains("This job is not known here."));
  }
}
