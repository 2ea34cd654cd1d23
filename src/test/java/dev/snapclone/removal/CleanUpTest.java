package dev.snapclone.removal;

import static dev.snapclone.job.JobBuilder.aJob;
import static dev.snapclone.job.JobBuilder.like;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.snapclone.access.Actor;
import dev.snapclone.access.InstanceNames;
import dev.snapclone.access.RequestedAction;
import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.CloudException;
import dev.snapclone.cloud.Clouds;
import dev.snapclone.cloud.InMemoryCloud;
import dev.snapclone.cloud.Marks;
import dev.snapclone.cloud.NewVolume;
import dev.snapclone.cloud.Verb;
import dev.snapclone.cloud.Volume;
import dev.snapclone.cloud.VolumeBuilder;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.Text;
import dev.snapclone.inventory.Inventory;
import dev.snapclone.job.ImmediateSteps;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobKind;
import dev.snapclone.job.JobState;
import dev.snapclone.job.NoLeases;
import dev.snapclone.job.Outcome;
import dev.snapclone.job.ResourceRef;
import dev.snapclone.jobcontrol.RetryPress;
import dev.snapclone.request.Asking;
import dev.snapclone.request.CloudOption;
import dev.snapclone.request.ExclusiveJobs;
import dev.snapclone.request.Repeatable;
import dev.snapclone.request.SubmittedJobs;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What {@code Clean up} removes and what it must not touch; when {@code Retry} has to wait. */
class CleanUpTest {
  private static final Actor ADMIN =
      new Actor("300", "Carla", Set.of("r9"), Set.of("admin"), false);

  private final InMemoryCloud cloud = InMemoryCloud.seeded("lab");
  private final Clouds clouds = new Clouds(List.of(cloud));
  private final SubmittedJobs jobs = new SubmittedJobs();
  private Instant now = Asking.NOW.plusSeconds(3600);
  private final InstantSource clock = () -> now;
  private final Inventory inventory =
      new Inventory(
          clouds,
          name -> Runnable::run,
          Ticker.disabledTicker(),
          clock,
          Duration.ofHours(1),
          Duration.ZERO);
  private final ExclusiveJobs exclusive = new ExclusiveJobs(jobs, new CloudOption(clouds), jobs);
  private final CleanUpPress press = new CleanUpPress(exclusive, Duration.ofMinutes(1), clock);
  private final RetryPress retry =
      new RetryPress(exclusive, jobs, jobs, new NoLeases(), List.of(new Toys()));

  /** Asks for toys again. */
  private final class Toys implements Repeatable<String> {
    @Override
    public JobKind<String> kind() {
      return new JobKind<>("toy-v1", String.class, "snapshot");
    }

    @Override
    public Reply again(String before, Invocation press) {
      return ask(press.id(), press.actor());
    }
  }

  private Reply ask(String invocation, Actor who) {
    Job job =
        jobs.submit(
            aJob()
                .workflow("toy-v1")
                .invocation(invocation)
                .by(who)
                .in(Asking.types("toy").place())
                .cloud("lab")
                .title(Text.of("jobs.cancelled"))
                .fresh(""));
    return Reply.job(job.id(), job.title());
  }

  /** An ended job of anna's, requested before anything was created in this cloud. */
  private Job ended(JobState state, List<ResourceRef> left, Map<String, String> facts) {
    return ended(state, left, facts, Instant.parse("2026-11-22T19:00:00Z"));
  }

  private Job ended(
      JobState state, List<ResourceRef> left, Map<String, String> facts, Instant asked) {
    Job job = jobs.find(String.valueOf(ask("i1", Asking.ANNA).job())).orElseThrow();
    jobs.put(
        like(job)
            .created(asked)
            .progress(state, asked, Asking.NOW)
            .outcome(new Outcome(Text.of("jobs.cancelled"), List.of(), List.of(), left, facts))
            .build());
    return jobs.find(job.id()).orElseThrow();
  }

  private String volume(String name, Map<String, String> marks) {
    String id = cloud.createVolume(new NewVolume(name, 2, null, null, null, marks));
    cloud.settle();
    return id;
  }

  private static Map<String, String> mark(String job, String step) {
    return Map.of(Marks.JOB, job, Marks.STEP, step);
  }

  private static ResourceRef ref(String kind, String id) {
    return new ResourceRef(kind, id, "thing");
  }

  @Test
  void theRulesApplyAsForTheOriginalJob() {
    RequestedAction toy =
        new RequestedAction(
            "toy",
            "lab",
            Set.of("p"),
            List.of(new RequestedAction.Resource("INSTANCE", "i")),
            InstanceNames.only("prod-db"),
            4,
            8192,
            40,
            "windows");
    Job job = ended(JobState.NEEDS_ATTENTION, List.of(ref("VOLUME", "v")), Map.of());
    jobs.put(job.with(toy));
    Reply unused =
        Asking.press(press, jobs, Asking.presses(Asking.ANNA, CleanUpPress.NAME, job.id()));
    assertEquals(List.of(toy.as("cleanup")), jobs.actions());
  }

  @Test
  void theRulesTreatAJobWithoutAnActionAsUnknown() {
    Job job = ended(JobState.NEEDS_ATTENTION, List.of(ref("VOLUME", "v")), Map.of());
    Reply unused =
        Asking.press(press, jobs, Asking.presses(Asking.ANNA, CleanUpPress.NAME, job.id()));
    assertEquals(List.of(RequestedAction.of("cleanup", "lab")), jobs.actions());
  }

  private Outcome cleansUp(Job job) {
    return cleansUp(Asking.presses(Asking.ANNA, CleanUpPress.NAME, job.id()));
  }

  private Outcome cleansUp(Invocation pressed) {
    Reply reply = Asking.press(press, jobs, pressed);
    return jobs.run(
        String.valueOf(reply.job()),
        new CleanUpWorkflow(clouds, inventory, jobs),
        new ImmediateSteps(String.valueOf(reply.job()), cloud::advance));
  }

  private static String read(Outcome outcome) {
    return Asking.read(outcome.headline()) + "\n" + Asking.read(outcome.lines());
  }

  private String refusedRetry(Job job) {
    return Asking.refused(
        () -> Asking.press(retry, jobs, Asking.presses(Asking.ANNA, RetryPress.NAME, job.id())));
  }

  @Test
  void whatNovaTookForASetOfTheJobIsRemovedThoughItHasNoMark() {
    Job job = ended(JobState.NEEDS_ATTENTION, List.of(ref("IMAGE", "gone")), Map.of());
    String volume = cloud.rootVolumeOf("db-01");
    String ours = cloud.createVolumeSnapshot(volume, "snapshot for x (" + job.id() + ")", Map.of());
    String others = cloud.createVolumeSnapshot(volume, "snapshot for x (other)", Map.of());
    cloud.settle();
    assertTrue(read(cleansUp(job)).contains(ours));
    cloud.settle();
    assertTrue(cloud.volumeSnapshot(ours).isEmpty());
    assertTrue(cloud.volumeSnapshot(others).isPresent());
  }

  @Test
  void whatTheJournalNamesIsRemovedIfItHasTheMark() {
    String ours = volume("ours", mark("j1", "volume-1"));
    String taken = volume("taken", mark("somebody", "volume-1"));
    Job job =
        ended(
            JobState.NEEDS_ATTENTION,
            List.of(ref("VOLUME", ours), ref("VOLUME", taken), ref("IMAGE", "gone-already")),
            Map.of());
    assertTrue(refusedRetry(job).contains("is still there: volume ours"), refusedRetry(job));
    Outcome outcome = cleansUp(job);
    assertTrue(cloud.volume(ours).isEmpty());
    assertTrue(cloud.volume(taken).isPresent());
    assertEquals(List.of(taken), outcome.left().stream().map(ResourceRef::id).toList());
    String text = read(outcome);
    assertTrue(text.contains("Not everything that job j1 left could be removed."), text);
    assertTrue(text.contains("Removed: volume ours"), text);
    assertTrue(text.contains("no longer has the mark"), text);
    Outcome source = jobs.find(job.id()).orElseThrow().outcome();
    assertEquals(outcome.left(), Objects.requireNonNull(source).left());
  }

  @Test
  void anUnresolvedStepIsSearchedByItsExactMark() {
    String lost = volume("lost", mark("j1", "volume-1"));
    String otherStep = volume("other step", mark("j1", "volume-2"));
    String otherJob = volume("other job", mark("j2", "volume-1"));
    Job job = ended(JobState.NEEDS_ATTENTION, List.of(), Map.of(Outcome.UNRESOLVED, "volume-1"));
    assertTrue(refusedRetry(job).contains("It is not known whether job j1 left"));
    Outcome outcome = cleansUp(job);
    assertEquals("What job j1 left is removed.", Asking.read(outcome.headline()));
    assertTrue(cloud.volume(lost).isEmpty());
    assertTrue(cloud.volume(otherStep).isPresent() && cloud.volume(otherJob).isPresent());
    Outcome told = Objects.requireNonNull(jobs.find(job.id()).orElseThrow().outcome());
    assertTrue(told.cleanedBy().isPresent(), told.toString());
    assertEquals(List.of(), told.unresolved());
    Asking.press(retry, jobs, Asking.presses(Asking.ANNA, RetryPress.NAME, job.id()));
    String again =
        Asking.refused(
            () -> Asking.press(press, jobs, Asking.presses(ADMIN, CleanUpPress.NAME, job.id())));
    assertTrue(again.contains("has removed what job j1 left"), again);
  }

  @Test
  void aMarkOnSomethingOlderThanTheJobIsForged() {
    String forged = volume("older", mark("j1", "volume-1"));
    Job job =
        ended(
            JobState.NEEDS_ATTENTION,
            List.of(),
            Map.of(Outcome.UNRESOLVED, "volume-1"),
            Asking.NOW.minusSeconds(60));
    assertEquals(
        "Nothing that job j1 left is there any more.", Asking.read(cleansUp(job).headline()));
    assertTrue(cloud.volume(forged).isPresent());
  }

  @Test
  void anImageThatInheritedTheMarkIsKept() {
    String original = cloud.idOf("web-01");
    String inherited =
        cloud.createImage(
            original,
            "inherits",
            Map.of(
                Marks.JOB,
                "j1",
                Marks.STEP,
                "snapshot",
                Marks.SELF,
                "another-image",
                Marks.ORIGINAL,
                original));
    cloud.settle();
    String ours =
        cloud.createImage(
            original,
            "ours",
            Map.of(
                Marks.JOB,
                "j1",
                Marks.STEP,
                "snapshot",
                Marks.SELF,
                Marks.NONE,
                Marks.ORIGINAL,
                original));
    cloud.settle();
    Outcome outcome =
        cleansUp(
            ended(JobState.NEEDS_ATTENTION, List.of(), Map.of(Outcome.UNRESOLVED, "snapshot")));
    assertTrue(cloud.image(ours).isEmpty(), read(outcome));
    assertTrue(cloud.image(inherited).isPresent());
  }

  @Test
  void oneFailedRemovalDoesNotStopTheOthers() {
    String first = volume("first", mark("j1", "volume-1"));
    String second = volume("second", mark("j1", "volume-2"));
    cloud.createVolumeSnapshot(second, "in the way", Map.of());
    cloud.settle();
    Job job =
        ended(
            JobState.NEEDS_ATTENTION,
            List.of(ref("VOLUME", second), ref("VOLUME", first)),
            Map.of());
    String text = read(cleansUp(job));
    assertTrue(text.contains("Removed: volume first"), text);
    assertTrue(text.contains("volume second") && text.contains("has a snapshot"), text);
    assertTrue(cloud.volume(first).isEmpty());
  }

  @Test
  void whatASecondOneRemovedIsLeftOnNoCard() {
    String stuck = volume("stuck", mark("j1", "volume-1"));
    String inTheWay = cloud.createVolumeSnapshot(stuck, "in the way", Map.of());
    cloud.settle();
    Job job = ended(JobState.NEEDS_ATTENTION, List.of(ref("VOLUME", stuck)), Map.of());
    assertEquals(1, cleansUp(job).left().size());
    assertEquals(1, Objects.requireNonNull(jobs.one("j2").outcome()).left().size());
    cloud.deleteVolumeSnapshot(inTheWay);
    cloud.settle();
    cleansUp(Asking.anew(Asking.presses(Asking.ANNA, CleanUpPress.NAME, job.id())));
    for (String outdated : List.of("j1", "j2")) {
      Outcome now = Objects.requireNonNull(jobs.one(outdated).outcome());
      assertEquals(List.of(), now.left(), outdated);
      assertEquals("j3", now.cleanedBy().orElse(""), outdated);
    }
  }

  @Test
  void aTransientFailureIsRetried() {
    String id = volume("ours", mark("j1", "volume-1"));
    cloud
        .knobs()
        .failNext(Verb.DELETE_VOLUME, Verb.Moment.BEFORE_EFFECT, CloudException.Kind.SERVER_ERROR);
    Outcome outcome =
        cleansUp(ended(JobState.NEEDS_ATTENTION, List.of(ref("VOLUME", id)), Map.of()));
    assertEquals("What job j1 left is removed.", Asking.read(outcome.headline()));
  }

  @Test
  void theOutcomeSaysThatNothingWasFound() {
    Job job = ended(JobState.NEEDS_ATTENTION, List.of(ref("VOLUME", "v-gone")), Map.of());
    assertEquals(
        "Nothing that job j1 left is there any more.", Asking.read(cleansUp(job).headline()));
  }

  @Test
  void onlyOneCleanUpAtATime() {
    Job job = ended(JobState.NEEDS_ATTENTION, List.of(ref("VOLUME", "v")), Map.of());
    Reply first =
        Asking.press(press, jobs, Asking.presses(Asking.ANNA, CleanUpPress.NAME, job.id()));
    Reply second = Asking.press(press, jobs, Asking.presses(ADMIN, CleanUpPress.NAME, job.id()));
    assertEquals(first.job(), second.job());
    assertTrue(
        Asking.read(second).contains("has asked for that already: job"), Asking.read(second));
    assertTrue(refusedRetry(job).contains("is removing what job j1 left"), refusedRetry(job));
  }

  @Test
  void anUnresolvedStepIsSearchedOnlyAfterTheSettleTime() {
    now = Asking.NOW.plusSeconds(10);
    Job job = ended(JobState.NEEDS_ATTENTION, List.of(), Map.of(Outcome.UNRESOLVED, "instance"));
    String early =
        Asking.refused(
            () ->
                Asking.press(
                    press, jobs, Asking.presses(Asking.ANNA, CleanUpPress.NAME, job.id())));
    assertTrue(early.contains("can show up late"), early);
  }

  @Test
  void onlyJobsWithLeftoversAreCleanedUpAndOnlyFailedOnesRetried() {
    Job done = ended(JobState.DONE, List.of(), Map.of());
    String nothing =
        Asking.refused(
            () ->
                Asking.press(
                    press, jobs, Asking.presses(Asking.ANNA, CleanUpPress.NAME, done.id())));
    assertTrue(nothing.contains("left nothing that could be removed"), nothing);
    assertTrue(refusedRetry(done).contains("did not fail"), refusedRetry(done));
  }

  @Test
  void aRetryThatDidNotBeginMayBeRepeated() {
    Job failed = ended(JobState.FAILED, List.of(), Map.of());
    Reply first =
        Asking.press(retry, jobs, Asking.presses(Asking.ANNA, RetryPress.NAME, failed.id()));
    Reply again = Asking.press(retry, jobs, Asking.presses(ADMIN, RetryPress.NAME, failed.id()));
    assertEquals(first.job(), again.job());
    jobs.end(String.valueOf(first.job()), JobState.CANCELLED, null);
    Reply second =
        Asking.press(retry, jobs, Asking.presses(Asking.ANNA, RetryPress.NAME, failed.id()));
    assertTrue(!String.valueOf(first.job()).equals(second.job()));
    Job tried = jobs.find(failed.id()).orElseThrow();
    assertEquals(second.job(), Objects.requireNonNull(tried.outcome()).retriedBy().orElseThrow());
    assertEquals(Optional.empty(), retry.button(tried));
    jobs.end(String.valueOf(second.job()), JobState.DONE, null);
    assertTrue(refusedRetry(failed).contains("was tried again already: job " + second.job()));
  }

  @Test
  void aCreationTimeThatAListLacksIsReadByGet() {
    String lost = volume("lost", mark("j1", "volume-1"));
    Cloud undated =
        (Cloud)
            Proxy.newProxyInstance(
                Cloud.class.getClassLoader(),
                new Class<?>[] {Cloud.class},
                (proxy, method, args) ->
                    method.getName().equals("volumes")
                        ? cloud.volumes().stream().map(CleanUpTest::undated).toList()
                        : method.invoke(cloud, args));
    Instant made = cloud.volume(lost).orElseThrow().created();
    Leftovers leftovers = new Leftovers(undated, "j1");
    assertEquals(
        List.of(lost),
        leftovers.marked("volume-1", made).stream().map(it -> it.resource().id()).toList());
    assertEquals(List.of(), leftovers.marked("volume-1", made.plus(Duration.ofDays(1))));
  }

  private static Volume undated(Volume it) {
    return VolumeBuilder.like(it).created(Instant.EPOCH).build();
  }
}
