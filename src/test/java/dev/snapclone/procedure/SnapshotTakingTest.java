package dev.snapclone.procedure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.CloudException;
import dev.snapclone.cloud.Clouds;
import dev.snapclone.cloud.Image;
import dev.snapclone.cloud.ImageBuilder;
import dev.snapclone.cloud.InMemoryCloud;
import dev.snapclone.cloud.Instance;
import dev.snapclone.cloud.Marks;
import dev.snapclone.cloud.NewInstanceBuilder;
import dev.snapclone.cloud.NewVolume;
import dev.snapclone.cloud.ResourceKind;
import dev.snapclone.cloud.Rigging;
import dev.snapclone.cloud.Verb;
import dev.snapclone.cloud.VolumeAttachment;
import dev.snapclone.cloud.VolumeSnapshot;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.job.ImmediateSteps;
import dev.snapclone.job.JobKind;
import dev.snapclone.job.Outcome;
import dev.snapclone.job.OutlineStep;
import dev.snapclone.job.PlanChanged;
import dev.snapclone.job.Steps;
import dev.snapclone.job.Workflow;
import dev.snapclone.job.engine.Json;
import dev.snapclone.request.Asking;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SnapshotTakingTest {
  private final InMemoryCloud cloud = InMemoryCloud.seeded("lab");
  private final SnapshotPlanning planning =
      new SnapshotPlanning(
          new Names("{instance}-{date}-{time}", "{instance}-clone-{n}", ZoneOffset.UTC),
          () -> this.now,
          SnapshotVolumes.ROOT);
  private final SnapshotTaking taking =
      new SnapshotTaking(new Clouds(List.of(cloud)), planning, () -> this.now);
  private Instant now = Asking.NOW;
  private final ImmediateSteps steps = new ImmediateSteps("j1");

  private SnapshotPlan plan(String name) {
    return plan(name, null, null);
  }

  private SnapshotPlan plan(String name, @Nullable Os os, @Nullable String wanted) {
    Cloud port = cloud;
    return planning.plan(
        port, port.instance(cloud.idOf(name)).orElseThrow(), os, wanted, null, null);
  }

  private TakenSnapshot take(SnapshotPlan plan) {
    Taking workflow = new Taking();
    steps.run(workflow, plan);
    return workflow.taken();
  }

  /** The least workflow around it. */
  private final class Taking implements Workflow<SnapshotPlan> {
    private @Nullable TakenSnapshot taken;

    private TakenSnapshot taken() {
      return Objects.requireNonNull(taken);
    }

    @Override
    public JobKind<SnapshotPlan> kind() {
      return new JobKind<>("taking-v1", SnapshotPlan.class, "snapshot");
    }

    @Override
    public Supplier<Outcome> run(SnapshotPlan plan, Steps with) {
      taken = taking.take(plan, with);
      return () -> new Outcome(plan.os().reason(), List.of(), List.of(), List.of(), Map.of());
    }
  }

  // ---- taking ----------------------------------------------------------------------------------

  @Test
  void anImageBootedInstanceGetsAnImageSnapshotWithItsRecipe() {
    TakenSnapshot taken = take(plan("web-01"));
    assertEquals(BootSource.Kind.IMAGE, taken.kind());
    Image image = cloud.image(taken.id()).orElseThrow();
    assertEquals("active", image.status());
    assertEquals("web-01-2026-11-23-0930", image.name());
    Recipe recipe = Recipe.read(image.properties(), image.id()).orElseThrow();
    assertEquals(plan("web-01").recipe(), recipe);
    assertEquals(cloud.idOf("web-01"), recipe.originalId());
    assertEquals(
        List.of(new Nic("net-demo", List.of("sg-default", "sg-web"), true, List.of())),
        recipe.networking().nics());
    assertEquals(Map.of("snapshot", 1), cloud.made("j1"));
    assertEquals(
        List.of("snapshot-recheck", "snapshot", "snapshot-ready"),
        new Taking().outline(plan("web-01")).stream().map(OutlineStep::key).toList(),
        "writing the recipe is no phase for people");
    assertEquals("snapshot-mark", steps.done().get(4));
  }

  @Test
  void itIsNamedByWhenItIsTakenAndNotByWhenItWasAskedFor() {
    SnapshotPlan asked = plan("web-01");
    now = now.plus(Duration.ofDays(1));
    TakenSnapshot taken = take(asked);
    assertEquals("web-01-2026-11-24-0930", taken.name());
    assertEquals("web-01-2026-11-24-0930", cloud.image(taken.id()).orElseThrow().name());
    assertEquals("mine", take(plan("off-01", null, "mine")).name());
  }

  @Test
  void allThatTheCloudShowsOfAnUploadCountsAsProgress() {
    SnapshotPlan plan = plan("web-01");
    String web = plan.original().id();
    cloud.knobs().looksPerState(0);
    int[] round = {0};
    // the same image status three times: first the task moves on, then the size grows
    Runnable meanwhile =
        () -> {
          String id =
              cloud.images().stream()
                  .filter(i -> i.name().equals(plan.name()))
                  .findFirst()
                  .orElseThrow()
                  .id();
          switch (round[0]++) {
            case 0 -> Rigging.upload(cloud, id, null);
            case 1 -> cloud.knobs().state(web, "ACTIVE", "active", "image_uploading");
            case 2 -> Rigging.upload(cloud, id, 2_000_000L);
            case 3 -> Rigging.upload(cloud, id, 3_000_000L);
            default -> cloud.settle();
          }
        };
    ImmediateSteps patient = new ImmediateSteps("j1", meanwhile);
    patient.run(new Taking(), plan);
    assertEquals(
        List.of(
            "snapshot-ready image_snapshot",
            "snapshot-ready saving, image_snapshot",
            "snapshot-ready saving, image_uploading",
            "snapshot-ready saving, image_uploading, 2 MB",
            "snapshot-ready saving, image_uploading, 3 MB"),
        patient.statuses());
  }

  @Test
  void aVolumeBootedInstanceGetsASnapshotOfItsRootVolumeOnly() {
    TakenSnapshot taken = take(plan("db-01", null, "before upgrade"));
    assertEquals(BootSource.Kind.VOLUME, taken.kind());
    List<VolumeSnapshot> all = cloud.volumeSnapshots();
    assertEquals(1, all.size());
    assertEquals(cloud.rootVolumeOf("db-01"), all.get(0).volumeId());
    assertEquals("before upgrade", all.get(0).name());
    assertEquals(
        plan("db-01").recipe(), Recipe.read(all.get(0).metadata(), taken.id()).orElseThrow());
    assertEquals(0, cloud.calls().stream().filter(c -> c.startsWith("CREATE_IMAGE")).count());
  }

  @Test
  void theSnapshotOfACloneKeepsItsOwnMarksAndNotItsAncestors() {
    TakenSnapshot first = take(plan("web-01", Os.WINDOWS, null));
    String clone =
        cloud.createInstance(
            NewInstanceBuilder.ofImage("clone", "f-m1.small", first.id())
                .networks(List.of("net-demo"))
                .build());
    cloud.settle();
    SnapshotPlan plan = plan("clone");
    assertEquals(Os.WINDOWS, plan.recipe().os(), "recorded on the first snapshot");
    Taking again = new Taking();
    new ImmediateSteps("j2").run(again, plan);
    Image second = cloud.image(again.taken().id()).orElseThrow();
    assertEquals("j2", second.properties().get(Marks.JOB));
    assertEquals(clone, Recipe.read(second.properties(), second.id()).orElseThrow().originalId());
    assertEquals(
        List.of(new Nic("net-demo", List.of("sg-default"), true, List.of())),
        Recipe.read(second.properties(), second.id()).orElseThrow().networking().nics(),
        "its own, not the two of web-01");
  }

  @Test
  void replayedItDoesNothingAgain() {
    SnapshotPlan plan = plan("db-01");
    TakenSnapshot first = take(plan);
    List<String> calls = cloud.calls();
    assertEquals(first, take(plan));
    assertEquals(calls, cloud.calls());
  }

  @ParameterizedTest
  @EnumSource(Verb.Moment.class)
  void anUnknownAnswerMakesExactlyOneImage(Verb.Moment moment) {
    cloud.knobs().failNext(Verb.CREATE_IMAGE, moment, CloudException.Kind.NO_ANSWER);
    TakenSnapshot taken = take(plan("web-01"));
    assertEquals("active", cloud.image(taken.id()).orElseThrow().status());
    assertEquals(Map.of("snapshot", 1), cloud.made("j1"));
  }

  @ParameterizedTest
  @EnumSource(Verb.Moment.class)
  void anUnknownAnswerMakesExactlyOneVolumeSnapshot(Verb.Moment moment) {
    cloud
        .knobs()
        .hiddenFromLists(2)
        .failNext(Verb.CREATE_VOLUME_SNAPSHOT, moment, CloudException.Kind.MALFORMED);
    TakenSnapshot taken = take(plan("win-sql-01"));
    assertEquals("available", cloud.volumeSnapshot(taken.id()).orElseThrow().status());
    assertEquals(Map.of("snapshot", 1), cloud.made("j1"));
  }

  @Test
  void aCorpseIsRemovedAndTheImageMadeAnew() {
    Instance web = Rigging.peek(cloud, "web-01");
    SnapshotPlan plan = plan("web-01");
    Image corpse =
        ImageBuilder.anImage("corpse", Asking.NOW.minusSeconds(60))
            .name(plan.name())
            .status("queued", null)
            .properties(
                withUuid(
                    plan.recipe().toMarks(new dev.snapclone.job.Mark("j1", "snapshot")), web.id()))
            .build();
    Rigging.image(cloud, corpse);
    cloud
        .knobs()
        .failNext(Verb.CREATE_IMAGE, Verb.Moment.BEFORE_EFFECT, CloudException.Kind.SERVER_ERROR);
    TakenSnapshot taken = take(plan);
    assertFalse(taken.id().equals("corpse"));
    assertTrue(cloud.image("corpse").isEmpty(), "the corpse is gone");
    assertEquals("active", cloud.image(taken.id()).orElseThrow().status());
  }

  @Test
  void aYoungQueuedImageMayYetComeAliveSoItIsLeftAlone() {
    SnapshotPlan plan = plan("web-01");
    Rigging.image(
        cloud,
        ImageBuilder.anImage("young", Asking.NOW.minusSeconds(2))
            .name(plan.name())
            .status("queued", null)
            .properties(plan.recipe().toMarks(new dev.snapclone.job.Mark("j1", "snapshot")))
            .build());
    cloud
        .knobs()
        .failNext(Verb.CREATE_IMAGE, Verb.Moment.BEFORE_EFFECT, CloudException.Kind.SERVER_ERROR);
    take(plan);
    assertTrue(cloud.image("young").isPresent());
  }

  @Test
  void anImageThatInheritedTheMarkIsNotTakenForOurs() {
    SnapshotPlan plan = plan("web-01");
    Map<String, String> marks =
        new java.util.HashMap<>(
            plan.recipe().toMarks(new dev.snapclone.job.Mark("j1", "snapshot")));
    marks.put(Marks.SELF, "the image that its instance was made from");
    Rigging.image(cloud, image("by-self", marks));
    marks.put(Marks.SELF, Marks.NONE);
    Rigging.image(cloud, image("by-instance", withUuid(marks, "another instance")));
    cloud
        .knobs()
        .failNext(Verb.CREATE_IMAGE, Verb.Moment.BEFORE_EFFECT, CloudException.Kind.NO_ANSWER);
    TakenSnapshot taken = take(plan);
    assertFalse(List.of("by-self", "by-instance").contains(taken.id()));
    assertTrue(cloud.image("by-self").isPresent() && cloud.image("by-instance").isPresent());
  }

  private static Image image(String id, Map<String, String> properties) {
    return ImageBuilder.anImage(id, Asking.NOW.minusSeconds(600))
        .name("x")
        .properties(properties)
        .build();
  }

  private static Map<String, String> withUuid(Map<String, String> marks, String instance) {
    Map<String, String> with = new java.util.HashMap<>(marks);
    with.put("instance_uuid", instance);
    return with;
  }

  // ---- failing ---------------------------------------------------------------------------------

  @Test
  void anImageThatVanishesFailsWithTheActionsRequestId() {
    cloud.knobs().nextImageVanishes();
    SnapshotPlan plan = plan("web-01");
    ExplainedFailure failure = assertThrows(ExplainedFailure.class, () -> take(plan));
    assertEquals(
        "The image snapshot of web-01 failed. The compute host could not make the image of the"
            + " instance's disk or send it to the image store, and lab tells no more than that.",
        Asking.read(failure.what()));
    assertTrue(Asking.read(failure.next()).contains("stop the instance first"));
    assertTrue(String.valueOf(failure.requestId()).startsWith("req-"));
    assertEquals(Map.of(), cloud.made("j1"));
  }

  @Test
  void anImageThatStaysQueuedWhileTheInstanceIsIdleFailsAndIsRemoved() {
    cloud.knobs().imagesStayQueued(true);
    SnapshotPlan plan = plan("web-01");
    String failure = Asking.refused(() -> take(plan));
    assertTrue(failure.contains("the image is queued"), failure);
    assertTrue(steps.statuses().stream().anyMatch(s -> s.contains("image_")), "waited first");
    assertEquals(Map.of(), cloud.made("j1"));
    assertEquals(List.of(), steps.left());
  }

  /** Nova tells the task state before it answers; who tells it late or never is waited for. */
  @Test
  void aYoungImageThatIsQueuedWhileTheInstanceLooksIdleIsWaitedFor() {
    cloud.knobs().tasksUntold(true);
    now = Instant.parse("2026-11-22T19:00:30Z"); // the cloud's own time
    TakenSnapshot taken = take(plan("web-01"));
    assertEquals("active", cloud.image(taken.id()).orElseThrow().status());
    assertTrue(
        steps.statuses().contains("snapshot-ready queued"), () -> steps.statuses().toString());
    assertEquals(Map.of("snapshot", 1), cloud.made("j1"));
  }

  @Test
  void aVolumeSnapshotInErrorFailsWithCindersWordsAndIsRemoved() {
    cloud.knobs().nextVolumeSnapshotFails("create snapshot:Snapshot failed to create.");
    SnapshotPlan plan = plan("db-01");
    ExplainedFailure failure = assertThrows(ExplainedFailure.class, () -> take(plan));
    assertTrue(Asking.read(failure.what()).contains("Snapshot failed to create."));
    assertEquals(
        "Try again. If it fails again, give the request id to your cloud's support.",
        Asking.read(failure.next()));
    assertTrue(failure.requestId() != null);
    assertEquals(0, cloud.census().get(ResourceKind.VOLUME_SNAPSHOT));
  }

  @Test
  void aCloudThatHidesItsReasonsHidesNoFailure() {
    for (String record : List.of("messages", "actions")) {
      Cloud hiding =
          (Cloud)
              Proxy.newProxyInstance(
                  Cloud.class.getClassLoader(),
                  new Class<?>[] {Cloud.class},
                  (proxy, method, args) -> {
                    if (method.getName().equals(record)) {
                      throw new CloudException(
                          CloudException.Kind.FORBIDDEN, "lab", "any", 403, "no", null, null);
                    }
                    return method.invoke(cloud, args);
                  });
      assertEquals(Optional.empty(), FailureReasons.ofVolumeService(hiding, "x"));
      assertEquals(Optional.empty(), FailureReasons.ofCreateImage(hiding, "x"));
    }
  }

  @Test
  void aRefusedSelfMarkUndoesTheSnapshot() {
    for (String name : List.of("web-01", "db-01")) {
      ImmediateSteps own = new ImmediateSteps("of-" + name);
      cloud
          .knobs()
          .failNext(
              name.equals("db-01") ? Verb.SET_VOLUME_SNAPSHOT : Verb.SET_IMAGE,
              Verb.Moment.BEFORE_EFFECT,
              CloudException.Kind.FORBIDDEN);
      SnapshotPlan plan = plan(name);
      assertThrows(CloudException.class, () -> own.run(new Taking(), plan));
      assertEquals(Map.of(), cloud.made("of-" + name));
      assertTrue(own.done().contains("undo/snapshot-gone"), own.done().toString());
    }
  }

  /** As a copy finds it that had deleted its snapshot and lost the rows that say so. */
  @Test
  void aMarkFailsOnlyOnASnapshotThatIsThere() {
    SnapshotMarking marking = new SnapshotMarking(cloud);
    marking.image("gone", Map.of(Marks.SELF, "gone"));
    marking.volumeSnapshot("gone", Map.of(Marks.SELF, "gone"));
    String image = take(plan("web-01")).id();
    cloud
        .knobs()
        .failNext(Verb.SET_IMAGE, Verb.Moment.BEFORE_EFFECT, CloudException.Kind.NOT_FOUND);
    assertThrows(CloudException.class, () -> marking.image(image, Map.of(Marks.SELF, image)));
  }

  @Test
  void aSnapshotThatIsBusyIsLeftAndSaid() {
    cloud.knobs().snapshotsBusyWithVolumes(true);
    SnapshotPlan plan = plan("db-01");
    Taking workflow = new Taking();
    Workflow<SnapshotPlan> thenFails =
        new FailsAfter(
            workflow,
            () -> {
              cloud.createVolume(
                  new NewVolume("c", 2, workflow.taken().id(), null, null, Map.of()));
              cloud.settle();
            });
    assertThrows(ExplainedFailure.class, () -> steps.run(thenFails, plan));
    assertEquals(1, steps.left().size());
    String why = Asking.read(steps.left().get(0).what());
    assertTrue(why.contains("is needed: the volume c ("), why);
    assertEquals(1, cloud.census().get(ResourceKind.VOLUME_SNAPSHOT));
  }

  @Test
  void whatDoesNotBearTheMarkAnyMoreOrIsProtectedIsLeftAlone() {
    Taking workflow = new Taking();
    Workflow<SnapshotPlan> thenFails =
        new FailsAfter(
            workflow,
            () -> cloud.setImageProperties(workflow.taken().id(), Map.of(Marks.JOB, "forged")));
    SnapshotPlan plan = plan("web-01");
    assertThrows(ExplainedFailure.class, () -> steps.run(thenFails, plan));
    assertTrue(
        Asking.read(steps.left().get(0).what()).contains("no longer has the mark of this job"));
    assertTrue(cloud.image(workflow.taken().id()).isPresent());
  }

  @Test
  void theUndoWaitsUntilNovaHasGivenUpWhoseImageIsGone() {
    String web = cloud.idOf("web-01");
    int[] looks = {0};
    ImmediateSteps waiting =
        new ImmediateSteps(
            "j1",
            () ->
                cloud
                    .knobs()
                    .state(web, "ACTIVE", "active", ++looks[0] < 20 ? "image_uploading" : null));
    failWhileUploading(waiting, web);
    assertEquals(null, Rigging.peek(cloud, "web-01").state().taskState());
    assertTrue(waiting.statuses().contains("undo/snapshot-idle image_uploading"));
    assertEquals(List.of(), waiting.left());
  }

  @Test
  void theUndoDoesNotWaitForATaskThatNeverEnds() {
    String web = cloud.idOf("web-01");
    ImmediateSteps waiting = new ImmediateSteps("j1", () -> now = now.plusSeconds(60));
    Instant failed = failWhileUploading(waiting, web);
    assertEquals(failed.plusSeconds(15 * 60), now);
    assertEquals(List.of(), waiting.left());
    assertEquals(Map.of(), cloud.made("j1"));
  }

  /** Returns when it failed. */
  private Instant failWhileUploading(ImmediateSteps waiting, String instance) {
    Instant[] failed = {now};
    Workflow<SnapshotPlan> fails =
        new FailsAfter(
            new Taking(),
            () -> {
              failed[0] = now;
              cloud.knobs().state(instance, "ACTIVE", "active", "image_uploading");
            });
    SnapshotPlan plan = plan("web-01");
    assertThrows(ExplainedFailure.class, () -> waiting.run(fails, plan));
    return failed[0];
  }

  private record FailsAfter(Workflow<SnapshotPlan> first, Runnable then)
      implements Workflow<SnapshotPlan> {
    @Override
    public JobKind<SnapshotPlan> kind() {
      return new JobKind<>("fails-v1", SnapshotPlan.class, "snapshot");
    }

    @Override
    public Supplier<Outcome> run(SnapshotPlan plan, Steps steps) {
      first.run(plan, steps);
      then.run();
      throw new ExplainedFailure(plan.os().reason(), plan.os().reason());
    }
  }

  // ---- what changed since the plan -------------------------------------------------------------

  @Test
  void aPlanThatWouldNowDoSomethingElseStopsBeforeAnythingIsMade() {
    SnapshotPlan off = plan("off-01");
    cloud.knobs().state(cloud.idOf("off-01"), "ACTIVE", "active", null);
    assertChanged(off, "was stopped when this was planned, and runs now");

    SnapshotPlan web = plan("web-01");
    Instance was = Rigging.peek(cloud, "web-01");
    Rigging.instance(cloud, Rigging.like(was, was.id(), "web-01", "ACTIVE", null, "img-windows"));
    assertChanged(web, "rebuilt from another image");
    Rigging.volume(cloud, Rigging.volume("v-new", "new", 10, true, Map.of()));
    Rigging.attach(cloud, was.id(), new VolumeAttachment("v-new", "/dev/vda", null));
    Rigging.instance(cloud, Rigging.like(was, was.id(), "web-01", "ACTIVE", null, null));
    assertChanged(web, "boots from something else than planned");
    cloud.knobs().state(was.id(), "SHELVED_OFFLOADED", "shelved_offloaded", null);
    assertChanged(web, "is shelved");
    Rigging.removeInstance(cloud, was.id());
    assertChanged(web, "web-01 is gone");

    SnapshotPlan db = plan("db-01");
    String root = cloud.rootVolumeOf("db-01");
    Rigging.volume(cloud, Rigging.volume(root, "db-01-root", 50, true, Map.of()));
    assertChanged(db, "had 2 GB when this was planned and has 50 GB now");
    Rigging.attach(cloud, cloud.idOf("db-01"), new VolumeAttachment("v-new", "/dev/vda", null));
    assertChanged(db, "has another root volume than planned");
    Rigging.attach(cloud, cloud.idOf("db-01"));
    assertChanged(db, "no volume is attached");
    assertEquals(List.of(), cloud.calls());
  }

  private void assertChanged(SnapshotPlan plan, String what) {
    String failure = Asking.refused(() -> new ImmediateSteps("jx").run(new Taking(), plan));
    assertTrue(failure.contains(what), failure);
  }

  @Test
  void aVolumeThatIsAttachedAfterThePlanIsNotLeftOutInSilence() {
    SnapshotPlan plan = plan("db-01");
    taking.recheck(plan);
    Rigging.volume(cloud, Rigging.volume("late", "ledger", 30, false, Map.of()));
    List<VolumeAttachment> attached = new ArrayList<>(cloud.attachments(cloud.idOf("db-01")));
    attached.add(new VolumeAttachment("late", "/dev/vdc", null));
    Rigging.attach(cloud, cloud.idOf("db-01"), attached.toArray(new VolumeAttachment[0]));
    PlanChanged changed = assertThrows(PlanChanged.class, () -> taking.recheck(plan));
    assertEquals(
        "The volume ledger (30 GB) was attached to db-01 after this was planned, and would be left"
            + " out.",
        Asking.read(changed.what()));
    assertTrue(Asking.plan(changed.planLines()).contains("ledger (30 GB)"));
  }

  @Test
  void aPlanThatAnEarlierVersionStoredIsRead() {
    SnapshotPlan said =
        planning.plan(
            cloud,
            cloud.instance(cloud.idOf("legacy-01")).orElseThrow(),
            Os.WINDOWS,
            null,
            null,
            null);
    Json json = new Json();
    String stored =
        json.write(said)
            .replaceFirst(",\"saidOs\":\"WINDOWS\"", "")
            .replaceFirst(",\"rootChosen\":false", "")
            .replaceFirst(",\"leftOut\":\\{[^}]*}", "");
    assertFalse(stored.contains("saidOs") || stored.contains("leftOut"), stored);
    SnapshotPlan read = json.read(stored, SnapshotPlan.class);
    assertEquals(Os.WINDOWS, read.os().said());
    assertEquals(said, read);
  }
}
