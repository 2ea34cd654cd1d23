package dev.snapclone.procedure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.cloud.CloudException;
import dev.snapclone.cloud.Clouds;
import dev.snapclone.cloud.InMemoryCloud;
import dev.snapclone.cloud.Instance;
import dev.snapclone.cloud.InstanceAction;
import dev.snapclone.cloud.Rigging;
import dev.snapclone.cloud.Verb;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.job.ImmediateSteps;
import dev.snapclone.job.JobKind;
import dev.snapclone.job.Outcome;
import dev.snapclone.job.PlanChanged;
import dev.snapclone.job.PlanLine;
import dev.snapclone.job.PlanLine.Section;
import dev.snapclone.job.Steps;
import dev.snapclone.job.Workflow;
import dev.snapclone.procedure.Downtime.End;
import dev.snapclone.request.Asking;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An instance that is shut down for its snapshot runs afterwards, whatever happens. */
class DowntimeTest {
  private final InMemoryCloud cloud = InMemoryCloud.seeded("lab");
  private final SnapshotPlanning planning =
      new SnapshotPlanning(
          new Names("{instance}-{date}-{time}", "{instance}-clone-{n}", ZoneOffset.UTC),
          () -> Asking.NOW,
          SnapshotVolumes.ROOT);
  private final SnapshotTaking taking =
      new SnapshotTaking(new Clouds(List.of(cloud)), planning, () -> Asking.NOW);
  private final ImmediateSteps steps = new ImmediateSteps("j1", cloud::advance);
  private @Nullable TakenSnapshot taken;

  private Instance instance(String name) {
    return cloud.instance(cloud.idOf(name)).orElseThrow();
  }

  private SnapshotPlan plan(String name) {
    Instance instance = instance(name);
    return DowntimePlanning.stopping(
        cloud, instance, planning.plan(cloud, instance, null, null, null, null));
  }

  private String read(String name, Section section) {
    return Asking.read(PlanLine.of(section, SnapshotPlanning.lines(plan(name))));
  }

  private void take(SnapshotPlan plan) {
    steps.run(
        new Workflow<SnapshotPlan>() {
          @Override
          public JobKind<SnapshotPlan> kind() {
            return new JobKind<>("taking-v1", SnapshotPlan.class, "snapshot");
          }

          @Override
          public Supplier<Outcome> run(SnapshotPlan again, Steps with) {
            taken = taking.take(again, with);
            return () ->
                new Outcome(again.os().reason(), List.of(), List.of(), List.of(), Map.of());
          }
        },
        plan);
  }

  private End end() {
    return taken == null ? End.UNTOUCHED : taken.original();
  }

  private List<String> power(String name) {
    return cloud.actions(cloud.idOf(name)).stream().map(InstanceAction::action).toList();
  }

  // ---- The plan --------------------------------------------------------------------------------

  @Test
  void thePlanSaysWhatBothMean() {
    String warnings = read("web-01", Section.WARNING);
    assertTrue(warnings.startsWith("web-01 is down until the snapshot is done"), warnings);
    assertFalse(warnings.contains("May pause or reboot"), warnings);
    String makes = read("web-01", Section.MAKES);
    assertTrue(makes.contains("Shuts web-01 down first"), makes);
    assertTrue(makes.contains("usually a minute; then Nova switches it off"), makes);
    assertTrue(makes.contains("is also started when the snapshot fails"), makes);
    assertFalse(makes.contains("crash-consistent"), makes);
    Rigging.imageProperties(
        cloud, "img-ubuntu", Map.of("os_shutdown_timeout", "300", "hw_qemu_guest_agent", "yes"));
    makes = read("web-01", Section.MAKES);
    assertTrue(makes.contains("The guest has 300 to shut down"), makes);
    assertFalse(makes.contains("guest agent"), makes);
  }

  @Test
  void whereTheImageDemandsItsAgentThePlanOfARunningInstanceSaysSo() {
    Rigging.imageProperties(
        cloud, "img-ubuntu", Map.of("hw_qemu_guest_agent", "yes", "os_require_quiesce", "yes"));
    SnapshotPlan asIs = planning.plan(cloud, instance("web-01"), null, null, null, null);
    String makes = Asking.read(PlanLine.of(Section.MAKES, SnapshotPlanning.lines(asIs)));
    assertTrue(makes.contains("If it cannot, there is no snapshot"), makes);
    assertFalse(read("web-01", Section.MAKES).contains("If it cannot"), makes);
  }

  @Test
  void whatIsOffStaysOff() {
    assertTrue(read("off-01", Section.MAKES).contains("off-01 is off already"));
    assertEquals("", read("off-01", Section.WARNING).replaceAll("(?s).*down until.*", "x"));
    take(plan("off-01"));
    assertEquals(End.UNTOUCHED, end());
    assertFalse(power("off-01").contains("start"), power("off-01").toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"PAUSED", "SUSPENDED"})
  void whatNeitherRunsNorIsOffCannotBeShutDown(String status) {
    cloud
        .knobs()
        .state(cloud.idOf("web-01"), status, status.toLowerCase(java.util.Locale.ROOT), null);
    String said = Asking.refused(() -> plan("web-01"));
    assertTrue(said.contains("cannot be shut down while it is " + status), said);
  }

  @Test
  void whatIsLockedCannotBeShutDown() {
    Rigging.lock(cloud, cloud.idOf("web-01"));
    assertTrue(Asking.refused(() -> plan("web-01")).contains("web-01 is locked, so it cannot"));
  }

  // ---- The steps -------------------------------------------------------------------------------

  @ParameterizedTest
  @ValueSource(strings = {"web-01", "db-01"})
  void theSnapshotIsOfTheInstanceShutDownAndItRunsAgain(String name) {
    Set<String> statuses = new HashSet<>();
    cloud
        .knobs()
        .hook(
            (verb, moment) -> {
              if (verb == Verb.CREATE_IMAGE || verb == Verb.CREATE_VOLUME_SNAPSHOT) {
                statuses.add(Rigging.peek(cloud, name).state().status());
              }
            });
    take(plan(name));
    assertEquals(Set.of("SHUTOFF"), statuses);
    assertEquals(End.RUNS_AGAIN, end());
    assertTrue(instance(name).running());
  }

  @Test
  void aFailedSnapshotStartsItAgain() {
    cloud.knobs().nextImageVanishes();
    SnapshotPlan plan = plan("web-01");
    assertThrows(ExplainedFailure.class, () -> take(plan));
    assertTrue(instance("web-01").running());
    assertTrue(steps.left().isEmpty());
    String told =
        Asking.read(
            SnapshotTaking.lastingEffects(
                plan, Set.of("undo/snapshot-stop/" + End.RUNS_AGAIN.name())));
    assertEquals("web-01 runs again.", told);
  }

  @Test
  void whatSomebodyElseStoppedMeanwhileIsLeftAsItIs() {
    SnapshotPlan plan = plan("web-01");
    String id = plan.original().id();
    onSnapshot(() -> Rigging.act(cloud, id, "stop", "somebody"));
    take(plan);
    assertEquals(End.LEFT_TO_OTHERS, end());
    assertEquals("SHUTOFF", instance("web-01").state().status());
  }

  @Test
  void whatSomebodyElseStoppedBeforeAFailureIsLeftAsItIs() {
    cloud.knobs().nextImageVanishes();
    SnapshotPlan plan = plan("web-01");
    onSnapshot(() -> Rigging.act(cloud, plan.original().id(), "stop", "somebody"));
    assertThrows(ExplainedFailure.class, () -> take(plan));
    assertEquals("SHUTOFF", instance("web-01").state().status());
    assertTrue(steps.left().isEmpty());
  }

  @Test
  void whatSomebodyElseStartedMeanwhileRunsAndIsNotStartedTwice() {
    SnapshotPlan plan = plan("db-01");
    onSnapshot(
        () -> {
          Rigging.act(cloud, plan.original().id(), "start", "somebody");
          cloud.knobs().state(plan.original().id(), "ACTIVE", "active", null);
        });
    take(plan);
    assertEquals(End.RUNS_AGAIN, end());
    assertEquals(0, cloud.calls().stream().filter(c -> c.startsWith("START_INSTANCE")).count());
  }

  @Test
  void whatWasStoppedSinceThePlanIsNotStarted() {
    SnapshotPlan plan = plan("web-01");
    Rigging.act(cloud, plan.original().id(), "stop", "somebody");
    cloud.knobs().state(plan.original().id(), "SHUTOFF", "stopped", null);
    take(plan);
    assertEquals(End.UNTOUCHED, end());
    assertEquals("SHUTOFF", instance("web-01").state().status());
  }

  @Test
  void whatWasStartedSinceThePlanIsAskedAbout() {
    SnapshotPlan plan = plan("off-01");
    cloud.knobs().state(plan.original().id(), "ACTIVE", "active", null);
    PlanChanged changed = assertThrows(PlanChanged.class, () -> take(plan));
    SnapshotPlan now = (SnapshotPlan) changed.plan();
    assertTrue(now.original().running() && now.original().downtime() != null);
  }

  @Test
  void anInstanceThatTheCloudDoesNotStartAgainIsSaidAndItsSnapshotStays() {
    Rigging.startsFail(cloud);
    take(plan("web-01"));
    assertEquals(End.NOT_STARTED, end());
    String said = Asking.read(java.util.Objects.requireNonNull(taken).downtime("web-01"));
    assertTrue(said.contains("web-01 is still off"), said);
    assertEquals(1, cloud.made("j1").get("snapshot"));
  }

  @Test
  void afterAFailureAnInstanceThatDoesNotStartAgainIsLeftToAPerson() {
    Rigging.startsFail(cloud);
    cloud.knobs().nextImageVanishes();
    SnapshotPlan plan = plan("web-01");
    assertThrows(ExplainedFailure.class, () -> take(plan));
    assertEquals(1, steps.left().size());
    String said = Asking.read(steps.left().get(0).what());
    assertTrue(said.contains("web-01 is still off"), said);
  }

  @Test
  void theStopOfAJobThatRanSinceThePlanIsNotTakenForItsOwn() {
    SnapshotPlan waited = plan("web-01");
    Steps before = new ImmediateSteps("j0", cloud::advance);
    taking.take(plan("web-01"), before);
    cloud
        .knobs()
        .failNext(Verb.STOP_INSTANCE, Verb.Moment.BEFORE_EFFECT, CloudException.Kind.NO_ANSWER);
    take(waited);
    assertEquals(End.RUNS_AGAIN, end());
    assertEquals(2, power("web-01").stream().filter("stop"::equals).count());
    assertEquals(2, power("web-01").stream().filter("start"::equals).count());
  }

  @ParameterizedTest
  @ValueSource(strings = {"AFTER_EFFECT", "EFFECT_LATE"})
  void anAnswerThatIsLostStopsAndStartsOnce(String moment) {
    SnapshotPlan plan = plan("web-01");
    for (Verb verb : List.of(Verb.STOP_INSTANCE, Verb.START_INSTANCE)) {
      cloud.knobs().failNext(verb, Verb.Moment.valueOf(moment), CloudException.Kind.NO_ANSWER);
    }
    take(plan);
    assertTrue(instance("web-01").running());
    assertEquals(1, power("web-01").stream().filter("stop"::equals).count());
    assertEquals(1, power("web-01").stream().filter("start"::equals).count());
  }

  /** Somebody does something in the moment in which the snapshot begins. */
  private void onSnapshot(Runnable act) {
    boolean[] done = {false};
    cloud
        .knobs()
        .hook(
            (verb, moment) -> {
              boolean snapshot = verb == Verb.CREATE_IMAGE || verb == Verb.CREATE_VOLUME_SNAPSHOT;
              if (snapshot && moment == Verb.Moment.AFTER_EFFECT && !done[0]) {
                done[0] = true;
                act.run();
              }
            });
  }
}
