package dev.snapclone.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.snapclone.cloud.Altered;
import dev.snapclone.cloud.CloudException;
import dev.snapclone.cloud.Image;
import dev.snapclone.cloud.InMemoryCloud;
import dev.snapclone.cloud.InMemoryKnobs;
import dev.snapclone.cloud.Instance;
import dev.snapclone.cloud.Marks;
import dev.snapclone.cloud.Port;
import dev.snapclone.cloud.SecurityGroup;
import dev.snapclone.cloud.Verb;
import dev.snapclone.cloud.Volume;
import dev.snapclone.cloud.VolumeSnapshot;
import dev.snapclone.job.FailurePolicy;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.job.JobTimings;
import dev.snapclone.job.NewJob;
import dev.snapclone.job.Outcome;
import dev.snapclone.job.ResourceRef;
import dev.snapclone.job.Workflow;
import dev.snapclone.job.engine.CrashHarness;
import dev.snapclone.procedure.CloneMade;
import dev.snapclone.procedure.CloudFailurePolicy;
import dev.snapclone.procedure.DescriptionMark;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A cloud in memory with one planned job, and what must be true of both in the end. Whatever the
 * job makes is missing from lists for a while, and a change whose answer is lost takes effect as
 * late. Both are measured in time, as the engine's settle time is; once everything has shown, the
 * clock leaps over the rest of the settle time.
 */
final class CrashWorld implements CrashHarness.Scenario {
  /** How late the cloud is. */
  private static final Duration LATE = Duration.ofMillis(30);

  /** Far longer than the cloud is late, so that a slow machine cannot turn the two round. */
  static final JobTimings TIMINGS =
      new JobTimings(
          Duration.ofMillis(10),
          Duration.ofSeconds(30),
          Duration.ofSeconds(1),
          Duration.ofMinutes(10));

  private static final Set<Verb> MAKING =
      Set.of(
          Verb.CREATE_IMAGE,
          Verb.STOP_INSTANCE,
          Verb.CREATE_INSTANCE,
          Verb.CREATE_VOLUME,
          Verb.CREATE_VOLUME_SNAPSHOT,
          Verb.CREATE_SECURITY_GROUP);
  private static final int UNTIL_CAUGHT_UP = Integer.MAX_VALUE;

  private final PlannedJob planned;
  private final InMemoryCloud cloud;
  private final LeapingClock clock;
  private final Set<String> makes;
  private final boolean fails;
  private final Map<String, Object> before;
  private boolean allAnswersLost;
  private boolean cancelling;
  private volatile boolean cancelled;
  private Instant upset = Instant.MIN;
  private boolean caughtUp;
  private boolean leapt;

  /**
   * @param planned the job in its cloud
   * @param makes the steps of which exactly one resource each is left when the job is done
   * @param mishap what goes wrong, so that the job fails; null for nothing
   */
  CrashWorld(
      PlannedJob planned,
      LeapingClock clock,
      Set<String> makes,
      @Nullable Consumer<InMemoryKnobs> mishap) {
    this.planned = planned;
    this.cloud = planned.bench().cloud;
    this.clock = clock;
    this.makes = makes;
    this.fails = mishap != null;
    cloud.catchUp();
    cloud.settle();
    this.before = everything();
    InMemoryKnobs knobs =
        cloud.knobs().hiddenFromLists(UNTIL_CAUGHT_UP).looksUntilLateEffects(UNTIL_CAUGHT_UP);
    if (mishap != null) {
      mishap.accept(knobs);
    }
    knobs.hook(this::called);
  }

  /** From now on every answer to a creation is lost, and its effect is late. */
  CrashWorld losingAnswers() {
    allAnswersLost = true;
    return this;
  }

  /** Somebody cancels the job in the last moment, when everything is made. */
  CrashWorld cancelledInTheEnd() {
    cancelling = true;
    return this;
  }

  @Override
  public boolean cancels(CrashHarness.Point here) {
    boolean now = cancelling && here.key().equals("end");
    if (now) {
      cancelled = true;
    }
    return now;
  }

  /** Called with the cloud's lock held. */
  private void called(Verb verb, Verb.Moment moment) {
    Instant now = clock.instant();
    if (verb != Verb.READ) {
      upset(now);
      if (allAnswersLost && moment == Verb.Moment.BEFORE_EFFECT && MAKING.contains(verb)) {
        cloud.knobs().failNext(verb, Verb.Moment.EFFECT_LATE, CloudException.Kind.NO_ANSWER);
      }
    } else if (!now.isBefore(upset.plus(LATE))) {
      if (!caughtUp) {
        cloud.catchUp();
        caughtUp = true;
      } else if (!leapt) {
        // Everything shows, and was looked at since: what has not turned up was never made.
        clock.leap(TIMINGS.settleTime());
        leapt = true;
      }
    }
  }

  private void upset(Instant now) {
    upset = now;
    caughtUp = false;
    leapt = false;
  }

  @Override
  public List<? extends Workflow<?>> workflows() {
    return planned.workflows();
  }

  @Override
  public FailurePolicy policy() {
    return new CloudFailurePolicy();
  }

  @Override
  public NewJob job(String invocation) {
    return planned.asked(invocation);
  }

  @Override
  public List<String> changes() {
    return cloud.calls();
  }

  @Override
  public void loseAnswer(String change) {
    Verb verb = Verb.valueOf(change.substring(0, (change + " ").indexOf(' ')));
    cloud.knobs().failNext(verb, Verb.Moment.EFFECT_LATE, CloudException.Kind.NO_ANSWER);
  }

  @Override
  public void someTimePasses() {
    cloud.catchUp();
  }

  @Override
  public void restarted() {
    synchronized (cloud) {
      upset(clock.instant());
    }
  }

  @Override
  public void inspect(Job ended) {
    if (cancelled) {
      inspectCancelled(ended);
    } else if (fails) {
      assertEquals(JobState.FAILED, ended.state(), () -> told(ended));
      assertNothingIsLeft(ended);
    } else {
      assertEquals(JobState.DONE, ended.state(), () -> told(ended));
      assertAllIsThereOnce(ended);
    }
  }

  /**
   * After rows were lost: a mishap that was lost too does not come again, and a job that was undone
   * cannot be done any more; nor can one that has thrown away what it would look at.
   */
  void inspectWithRowsLost(Job ended) {
    if (ended.state() == JobState.DONE) {
      Set<String> made = cloud.made(ended.id()).keySet();
      assertTrue(made.containsAll(makes), () -> made + " by " + told(ended));
      // Of several clones, one that had failed is made after all.
      assertAllIsThereOnce(ended, CloneMade.several(ended) ? made : makes);
    } else {
      assertTrue(
          fails || cancelled || !planned.doomed().isEmpty() || makes.isEmpty(),
          () -> "it went wrong: " + told(ended));
      inspectFailedOrCancelled(ended);
    }
  }

  /** After a cancel before the job's end: all is undone. */
  void inspectCancelled(Job ended) {
    assertEquals(JobState.CANCELLED, ended.state(), () -> told(ended));
    assertNothingIsLeft(ended);
  }

  /** After a cancel of a job that fails: whichever came first, all is undone. */
  void inspectFailedOrCancelled(Job ended) {
    assertTrue(
        ended.state() == JobState.FAILED || ended.state() == JobState.CANCELLED, () -> told(ended));
    assertNothingIsLeft(ended);
  }

  private void assertNothingIsLeft(Job ended) {
    assertNothingGoesOn(ended);
    PlannedSchedule.inspect(planned.bench(), ended);
    Map<String, Object> after = restOfTheStory();
    assertEquals(Map.of(), cloud.made(ended.id()), () -> "bears the mark of " + told(ended));
    // A deletion that was cancelled may have deleted already; nothing else may be missing.
    after.keySet().removeAll(planned.doomed());
    assertEquals(untouchable(), after);
  }

  /** The next job with this instance would be refused. */
  private void assertNothingGoesOn(Job ended) {
    cloud.knobs().hook(null);
    for (Instance instance : cloud.instances()) {
      String task = instance.state().taskState();
      assertTrue(
          task == null || !task.startsWith("image_"),
          () -> instance.name() + " is still snapshotted (" + task + ") after " + told(ended));
    }
  }

  private void assertAllIsThereOnce(Job ended) {
    assertAllIsThereOnce(ended, makes);
  }

  private void assertAllIsThereOnce(Job ended, Set<String> steps) {
    PlannedSchedule.inspect(planned.bench(), ended);
    Map<String, Object> after = restOfTheStory();
    Map<String, Integer> once = steps.stream().collect(Collectors.toMap(s -> s, s -> 1));
    assertEquals(once, cloud.made(ended.id()), () -> "made by " + told(ended));
    Map<String, Object> made = new TreeMap<>(after);
    made.keySet().removeAll(before.keySet());
    assertEquals(steps.size(), made.size(), () -> "new in the cloud: " + made);
    made.forEach((id, resource) -> assertReady(ended.id(), id, resource, made));
    Outcome outcome = ended.outcome();
    assertTrue(outcome != null);
    if (planned.doomed().isEmpty()) {
      assertEquals(
          made.keySet(), outcome.made().stream().map(ResourceRef::id).collect(Collectors.toSet()));
    }
    after.keySet().removeAll(made.keySet());
    assertEquals(untouchable(), after);
    assertPortsHaveTheirGroups();
  }

  /** Whoever was let out, or in, has groups that exist; who is isolated has none but its own. */
  private void assertPortsHaveTheirGroups() {
    Set<String> groups =
        cloud.securityGroups().stream().map(SecurityGroup::id).collect(Collectors.toSet());
    for (Instance instance : cloud.instances()) {
      for (Port port : cloud.ports(instance.id())) {
        List<String> has = port.securityGroupIds();
        assertTrue(groups.containsAll(has), () -> instance.name() + " has " + has);
      }
    }
  }

  private static void assertReady(
      String job, String id, Object resource, Map<String, Object> made) {
    if (resource instanceof Image image) {
      assertEquals("active", image.status());
      assertMarked(job, id, image.properties());
    } else if (resource instanceof VolumeSnapshot snapshot) {
      assertEquals("available", snapshot.status());
      assertMarked(job, id, snapshot.metadata());
    } else if (resource instanceof Volume volume) {
      assertEquals("in-use", volume.status());
      assertMarked(job, id, volume.metadata());
    } else if (resource instanceof Instance instance) {
      assertEquals("ACTIVE", instance.state().status());
      assertEquals(job, instance.metadata().get(Marks.JOB));
      Set<String> volumes =
          made.entrySet().stream()
              .filter(e -> e.getValue() instanceof Volume volume && isOf(volume, instance))
              .map(Map.Entry::getKey)
              .collect(Collectors.toSet());
      assertEquals(volumes, new TreeSet<>(instance.volumeIds()));
    } else if (resource instanceof Port port) {
      assertTrue(DescriptionMark.isOf(port.label().description(), job), port.label()::description);
      assertTrue(made.get(port.instanceId()) instanceof Instance, port::toString);
    } else if (resource instanceof SecurityGroup group) {
      assertTrue(DescriptionMark.isOf(group.description(), job), group::description);
      assertEquals(List.of(), group.rules(), "lets nothing through");
    } else {
      throw new AssertionError("what is " + resource);
    }
  }

  /** Of several clones each has the volumes of its own steps. */
  private static boolean isOf(Volume volume, Instance instance) {
    return clone(volume.metadata()).equals(clone(instance.metadata()));
  }

  private static String clone(Map<String, String> marks) {
    String step = marks.getOrDefault(Marks.STEP, "");
    return step.substring(0, step.lastIndexOf('/') + 1);
  }

  private static void assertMarked(String job, String id, Map<String, String> marks) {
    assertEquals(job, marks.get(Marks.JOB), marks::toString);
    assertEquals(id, marks.get(Marks.SELF), marks::toString);
  }

  /** What was there before the job and has to be there afterwards, just as it was. */
  private Map<String, Object> untouchable() {
    Map<String, Object> rest = new TreeMap<>(before);
    rest.keySet().removeAll(planned.doomed());
    return rest;
  }

  /** What is there when all lateness is over: an effect that arrives after the job counts too. */
  private Map<String, Object> restOfTheStory() {
    cloud.knobs().hook(null);
    cloud.catchUp();
    cloud.settle();
    return everything();
  }

  private Map<String, Object> everything() {
    Map<String, Object> all = new TreeMap<>();
    add(all, cloud.instances(), Instance::id);
    // What a verification saw may stand on the snapshot, however its job ended.
    Map<String, String> unseen = Map.of(Marks.VERIFIED, "");
    add(all, cloud.images().stream().map(i -> Altered.properties(i, unseen)).toList(), Image::id);
    add(all, cloud.volumes(), Volume::id);
    add(
        all,
        cloud.volumeSnapshots().stream().map(s -> Altered.metadata(s, unseen)).toList(),
        VolumeSnapshot::id);
    add(all, cloud.securityGroups(), SecurityGroup::id);
    // Nova's own ports go with their instances
    add(
        all,
        cloud.allPorts().stream().filter(p -> !p.label().description().isEmpty()).toList(),
        Port::id);
    return all;
  }

  private static <T> void add(Map<String, Object> all, List<T> some, Function<T, String> id) {
    some.forEach(one -> all.put(id.apply(one), one));
  }

  private String told(Job job) {
    return job.workflow() + " " + job.outcome() + ", calls " + cloud.calls();
  }
}
