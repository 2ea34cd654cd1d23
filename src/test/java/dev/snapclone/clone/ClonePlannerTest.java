package dev.snapclone.clone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.cloud.Abilities;
import dev.snapclone.cloud.Flavor;
import dev.snapclone.cloud.Quota;
import dev.snapclone.cloud.Rigging;
import dev.snapclone.cloud.SecurityGroup;
import dev.snapclone.cloud.VolumeAttachment;
import dev.snapclone.command.Choice;
import dev.snapclone.command.ChoiceNeeded;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.Reply;
import dev.snapclone.command.Suggestion;
import dev.snapclone.job.JobState;
import dev.snapclone.job.LockKey;
import dev.snapclone.job.Outcome;
import dev.snapclone.procedure.Os;
import dev.snapclone.request.Asking;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClonePlannerTest {
  private final CloneBench bench = new CloneBench();

  private String refused(String... options) {
    return Asking.refused(() -> bench.types("clone", options));
  }

  private String plan(String... options) {
    return bench.plan(bench.types("clone", options));
  }

  @Test
  void anOldCloudDoesNotBootFromAVolumeThatMayBeAttachedMoreThanOnce() {
    String snapshot = bench.botSnapshot("db-01");
    String root = bench.cloud.attachments(bench.cloud.idOf("db-01")).get(0).volumeId();
    bench.cloud.knobs().multiattach(root);
    plan("snapshot-id", snapshot);
    bench.cloud.knobs().lacks(Abilities.Ability.BOOT_FROM_MULTIATTACH);
    String said = refused("snapshot-id", snapshot);
    assertTrue(said.contains("is too old to start an instance from a volume"), said);
    assertTrue(
        Asking.refused(() -> bench.types("copy", "server-name", "db-01")).contains("too old"));
  }

  @Test
  void thePlanOfAnImageSnapshotSaysEverythingBeforeAnybodyIsAsked() {
    String snapshot = bench.botSnapshot("web-01");
    Reply reply = bench.types("clone", "snapshot-id", snapshot);
    String plan = bench.plan(reply);
    assertTrue(
        plan.contains("From the image snapshot web-01-2026-11-23-0930 (" + snapshot + ")"), plan);
    for (String line :
        List.of(
            "New instance: web-01-clone-1.",
            "Flavor: m1.small (1 core, 2 GB memory, 20 GB disk).",
            "Network: demo-net.",
            "Security groups: default, web.",
            "Keypair: demo-key.",
            "Operating system: Linux, as recorded when it was snapshotted.",
            "If the original ran when the snapshot was taken, the clone starts as after a power"
                + " cut.",
            "instances 9 → 10 of 40",
            "cores 12 → 13 of 80",
            "memory 28 GB → 30 GB of 200 GB",
            "ports 9 → 10 of 500")) {
      assertTrue(plan.lines().anyMatch(line::equals), line + " is not in\n" + plan);
    }
    assertFalse(plan.contains("Windows"), plan);
    assertEquals(JobState.WAITING_FOR_APPROVAL, bench.job(reply).state());
    assertEquals(
        List.of(new LockKey("lab", snapshot), LockKey.ofName("lab", "web-01-clone-1")),
        bench.job(reply).work().locks());
    assertTrue(Asking.read(reply).contains("Asked for approval: job j1"), Asking.read(reply));
  }

  @Test
  void thePlanOfAWindowsVolumeSnapshotSaysVolumeLeftOutDataAndRisks() {
    String plan = plan("snapshot-id", bench.botSnapshot("win-sql-01"));
    for (String part :
        List.of(
            "From the volume snapshot win-sql-01-2026-11-23-0930",
            "Makes the volume win-sql-01-clone-1-root, 4 GB.",
            "Not copied: 1 data volume of the original: win-sql-01-data (1 GB). What lies on it is",
            "A Windows copy comes up without a network",
            "SID",
            "volumes 5 → 6 of 40",
            "volume storage 14 GB → 18 GB of 4000 GB")) {
      assertTrue(plan.contains(part), part + " is not in\n" + plan);
    }
  }

  @Test
  void aKeypairOfAnotherUserIsLeftOutAndThePlanSaysSo() {
    String snapshot = bench.botSnapshot("web-01");
    bench.cloud.knobs().otherUser();
    Reply reply = bench.types("clone", "snapshot-id", snapshot);
    String plan = bench.plan(reply);
    assertTrue(plan.contains("Keypair: none."), plan);
    assertTrue(plan.contains("The original's keypair demo-key is left out"), plan);
    assertTrue(plan.contains("give the option keypair"), plan);
    Outcome outcome = bench.runs(reply);
    assertNull(bench.instance(outcome).launched().keypair());
  }

  @Test
  void optionsOverrideTheOriginalByNameOrId() {
    bench.cloud.knobs().network("net-2", "other-net").keypair("second-key");
    Outcome outcome =
        bench.clones(
            "snapshot-id", bench.botSnapshot("web-01"),
            "name", "web-test",
            "flavor", "M1.LARGE",
            "network", "net-2",
            "keypair", "second-key",
            "security-groups", "web, sg-default",
            "os", "windows");
    var clone = bench.instance(outcome);
    assertEquals("web-test", clone.name());
    assertEquals("f-m1.large", clone.launched().flavorId());
    assertEquals("second-key", clone.launched().keypair());
    assertEquals("other-net", clone.addresses().get(0).network());
    assertEquals(
        List.of("sg-web", "sg-default"), bench.cloud.ports(clone.id()).get(0).securityGroupIds());
    assertEquals("windows", CloneBench.fact(outcome, "os"));
  }

  @ParameterizedTest
  @CsvSource({
    "flavor, nope, 'Nearest that fit: m1.large, m1.small, l2.c2r4.100.'",
    "network, nope, Nearest: demo-net.",
    "keypair, other-key, demo-key",
    "security-groups, 'web,nope', No security group is called nope.",
    "flavor, b2.c1r2, 'Flavor b2.c1r2 has no disk, and this boots from an image'",
    "name, 'a 😀 b', emoji",
  })
  void optionsThatCannotBeAreRefusedWithWhatThereIs(String option, String value, String said) {
    String text = refused("snapshot-id", bench.botSnapshot("web-01"), option, value);
    assertTrue(text.contains(said), text);
  }

  @Test
  void anAmbiguousNameIsRefusedWithTheIds() {
    bench.cloud.knobs().securityGroup(new SecurityGroup("sg-web-2", "web", List.of()));
    String text = refused("snapshot-id", bench.botSnapshot("web-01"), "security-groups", "web");
    assertTrue(text.contains("web: sg-web\n") && text.contains("web: sg-web-2"), text);
  }

  @Test
  void aFlavorWhoseDiskIsTooSmallIsRefusedWithNumbersAndTheOnesThatFit() {
    String text = refused("snapshot-id", bench.botSnapshot("win-ad-01"), "flavor", "m1.small");
    assertTrue(
        text.contains("Flavor m1.small has a disk of 20 GB; this needs at least 80 GB"), text);
    assertTrue(text.contains("These fit: l2.c2r4.100, m1.large."), text);
  }

  @ParameterizedTest
  @CsvSource({
    "INSTANCES, 9, 'instances: 9 of 9 used, 1 more needed.'",
    "CORES, 13, 'cores: 12 of 13 used, 2 more needed.'",
    "RAM_MB, 29696, 'memory: 28 GB of 29 GB used, 4 GB more needed.'",
    "VOLUMES, 5, 'volumes: 5 of 5 used, 1 more needed.'",
    "GIGABYTES, 13, 'volume storage: 12 GB of 13 GB used, 2 GB more needed.'",
    "PORTS, 9, 'ports: 9 of 9 used, 1 more needed.'",
  })
  void aQuotaThatWouldBePassedIsRefusedWithNumbers(Quota.Item item, long limit, String said) {
    String snapshot = bench.botSnapshot("db-01");
    bench.cloud.knobs().limit(item, limit);
    String text = refused("snapshot-id", snapshot);
    assertTrue(text.contains("This does not fit the project's quota in cloud lab."), text);
    assertTrue(text.contains(said), text);
    assertTrue(bench.jobs.open().isEmpty(), "nobody is asked");
  }

  @Test
  void aQuotaOfTheVolumeTypeCountsToo() {
    String snapshot = bench.botSnapshot("db-01");
    bench.cloud.knobs().limitOfType("gigabytes___DEFAULT__", 11);
    String text = refused("snapshot-id", snapshot);
    assertTrue(
        text.contains("gigabytes___DEFAULT__: 10 GB of 11 GB used, 2 GB more needed."), text);
  }

  @Test
  void withoutTheOriginalTheRecipeIsEnough() {
    String snapshot = bench.botSnapshot("web-01");
    Rigging.removeInstance(bench.cloud, bench.cloud.idOf("web-01"));
    Reply reply = bench.types("clone", "snapshot-id", snapshot);
    String plan = bench.plan(reply);
    assertTrue(plan.contains("The original is gone"), plan);
    assertTrue(plan.contains("Network: demo-net."), plan);
    Outcome outcome = bench.runs(reply);
    assertEquals("web-01-clone-1", bench.instance(outcome).name());
  }

  @Test
  void withoutRecipeAndOriginalWhatIsMissingIsAskedForByOption() {
    String image = bench.foreignImage("web-01");
    Rigging.removeInstance(bench.cloud, bench.cloud.idOf("web-01"));
    String first = refused("snapshot-id", image);
    assertTrue(first.contains("Nothing tells which flavor the original has."), first);
    assertTrue(first.contains("Give the option flavor."), first);
    String second = refused("snapshot-id", image, "flavor", "m1.small");
    assertTrue(second.contains("Give the option network.\nThere is: demo-net."), second);
    String plan = plan("snapshot-id", image, "flavor", "m1.small", "network", "demo-net");
    assertTrue(plan.contains("Nothing tells the original's security groups."), plan);
    assertTrue(plan.contains("Security group: the project's default."), plan);
  }

  @ParameterizedTest
  @CsvSource({
    "network, 'The original''s network net-demo does not exist any more'",
    "group, 'The original''s security group sg-web does not exist any more.'",
    "flavor, 'The original''s flavor f-m1.small does not exist any more.'",
  })
  void whatIsGoneIsAskedForByOption(String what, String said) {
    String snapshot = bench.botSnapshot("web-01");
    switch (what) {
      case "network" -> bench.cloud.knobs().noNetwork("net-demo");
      case "group" -> bench.cloud.knobs().noSecurityGroup("sg-web");
      default -> bench.cloud.knobs().noFlavor("f-m1.small");
    }
    String text = refused("snapshot-id", snapshot);
    assertTrue(text.contains(said), text);
    assertTrue(text.contains("Give the option"), text);
  }

  @ParameterizedTest
  @CsvSource({
    "queued, is not ready yet: it is queued.",
    "saving, is not ready yet: it is saving.",
    "killed, cannot be used: it is killed.",
    "deactivated, cannot be used: it is deactivated.",
  })
  void anImageThatIsNotActiveIsRefused(String status, String said) {
    String snapshot = bench.botSnapshot("web-01");
    bench.cloud.knobs().imageStatus(snapshot, status);
    String text = refused("snapshot-id", snapshot);
    assertTrue(text.contains(said), text);
  }

  @ParameterizedTest
  @CsvSource({"creating, is not ready yet: it is creating.", "error, cannot be used: it is error."})
  void aVolumeSnapshotThatIsNotAvailableIsRefused(String status, String said) {
    String snapshot = bench.botSnapshot("db-01");
    bench.cloud.knobs().volumeSnapshotStatus(snapshot, status);
    String text = refused("snapshot-id", snapshot);
    assertTrue(text.contains(said), text);
  }

  @Test
  void anOrdinaryImageAndASnapshotOfADataVolumeAreNoSource() {
    assertTrue(
        refused("snapshot-id", "img-ubuntu")
            .contains("ubuntu-22.04 is an image, but not a snapshot of an instance"));
    String data = bench.cloud.attachments(bench.cloud.idOf("db-01")).get(1).volumeId();
    String snapshot = bench.cloud.createVolumeSnapshot(data, "only data", Map.of());
    bench.cloud.settle();
    assertTrue(refused("snapshot-id", snapshot).contains("is a snapshot of a data volume"));
  }

  @Test
  void aSnapshotIsFoundByNameAndSeveralAreOfferedAsAChoice() {
    String one = bench.botSnapshot("db-01");
    assertTrue(plan("snapshot-id", "DB-01-2026-11-23-0930").contains(one));
    String two = bench.botSnapshot("db-01");
    ChoiceNeeded refusal =
        assertThrows(
            ChoiceNeeded.class,
            () -> bench.types("clone", "snapshot-id", "db-01-2026-11-23-0930", "name", "x"));
    Choice choice = refusal.choice();
    assertEquals("choose", choice.name());
    assertEquals("draft1:snapshot-id", choice.target());
    assertEquals(
        List.of(two, one), choice.candidates().stream().map(Choice.Candidate::value).toList());
    assertEquals("x", bench.drafts.find("draft1").orElseThrow().options().get("name"));
  }

  @Test
  void anUnknownSnapshotIsAnsweredWithTheNearestNames() {
    bench.botSnapshot("db-01");
    String text = refused("snapshot-id", "db-01-2026-11-23-0931");
    assertTrue(text.contains("No snapshot has the name or id db-01-2026-11-23-0931"), text);
    assertTrue(text.contains("Did you mean db-01-2026-11-23-0930?"), text);
  }

  @Test
  void aZeroByteImageWhosePartIsGoneIsRefused() {
    String image = bench.foreignImage("db-01");
    String part = Objects.requireNonNull(bench.image(image).blockDevices().get(1).snapshotId());
    bench.cloud.deleteVolumeSnapshot(part);
    bench.cloud.settle();
    String text = refused("snapshot-id", image);
    assertTrue(text.contains("is incomplete: its volume snapshot " + part + " is gone."), text);
  }

  @Test
  void anUnknownSystemIsAskedForButDoesNotStopAnything() {
    String plan = plan("snapshot-id", bench.foreignVolumeSnapshot("legacy-01"));
    assertTrue(plan.contains("If it runs Windows, say so with the option os"), plan);
    String said = plan("snapshot-id", bench.foreignVolumeSnapshot("legacy-01"), "os", "windows");
    assertTrue(said.contains("Operating system: Windows, as you said."), said);
    assertTrue(said.contains("A Windows copy comes up without a network"), said);
  }

  @Test
  void anAvailabilityZoneThatIsDownIsSaid() {
    Rigging.zones(bench.cloud, "nova", "az-2");
    String snapshot = bench.botSnapshot("web-01");
    assertTrue(plan("snapshot-id", snapshot).contains("Availability zone: nova."));
    Rigging.zones(bench.cloud, "az-2", "az-3");
    assertTrue(plan("snapshot-id", snapshot).contains("availability zone nova is not up"));
  }

  @Test
  void aSnapshotThatAnotherJobWorksOnIsRefused() {
    String snapshot = bench.botSnapshot("web-01");
    bench.jobs.hold(new LockKey("lab", snapshot));
    assertTrue(refused("snapshot-id", snapshot).contains("Job j0 is working on the same"));
  }

  @Test
  void cloneThisOnAFinishedSnapshotClonesIt() {
    String snapshot = bench.botSnapshot("web-01");
    Outcome copied = bench.runs(bench.types("copy", "server-name", "db-01"));
    assertTrue(copied.facts().containsKey("snapshot"));
    Reply reply =
        Asking.press(bench.cloneThis, bench.jobs, Asking.presses(Asking.BO, "clone-this", "j1"));
    assertTrue(bench.plan(reply).contains(CloneBench.fact(copied, "snapshot")), bench.plan(reply));
    assertFalse(bench.plan(reply).contains(snapshot));
    Invocation another = Asking.anew(Asking.presses(Asking.BO, "clone-this", "j99"));
    assertTrue(
        Asking.refused(
                () ->
                    Asking.press(
                        bench.cloneThis,
                        bench.jobs,
                        Asking.anew(Asking.presses(Asking.BO, "clone-this", "j99"))))
            .contains("This job is not known here."));
  }

  @Test
  void suggestionsComeFromMemory() {
    bench.botSnapshot("web-01");
    bench.inventory.warmUp();
    List<Suggestion> snapshots = bench.clone.suggest(Asking.types("clone"), "snapshot-id", "web");
    assertEquals(1, snapshots.size());
    List<Suggestion> groups =
        bench.clone.suggest(Asking.types("clone"), "security-groups", "sg-default,w");
    assertEquals(List.of("sg-default,sg-web"), groups.stream().map(Suggestion::value).toList());
  }

  @ParameterizedTest
  @CsvSource({
    "ubuntu, 22.04, ubuntu",
    "debian, 12, debian",
    "centos, 7, centos",
    "centos, 9, cloud-user",
    "rhel, 9.3, cloud-user",
    "rocky, 9, rocky",
    "fedora-coreos, 40, core",
    "plan9, 4, ''",
  })
  void theUserOfALinuxImageFollowsFromItsDistribution(String distro, String version, String user) {
    assertEquals(
        user, LoginUsers.of(Map.of("os_distro", distro, "os_version", version)).orElse(""));
  }

  @Test
  void aFlavorWithTooLittleMemoryDoesNotFit() {
    Flavor tiny = new Flavor("f", "tiny", 1, 512, 20, 0, 0);
    LaunchPlanner.Source source =
        new LaunchPlanner.Source(
            true, 20, 1024, new LaunchPlan.Guest(Os.LINUX, null, false), "s", false, null);
    assertEquals(
        "Flavor tiny has 512 MB of memory; this needs at least 1 GB.",
        Asking.read(Objects.requireNonNull(LaunchPlanner.misfit(tiny, source))));
  }

  @Test
  void whatWasLeftOutIsKnownFromTheSnapshotAndBoundedWithMore() {
    String original = bench.cloud.idOf("db-01");
    List<VolumeAttachment> attached = new ArrayList<>(bench.cloud.attachments(original));
    for (int i = 1; i <= 5; i++) {
      Rigging.volume(bench.cloud, Rigging.volume("d" + i, "disk-" + i, 10 * i, false, Map.of()));
      attached.add(new VolumeAttachment("d" + i, "/dev/vd" + (char) ('b' + i), null));
    }
    Rigging.attach(bench.cloud, original, attached.toArray(new VolumeAttachment[0]));
    String snapshot = bench.botSnapshot("db-01");
    Rigging.removeInstance(bench.cloud, original);
    Rigging.hideVolume(bench.cloud, "d1");

    Reply reply = bench.types("clone", "snapshot-id", snapshot);
    String said =
        "Not copied: 6 data volumes of the original: db-01-data (1 GB), d1 (10 GB), disk-2 (20 GB),"
            + " disk-3 (30 GB), +2 more. What lies on them is missing in the copy";
    assertTrue(bench.plan(reply).contains(said), bench.plan(reply));
    assertTrue(
        Asking.read(bench.runs(reply).more())
            .contains("Not copied: 6 data volumes, db-01-data (1 GB), d1 (10 GB), +4 more"));
  }

  @Test
  void ofAnOriginalOfWhichNothingIsKnownNothingIsSaid() {
    String snapshot = bench.foreignVolumeSnapshot("db-01");
    assertTrue(plan("snapshot-id", snapshot).contains("Not copied: 1 data volume"));
    Rigging.removeInstance(bench.cloud, bench.cloud.idOf("db-01"));
    String plan = plan("snapshot-id", snapshot, "flavor", "b2.c2r4", "network", "demo-net");
    assertFalse(plan.contains("Not copied"), plan);
  }
}
