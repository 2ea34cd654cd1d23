package dev.snapclone.snapshot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.snapclone.access.AccessPolicy;
import dev.snapclone.cloud.CloudException;
import dev.snapclone.cloud.Clouds;
import dev.snapclone.cloud.InMemoryCloud;
import dev.snapclone.cloud.ResourceKind;
import dev.snapclone.cloud.Rigging;
import dev.snapclone.cloud.Verb;
import dev.snapclone.cloud.VolumeAttachment;
import dev.snapclone.command.Authorization;
import dev.snapclone.command.Button;
import dev.snapclone.command.CancelDraftPress;
import dev.snapclone.command.ChoosePress;
import dev.snapclone.command.CommandRouter;
import dev.snapclone.command.GuildNames;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.OptionSpec;
import dev.snapclone.command.RateLimits;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Messages;
import dev.snapclone.inventory.Inventory;
import dev.snapclone.inventory.Lookup;
import dev.snapclone.job.ImmediateSteps;
import dev.snapclone.job.LockKey;
import dev.snapclone.job.NewJob;
import dev.snapclone.job.Outcome;
import dev.snapclone.job.ResourceRef;
import dev.snapclone.procedure.Names;
import dev.snapclone.procedure.SnapshotPlan;
import dev.snapclone.procedure.SnapshotPlanning;
import dev.snapclone.procedure.SnapshotTaking;
import dev.snapclone.procedure.SnapshotVolumes;
import dev.snapclone.request.Asking;
import dev.snapclone.request.CloudOption;
import dev.snapclone.request.GoAheadPress;
import dev.snapclone.request.InstanceResolver;
import dev.snapclone.request.SubmittedJobs;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnapshotCommandTest {
  private final InMemoryCloud cloud = InMemoryCloud.seeded("lab");
  private final Clouds clouds = new Clouds(List.of(cloud));
  private final InstantSource clock = InstantSource.fixed(Asking.NOW);
  private final Asking.MemoryDrafts drafts = new Asking.MemoryDrafts();
  private final SubmittedJobs jobs = new SubmittedJobs();
  private final Inventory inventory =
      new Inventory(
          clouds,
          name -> Runnable::run,
          Ticker.systemTicker(),
          clock,
          Duration.ofMinutes(1),
          Duration.ZERO);
  private final SnapshotPlanning planning =
      new SnapshotPlanning(
          new Names("{instance}-{date}-{time}", "x", ZoneOffset.UTC), clock, SnapshotVolumes.ROOT);
  private final SnapshotTaking taking = new SnapshotTaking(clouds, planning, clock);
  private final SnapshotCommand command =
      new SnapshotCommand(
          new InstanceResolver(new CloudOption(clouds), drafts),
          planning,
          jobs,
          drafts,
          new Lookup(inventory, Messages.load()));
  private final CommandRouter router =
      new CommandRouter(
              new Authorization(
                  new AccessPolicy(Set.of("g1"), List.of("ops"), List.of(), List.of(), List.of()),
                  GuildNames.AS_CONFIGURED),
              event -> {},
              clock,
              RateLimits.none(clock),
              jobs::find,
              jobs::findByInvocation,
              drafts)
          .add(command)
          .add(new GoAheadPress(List.of(command)))
          .add(new ChoosePress(again -> chosen(again)))
          .add(new CancelDraftPress(drafts));

  private Reply chosen(Invocation again) {
    return router.handle(again);
  }

  private Reply types(String name) {
    return command.run(Asking.types("snapshot", "server-name", name));
  }

  @ParameterizedTest
  @CsvSource({"db-01", "win-sql-01", "legacy-01", "off-01"})
  void aVolumeBootedOrStoppedInstanceIsSnapshottedAtOnce(String name) {
    Reply reply = types(name);
    assertEquals("j1", reply.job());
    assertEquals("This has started: job j1.", Asking.read(reply.headline()));
    NewJob job = jobs.taken().get(0);
    assertEquals(SnapshotWorkflow.KIND.workflow(), job.work().workflow());
    assertEquals("snapshot", jobs.actions().get(0).command());
    assertEquals(List.of(new LockKey("lab", cloud.idOf(name))), job.work().locks());
    assertEquals("Snapshot of " + name, Asking.read(job.work().title()));
    assertEquals(List.of(), cloud.calls(), "the command itself makes nothing");
  }

  @Test
  void aRunningImageBootedOneShowsItsPlanFirstAndGoesAheadOnceOnly() {
    Reply asked = types("web-01");
    assertNull(asked.job());
    assertEquals(List.of(), jobs.taken());
    assertEquals(Reply.Tone.QUESTION, asked.tone());
    assertEquals(
        """
        This is what a snapshot of web-01 would do. Go ahead?
        Image snapshot of up to 20 GB, cloud lab
        ⚠️ May pause or reboot web-01, which is running
        Takes an image snapshot, named after the moment when it is taken. The instance starts from an image, ubuntu-22.04.
        -# You have 3600 to answer.""",
        Asking.read(asked));
    assertEquals(
        List.of("go-ahead", "cancel-draft"), asked.buttons().stream().map(Button::name).toList());
    String draft = asked.buttons().get(0).target();
    Reply gone = router.handle(Asking.presses(Asking.ANNA, "go-ahead", draft));
    assertEquals("j1", gone.job());
    assertEquals("j1", router.handle(Asking.presses(Asking.ANNA, "go-ahead", draft)).job());
    assertEquals(1, jobs.taken().size());
    assertEquals("i-snapshot", jobs.taken().get(0).origin().invocation());
  }

  @Test
  void shuttingDownIsAlwaysAskedAboutFirst() {
    Reply asked = stops("db-01", "stop");
    assertEquals(
        """
        This is what a snapshot of db-01 would do. Go ahead?
        Volume snapshot of 2 GB, cloud lab
        ⚠️ db-01 is down until the snapshot is done
        ⚠️ Not copied: 1 data volume, db-01-data (1 GB)
        Takes a volume snapshot of the root volume, named after the moment when it is taken. The instance starts from a volume, db-01-root on /dev/vda, 2 GB.
        Shuts db-01 down first, so its disk is as after a clean shutdown, and starts it again afterwards.
        The guest has as long to shut down as the cloud allows, usually a minute; then Nova switches it off.
        db-01 is also started when the snapshot fails or is cancelled, unless somebody else has started or stopped it meanwhile.
        -# You have 3600 to answer.""",
        Asking.read(asked));
    assertEquals(List.of(), jobs.taken());
    String draft = asked.buttons().get(0).target();
    router.handle(Asking.presses(Asking.ANNA, "go-ahead", draft));
    SnapshotPlan plan = (SnapshotPlan) jobs.taken().get(0).plan();
    assertTrue(plan.original().downtime() != null);
    assertEquals(Reply.Tone.QUESTION, stops("off-01", "stop").tone());
    Invocation asIs = Asking.types("snapshot", "server-name", "win-sql-01", "consistency", "as-is");
    assertEquals("j2", command.run(asIs).job());
    assertTrue(Asking.refused(() -> stops("db-01", "perhaps")).contains("Give as-is or stop."));
  }

  private Reply stops(String name, String consistency) {
    return command.run(
        Asking.anew(Asking.types("snapshot", "server-name", name, "consistency", consistency)));
  }

  @Test
  void theGoAheadCannotBeForgedByAnOption() {
    Invocation forged = Asking.types("snapshot", "server-name", "web-01", "confirmed", "true");
    assertEquals(Reply.Tone.QUESTION, command.run(forged).tone());
    assertEquals(List.of(), jobs.taken());
  }

  @Test
  void onlyWhoAskedMayGoAheadAndACancelledDraftIsGone() {
    String draft = types("web-01").buttons().get(0).target();
    assertTrue(
        Asking.read(router.handle(Asking.presses(Asking.BO, "go-ahead", draft)))
            .contains("somebody else"));
    assertEquals(
        Reply.Tone.REFUSAL, router.handle(Asking.presses(Asking.BO, "cancel-draft", draft)).tone());
    assertEquals(
        "Cancelled. Nothing was started.\n",
        Asking.read(router.handle(Asking.presses(Asking.ANNA, "cancel-draft", draft))));
    assertTrue(
        Asking.read(router.handle(Asking.presses(Asking.ANNA, "go-ahead", draft)))
            .contains("too old"));
    assertEquals(List.of(), jobs.taken());
  }

  @Test
  void goingAheadPlansAnew() {
    String draft = types("web-01").buttons().get(0).target();
    cloud.knobs().state(cloud.idOf("web-01"), "SHELVED", "shelved", null);
    assertTrue(
        Asking.read(router.handle(Asking.presses(Asking.ANNA, "go-ahead", draft)))
            .contains("is shelved"));
  }

  @Test
  void whenTheConfigurationWantsApprovalTheAnswerSaysThatItWaits() {
    jobs.ask("snapshot");
    Reply reply = types("db-01");
    assertTrue(Asking.read(reply).contains("Asked for approval: job j1"), Asking.read(reply));
  }

  @Test
  void anInstanceThatAnotherJobHasIsRefusedWithThatJob() {
    jobs.hold(new LockKey("lab", cloud.idOf("db-01")));
    assertTrue(Asking.refused(() -> types("db-01")).contains("Job j0 is working on"));
  }

  @Test
  void anOldChoiceAnsweredTwiceMakesOneJobAndSaysSo() {
    Invocation asked = Asking.types("snapshot", "server-name", "db-01");
    router.handle(asked);
    Reply again = router.handle(asked.with("server-name", "win-sql-01"));
    assertTrue(
        Asking.read(again).contains("This has become job j1: Snapshot of db-01"),
        Asking.read(again));
    assertEquals(1, jobs.taken().size());
  }

  @Test
  void takenUpAgainAfterACrashItNamesItsJobThoughTheCloudShowsItsWork() {
    Invocation asked = Asking.types("snapshot", "server-name", "db-01");
    router.handle(asked);
    jobs.hold(new LockKey("lab", cloud.idOf("db-01")));
    cloud.knobs().failNext(Verb.READ, Verb.Moment.BEFORE_EFFECT, CloudException.Kind.SERVER_ERROR);
    Reply again = router.handle(asked);
    assertEquals("j1", again.job(), "its card is posted");
    assertTrue(Asking.read(again).contains("This has become job j1"), Asking.read(again));
  }

  @Test
  void whenNothingTellsTheSystemTheAnswerAsksForIt() {
    assertTrue(Asking.read(types("legacy-01")).contains("say so with the option os"));
  }

  @Test
  void nameAndOsAreTakenFromTheOptions() {
    command.run(
        Asking.types("snapshot", "server-name", "legacy-01", "name", "mine", "os", "Windows"));
    SnapshotPlan plan = (SnapshotPlan) jobs.taken().get(0).plan();
    assertEquals("mine", plan.name());
    assertEquals("windows", plan.recipe().os().word());
    assertTrue(
        Asking.refused(
                () ->
                    command.run(
                        Asking.anew(Asking.types("snapshot", "server-name", "db-01", "os", "bsd"))))
            .contains("cannot be bsd"));
  }

  @Test
  void theOptionsAreTheContracts() {
    assertEquals(
        List.of("server-name", "name", "volumes", "os", "consistency", "keep", "reason", "cloud"),
        command.options().stream().map(OptionSpec::name).toList());
    assertEquals(List.of("windows", "linux"), command.options().get(3).values());
    assertTrue(command.makesJob());
  }

  @Test
  void suggestsInstancesAndClouds() {
    Invocation typing = Asking.types("snapshot");
    assertEquals(
        cloud.idOf("web-01"), command.suggest(typing, "server-name", "web").get(0).value());
    assertEquals("lab", command.suggest(typing, "cloud", "").get(0).value());
    assertEquals(List.of(), command.suggest(typing, "name", "x"));
    assertEquals(List.of(), command.suggest(typing.with("cloud", "nowhere"), "server-name", "web"));
  }

  @ParameterizedTest
  @CsvSource({
    "off-01, image, linux, IMAGE",
    "db-01, volume, linux, VOLUME_SNAPSHOT",
    "win-sql-01, volume, windows, VOLUME_SNAPSHOT",
    "legacy-01, volume, unknown, VOLUME_SNAPSHOT",
  })
  void theOutcomeSaysWhatThereIsNow(String name, String kind, String os, ResourceKind made) {
    types(name);
    SnapshotPlan plan = (SnapshotPlan) jobs.taken().get(0).plan();
    Outcome outcome = new ImmediateSteps("j1").run(new SnapshotWorkflow(taking, inventory), plan);
    String id = outcome.facts().getOrDefault("snapshot", "");
    assertEquals(
        Map.of(
            "snapshot",
            id,
            "snapshot-kind",
            kind,
            "cloud",
            "lab",
            "original-name",
            name,
            "os",
            os,
            "instance",
            cloud.idOf(name)),
        outcome.facts());
    assertEquals(
        List.of(new ResourceRef(made.name(), id, name + "-2026-11-23-0930")), outcome.made());
    String told = Asking.read(outcome.headline()) + Asking.read(outcome.lines());
    assertTrue(told.contains(kind + " snapshot") && told.contains(id), told);
    assertEquals(
        1,
        new Lookup(inventory, Messages.load()).snapshots("lab", name + "-2026").size(),
        "the inventory knows it at once");
  }

  private Reply typesIt(String name) {
    return router.handle(Asking.types("snapshot", "server-name", name));
  }

  /** Nova's path says the data volume, Cinder's flag the root. */
  private void contradict() {
    String legacy = cloud.idOf("legacy-01");
    Rigging.volume(cloud, Rigging.volume("root-vol", "system", 80, true, Map.of()));
    Rigging.volume(cloud, Rigging.volume("data-vol", "logs", 30, false, Map.of()));
    Rigging.attach(
        cloud,
        legacy,
        new VolumeAttachment("root-vol", "/dev/vdb", null),
        new VolumeAttachment("data-vol", "/dev/vda", null));
  }

  @Test
  void whereWhatTellsTheRootContradictsItselfThePersonIsAskedWithSizes() {
    contradict();
    Reply asked = typesIt("legacy-01");
    String text = Asking.read(asked);
    assertTrue(text.contains("It is not certain which of its 2 volumes legacy-01 boots"), text);
    assertTrue(text.contains("system (root-vol) on /dev/vdb, 80 GB, bootable"), text);
    assertTrue(text.contains("logs (data-vol) on /dev/vda, 30 GB, not bootable"), text);
    assertEquals(List.of(), jobs.taken());
    Button only = asked.buttons().get(0);
    assertTrue(only.target().endsWith(":root-volume:root-vol"), only.target());

    Reply chosen = router.handle(Asking.presses(Asking.ANNA, only.name(), only.target()));
    SnapshotPlan plan = (SnapshotPlan) jobs.taken().get(0).plan();
    assertEquals("root-vol", plan.bootSource().chosenRoot(), Asking.read(chosen));
    assertTrue(Asking.read(chosen).contains("Not copied: 1 data volume: logs (30 GB)."));
    assertTrue(Asking.plan(jobs.taken().get(0).lines()).contains("logs (30 GB)"));
    // What is bound to the plan is looked at again when the job begins.
    taking.recheck(plan);
    Rigging.volume(cloud, Rigging.volume("root-vol", "system", 80, false, Map.of()));
    assertThrows(ExplainedFailure.class, () -> taking.recheck(plan));
  }

  @Test
  void aVolumeThatIsNotBootableCannotBeChosenByAForgedPressEither() {
    contradict();
    Reply asked = typesIt("legacy-01");
    String target = asked.buttons().get(0).target().replace(":root-vol", ":data-vol");
    Reply forged = router.handle(Asking.presses(Asking.ANNA, "choose", target));
    assertTrue(Asking.read(forged).contains("It is not certain"), Asking.read(forged));
    assertEquals(List.of(), jobs.taken());
  }

  @Test
  void whatIsLeftOutStandsOnTheStepThatTheCardShowsAllTheTime() {
    typesIt("db-01");
    SnapshotPlan plan = (SnapshotPlan) jobs.taken().get(0).plan();
    assertTrue(
        new SnapshotWorkflow(taking, inventory)
            .outline(plan).stream()
                .map(step -> Asking.read(step.label()))
                .anyMatch(
                    "Starting the volume snapshot, without 1 data volume: db-01-data (1 GB)"
                        ::equals));
  }
}
