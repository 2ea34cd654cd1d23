package dev.snapclone.storage;

import dev.snapclone.approval.Approval;
import dev.snapclone.approval.Approval.State;
import dev.snapclone.approval.ApprovalStore;
import dev.snapclone.approval.AskedQuestion;
import dev.snapclone.job.Errands.Kind;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobPlan;
import dev.snapclone.job.JobState;
import dev.snapclone.job.Jobs.LockedException;
import dev.snapclone.job.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Approvals in the database. Every change locks the job's row, as a cancellation does, so that two
 * answers, or an answer and a cancellation, are applied one after the other.
 */
final class JdbiApprovalStore implements ApprovalStore {
  private static final String STILL = ":still";
  private static final String AGAIN = ":again";

  private final Transactions transactions;
  private final JdbiJobStore jobs;
  private final CommitListeners listeners;
  private final InstantSource clock;

  JdbiApprovalStore(
      Transactions transactions,
      JdbiJobStore jobs,
      CommitListeners listeners,
      InstantSource clock) {
    this.transactions = transactions;
    this.jobs = jobs;
    this.listeners = listeners;
    this.clock = clock;
  }

  @Override
  public void ask(Approval approval) {
    boolean asked =
        transactions.run(
            handle -> ApprovalRows.insert(handle, approval) && errands(handle, approval));
    if (asked) {
      listeners.changed(approval.jobId());
    }
  }

  @Override
  public void grant(Approval given) {
    boolean granted =
        transactions.run(
            handle -> {
              Approval bare = given.withoutDecisions();
              if (!ApprovalRows.insert(handle, bare)) {
                return false;
              }
              ApprovalRows.save(handle, bare, given);
              return true;
            });
    if (granted) {
      listeners.changed(given.jobId());
    }
  }

  /** Stores the errands of an open question: its expiry and its reminder. */
  private static boolean errands(Handle handle, Approval approval) {
    String question = AskedQuestion.of(approval).encode();
    Duration expireAfter = approval.terms().expireAfter();
    Duration remindAfter = approval.terms().remindAfter();
    if (remindAfter.compareTo(Duration.ZERO) > 0 && remindAfter.compareTo(expireAfter) < 0) {
      Instant due = approval.expiresAt().minus(expireAfter).plus(remindAfter);
      ScheduledRuns.offer(handle, Kind.REMINDER, question + STILL, "", due);
    }
    ApprovalRows.news(handle, approval, approval.expiresAt().minus(expireAfter));
    return ScheduledRuns.offer(handle, Kind.EXPIRY, question, "", approval.expiresAt());
  }

  @Override
  public Optional<Approval> find(String jobId) {
    return transactions.run(handle -> ApprovalRows.find(handle, jobId));
  }

  @Override
  public Change update(
      String jobId, UnaryOperator<Approval> change, Function<Approval, Outcome> outcomeIfRefused) {
    Instant now = clock.instant();
    Change changed =
        transactions.run(
            handle -> {
              Job job = jobs.rows().lock(handle, jobId).orElseThrow(() -> noApproval(jobId));
              Approval before =
                  ApprovalRows.find(handle, jobId).orElseThrow(() -> noApproval(jobId));
              Approval after = change.apply(before);
              if (!after.equals(before)) {
                ApprovalRows.save(handle, before, after);
              }
              if (after.state() != before.state()) {
                follow(handle, job, after, outcomeIfRefused, now);
                ApprovalRows.news(handle, after, now);
              }
              return new Change(before, after);
            });
    if (!changed.after().equals(changed.before())) {
      listeners.changed(jobId);
      listeners.due();
    }
    return changed;
  }

  /** Applies a decided approval to its job. */
  private void follow(
      Handle handle,
      Job job,
      Approval decided,
      Function<Approval, Outcome> outcomeIfRefused,
      Instant now) {
    if (job.state() != JobState.WAITING_FOR_APPROVAL) {
      return;
    }
    if (decided.state() == State.GRANTED) {
      try {
        jobs.rows().takeLocks(handle, job);
      } catch (LockedException e) {
        // It takes its turn: its run begins when it gets them.
        jobs.rows().releaseLocks(handle, job.id());
        jobs.rows().claimNames(handle, job);
      }
      jobs.rows().setState(handle, job.id(), JobState.QUEUED);
      ScheduledRuns.scheduleJob(handle, job.workflow(), job.id(), now);
    } else {
      Outcome outcome = outcomeIfRefused.apply(decided);
      jobs.conclude(handle, job.id(), JobState.CANCELLED, outcome, true, now);
    }
  }

  @Override
  public boolean reopen(Job picked, UnaryOperator<Approval> change, @Nullable JobPlan plan) {
    String id = picked.id();
    Instant now = clock.instant();
    boolean reopened =
        transactions.run(
            handle -> {
              Job job = jobs.rows().lock(handle, id).orElseThrow(() -> noApproval(id));
              if (job.progress().epoch() != picked.progress().epoch()
                  || job.state().terminal()
                  || job.progress().cancelledBy() != null) {
                return false;
              }
              Approval before = ApprovalRows.find(handle, id).orElseThrow(() -> noApproval(id));
              Approval after = change.apply(before);
              ApprovalRows.save(handle, before, after);
              jobs.rows().backToWaiting(handle, picked, plan);
              // The next approval schedules a new run, perhaps before the worker of this one has
              // left.
              ScheduledRuns.dropJob(handle, job.workflow(), id);
              errands(handle, after);
              ScheduledRuns.offer(
                  handle, Kind.REMINDER, AskedQuestion.of(after).encode() + AGAIN, "", now);
              return true;
            });
    if (reopened) {
      listeners.changed(id);
      listeners.due();
    }
    return reopened;
  }

  private static NoSuchElementException noApproval(String jobId) {
    return new NoSuchElementException("job " + jobId + " has no approval");
  }
}
