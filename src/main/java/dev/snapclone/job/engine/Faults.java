package dev.snapclone.job.engine;

import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.job.FailurePolicy.Verdict;
import dev.snapclone.job.JobTimings;
import dev.snapclone.job.PlanChanged;
import dev.snapclone.job.Retry;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides what follows a failed call of a step: park and try again, journal it as permanent, or
 * pass it on as a bug.
 */
final class Faults {
  private static final Logger LOG = LoggerFactory.getLogger(Faults.class);
  private static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(15);

  private final RunContext context;
  private final Journal journal;

  Faults(RunContext context, Journal journal) {
    this.context = context;
    this.journal = journal;
  }

  /** Whether a failed call may have made something. */
  enum Doubt {
    /** No: it changes nothing, or is idempotent. */
    NEVER,
    /** It makes something: yes if the policy says that the outcome is unknown. */
    MAKING,
    /** It searches for what an earlier attempt made: as before. */
    LOOKING
  }

  /**
   * Makes a call of a step.
   *
   * @throws ExplainedFailure after a permanent failure, which is journaled
   * @throws ControlFlow.Parked after a transient failure, which is journaled
   */
  <R> R call(Entry entry, Doubt kind, Supplier<R> call) {
    try {
      return call.get();
    } catch (PlanChanged e) {
      // Not journaled: people may be asked about the new plan.
      throw e;
    } catch (ExplainedFailure e) {
      // A call that explains its failure knows that it made nothing.
      throw lasting(kind == Doubt.MAKING ? entry.withoutAttempt() : entry, Failure.of(e));
    } catch (RuntimeException e) {
      Verdict verdict = context.policy().judge(e);
      if (verdict == null) {
        throw e;
      }
      throw failureOf(entry, kind, verdict, e);
    }
  }

  private RuntimeException failureOf(Entry entry, Doubt kind, Verdict verdict, RuntimeException e) {
    Instant now = context.now();
    boolean maybeMade = kind == Doubt.LOOKING || (kind == Doubt.MAKING && verdict.outcomeUnknown());
    Entry counted = kind == Doubt.MAKING && !maybeMade ? entry.withoutAttempt() : entry;
    Entry fault = counted.fault(maybeMade, now);
    if (enough(fault, verdict, now) || !(verdict.transientFault() || verdict.outcomeUnknown())) {
      LOG.info("job {}: step {} failed for good: {}", journal.jobId(), entry.key(), e.toString());
      return lasting(fault, new Failure(verdict.what(), verdict.next(), verdict.requestId()));
    }
    journal.write(fault);
    Duration pause = pause(fault, verdict.retryAfter());
    LOG.info(
        "job {}: step {} failed and is tried again in {}: {}",
        journal.jobId(),
        entry.key(),
        pause,
        e.toString());
    throw new ControlFlow.Parked(now.plus(pause), null);
  }

  /** Whether such failures have lasted so long that they count as permanent. */
  private boolean enough(Entry fault, Verdict verdict, Instant now) {
    OngoingFailures ongoingFailures = context.ongoingFailures();
    JobTimings timings = context.timings();
    Instant here = ongoingFailures.failed(journal.jobId(), fault.key(), now);
    if (verdict.patience() != null) {
      Instant refused = ongoingFailures.refused(journal.jobId(), fault.key(), now);
      return !now.isBefore(refused.plus(verdict.patience()));
    }
    ongoingFailures.notRefused(journal.jobId(), fault.key());
    Instant since = fault.trouble().since();
    // A process that was not running has not tried, so it tries for a while.
    return since != null
        && !now.isBefore(since.plus(timings.stalledAfter()))
        && !now.isBefore(here.plus(shorter(timings.settleTime(), timings.stalledAfter())));
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** Journals a failure as permanent and returns the exception for the workflow. */
  ExplainedFailure lasting(Entry entry, Failure failure) {
    // The reason for this refusal may be that an earlier attempt took effect.
    journal.write(entry.failed(failure, entry.attempts().count() > 0, context.now()));
    return failure.toException();
  }

  /** Exponential with 20 % jitter, and never shorter than the service asked for. */
  private Duration pause(Entry fault, @Nullable Duration retryAfter) {
    Duration base = Duration.ofMillis(Math.max(1, context.timings().pollInterval().toMillis()));
    Duration backoff = Retry.pause(base, base.multipliedBy(60), fault.trouble().faults());
    long jitter = ThreadLocalRandom.current().nextLong(backoff.toMillis() / 5 + 1);
    Duration pause = backoff.plusMillis(jitter);
    if (retryAfter == null || retryAfter.compareTo(pause) <= 0) {
      return pause;
    }
    return retryAfter.compareTo(LONGEST_RETRY_AFTER) < 0 ? retryAfter : LONGEST_RETRY_AFTER;
  }
}
