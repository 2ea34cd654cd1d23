package dev.snapclone.job.engine;

import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.job.Attempted;
import dev.snapclone.job.Creation;
import dev.snapclone.job.JournalEntry.Phase;
import dev.snapclone.job.Mark;
import dev.snapclone.job.Observation;
import dev.snapclone.job.PlanChanged;
import dev.snapclone.job.Steps;
import dev.snapclone.job.Steps.Undo;
import dev.snapclone.job.Subject;
import dev.snapclone.job.engine.CrashPoints.Moment;
import dev.snapclone.job.engine.Faults.Doubt;
import dev.snapclone.job.engine.Outcomes.Leftovers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of one run over the journal. Journaled steps return their results at once; the run
 * continues at the first step without a result. The replay collects what was made, so that it can
 * be undone after a crash.
 */
final class JournaledSteps implements Steps {
  private static final Logger LOG = LoggerFactory.getLogger(JournaledSteps.class);
  private static final int LONGEST_STATUS = 300;

  /** Prefix of the steps that discard duplicates. */
  static final String TWINS = "twins/";

  private final RunContext context;
  private final Journal journal;
  private final Faults faults;
  private final Search search;
  private final String prefix;
  private final boolean forward;
  private final Function<List<Undoable<?>>, Leftovers> unwinding;
  private final Set<String> seen = new HashSet<>();
  private final List<Undoable<?>> undoables = new ArrayList<>();

  /** Steps that were skipped because the job is ending or one of them failed. */
  private final Set<String> skipped = new LinkedHashSet<>();

  /** Why the job fails, unless it is found to have been further before. */
  private @Nullable ExplainedFailure failure;

  /** Whether a step failed for good and what it left is collected, also while the job ends. */
  private boolean collecting;

  private @Nullable ControlFlow halted;
  private String current = "";

  /**
   * @param prefix is added to every key
   * @param forward true for the workflow's own steps, which stop when the job ends; false for undo
   *     steps
   * @param unwinding undoes what steps made that may fail without the job, oldest first
   */
  JournaledSteps(
      RunContext context,
      Journal journal,
      String prefix,
      boolean forward,
      Function<List<Undoable<?>>, Leftovers> unwinding) {
    this.unwinding = unwinding;
    this.context = context;
    this.journal = journal;
    this.faults = new Faults(context, journal);
    this.search = new Search(context, journal, faults);
    this.prefix = prefix;
    this.forward = forward;
  }

  @Override
  public String jobId() {
    return journal.jobId();
  }

  /** The last step that began, for the log. */
  String current() {
    return current;
  }

  /** What the steps so far made or may have made, oldest first. */
  List<Undoable<?>> undoables() {
    return undoables;
  }

  /** Whether certainly no step has made anything. */
  boolean madeNothing() {
    return undoables.stream()
        .map(it -> journal.entry(it.key()))
        .allMatch(entry -> entry == null || (entry.result() == null && !entry.attempts().doubt()));
  }

  @Override
  public <T> T once(String key, Class<T> type, Supplier<T> decide) {
    return halting(
        () -> {
          String full = enter(key);
          requireNotFailed();
          return decided(full, type, decide);
        });
  }

  @Override
  public <T> T leftBehind(String key, Class<T> type, Supplier<T> look) {
    collecting = true;
    return halting(
        () -> {
          String full = enter(key);
          return decided(full, type, () -> search.untilSettled(full, look));
        });
  }

  @Override
  public void perform(String key, Runnable effect) {
    halting(
        () -> onlySearching() ? skip(enter(key)) : decided(enter(key), Boolean.class, of(effect)));
  }

  @Override
  public void check(String key, Runnable look) {
    halting(() -> unlessReached(enter(key), full -> decided(full, Boolean.class, of(look))));
  }

  @Override
  public void await(String key, Subject subject, Supplier<? extends Observation<?>> look) {
    halting(
        () ->
            unlessReached(
                enter(key),
                full ->
                    awaited(
                        full,
                        Boolean.class,
                        subject,
                        () -> Observation.withoutResult(look.get()))));
  }

  private static Supplier<Boolean> of(Runnable action) {
    return () -> {
      action.run();
      return true;
    };
  }

  /**
   * Runs a step without a result. If the journal may lack rows, a failure is postponed until the
   * next creation has searched, since the job may have been further before.
   */
  private boolean unlessReached(String key, Function<String, Boolean> step) {
    if (onlySearching()) {
      return skip(key);
    }
    try {
      return step.apply(key);
    } catch (ExplainedFailure e) {
      if (!forward || journal.isComplete()) {
        throw e;
      }
      failure = e;
      return skip(key);
    }
  }

  private boolean skip(String key) {
    return skipped.add(key);
  }

  /**
   * Whether the job only searches for what it had made: it is ending or failing, and its journal
   * may lack rows. Only what is found can be undone.
   */
  private boolean onlySearching() {
    return forward && !journal.isComplete() && (failure != null || journal.ending());
  }

  /** Something that the job made was found, so the steps before it had been done. */
  private void skippedAreDone() {
    if (!journal.ending()) {
      skipped.stream()
          .filter(key -> !isDone(journal.entry(key)))
          .forEach(key -> done(Entry.intent(key, context.now()), true));
    }
    skipped.clear();
    failure = null;
  }

  private static boolean isDone(@Nullable Entry entry) {
    return entry != null && entry.phase() == Phase.DONE;
  }

  /**
   * Ends the run if the job has failed and nothing shows that it had been further.
   *
   * @throws ExplainedFailure why it fails
   */
  void requireNotFailed() {
    if (failure != null) {
      throw failure;
    }
  }

  private <T> T decided(String key, Class<T> type, Supplier<T> decide) {
    Entry entry = journal.entry(key);
    if (entry != null && settled(entry)) {
      return read(entry, type);
    }
    boundary();
    Entry before = entry == null ? Entry.intent(key, context.now()) : entry;
    reached(key, Moment.BEFORE_EFFECT);
    T result = Objects.requireNonNull(faults.call(before, Doubt.NEVER, decide), key);
    reached(key, Moment.AFTER_EFFECT);
    return done(before, result);
  }

  @Override
  public <T> T create(String key, Class<T> type, Creation<T> creation, Undo<T> undo) {
    return halting(() -> created(enter(key), type, creation, undo));
  }

  private <T> T created(String key, Class<T> type, Creation<T> creation, Undo<T> undo) {
    // Registered before the effect, so that it can be undone after a crash.
    undoables.add(new Undoable<>(key, type, creation, undo));
    Entry entry = journal.entry(key);
    if (entry != null && settled(entry)) {
      skippedAreDone();
      return read(entry, type);
    }
    boolean tracing = onlySearching();
    if (!tracing) {
      boundary();
    }
    Optional<T> found = search.before(key, entry, creation);
    Entry intent = entry == null ? Entry.intent(key, context.now()) : entry;
    if (found.isPresent()) {
      skippedAreDone();
      return done(intent, found.get());
    }
    if (tracing) {
      if (intent.attempts().doubt()) {
        journal.write(intent.withoutEffect());
      }
      requireNotFailed();
      throw new ControlFlow.Ending();
    }
    Entry attempt = intent.attempt(context.now());
    journal.writeAttempt(attempt); // fails if another worker has the job
    reached(key, Moment.BEFORE_EFFECT);
    Mark mark = new Mark(journal.jobId(), key);
    T made =
        Objects.requireNonNull(faults.call(attempt, Doubt.MAKING, () -> creation.make(mark)), key);
    reached(key, Moment.AFTER_EFFECT);
    return done(attempt, made);
  }

  @Override
  public <T> T await(String key, Class<T> type, Subject subject, Supplier<Observation<T>> look) {
    return halting(() -> awaited(enter(key), type, subject, look));
  }

  private <T> T awaited(String key, Class<T> type, Subject subject, Supplier<Observation<T>> look) {
    Entry entry = journal.entry(key);
    if (entry != null && settled(entry)) {
      return read(entry, type);
    }
    requireNotFailed();
    boundary();
    Entry before = entry == null ? Entry.intent(key, context.now()) : entry;
    reached(key, Moment.BEFORE_EFFECT);
    Observation<T> observation =
        Objects.requireNonNull(faults.call(before, Doubt.NEVER, look), key);
    reached(key, Moment.AFTER_EFFECT);
    T result = observation.result();
    if (result != null) {
      return done(before, result);
    }
    context.ongoingFailures().forget(jobId());
    Instant now = context.now();
    String status = cut(observation.status());
    if (before.phase() != Phase.WAITING
        || !status.equals(before.progress().status())
        || !Objects.equals(observation.percent(), before.progress().percent())) {
      journal.write(before.waiting(status, observation.percent(), now));
    } else {
      new Waits(context, journal, faults).unchanged(before, now);
    }
    reached(key, Moment.AFTER_JOURNAL);
    throw new ControlFlow.Parked(now.plus(context.timings().takeoverAfter()), subject);
  }

  private static String cut(@Nullable String status) {
    String given = status == null ? "" : status;
    return given.length() <= LONGEST_STATUS ? given : given.substring(0, LONGEST_STATUS);
  }

  /** Whether a step has its result; a permanent failure is thrown again. */
  private static boolean settled(Entry entry) {
    if (entry.phase() == Phase.FAILED) {
      Failure failure = entry.failure();
      throw failure == null
          ? new IllegalStateException("step " + entry.key() + " failed without a reason")
          : failure.toException();
    }
    return entry.phase() == Phase.DONE;
  }

  private <T> T read(Entry entry, Class<T> type) {
    String json = Objects.requireNonNull(entry.result(), entry.key());
    return context.json().read(json, type);
  }

  private <T> T done(Entry entry, T result) {
    context.ongoingFailures().forget(jobId());
    journal.write(entry.done(context.json().write(result), context.now()));
    reached(entry.key(), Moment.AFTER_JOURNAL);
    return result;
  }

  /** Between steps, where a run can stop without having to repeat anything. */
  private void boundary() {
    if (context.stopping().getAsBoolean()) {
      throw new ControlFlow.Parked(context.now(), null);
    }
    journal.check();
    if (forward && !collecting && journal.ending()) {
      throw new ControlFlow.Ending();
    }
  }

  private String enter(String key) {
    String full = prefix + key;
    if (!seen.add(full)) {
      throw new IllegalStateException("step key '" + full + "' is used twice");
    }
    current = full;
    return full;
  }

  private void reached(String key, Moment moment) {
    context.crashPoints().reached(journal.jobId(), key, moment);
  }

  @Override
  public <T> Attempted<T> attempt(Supplier<T> some) {
    int from = undoables.size();
    ExplainedFailure before = failure;
    try {
      return Attempted.succeeded(some.get());
    } catch (PlanChanged e) {
      throw e;
    } catch (ExplainedFailure e) {
      if (failure != null && failure == before) {
        throw e; // the job's own, which waited for these steps to search
      }
      // Nothing of these steps was found to be further than the failure.
      failure = null;
      skipped.clear();
      List<Undoable<?>> made = undoables.subList(from, undoables.size());
      return halting(() -> unwinding.apply(made).of(e, jobId()));
    }
  }

  /** A run that has to stop takes no further step, even if the workflow continues. */
  private <T> T halting(Supplier<T> step) {
    if (halted != null) {
      throw halted;
    }
    try {
      return step.get();
    } catch (ControlFlow e) {
      halted = e;
      throw e;
    }
  }

  /**
   * Discards duplicates that several attempts of one step may have left. Fails like any step, but
   * the job does not fail with it.
   */
  <T> void discardTwins(Undoable<T> undoable) {
    Entry entry = journal.entry(undoable.key());
    if (entry == null || entry.result() == null) {
      return;
    }
    if (entry.attempts().count() < 2 && journal.isComplete()) {
      return;
    }
    String kept = entry.result();
    Creation<T> creation = undoable.creation();
    try {
      perform(
          TWINS + undoable.key(),
          () ->
              creation.find(new Mark(journal.jobId(), undoable.key())).stream()
                  .filter(other -> !context.json().write(other).equals(kept))
                  .forEach(creation::discard));
    } catch (ExplainedFailure e) {
      LOG.warn("job {}: twins of step {} may be left: {}", jobId(), undoable.key(), e.toString());
    }
  }
}
