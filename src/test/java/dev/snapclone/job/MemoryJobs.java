package dev.snapclone.job;

import dev.snapclone.access.Actor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Jobs in memory. A test submits or puts them, and runs them at once. */
public class MemoryJobs implements Jobs, Plans, JobRecords {
  private final Map<String, Job> jobs = new LinkedHashMap<>();
  private final Map<String, Object> plans = new ConcurrentHashMap<>();
  private final Map<String, List<JournalEntry>> journals = new ConcurrentHashMap<>();
  private final Map<String, Job> makers = new ConcurrentHashMap<>();
  private @Nullable LockKey held;
  private volatile boolean down;

  /** Simulates a lock of another job. */
  public synchronized void hold(LockKey lock) {
    held = lock;
  }

  /** Whether every search for a job fails. */
  public void down(boolean now) {
    down = now;
  }

  /** Stores a job; keeps an existing card unless the job has one. */
  public synchronized void put(Job job) {
    Job before = jobs.get(job.id());
    boolean keepsCard = before != null && job.card() == null;
    jobs.put(job.id(), keepsCard ? JobBuilder.like(job).card(before.card()).build() : job);
  }

  /** As {@link #put}, unless there is one with its id. */
  public synchronized void putIfAbsent(Job job) {
    jobs.putIfAbsent(job.id(), job);
  }

  /** Sets a job's journal. */
  public void journal(String id, JournalEntry... entries) {
    journals.put(id, List.of(entries));
  }

  /** Records that a job made a resource. */
  public void made(String resource, Job maker) {
    makers.put(resource, maker);
  }

  /** A job that must exist. */
  public synchronized Job one(String id) {
    return Objects.requireNonNull(jobs.get(id), id);
  }

  @Override
  public synchronized Job submit(NewJob job, Consumer<Job> alongside) {
    Optional<Job> known = findByInvocation(job.origin().invocation());
    if (known.isPresent()) {
      return known.get();
    }
    List<LockKey> locks = job.work().locks();
    if (held != null && locks.contains(held)) {
      throw new LockedException(held, "j0");
    }
    for (LockKey lock : locks) {
      if (lock.isName() && holder(lock).isPresent()) {
        throw new LockedException(lock, holder(lock).map(Job::id).orElse(null));
      }
    }
    String id = "j" + (jobs.size() + 1);
    plans.put(id, job.plan());
    JobState state = job.waitsForApproval() ? JobState.WAITING_FOR_APPROVAL : JobState.QUEUED;
    Job stored =
        new Job(
            id,
            job.origin(),
            job.work(),
            new JobPlan("{}", job.lines(), List.of(), Timing.of(job.plan())),
            JobBuilder.NOW,
            JobProgress.unstarted(state),
            null);
    jobs.put(id, stored);
    try {
      alongside.accept(stored);
    } catch (RuntimeException e) {
      jobs.remove(id);
      throw e;
    }
    return stored;
  }

  @Override
  public <P> P of(Job job, Class<P> type) {
    return ImmediateSteps.throughJson(type.cast(plans.get(job.id())), type);
  }

  @Override
  public boolean giveReason(String id, Reason reason) {
    throw new UnsupportedOperationException();
  }

  @Override
  public synchronized void amend(String id, UnaryOperator<Outcome> change) {
    Job job = one(id);
    if (job.outcome() != null) {
      end(id, job.state(), change.apply(job.outcome()));
    }
  }

  /** Runs a stored job. Afterwards it is DONE, or it is FAILED and the failure is thrown. */
  public <P> Outcome run(String id, Workflow<P> workflow, ImmediateSteps steps) {
    try {
      Outcome outcome =
          steps.run(workflow, Objects.requireNonNull(workflow.planType().cast(plans.get(id))));
      end(id, JobState.DONE, ImmediateSteps.throughJson(outcome, Outcome.class));
      return outcome;
    } catch (RuntimeException failed) {
      end(id, JobState.FAILED, null);
      throw failed;
    }
  }

  /** Ends a job. */
  public synchronized void end(String id, JobState state, @Nullable Outcome outcome) {
    jobs.put(id, JobBuilder.like(one(id)).state(state).outcome(outcome).build());
  }

  @Override
  public synchronized Optional<Job> find(String id) {
    if (down) {
      throw new IllegalStateException("storage is down");
    }
    return Optional.ofNullable(jobs.get(id));
  }

  @Override
  public synchronized Optional<Job> findByInvocation(String invocation) {
    return jobs.values().stream()
        .filter(job -> job.origin().invocation().equals(invocation))
        .findFirst();
  }

  /** The newest first: the one that was stored last. */
  @Override
  public synchronized List<Job> recent(JobQuery query) {
    List<Job> newestFirst = new ArrayList<>(jobs.values());
    Collections.reverse(newestFirst);
    List<String> ids = newestFirst.stream().map(Job::id).toList();
    List<Job> found =
        newestFirst.stream()
            .filter(job -> job.place().guild().equals(query.guild()))
            .filter(job -> query.clouds().include(job.cloud()))
            .filter(job -> query.states().contains(job.state()))
            .filter(
                job -> query.requester() == null || job.requester().id().equals(query.requester()))
            .filter(
                job ->
                    query.olderThan() == null
                        || ids.indexOf(job.id()) > ids.indexOf(query.olderThan()))
            .filter(
                job ->
                    query.newerThan() == null
                        || ids.indexOf(job.id()) < ids.indexOf(query.newerThan()))
            .toList();
    int from = query.newerThan() == null ? 0 : Math.max(0, found.size() - query.most());
    return found.subList(from, Math.min(found.size(), from + query.most()));
  }

  @Override
  public synchronized List<Job> open() {
    return jobs.values().stream().filter(job -> !job.state().terminal()).toList();
  }

  @Override
  public List<JournalEntry> journal(String id) {
    return journals.getOrDefault(id, List.of());
  }

  @Override
  public Optional<Job> maker(String cloud, String resource) {
    return Optional.ofNullable(makers.get(resource));
  }

  @Override
  public Optional<Job> holder(LockKey lock) {
    return open().stream()
        .filter(job -> job.work().locks().contains(lock))
        .filter(job -> lock.isName() || job.state() != JobState.WAITING_FOR_APPROVAL)
        .findFirst();
  }

  @Override
  public Cancelled cancel(String id, Actor who) {
    return Cancelled.UNKNOWN;
  }

  @Override
  public synchronized String rememberCard(String id, String card) {
    Job job = one(id);
    if (job.card() != null) {
      return job.card();
    }
    jobs.put(id, JobBuilder.like(job).card(card).build());
    return card;
  }
}
