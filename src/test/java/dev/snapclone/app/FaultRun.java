package dev.snapclone.app;

import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.job.engine.CrashPoints;
import dev.snapclone.sandbox.openstack.CloudView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * One job from its command to its outcome while something goes wrong, judged at the end. Kills,
 * cancels and other blows fall when the steps' moments have been passed a given number of times.
 */
final class FaultRun {
  private static final Duration TO_BE_RIGHT = Duration.ofSeconds(15);

  private final FaultWorld world;
  private final FaultWork work;
  private final Set<JobState> allowed = EnumSet.of(JobState.DONE);
  private final Map<Integer, Blow> blows = new ConcurrentHashMap<>();
  private final AtomicInteger moments = new AtomicInteger();
  private final ConcurrentLinkedQueue<Runnable> due = new ConcurrentLinkedQueue<>();
  private Runnable atCommand = () -> {};
  private Runnable atJob = () -> {};
  private Runnable afterwards = () -> {};
  private Duration mendAfter = Duration.ofDays(1);
  private boolean cancelInTheEnd;

  FaultRun(FaultWorld world, FaultWork work) {
    this.world = world;
    this.work = work;
  }

  /** What falls on a job at a moment. */
  enum Blow {
    /** The process dies. */
    KILL,
    /** Anna presses Cancel. */
    CANCEL,
    /** All tokens end. */
    REVOKE,
    /** The whole cloud is away, until all is mended. */
    OUTAGE
  }

  /**
   * How a run ended.
   *
   * @param end the job's state, or {@code REFUSED} when the command was answered with a sentence
   * @param jobId the job, empty when none was made
   * @param complaints what is wrong; empty when all is right
   * @param took how long
   */
  record Result(String end, String jobId, List<String> complaints, Duration took) {}

  FaultRun mayEnd(JobState... states) {
    allowed.addAll(List.of(states));
    return this;
  }

  /** The job has to end so. */
  FaultRun endsAs(JobState... states) {
    allowed.clear();
    return mayEnd(states);
  }

  /** Done before the command is typed. */
  FaultRun beforeCommand(Runnable action) {
    atCommand = action;
    return this;
  }

  /** Done when the job exists and waits for its approval. */
  FaultRun beforeJob(Runnable action) {
    atJob = action;
    return this;
  }

  /** Done when the job has ended, before everything is mended. */
  FaultRun afterJob(Runnable action) {
    afterwards = action;
    return this;
  }

  /** Everything is mended so long after the approval. */
  FaultRun mendedAfter(Duration time) {
    mendAfter = time;
    return this;
  }

  /** A blow at the so many-th moment of the job. */
  FaultRun blow(int moment, Blow blow) {
    blows.put(moment, blow);
    return this;
  }

  /** Anna presses Cancel in the last moment, when everything is made. */
  FaultRun cancelledInTheEnd() {
    cancelInTheEnd = true;
    return endsAs(JobState.CANCELLED);
  }

  /** Carries it out. */
  Result run() {
    long began = System.nanoTime();
    world.mend();
    FaultWork.Prepared prepared = prepared();
    CloudView before = world.view();
    try {
      return carriedOut(prepared, before, began);
    } catch (ConditionTimeoutException e) {
      return new Result("LOST", "", List.of(String.valueOf(e.getMessage())), since(began));
    } finally {
      world.atEachMoment(CrashPoints.NONE);
      world.mend();
    }
  }

  /** On a busy machine a call may take too long even in peace: that is not what is tried here. */
  private FaultWork.Prepared prepared() {
    try {
      return work.prepare(world);
    } catch (IllegalStateException e) {
      return work.prepare(world);
    }
  }

  private static Duration since(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private Result carriedOut(FaultWork.Prepared prepared, CloudView before, long began) {
    atCommand.run();
    FaultWorld.Begun begun = world.begin(() -> FaultWork.ask(world, prepared));
    if (begun.job().isEmpty()) {
      return refused(begun.said(), before, began);
    }
    String id = begun.job().get().id();
    watch(id);
    atJob.run();
    FaultWork.approve(world, id);
    carry(id);
    afterwards.run();
    world.atEachMoment(CrashPoints.NONE);
    world.mend();
    FaultJudge judge = new FaultJudge(prepared, before, allowed);
    List<String> wrong = faults(judge, id);
    return new Result(world.job(id).state().name(), id, wrong, since(began));
  }

  /** A command that is answered with a sentence has done nothing. */
  private Result refused(String said, CloudView before, long began) {
    List<String> wrong = new ArrayList<>();
    if (said.isBlank() || said.contains("Exception") || said.contains("<html")) {
      wrong.add("refused with: " + said);
    }
    CloudView after = world.view();
    if (after.instances().size() != before.instances().size()
        || after.images().size() != before.images().size()
        || after.volumes().size() != before.volumes().size()
        || after.snapshots().size() != before.snapshots().size()) {
      wrong.add("refused, and something was made or deleted");
    }
    return new Result("REFUSED", "", wrong, since(began));
  }

  private void watch(String id) {
    world.atEachMoment(
        (job, key, moment) -> {
          if (!job.equals(id)) {
            return;
          }
          if (cancelInTheEnd && key.equals("end") && moment == CrashPoints.Moment.BEFORE_EFFECT) {
            cancelInTheEnd = false;
            world.bot().jobs().cancel(id, world.job(id).requester());
          }
          Blow blow = blows.remove(moments.incrementAndGet());
          if (blow == Blow.KILL) {
            world.die();
          } else if (blow == Blow.OUTAGE) {
            world.cloud.down();
          } else if (blow == Blow.REVOKE) {
            world.cloud.backstage().expireTokens();
          } else if (blow == Blow.CANCEL) {
            due.add(() -> cancel(id));
          }
        });
  }

  private void cancel(String id) {
    allowed.add(JobState.CANCELLED);
    world.cards(id).stream()
        .filter(card -> card.buttons().contains("Cancel"))
        .findFirst()
        .ifPresent(card -> world.anna.presses(card, "Cancel"));
  }

  /** Until the job has ended: mends, restarts and presses when the time has come. */
  private void carry(String id) {
    long approved = System.nanoTime();
    boolean[] mended = {false};
    FaultWorld.await(
        "the end of " + id,
        () -> {
          if (world.dead()) {
            world.restart();
            watch(id);
          }
          Runnable press = due.poll();
          if (press != null) {
            press.run();
          }
          if (!mended[0] && since(approved).compareTo(mendAfter) >= 0) {
            mended[0] = true;
            world.mend();
          }
          return world.job(id).state().terminal();
        });
    if (world.dead()) {
      world.restart();
    }
  }

  /** What is still wrong when everything has had its time. */
  private List<String> faults(FaultJudge judge, String id) {
    List<String> wrong = new ArrayList<>();
    try {
      Awaitility.await()
          .dontCatchUncaughtExceptions()
          .pollInterval(Duration.ofMillis(20))
          .atMost(TO_BE_RIGHT)
          .until(
              () -> {
                wrong.clear();
                wrong.addAll(complaints(judge, id));
                return wrong.isEmpty();
              });
    } catch (ConditionTimeoutException e) {
      Job job = world.job(id);
      wrong.add("outcome " + job.outcome() + ", journal " + world.bot().jobs().journal(id));
    }
    return List.copyOf(wrong);
  }

  private List<String> complaints(FaultJudge judge, String id) {
    return judge.complaints(world.job(id), world.view(), world.cards(id), world.outcomes(id));
  }
}
