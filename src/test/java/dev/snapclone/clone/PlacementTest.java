package dev.snapclone.clone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.cloud.NewInstance;
import dev.snapclone.cloud.Quota;
import dev.snapclone.cloud.Rigging;
import dev.snapclone.cloud.Volume;
import dev.snapclone.cloud.VolumeAttachment;
import dev.snapclone.command.Reply;
import dev.snapclone.command.Suggestion;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.job.Outcome;
import dev.snapclone.job.PlanChanged;
import dev.snapclone.request.Asking;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a copy runs and is stored, as options say. */
class PlacementTest {
  private final CloneBench bench = new CloneBench();

  private String refused(String... options) {
    return Asking.refused(() -> bench.types("clone", options));
  }

  private String plan(String... options) {
    return bench.plan(bench.types("clone", options));
  }

  private NewInstance launched() {
    List<NewInstance> all = bench.cloud.launched();
    return all.get(all.size() - 1);
  }

  @Test
  void aCloneIsPlacedAsTheOptionsSay() {
    Rigging.zones(bench.cloud, "nova", "az-2");
    Rigging.volumeType(bench.cloud, "fast", false);
    Rigging.serverGroup(bench.cloud, "web", "soft-anti-affinity", bench.cloud.idOf("web-01"));
    Reply reply =
        bench.types(
            "clone",
            "snapshot-id",
            bench.botSnapshot("db-01"),
            "availability-zone",
            "AZ-2",
            "volume-type",
            "type-fast",
            "server-group",
            "web");
    String plan = bench.plan(reply);
    for (String line :
        List.of(
            "Availability zone: az-2.",
            "Volume type: fast.",
            "Server group: web (group-web).",
            "members of the server group 1 → 2 of 10")) {
      assertTrue(plan.lines().anyMatch(line::equals), line + " is not in\n" + plan);
    }
    assertTrue(plan.contains("The disk is in zone nova; if az-2 may not use it"), plan);
    assertTrue(plan.contains("If the cloud cannot turn __DEFAULT__ into fast"), plan);
    Outcome outcome = bench.runs(reply);
    assertEquals(new NewInstance.Placement("az-2", "group-web"), launched().placement());
    Volume volume = bench.cloud.volume(CloneBench.fact(outcome, "volumes")).orElseThrow();
    assertEquals("fast", volume.type().name());
  }

  @Test
  void aCopyIsPlacedAsTheOptionsSay() {
    Rigging.volumeType(bench.cloud, "fast", false);
    Rigging.serverGroup(bench.cloud, "web", "affinity");
    Outcome outcome =
        bench.runs(
            bench.types(
                "copy", "server-name", "db-01", "volume-type", "fast", "server-group", "web"));
    assertEquals(new NewInstance.Placement(null, "group-web"), launched().placement());
    Volume volume = bench.cloud.volume(CloneBench.fact(outcome, "volumes")).orElseThrow();
    assertEquals("fast", volume.type().name());
  }

  @Test
  void withoutOptionsNothingIsAsked() {
    bench.runs(bench.types("copy", "server-name", "db-01"));
    assertEquals(new NewInstance.Placement(null, null), launched().placement());
  }

  @ParameterizedTest
  @CsvSource({
    "availability-zone,novva,No availability zone that is up is called novva.,Nearest: nova.",
    "volume-type,fastt,No volume type is called fastt.,Nearest: fast",
    "server-group,wbe,No server group is called wbe.,Leave out server-group to have none."
  })
  void aTypoIsAnsweredWithTheNearest(String option, String value, String what, String next) {
    Rigging.volumeType(bench.cloud, "fast", false);
    Rigging.serverGroup(bench.cloud, "web", "affinity");
    String said = refused("snapshot-id", bench.botSnapshot("db-01"), option, value);
    assertTrue(said.contains(what), said);
    assertTrue(said.contains(next), said);
  }

  @Test
  void allMistakesAreSaidAtOnce() {
    String said =
        refused(
            "snapshot-id",
            "no such snapshot",
            "availability-zone",
            "x-zone",
            "volume-type",
            "x-type",
            "server-group",
            "x-group");
    assertTrue(said.contains("x-zone") && said.contains("x-type"), said);
    assertTrue(said.contains("x-group"), said);
  }

  @Test
  void aGroupNameThatTwoHaveIsRefusedWithTheirIds() {
    Rigging.serverGroup(bench.cloud, "web", "affinity");
    Rigging.serverGroup(bench.cloud, "web", "affinity");
    String said = refused("snapshot-id", bench.botSnapshot("web-01"), "server-group", "web");
    assertTrue(said.contains("Several have the name") && said.contains("group-web"), said);
  }

  @Test
  void aVolumeTypeIsRefusedWhereNoVolumeIsMade() {
    Rigging.volumeType(bench.cloud, "fast", false);
    String said = refused("snapshot-id", bench.botSnapshot("web-01"), "volume-type", "fast");
    assertTrue(said.contains("volume-type has no use here: the copy boots from an image"), said);
    said =
        Asking.refused(() -> bench.types("copy", "server-name", "web-01", "volume-type", "fast"));
    assertTrue(said.contains("volume-type has no use here"), said);
  }

  @Test
  void theDataVolumesOfAnImageBootedOneAreOfTheTypeToo() {
    Rigging.volumeType(bench.cloud, "fast", false);
    Rigging.volume(bench.cloud, Rigging.volume("d1", "disk-1", 10, false, Map.of()));
    Rigging.attach(
        bench.cloud, bench.cloud.idOf("web-01"), new VolumeAttachment("d1", "/dev/vdb", null));
    Outcome outcome =
        bench.runs(
            bench.types(
                "copy", "server-name", "web-01", "data-volumes", "all", "volume-type", "fast"));
    Volume volume = bench.cloud.volume(CloneBench.fact(outcome, "volumes")).orElseThrow();
    assertEquals("fast", volume.type().name());
  }

  @Test
  void anAffinityGroupInAnotherZoneIsRefused() {
    Rigging.zones(bench.cloud, "nova", "az-2");
    Rigging.serverGroup(bench.cloud, "close", "affinity", bench.cloud.idOf("db-01"));
    String snapshot = bench.botSnapshot("web-01");
    String said =
        refused("snapshot-id", snapshot, "server-group", "close", "availability-zone", "az-2");
    assertTrue(said.contains("db-01 runs in zone nova, not in az-2"), said);
    String plan =
        plan("snapshot-id", snapshot, "server-group", "close", "availability-zone", "nova");
    assertTrue(plan.contains("Fails unless the host of the 1 member of close has room"), plan);
  }

  @Test
  void aServerGroupThatIsFullIsRefusedWithNumbers() {
    Rigging.serverGroup(
        bench.cloud,
        "full",
        "anti-affinity",
        bench.cloud.idOf("db-01"),
        bench.cloud.idOf("web-01"));
    bench.cloud.knobs().limit(Quota.Item.SERVER_GROUP_MEMBERS, 2);
    String said = refused("snapshot-id", bench.botSnapshot("web-01"), "server-group", "full");
    assertTrue(said.contains("members of the server group: 2 of 2 used, 1 more needed."), said);
  }

  @Test
  void aMissingHostForAnAntiAffinityGroupIsWarnedOfAndToldAndUndone() {
    Rigging.hosts(bench.cloud, 1);
    Rigging.serverGroup(bench.cloud, "apart", "anti-affinity", bench.cloud.idOf("web-01"));
    int before = bench.cloud.instances().size();
    Reply reply =
        bench.types("clone", "snapshot-id", bench.botSnapshot("db-01"), "server-group", "apart");
    assertTrue(
        bench.plan(reply).contains("Fails unless a host without any of the 1 member of apart"),
        bench.plan(reply));
    ExplainedFailure failure = assertThrows(ExplainedFailure.class, () -> bench.runs(reply));
    assertTrue(Asking.read(failure.what()).contains("No valid host"), Asking.read(failure.what()));
    bench.cloud.settle();
    assertEquals(before, bench.cloud.instances().size());
  }

  @Test
  void aTypeThatTheSnapshotCannotBecomeIsExplained() {
    Rigging.volumeType(bench.cloud, "other", true);
    Reply reply =
        bench.types("clone", "snapshot-id", bench.botSnapshot("db-01"), "volume-type", "other");
    String said = Asking.refused(() -> bench.runs(reply));
    assertTrue(said.contains("cannot make a volume of that type from this snapshot"), said);
  }

  @ParameterizedTest
  @CsvSource({
    "availability-zone,az-2,The availability zone az-2 is not up any more.",
    "volume-type,fast,The volume type fast is gone",
    "server-group,web,The server group web is gone"
  })
  void whatIsGoneWhenTheJobBeginsStopsIt(String option, String value, String what) {
    Rigging.zones(bench.cloud, "nova", "az-2");
    Rigging.volumeType(bench.cloud, "fast", false);
    Rigging.serverGroup(bench.cloud, "web", "affinity");
    Reply reply = bench.types("clone", "snapshot-id", bench.botSnapshot("db-01"), option, value);
    Rigging.zones(bench.cloud, "nova");
    Rigging.noGroupsNorTypes(bench.cloud);
    ExplainedFailure failure = assertThrows(ExplainedFailure.class, () -> bench.runs(reply));
    assertTrue(Asking.read(failure.what()).contains(what), Asking.read(failure.what()));
    // Another zone is a matter of a new plan; another type or group is for a person to name.
    assertEquals(option.equals("availability-zone"), failure instanceof PlanChanged);
    if (failure instanceof PlanChanged changed) {
      assertNull(((ClonePlan) changed.plan()).launch().placement().availabilityZone());
    }
  }

  @Test
  void theOptionsAreSuggestedFromMemory() {
    Rigging.zones(bench.cloud, "nova", "az-2");
    Rigging.volumeType(bench.cloud, "fast", false);
    Rigging.serverGroup(bench.cloud, "web", "anti-affinity", bench.cloud.idOf("db-01"));
    bench.inventory.warmUp();
    assertEquals(List.of("az-2"), suggested("availability-zone", "az"));
    assertEquals(List.of("type-fast"), suggested("volume-type", "fast"));
    assertEquals(List.of("group-web"), suggested("server-group", "we"));
    Suggestion group = bench.clone.suggest(Asking.types("clone"), "server-group", "").get(0);
    assertEquals("web · anti-affinity · members: 1", group.label());
  }

  private List<String> suggested(String option, String typed) {
    List<String> both = new ArrayList<>();
    both.addAll(
        bench.clone.suggest(Asking.types("clone"), option, typed).stream()
            .map(Suggestion::value)
            .toList());
    assertEquals(
        both,
        bench.copy.suggest(Asking.types("copy"), option, typed).stream()
            .map(Suggestion::value)
            .toList());
    assertFalse(both.isEmpty());
    return both;
  }
}
