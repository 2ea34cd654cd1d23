package dev.snapclone.job.engine;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.exceptions.ExecutionException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceNotFoundException;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.serializer.JacksonSerializer;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.DeadExecutionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import dev.snapclone.job.BackgroundThreads;
import dev.snapclone.job.ErrandHandler;
import dev.snapclone.job.Errands;
import dev.snapclone.job.FailurePolicy;
import dev.snapclone.job.JobListener;
import dev.snapclone.job.JobTimings;
import dev.snapclone.job.Jobs;
import dev.snapclone.job.Plans;
import dev.snapclone.job.Retry;
import dev.snapclone.job.StartGate;
import dev.snapclone.job.Subject;
import dev.snapclone.job.Watcher;
import dev.snapclone.job.Workflow;
import dev.snapclone.job.engine.JobRunner.Next;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs jobs and errands as db-scheduler tasks. A job's task has the workflow's name and the job's
 * id, an errand's task the name of its kind. db-scheduler claims, heartbeats and revives; the
 * journal is ours.
 *
 * <p>Set up in three steps, since what it calls also calls it: construct; then {@link #useWatcher},
 * {@link #handle} and {@link #listen}; then {@link #start}.
 */
public final class Engine implements Errands {
  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

  /**
   * db-scheduler considers a process dead after this many missed heartbeats, and checks at every
   * second one. With a heartbeat every tenth of takeoverAfter, 8 + 2 of them are the longest time
   * until its jobs continue elsewhere.
   */
  private static final int MISSED_HEARTBEATS = 8;

  private static final int HEARTBEATS_UNTIL_TAKEOVER = 10;

  /**
   * db-scheduler waits twice this long when it stops, and the process has to be gone within 10 s.
   */
  private static final Duration HALF_OF_SHUTDOWN = Duration.ofSeconds(4);

  /** Rows of a workflow that this version does not know must wait for a version that does. */
  private static final Duration NEVER = Duration.ofDays(36500);

  /** Between two tries of an interrupted run. */
  private static final int LONGEST_PAUSE_OF_POLLS = 64;

  private static final Duration DRAFTS_LIVE = Duration.ofHours(1);
  private static final Duration ERRANDS_REMEMBERED = Duration.ofDays(2);

  private final JobStore store;
  private final InstantSource clock;
  private final JobTimings timings;
  private final Map<String, Workflow<?>> workflows = new LinkedHashMap<>();
  private final Map<Kind, ErrandHandler> handlers =
      Collections.synchronizedMap(new EnumMap<>(Kind.class));
  private volatile Watcher watcher = Watcher.NONE;
  private volatile StartGate gate = StartGate.OPEN;
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final AtomicBoolean started = new AtomicBoolean();

  /** The value in {@code scheduled_tasks.picked_by}; new at each start. */
  private final String pickName = "snapclone-" + new JobIds().next();

  private final LocalHistory begun = new LocalHistory();
  private final Jobs jobs;
  private final Plans plans;
  private final JobRunner jobRunner;
  private final ErrandRunner errandRunner;
  private final Scheduler scheduler;
  private final Aging aging;

  /**
   * @param workflows all workflows, including old versions of which jobs may be stored
   * @param threads how many jobs and errands may run at once; waiting jobs need no thread
   * @param crashPoints where tests simulate the death of the process
   */
  public Engine(
      JobStore store,
      List<? extends Workflow<?>> workflows,
      FailurePolicy policy,
      JobTimings timings,
      InstantSource clock,
      int threads,
      CrashPoints crashPoints) {
    this.store = store;
    this.clock = clock;
    this.timings = timings;
    for (Workflow<?> workflow : workflows) {
      if (this.workflows.put(workflow.name(), workflow) != null) {
        throw new IllegalArgumentException("two workflows are called " + workflow.name());
      }
    }
    Json json = new Json();
    this.jobs = new StoredJobs(store, this.workflows, clock, json, begun, this::wake);
    this.plans = new StoredPlans(json);
    this.jobRunner =
        new JobRunner(
            new RunContext(
                store,
                policy,
                timings,
                clock,
                json,
                crashPoints,
                new OngoingFailures(),
                stopping::get),
            () -> watcher,
            () -> gate,
            begun);
    this.errandRunner = new ErrandRunner(store, clock, handlers, begun);
    this.scheduler = scheduler(threads);
    this.aging = new Aging(store, clock);
    store.whenDue(scheduler::triggerCheckForDueExecutions);
  }

  /** The jobs, for commands, cards and approvals. */
  public Jobs jobs() {
    return jobs;
  }

  /** Reads stored plans. */
  public Plans plans() {
    return plans;
  }

  /** Sets the watcher of parked jobs. Call it before {@link #start}. */
  public void useWatcher(Watcher watches) {
    watcher = watches;
  }

  /** Sets what decides whether an approved job may start. Call it before {@link #start}. */
  public void useStartGate(StartGate stands) {
    gate = stands;
  }

  /** Sets the handler of a kind of errand. Call it before {@link #start}. */
  public void handle(Kind kind, ErrandHandler handler) {
    handlers.put(kind, handler);
  }

  /** Adds a listener for every change of a job that this process commits. */
  public void listen(JobListener listener) {
    store.listen(listener);
  }

  /** Starts to run due work, beginning with what a dead process left. */
  public void start() {
    if (!started.compareAndSet(false, true)) {
      throw new IllegalStateException("the engine has been started before");
    }
    if (store.schedulerTable().oursAlone()) {
      int released = store.releasePicks(clock.instant());
      LOG.info("{} runs of an earlier process are taken up again", released);
    }
    LOG.info("this process picks jobs as {}", pickName);
    scheduler.start();
    aging.start();
  }

  /**
   * Reports that the database lost acknowledged rows. From now on every job searches for what the
   * missing rows may have recorded, for the settle time, before it makes anything.
   *
   * @param seen the evidence, for the log
   */
  public void rowsWereLost(String seen) {
    begun.lostRows(seen);
  }

  /**
   * Stops within 10 s. Running jobs park at their next step and continue at the next start or in
   * another process.
   */
  public void stop() {
    if (stopping.compareAndSet(false, true)) {
      aging.stop();
      scheduler.stop();
    }
  }

  /** Makes a job run soon, since what it waits for has changed. */
  public void wake(String jobId) {
    store.raiseSignal(jobId).ifPresent(workflow -> runNow(workflow, jobId));
  }

  private void runNow(String workflow, String jobId) {
    try {
      scheduler.reschedule(TaskInstanceId.of(workflow, jobId), clock.instant());
    } catch (TaskInstanceCurrentlyExecutingException e) {
      // It runs; its worker reads the signal again when it parks the job.
      LOG.debug("job {} runs already", jobId);
    } catch (TaskInstanceNotFoundException e) {
      LOG.debug("job {} has no run to wake", jobId);
    } catch (ExecutionException e) {
      // It was picked or parked between the scheduler's read and its update. The signal was raised
      // before, so the worker reads it when it parks the job.
      LOG.debug("job {} moved on by itself", jobId);
    }
  }

  @Override
  public boolean offer(Kind kind, String id, String payload, Instant due) {
    begun.offered(kind, id);
    boolean first = store.offer(kind, id, payload, due, clock.instant());
    if (!first) {
      begun.knownBefore(kind, id);
    }
    return first;
  }

  @Override
  public void makeDue(Kind kind, String id) {
    runNow(taskName(kind), id);
  }

  /** The name of the db-scheduler task that carries out a kind of errand. */
  public static String taskName(Kind kind) {
    return kind.stored().toLowerCase(Locale.ROOT);
  }

  private Scheduler scheduler(int threads) {
    List<Task<?>> tasks = new ArrayList<>();
    workflows.values().forEach(workflow -> tasks.add(jobTask(workflow)));
    for (Kind kind : Kind.values()) {
      tasks.add(errandTask(kind));
    }
    SchedulerTable table = store.schedulerTable();
    SchedulerBuilder builder =
        Scheduler.create(table.dataSource(), tasks)
            .startTasks(housekeeping())
            .schedulerName(new SchedulerName.Fixed(pickName))
            .clock(clock::instant)
            .serializer(new JacksonSerializer())
            .threads(threads)
            .executorService(BackgroundThreads.pool("job", threads))
            .dueExecutor(BackgroundThreads.pool("jobs-due", 1, this::wakeScheduler))
            .housekeeperExecutor(BackgroundThreads.clock("jobs-housekeeping", 3))
            .pollingInterval(timings.pollInterval())
            // Never more than there are threads: what is picked early would be taken over late.
            .pollUsingFetch(0.5, 1.0)
            .enableImmediateExecution()
            .enablePriority()
            .heartbeatInterval(timings.takeoverAfter().dividedBy(HEARTBEATS_UNTIL_TAKEOVER))
            .missedHeartbeatsLimit(MISSED_HEARTBEATS)
            .deleteUnresolvedAfter(NEVER)
            .shutdownMaxWait(HALF_OF_SHUTDOWN)
            .failureLogging(LogLevel.OFF, false);
    if (table.dialect() != null) {
      builder.jdbcCustomization(table.dialect());
    }
    return builder.build();
  }

  /** Wakes the polling thread, so that it notices that it has to stop. */
  private void wakeScheduler() {
    scheduler.triggerCheckForDueExecutions();
  }

  private Task<Void> jobTask(Workflow<?> workflow) {
    return Tasks.custom(workflow.name(), Void.class)
        .onDeadExecution(this::revive)
        .onFailure(this::failed)
        .execute(
            (instance, context) -> {
              Next next = jobRunner.run(workflow, instance.getId());
              return completion(workflow.name(), instance.getId(), next);
            });
  }

  private CompletionHandler<Void> completion(String workflow, String jobId, Next next) {
    return (complete, operations) -> {
      switch (next.kind()) {
        case OVER -> operations.remove();
        case PARKED -> park(workflow, jobId, next, complete, operations);
        case NOT_OURS -> LOG.debug("job {} is left to its new worker", jobId);
      }
    };
  }

  private void park(
      String workflow,
      String jobId,
      Next next,
      ExecutionComplete complete,
      ExecutionOperations<Void> operations) {
    Subject subject = next.subject();
    if (subject != null) {
      watcher.watch(jobId, subject);
    }
    operations.reschedule(complete, next.until() == null ? clock.instant() : next.until());
    // It could not be woken while it was picked, so a raised signal makes it due now.
    if (store.signal(jobId) != next.signal()) {
      runNow(workflow, jobId);
    }
  }

  private Task<Void> errandTask(Kind kind) {
    return Tasks.custom(taskName(kind), Void.class)
        .onDeadExecution(this::revive)
        .onFailure(this::failed)
        .execute(
            (instance, context) -> {
              Optional<Instant> again = errandRunner.run(kind, instance.getId());
              return (complete, operations) -> {
                if (again.isPresent()) {
                  operations.reschedule(complete, again.get());
                } else {
                  operations.remove();
                }
              };
            });
  }

  private RecurringTask<Void> housekeeping() {
    return Tasks.recurring("housekeeping", FixedDelay.of(Duration.ofHours(1)))
        .execute(
            (instance, context) -> {
              Instant now = clock.instant();
              store.purge(now.minus(DRAFTS_LIVE), now.minus(ERRANDS_REMEMBERED));
            });
  }

  /** Several processes may notice the same death; the first one acts. */
  private void revive(ExecutionComplete dead, ExecutionOperations<Void> operations) {
    try {
      new DeadExecutionHandler.ReviveDeadExecution<Void>().deadExecution(dead, operations);
    } catch (ExecutionException e) {
      LOG.debug("run {} was revived by another process", dead.getExecution().getId());
    }
  }

  /**
   * A run was interrupted. After a failure of the store it is tried again. After an Error this
   * process may be broken, so the row is left for another one, like that of a dead process.
   */
  private void failed(ExecutionComplete complete, ExecutionOperations<Void> operations) {
    Throwable cause = complete.getCause().orElse(null);
    TaskInstanceId run = complete.getExecution();
    if (cause instanceof Error && !(cause instanceof ControlFlow)) {
      LOG.error("run {} {} was cut short", run.getTaskName(), run.getId(), cause);
      return;
    }
    Duration first = timings.pollInterval();
    int failures = complete.getExecution().consecutiveFailures + 1;
    Duration pause = Retry.pause(first, first.multipliedBy(LONGEST_PAUSE_OF_POLLS), failures);
    LOG.error("run {} {} failed, again in {}", run.getTaskName(), run.getId(), pause, cause);
    operations.reschedule(complete, clock.instant().plus(pause));
  }
}
