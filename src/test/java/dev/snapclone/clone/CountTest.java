package dev.snapclone.clone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.access.RequestedAction;
import dev.snapclone.cloud.Instance;
import dev.snapclone.cloud.Quota;
import dev.snapclone.cloud.Rigging;
import dev.snapclone.cloud.Volume;
import dev.snapclone.command.Button;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.job.ImmediateSteps;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.job.LockKey;
import dev.snapclone.job.Outcome;
import dev.snapclone.job.PlanChanged;
import dev.snapclone.procedure.CloneMade;
import dev.snapclone.procedure.CurrentOutcome;
import dev.snapclone.request.Asking;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Several clones of one snapshot in one job. */
class CountTest {
  private static final List<String> THREE =
      List.of("web-01-clone-1", "web-01-clone-2", "web-01-clone-3");

  private final CloneBench bench = new CloneBench();

  private String refused(String... options) {
    return Asking.refused(() -> bench.types("clone", options));
  }

  private Reply three(String... more) {
    String[] options = java.util.Arrays.copyOf(more, more.length + 4);
    options[more.length] = "snapshot-id";
    options[more.length + 1] = bench.botSnapshot("web-01");
    options[more.length + 2] = "count";
    options[more.length + 3] = "3";
    return bench.types("clone", options);
  }

  private List<String> names(Job job) {
    return CloneMade.all(job).stream()
        .map(clone -> bench.cloud.instance(clone.copy().id()).orElseThrow().name())
        .toList();
  }

  private Job job(String id) {
    return bench.jobs.find(id).orElseThrow();
  }

  @Test
  void thePlanSaysAllNamesAndWhatAllNeed() {
    long cores = used(Quota.Item.CORES);
    Reply asked = three();
    String plan = bench.plan(asked);
    for (String line :
        List.of(
            "New instance: web-01-clone-1.",
            "New instance: web-01-clone-2.",
            "New instance: web-01-clone-3.",
            "cores " + cores + " → " + (cores + 3) + " of 80")) {
      assertTrue(plan.lines().anyMatch(line::equals), line + " is not in\n" + plan);
    }
    assertTrue(plan.contains("3\u00a0×\u00a0"), plan);
    Job job = bench.job(asked);
    assertEquals(
        "Clone web-01\u00a0×\u00a03 as web-01-clone-1 … web-01-clone-3", Asking.read(job.title()));
    assertTrue(
        job.work()
            .locks()
            .containsAll(THREE.stream().map(name -> LockKey.ofName("lab", name)).toList()),
        () -> job.work().locks().toString());
  }

  private long used(Quota.Item item) {
    return bench.cloud.quota(Set.of(item)).of(item).orElseThrow().used();
  }

  @Test
  void theRulesJudgeTheSum() {
    String snapshot = bench.botSnapshot("web-01");
    bench.types("clone", "snapshot-id", snapshot);
    bench.types("clone", "snapshot-id", snapshot, "count", "4");
    bench.types("copy", "server-name", "db-01", "count", "2");
    List<RequestedAction> actions = bench.jobs.actions();
    RequestedAction one = actions.get(0);
    RequestedAction four = actions.get(1);
    assertEquals(4 * one.vcpus(), four.vcpus());
    assertEquals(4 * one.ramMb(), four.ramMb());
    assertEquals(4 * one.diskGb(), four.diskGb());
    bench.types("copy", "server-name", "db-01", "name", "other");
    assertEquals(2 * actions.get(3).diskGb(), actions.get(2).diskGb());
  }

  @Test
  void eachIsMadeInTurnWithItsOwnMarks() {
    Reply asked = three();
    Outcome outcome = bench.runs(asked);
    Job job = bench.job(asked);
    assertEquals(THREE, names(job));
    assertEquals(
        Map.of("instance", 1, "copy-2/instance", 1, "copy-3/instance", 1),
        bench.cloud.made(job.id()));
    assertEquals("3 copies of web-01 are running.", Asking.read(outcome.headline()));
    for (CloneMade clone : CloneMade.all(job)) {
      String line = clone.copy().name() + ": " + clone.reachableAt() + ", " + clone.copy().id();
      assertTrue(Asking.read(outcome.lines()).contains(line), Asking.read(outcome.lines()));
    }
    assertEquals(outcome, bench.replays(asked));
  }

  @Test
  void theVolumesOfEachBearItsName() {
    Reply asked = bench.types("copy", "server-name", "db-01", "count", "2", "name", "test");
    bench.runs(asked);
    Job job = bench.job(asked);
    assertEquals(List.of("test-1", "test-2"), names(job));
    for (CloneMade clone : CloneMade.all(job)) {
      Volume root = bench.cloud.volume(clone.parts().volumes().get(0)).orElseThrow();
      assertEquals(clone.copy().name() + "-root", root.name());
      Instance instance = bench.cloud.instance(clone.copy().id()).orElseThrow();
      assertEquals(List.of(root.id()), instance.volumeIds());
    }
    assertEquals(1, bench.cloud.made(job.id()).get("snapshot"), "one snapshot");
  }

  @Test
  void oneThatFailsIsRemovedAndStopsNoOther() {
    Reply asked = three();
    bench.cloud.knobs().nextBuildFails("No valid host was found.");
    Outcome outcome = bench.runs(asked);
    Job job = bench.job(asked);
    assertEquals(JobState.DONE, job.state());
    assertEquals(THREE.subList(1, 3), names(job));
    assertEquals(2, bench.cloud.made(job.id()).size());
    assertEquals("Only 2 of 3 copies of web-01 are running.", Asking.read(outcome.headline()));
    String said = Asking.read(outcome.lines());
    assertTrue(said.startsWith("web-01-clone-1 failed and is removed: "), said);
    assertTrue(said.contains("No valid host was found."), said);
  }

  @Test
  void whereNoneRunsTheJobFails() {
    Reply asked = three();
    bench.cloud.knobs().limit(Quota.Item.INSTANCES, 1);
    assertThrows(ExplainedFailure.class, () -> bench.runs(asked));
    assertEquals(Map.of(), bench.cloud.made(bench.job(asked).id()));
  }

  @Test
  void aQuotaThatIsTooSmallForAllIsSaidWithNumbers() {
    long used = used(Quota.Item.CORES);
    bench.cloud.knobs().limit(Quota.Item.CORES, used + 2);
    String said = refused("snapshot-id", bench.botSnapshot("web-01"), "count", "3");
    assertTrue(
        said.contains("cores: " + used + " of " + (used + 2) + " used, 3 more needed."), said);
    bench.types("clone", "snapshot-id", bench.botSnapshot("web-01"), "count", "2");
  }

  @Test
  void theServerGroupHasRoomForAllOrNone() {
    Rigging.serverGroup(bench.cloud, "apart", "anti-affinity");
    bench.cloud.knobs().limit(Quota.Item.SERVER_GROUP_MEMBERS, 2);
    String snapshot = bench.botSnapshot("web-01");
    String said = refused("snapshot-id", snapshot, "count", "3", "server-group", "apart");
    assertTrue(said.contains("members of the server group: 0 of 2 used, 3 more needed."), said);
    String plan =
        bench.plan(
            bench.types("clone", "snapshot-id", snapshot, "count", "2", "server-group", "apart"));
    assertTrue(plan.contains("apart wants a host for each of the 2"), plan);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "11", "-1", "many", "2.5", "99999999999"})
  void aCountThatIsNoneIsRefused(String count) {
    String said = refused("snapshot-id", bench.botSnapshot("web-01"), "count", count);
    assertTrue(said.contains("count cannot be " + count + "."), said);
    assertTrue(said.contains("Give a number from 1 to 10."), said);
  }

  @Test
  void theSumOfRefusalsIsOneAnswer() {
    String said =
        refused(
            "snapshot-id",
            bench.botSnapshot("web-01"),
            "count",
            "2",
            "isolated",
            "true",
            "name",
            "x".repeat(254));
    assertTrue(said.contains("count:2 and isolated:true do not go together"), said);
    assertTrue(said.contains("256"), said);
  }

  @ParameterizedTest
  @CsvSource({"win-ad-01", "win-sql-01"})
  void windowsIsClonedOneAtATime(String instance) {
    String said = refused("snapshot-id", bench.botSnapshot(instance), "count", "2");
    assertTrue(said.contains("count:2 is not possible for Windows"), said);
    bench.types("clone", "snapshot-id", bench.botSnapshot(instance), "count", "1");
  }

  @Test
  void namesInUseAreRefused() {
    String snapshot = bench.botSnapshot("web-01");
    bench.clones("snapshot-id", snapshot, "name", "test-2");
    bench.types("clone", "snapshot-id", bench.botSnapshot("db-01"), "name", "test-3");
    String said = refused("snapshot-id", snapshot, "count", "3", "name", "test");
    assertTrue(said.contains("2 of the new names are in use: test-2, test-3."), said);
  }

  @Test
  void generatedNamesSkipThoseInUse() {
    String snapshot = bench.botSnapshot("web-01");
    bench.clones("snapshot-id", snapshot, "name", "web-01-clone-2");
    Reply asked = bench.types("clone", "snapshot-id", snapshot, "count", "2");
    bench.runs(asked);
    assertEquals(List.of("web-01-clone-1", "web-01-clone-3"), names(bench.job(asked)));
  }

  @Test
  void oneIsAskedForAndMadeAsEver() {
    Reply asked = bench.types("clone", "snapshot-id", bench.botSnapshot("web-01"), "count", "1");
    ClonePlan plan = (ClonePlan) bench.jobs.taken().get(0).plan();
    assertEquals(1, plan.launch().count());
    assertEquals(plan, ImmediateSteps.throughJson(plan, ClonePlan.class));
    bench.runs(asked);
    assertTrue(CloneMade.of(bench.job(asked)).isPresent());
    assertFalse(CloneMade.several(bench.job(asked)));
  }

  @Test
  void aChangedPlanKeepsNumberAndNames() {
    Reply asked = three("name", "test");
    bench
        .cloud
        .knobs()
        .noFlavor(
            bench.cloud.instance(bench.cloud.idOf("web-01")).orElseThrow().launched().flavorId());
    ExplainedFailure why = assertThrows(ExplainedFailure.class, () -> bench.runs(asked));
    if (why instanceof PlanChanged changed) {
      ClonePlan now = (ClonePlan) changed.plan();
      assertEquals(List.of("test-1", "test-2", "test-3"), now.launch().names());
    } else {
      assertTrue(Asking.read(why.what()).contains("flavor"), Asking.read(why.what()));
    }
  }

  @Test
  void whatFailedWhollyIsAskedForAgainAsItWas() {
    Reply asked = three("name", "test");
    ClonePlan plan = (ClonePlan) bench.jobs.taken().get(0).plan();
    assertThrows(
        ExplainedFailure.class,
        () -> {
          bench.cloud.knobs().limit(Quota.Item.INSTANCES, 1);
          bench.runs(asked);
        });
    bench.cloud.knobs().limit(Quota.Item.INSTANCES, 20);
    bench.clone.again(plan, Asking.presses(Asking.ANNA, "retry", "j1"));
    ClonePlan again = (ClonePlan) bench.jobs.taken().get(1).plan();
    assertEquals(plan, again);
  }

  @Test
  void oneButtonDeletesAllThatStand() {
    Reply asked = three();
    bench.runs(asked);
    Job job = bench.job(asked);
    Button button = bench.deleteClone.button(job).orElseThrow();
    assertEquals("Delete 3 clones", Asking.read(List.of(button.label())));
    Reply deletion = bench.presses(bench.deleteClone, job.id());
    String plan = bench.plan(deletion);
    assertTrue(THREE.stream().allMatch(plan::contains), plan);
    bench.runs(deletion);
    assertEquals(Map.of(), bench.cloud.made(job.id()));
    assertEquals(List.of(), CloneMade.allStanding(job(job.id())));
    assertTrue(bench.deleteClone.button(job(job.id())).isEmpty());
    assertEquals(
        "All 3 clones were deleted later, the last by job " + deletion.job() + ".",
        Asking.read(CurrentOutcome.of(job(job.id()), null, true).headline()));
  }

  @Test
  void oneThatIsGoneIsToldAndTheOthersStay() {
    Reply asked = three();
    Outcome outcome = bench.runs(asked);
    Job job = bench.job(asked);
    CloneMade second = CloneMade.all(job).get(1);
    bench.jobs.amend(job.id(), it -> CloneMade.deleted(it, second.copy().id(), "j9"));
    Job now = job(job.id());
    assertEquals(
        Set.of("web-01-clone-1", "web-01-clone-3"),
        CloneMade.allStanding(now).stream()
            .map(clone -> clone.copy().name())
            .collect(Collectors.toSet()));
    String said = Asking.read(CurrentOutcome.of(now, null, true).lines());
    assertFalse(said.contains(second.copy().id()), said);
    assertTrue(said.contains("web-01-clone-2 was deleted later"), said);
    assertEquals(3, outcome.made().size());
  }
}
