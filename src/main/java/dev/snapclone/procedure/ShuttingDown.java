package dev.snapclone.procedure;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.CloudException;
import dev.snapclone.cloud.CloudException.Kind;
import dev.snapclone.cloud.Instance;
import dev.snapclone.cloud.InstanceAction;
import dev.snapclone.cloud.ResourceKind;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Creation;
import dev.snapclone.job.Mark;
import dev.snapclone.job.Observation;
import dev.snapclone.job.ResourceRef;
import dev.snapclone.job.Steps;
import dev.snapclone.job.Subject;
import dev.snapclone.procedure.Downtime.End;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The steps that shut an instance down for its snapshot and start it again, as the undo does when
 * the job fails or is cancelled. What the job did is known by the request id of its stop in Nova's
 * own record of actions: only if nothing has switched the instance on or off since, it is started.
 */
final class ShuttingDown {
  private static final String KEY = "snapshot-stop";

  /** The result of the stop when there was nothing to stop. */
  private static final String NOT_OURS = "";

  private static final String OFF = "SHUTOFF";

  private final Cloud cloud;
  private final SnapshotPlan plan;
  private final Downtime downtime;
  private final String id;
  private final Arg name;

  ShuttingDown(Cloud cloud, SnapshotPlan plan) {
    this.cloud = cloud;
    this.plan = plan;
    this.downtime = Objects.requireNonNull(plan.original().downtime());
    this.id = plan.original().id();
    this.name = Arg.name(plan.original().name());
  }

  /** Shuts it down and waits for it; returns what {@link #start} needs. */
  String stop(Steps steps) {
    String stopped =
        steps
            .shown(Text.of("procedure.step.stop"))
            .create(KEY, String.class, new Stop(), this::undo);
    steps
        .shown(Text.of("procedure.step.stopped"))
        .await("snapshot-stopped", subject(), () -> lookStopped(stopped));
    return stopped;
  }

  /** Starts it again, if the job shut it down and nobody has switched it since. */
  End start(String stopped, Steps steps) {
    Steps shown = steps.shown(Text.of("procedure.step.started"));
    return startAgain("snapshot-start", stopped, steps, shown);
  }

  private void undo(String stopped, Steps steps) {
    End end = startAgain("start", stopped, steps, steps);
    if (end == End.NOT_STARTED) {
      throw new ExplainedFailure(
          Text.of("procedure.stop.not-started", name), Text.of("procedure.stop.not-started-next"));
    }
    steps.perform(end.name(), () -> {});
  }

  /**
   * What a failed or cancelled job did to the instance, for people.
   *
   * @param done the keys of the steps that are done
   */
  static List<Text> lasting(SnapshotPlan plan, Set<String> done) {
    Arg name = Arg.name(plan.original().name());
    if (done.contains("undo/" + KEY + "/" + End.RUNS_AGAIN)) {
      return List.of(Text.of("procedure.stop.runs-again", name));
    }
    return done.contains("undo/" + KEY + "/" + End.LEFT_TO_OTHERS)
        ? List.of(Text.of("procedure.stop.left-to-others", name))
        : List.of();
  }

  private End startAgain(String key, String stopped, Steps steps, Steps shown) {
    if (stopped.equals(NOT_OURS)) {
      return End.UNTOUCHED;
    }
    // Nova starts nothing while a task goes on, such as the rest of an upload.
    steps.await(key + "-idle", subject(), this::lookIdle);
    steps.perform(key, () -> startIfOurs(stopped));
    return shown.await(key + "ed", End.class, subject(), () -> lookStarted(stopped));
  }

  private Subject subject() {
    return new Subject(cloud.name(), ResourceKind.INSTANCE.name(), id);
  }

  private Observation<Boolean> lookIdle() {
    String task = cloud.instance(id).map(i -> i.state().taskState()).orElse(null);
    return task == null ? Observation.done(true) : Observation.waiting(task, null);
  }

  /**
   * Requires that an instance that is shut down for its snapshot is still off.
   *
   * @throws ExplainedFailure when somebody has started it
   */
  static void requireOff(Cloud cloud, SnapshotPlan plan) {
    String id = plan.original().id();
    if (plan.original().downtime() != null
        && cloud.instance(id).filter(Instance::running).isPresent()) {
      throw interfered(Arg.name(plan.original().name()));
    }
  }

  private static ExplainedFailure interfered(Arg name) {
    return new ExplainedFailure(
        Text.of("procedure.stop.interfered", name), Text.of("procedure.stop.interfered-next"));
  }

  private Observation<Boolean> lookStopped(String stopped) {
    Instance instance = instance();
    String task = instance.state().taskState();
    if (task != null) {
      return Observation.waiting(task, null);
    }
    if (stopped.equals(NOT_OURS) || instance.state().status().equals(OFF)) {
      return Observation.done(true);
    }
    InstanceAction newest = newest().orElse(null);
    if (newest != null && newest.action().equals("start") && byUs(newest)) {
      // By this job, if it has forgotten that: then its snapshot is found, and not made again.
      return Observation.done(true);
    }
    if (newest == null || !newest.requestId().equals(stopped)) {
      throw interfered(name);
    }
    if (newest.failed()) {
      throw new ExplainedFailure(
          Text.of("procedure.stop.failed", name),
          Text.of("procedure.stop.failed-next"),
          newest.requestId());
    }
    return Observation.waiting(instance.state().status(), null);
  }

  private void startIfOurs(String stopped) {
    boolean off = cloud.instance(id).filter(i -> i.state().status().equals(OFF)).isPresent();
    if (!off || !isNewest(stopped)) {
      return;
    }
    try {
      cloud.startInstance(id);
    } catch (CloudException refused) {
      // Somebody else acts on it, or has locked it: what comes of that is looked at next.
      if (refused.kind() != Kind.CONFLICT) {
        throw refused;
      }
    }
  }

  private Observation<End> lookStarted(String stopped) {
    Optional<Instance> found = cloud.instance(id);
    if (found.isEmpty()) {
      return Observation.done(End.LEFT_TO_OTHERS);
    }
    Instance.State state = found.get().state();
    if (state.taskState() != null) {
      return Observation.waiting(state.taskState(), null);
    }
    if (found.get().running()) {
      return Observation.done(End.RUNS_AGAIN);
    }
    InstanceAction newest = newest().orElse(null);
    boolean ours =
        newest == null
            || newest.requestId().equals(stopped)
            || (newest.action().equals("start") && byUs(newest));
    return Observation.done(ours ? End.NOT_STARTED : End.LEFT_TO_OTHERS);
  }

  private Optional<InstanceAction> newest() {
    return DowntimePlanning.switching(cloud, id).stream().findFirst();
  }

  private boolean isNewest(String request) {
    return newest().map(InstanceAction::requestId).filter(request::equals).isPresent();
  }

  private boolean byUs(InstanceAction action) {
    return action.userId() == null || action.userId().equals(cloud.account().userId());
  }

  private Instance instance() {
    return new ConfirmedLookup(cloud)
        .instance(id)
        .orElseThrow(
            () ->
                new ExplainedFailure(
                    Text.of("procedure.changed.gone", name), Text.of("procedure.changed.next")));
  }

  /**
   * A stop has no mark, but it is the first one of this user since the plan was made, and no start
   * of this user has followed it: with one, it belongs to a job that had the instance before,
   * unless this job has forgotten what it did.
   */
  private final class Stop implements Creation<String> {
    @Override
    public boolean makesResource() {
      return false;
    }

    @Override
    public String make(Mark mark) {
      Instance instance = instance();
      DowntimePlanning.requireStoppable(instance);
      return instance.running() ? cloud.stopInstance(id) : NOT_OURS;
    }

    @Override
    public List<String> find(Mark mark) {
      return find(mark, false);
    }

    @Override
    public List<String> find(Mark mark, boolean rowsLost) {
      List<String> stops = new ArrayList<>();
      boolean started = false;
      for (InstanceAction action : DowntimePlanning.switching(cloud, id)) {
        boolean ours = byUs(action);
        started |= ours && action.action().equals("start");
        if (action.requestId().equals(downtime.since()) || (started && !rowsLost)) {
          break;
        }
        if (ours && action.action().equals("stop")) {
          // Started again, and forgotten: there is nothing left to start.
          stops.add(started ? NOT_OURS : action.requestId());
        }
      }
      Collections.reverse(stops);
      return stops;
    }

    @Override
    public void discard(String twin) {
      // A second stop did nothing.
    }

    @Override
    public ResourceRef describe(String made) {
      return new ResourceRef(ResourceKind.INSTANCE.name(), id, plan.original().name());
    }
  }
}
