package dev.snapclone.storage;

import dev.snapclone.access.Actor;
import dev.snapclone.job.Errands;
import dev.snapclone.job.Errands.Kind;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobListener;
import dev.snapclone.job.JobQuery;
import dev.snapclone.job.JobState;
import dev.snapclone.job.Jobs.Cancelled;
import dev.snapclone.job.JournalEntry;
import dev.snapclone.job.LockKey;
import dev.snapclone.job.Outcome;
import dev.snapclone.job.Reason;
import dev.snapclone.job.engine.Entry;
import dev.snapclone.job.engine.Failure;
import dev.snapclone.job.engine.JobStore;
import dev.snapclone.job.engine.Json;
import dev.snapclone.job.engine.SchedulerTable;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;

/** Jobs in the database. Every change of a job locks its row first, which prevents deadlocks. */
final class JdbiJobStore implements JobStore {
  private final Transactions transactions;
  private final SchedulerTable schedulerTable;
  private final CommitListeners listeners;
  private final Json json;
  private final InstantSource clock;
  private final JobRows jobs;
  private final JournalRows journals;
  private final LeaseRows leases;

  JdbiJobStore(
      Transactions transactions,
      SchedulerTable schedulerTable,
      CommitListeners listeners,
      Json json,
      InstantSource clock) {
    this.transactions = transactions;
    this.schedulerTable = schedulerTable;
    this.listeners = listeners;
    this.json = json;
    this.clock = clock;
    this.jobs = new JobRows(json);
    this.journals = new JournalRows(jobs);
    this.leases = new LeaseRows(json);
  }

  @Override
  public SchedulerTable schedulerTable() {
    return schedulerTable;
  }

  @Override
  public void listen(JobListener listener) {
    listeners.listen(listener);
  }

  @Override
  public void whenDue(Runnable listener) {
    listeners.whenDue(listener);
  }

  @Override
  public Job insert(Job job, Consumer<Job> alongside) {
    Job stored =
        transactions.run(
            handle -> {
              if (!jobs.insert(handle, job)) {
                return jobs.findByInvocation(handle, job.origin().invocation()).orElseThrow();
              }
              jobs.claimNames(handle, job);
              if (job.state() == JobState.QUEUED) {
                jobs.takeLocks(handle, job);
                ScheduledRuns.scheduleJob(handle, job.workflow(), job.id(), job.created());
              }
              // Runs in this transaction: Jdbi reuses the transaction of the thread.
              alongside.accept(job);
              return jobs.find(handle, job.id()).orElseThrow();
            });
    if (stored.id().equals(job.id())) {
      listeners.changed(job.id());
      listeners.due();
    }
    return stored;
  }

  @Override
  public Optional<Job> find(String id) {
    return transactions.run(handle -> jobs.find(handle, id));
  }

  @Override
  public Optional<Job> findByInvocation(String invocation) {
    return transactions.run(handle -> jobs.findByInvocation(handle, invocation));
  }

  @Override
  public List<Job> recent(JobQuery query) {
    return transactions.run(handle -> jobs.recent(handle, query));
  }

  @Override
  public List<Job> open() {
    return transactions.run(jobs::open);
  }

  @Override
  public List<JournalEntry> journal(String id) {
    return transactions.run(handle -> journals.of(handle, id)).stream()
        .map(Entry::forReaders)
        .toList();
  }

  @Override
  public Optional<Job> maker(String cloud, String resource) {
    return transactions.run(handle -> jobs.maker(handle, cloud, resource));
  }

  @Override
  public Optional<Job> holder(LockKey lock) {
    return transactions.run(handle -> jobs.holder(handle, lock));
  }

  @Override
  public String rememberCard(String id, String card) {
    int remembered =
        transactions.run(
            handle ->
                handle
                    .createUpdate("update jobs set card = :card where id = :id and card is null")
                    .bind("card", card)
                    .bind("id", id)
                    .execute());
    if (remembered == 1) {
      listeners.changed(id);
    }
    return find(id).map(Job::card).orElse(card);
  }

  @Override
  public Optional<Pick> pick(String id, Instant now) {
    boolean[] first = new boolean[1];
    Optional<Pick> pick =
        transactions.run(
            handle -> {
              Optional<Job> before = jobs.lock(handle, id);
              first[0] = before.filter(job -> job.state() == JobState.QUEUED).isPresent();
              if (first[0]) {
                // Approved while another job had them, it does not have them yet.
                jobs.takeLocks(handle, before.orElseThrow());
              }
              return before.filter(JdbiJobStore::runnable).map(job -> picked(handle, job, now));
            });
    if (first[0]) {
      listeners.changed(id);
    }
    return pick;
  }

  private static boolean runnable(Job job) {
    return !job.state().terminal() && job.state() != JobState.WAITING_FOR_APPROVAL;
  }

  private Pick picked(Handle handle, Job before, Instant now) {
    handle
        .createUpdate(
            "update jobs set epoch = epoch + 1, started = coalesce(started, :now), state = :state"
                + " where id = :id")
        .bind("now", Rows.at(now))
        .bind(
            "state",
            before.state() == JobState.QUEUED ? JobState.RUNNING.name() : before.state().name())
        .bind("id", before.id())
        .execute();
    Job job = jobs.find(handle, before.id()).orElseThrow();
    List<Entry> journal = journals.of(handle, before.id());
    return handle
        .createQuery("select failure, signal from jobs where id = :id")
        .bind("id", before.id())
        .map(
            (row, context) ->
                new Pick(
                    job,
                    journal,
                    jobs.optional(row, "failure", Failure.class),
                    row.getLong("signal")))
        .one();
  }

  @Override
  public RunStatus check(String id, long epoch) {
    return transactions.run(handle -> status(handle, id, epoch, ""));
  }

  @Override
  public RunStatus write(String id, long epoch, Entry entry) {
    RunStatus standing =
        transactions.run(
            handle -> {
              RunStatus now = status(handle, id, epoch, " for update");
              journals.write(handle, id, entry);
              return now;
            });
    listeners.changed(id);
    return standing;
  }

  @Override
  public RunStatus fail(String id, long epoch, Failure failure) {
    RunStatus standing =
        transactions.run(
            handle -> {
              RunStatus now = status(handle, id, epoch, " for update");
              handle
                  .createUpdate(
                      "update jobs set failure = :failure"
                          + " where id = :id and failure is null and cancelled_by is null")
                  .bind("failure", json.write(failure))
                  .bind("id", id)
                  .execute();
              return now;
            });
    listeners.changed(id);
    return standing;
  }

  private static RunStatus status(Handle handle, String id, long epoch, String lock) {
    return handle
        .createQuery(
            "select case when cancelled_by is null then 0 else 1 end as cancelled from jobs"
                + " where id = :id and epoch = :epoch and ended is null"
                + lock)
        .bind("id", id)
        .bind("epoch", epoch)
        .map((row, context) -> new RunStatus(row.getInt("cancelled") == 1))
        .findOne()
        .orElseThrow(() -> new FencedOffException(id, epoch));
  }

  @Override
  public boolean end(
      String id, long epoch, JobState state, Outcome outcome, boolean maybeAnnounced, Instant now) {
    boolean ended =
        transactions.run(
            handle -> {
              if (status(handle, id, epoch, " for update").cancelled() && state == JobState.DONE) {
                return false;
              }
              conclude(handle, id, state, outcome, maybeAnnounced, now);
              return true;
            });
    if (ended) {
      listeners.changed(id);
      listeners.due();
    }
    return ended;
  }

  @Override
  public void amend(String id, UnaryOperator<Outcome> change) {
    boolean amended =
        transactions.run(
            handle -> {
              Outcome outcome = jobs.lock(handle, id).map(Job::outcome).orElse(null);
              if (outcome == null) {
                return false;
              }
              jobs.setOutcome(handle, id, change.apply(outcome));
              ScheduledRuns.followUp(handle, id, clock.instant());
              return true;
            });
    if (amended) {
      listeners.changed(id);
      listeners.due();
    }
  }

  @Override
  public boolean giveReason(String id, Reason reason) {
    boolean given = transactions.run(handle -> jobs.giveReason(handle, id, reason));
    if (given) {
      listeners.changed(id);
    }
    return given;
  }

  /** Ends a job, releases its locks and stores the errand that announces the outcome. */
  void conclude(
      Handle handle,
      String id,
      JobState state,
      Outcome outcome,
      boolean maybeAnnounced,
      Instant now) {
    jobs.end(handle, id, state, outcome, now);
    jobs.releaseLocks(handle, id);
    // Of several clones some may run, although something is left of another.
    if (state == JobState.DONE
        || (state == JobState.NEEDS_ATTENTION && !outcome.made().isEmpty())) {
      leases.begin(handle, id, now);
    }
    ScheduledRuns.offer(
        handle, Kind.OUTCOME, id, maybeAnnounced ? Errands.MAYBE_ANNOUNCED : "", now);
  }

  @Override
  public Cancelled cancel(String id, Actor who, Outcome outcome, Instant now) {
    Cancelled cancelled =
        transactions.run(
            handle ->
                jobs.lock(handle, id)
                    .map(job -> cancelled(handle, job, who, outcome, now))
                    .orElse(Cancelled.UNKNOWN));
    if (cancelled == Cancelled.AT_ONCE || cancelled == Cancelled.UNDER_WAY) {
      listeners.changed(id);
    }
    if (cancelled == Cancelled.AT_ONCE) {
      listeners.due();
    }
    return cancelled;
  }

  private Cancelled cancelled(Handle handle, Job job, Actor who, Outcome outcome, Instant now) {
    if (job.state().terminal()) {
      return Cancelled.TOO_LATE;
    }
    if (job.progress().cancelledBy() == null && jobs.failed(handle, job.id())) {
      return Cancelled.FAILED_ALREADY;
    }
    boolean waits = job.state() == JobState.WAITING_FOR_APPROVAL || job.state() == JobState.QUEUED;
    boolean atOnce = waits && !journals.any(handle, job.id());
    handle
        .createUpdate(
            "update jobs set cancelled_by = :who, state = :state, signal = signal + 1"
                + " where id = :id and cancelled_by is null and failure is null")
        .bind("who", json.write(who))
        .bind("state", JobState.CANCELLING.name())
        .bind("id", job.id())
        .execute();
    if (!atOnce) {
      return Cancelled.UNDER_WAY;
    }
    if (ApprovalRows.withdraw(handle, job.id())) {
      ApprovalRows.find(handle, job.id()).ifPresent(asked -> ApprovalRows.news(handle, asked, now));
    }
    ScheduledRuns.unscheduleJob(handle, job.workflow(), job.id());
    conclude(handle, job.id(), JobState.CANCELLED, outcome, true, now);
    return Cancelled.AT_ONCE;
  }

  /** The rows of jobs, for a transaction that also decides an approval. */
  JobRows rows() {
    return jobs;
  }

  @Override
  public Optional<String> raiseSignal(String id) {
    return transactions.run(
        handle ->
            jobs.raiseSignal(handle, id)
                ? jobs.find(handle, id).map(Job::workflow)
                : Optional.empty());
  }

  @Override
  public long signal(String id) {
    return transactions.run(handle -> jobs.signal(handle, id));
  }

  @Override
  public int releasePicks(Instant now) {
    return transactions.run(handle -> ScheduledRuns.releasePicks(handle, now));
  }

  @Override
  public boolean offer(Kind kind, String id, String payload, Instant due, Instant now) {
    boolean atOnce = !due.isAfter(now);
    Instant from = atOnce ? now : due; // the time until it is given up counts from here
    boolean first =
        transactions.run(handle -> ScheduledRuns.offer(handle, kind, id, payload, from));
    if (first && atOnce) {
      listeners.due();
    }
    return first;
  }

  @Override
  public Optional<Errand> begin(Kind kind, String id) {
    return transactions.run(handle -> ScheduledRuns.begin(handle, kind, id));
  }

  @Override
  public void finish(Kind kind, String id, Instant now) {
    transactions.run(
        handle -> {
          ScheduledRuns.finish(handle, kind, id, now);
          return true;
        });
  }

  @Override
  public void age(Instant dueBefore) {
    transactions.run(handle -> ScheduledRuns.age(handle, dueBefore));
  }

  @Override
  public void purge(Instant draftsBefore, Instant errandsBefore) {
    transactions.run(
        handle ->
            handle
                    .createUpdate("delete from draft where created < :before")
                    .bind("before", Rows.at(draftsBefore))
                    .execute()
                + handle
                    .createUpdate("delete from errand where done_at < :before")
                    .bind("before", Rows.at(errandsBefore))
                    .execute());
  }
}
