package dev.snapclone.job.engine;

import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobProgress;
import dev.snapclone.job.JobState;
import dev.snapclone.job.Jobs.LockedException;
import dev.snapclone.job.Outcome;
import dev.snapclone.job.PlanChanged;
import dev.snapclone.job.StartGate;
import dev.snapclone.job.Subject;
import dev.snapclone.job.Watcher;
import dev.snapclone.job.Workflow;
import dev.snapclone.job.engine.CrashPoints.Moment;
import dev.snapclone.job.engine.JobStore.Pick;
import dev.snapclone.job.engine.Outcomes.Leftovers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * One run of a job: from its pick until it parks, ends, or is found to belong to another worker.
 */
final class JobRunner {
  private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);
  private static final String END = "end";

  /** The step in which the rules are checked again. */
  private static final String RULES = "rules";

  private static final int PAUSE_OF_POLLS = 5;

  private final RunContext context;
  private final Supplier<Watcher> watcher;
  private final Supplier<StartGate> gate;
  private final LocalHistory begun;

  JobRunner(
      RunContext context, Supplier<Watcher> watcher, Supplier<StartGate> gate, LocalHistory begun) {
    this.context = context;
    this.begun = begun;
    this.watcher = watcher;
    this.gate = gate;
  }

  /**
   * How a run ended.
   *
   * @param kind what happens to the scheduled run
   * @param until when to run again, null unless parked
   * @param subject what to watch until then, null for nothing
   * @param signal the job's signal at the time of the pick
   */
  record Next(Kind kind, @Nullable Instant until, @Nullable Subject subject, long signal) {
    /** What happens to the scheduled run. */
    enum Kind {
      /** The job has ended. */
      OVER,
      /** The job continues later. */
      PARKED,
      /** Another worker has the job. */
      NOT_OURS
    }
  }

  /** Runs a job until it parks or ends. */
  Next run(Workflow<?> workflow, String jobId) {
    try (MDC.MDCCloseable ignored = MDC.putCloseable("job", jobId)) {
      watcher.get().forget(jobId);
      Optional<Pick> pick = Journal.guarded(() -> context.store().pick(jobId, context.now()));
      return pick.map(it -> run(workflow, it))
          .orElseGet(() -> new Next(Next.Kind.OVER, null, null, 0));
    } catch (LockedException e) {
      LOG.debug("job {} waits for job {}", jobId, e.holder());
      Instant until = context.now().plus(context.timings().pollInterval());
      long signal = Journal.guarded(() -> context.store().signal(jobId));
      return new Next(Next.Kind.PARKED, until, null, signal);
    }
  }

  private Next run(Workflow<?> workflow, Pick pick) {
    Journal journal = new Journal(context.store(), pick, begun);
    if (pick.journal().isEmpty() && !journal.ending()) {
      Optional<Next> held = stoppedAtGate(pick);
      if (held.isPresent()) {
        return held.get();
      }
    }
    JournaledSteps steps =
        new JournaledSteps(
            context, journal, "", true, made -> new Unwinding(context, journal).run(made));
    try {
      if (!forward(workflow, pick.job(), journal, steps)) {
        backward(workflow, pick.job(), journal, steps);
      }
      leave(journal.jobId());
      return new Next(Next.Kind.OVER, null, null, pick.signal());
    } catch (ControlFlow.Parked e) {
      return new Next(Next.Kind.PARKED, e.until(), e.subject(), pick.signal());
    } catch (ControlFlow.AskedAgain e) {
      LOG.info("job {} waits for approval again", pick.job().id());
      return new Next(Next.Kind.NOT_OURS, null, null, pick.signal());
    } catch (ControlFlow.FencedOff e) {
      LOG.info("{}: another worker has it, this one stops", e.getMessage());
      leave(journal.jobId());
      return new Next(Next.Kind.NOT_OURS, null, null, pick.signal());
    }
  }

  private void leave(String jobId) {
    context.ongoingFailures().forget(jobId);
    begun.forget(jobId);
  }

  /** The result of the run if the job may not start; empty if it may. */
  private Optional<Next> stoppedAtGate(Pick pick) {
    String jobId = pick.job().id();
    try {
      if (gate.get().mayStart(pick.job())) {
        return Optional.empty();
      }
      LOG.info("job {} waits for approval again: a yes no longer counts", jobId);
      return Optional.of(new Next(Next.Kind.NOT_OURS, null, null, pick.signal()));
    } catch (RuntimeException e) {
      Duration pause = context.timings().pollInterval().multipliedBy(PAUSE_OF_POLLS);
      LOG.warn("job {} cannot start yet, again in {}: {}", jobId, pause, e.toString());
      Instant until = context.now().plus(pause);
      return Optional.of(new Next(Next.Kind.PARKED, until, null, pick.signal()));
    }
  }

  /** Runs the workflow; returns whether the job ended. */
  private <P> boolean forward(
      Workflow<P> workflow, Job job, Journal journal, JournaledSteps steps) {
    try {
      P plan = context.json().read(job.plan().json(), workflow.planType());
      if (job.work().action() != null) {
        steps.perform(RULES, () -> requireStillAllowed(job));
      }
      Outcome outcome = Objects.requireNonNull(workflow.run(plan, steps).get(), "outcome");
      steps.requireNotFailed();
      steps.undoables().forEach(steps::discardTwins);
      if (journal.ending()) {
        return false;
      }
      // If something could not be removed, a person must look at it, even after a success.
      boolean clean = outcome.left().isEmpty();
      boolean done = end(journal, clean ? JobState.DONE : JobState.NEEDS_ATTENTION, outcome);
      if (!done) {
        journal.noteCancelled();
      }
      return done;
    } catch (ControlFlow.Ending e) {
      return false;
    } catch (PlanChanged e) {
      if (steps.madeNothing() && !journal.ending() && askedAgain(workflow, job, e)) {
        throw new ControlFlow.AskedAgain();
      }
      journal.fail(Failure.of(e));
      return false;
    } catch (ExplainedFailure e) {
      journal.fail(Failure.of(e));
      return false;
    } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
      if (!journal.ending()) {
        LOG.error("job {}: bug in or after step '{}'", job.id(), steps.current(), e);
        journal.fail(Outcomes.bug(job.id()));
      }
      return false;
    }
  }

  private void requireStillAllowed(Job job) {
    boolean allowed;
    try {
      allowed = gate.get().stillAllowed(job);
    } catch (ExplainedFailure e) {
      throw e;
    } catch (RuntimeException e) {
      if (context.policy().judge(e) == null) {
        // A failure that is not a cloud's is the store's: this run ends, and the next one checks
        // again.
        throw new ControlFlow.StoreFailed(e);
      }
      throw e;
    }
    if (!allowed) {
      throw new ControlFlow.AskedAgain();
    }
  }

  private <P> boolean askedAgain(Workflow<P> workflow, Job job, PlanChanged changed) {
    P plan = workflow.planType().cast(changed.plan());
    String json = context.json().write(plan);
    return Journal.guarded(() -> gate.get().asksAgain(job, changed, json, workflow.outline(plan)));
  }

  /** Undoes what the job made and ends it as failed or cancelled. */
  private void backward(Workflow<?> workflow, Job job, Journal journal, JournaledSteps steps) {
    Leftovers leftovers = new Unwinding(context, journal).run(steps.undoables());
    leftovers.lasting().addAll(lastingEffects(workflow, job, journal));
    Failure failure = journal.failure();
    JobState state;
    Outcome outcome;
    if (failure != null && !journal.cancelled()) {
      state = leftovers.needAttention() ? JobState.NEEDS_ATTENTION : JobState.FAILED;
      outcome = Outcomes.failed(failure, job.id(), leftovers);
    } else {
      state = leftovers.needAttention() ? JobState.NEEDS_ATTENTION : JobState.CANCELLED;
      Optional<Job> now = Journal.guarded(() -> context.store().find(job.id()));
      outcome =
          Outcomes.cancelled(
              now.map(Job::progress).map(JobProgress::cancelledBy).orElse(null),
              job.id(),
              leftovers);
    }
    end(journal, state, outcome);
  }

  private <P> List<Text> lastingEffects(Workflow<P> workflow, Job job, Journal journal) {
    try {
      P plan = context.json().read(job.plan().json(), workflow.planType());
      return workflow.lastingEffects(plan, journal.doneKeys());
    } catch (RuntimeException e) {
      // An unreadable plan has failed the job already. It must end even without these lines.
      LOG.error("job {}: cannot tell what it had done", job.id(), e);
      return List.of();
    }
  }

  private boolean end(Journal journal, JobState state, Outcome outcome) {
    String jobId = journal.jobId();
    context.crashPoints().reached(jobId, END, Moment.BEFORE_EFFECT);
    boolean ended =
        Journal.guarded(
            () ->
                context
                    .store()
                    .end(
                        jobId,
                        journal.epoch(),
                        state,
                        outcome,
                        !journal.isComplete(),
                        context.now()));
    context.crashPoints().reached(jobId, END, Moment.AFTER_JOURNAL);
    if (ended) {
      LOG.info("job {} ended: {}", jobId, state);
    }
    return ended;
  }
}
