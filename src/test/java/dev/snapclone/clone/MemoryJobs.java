package dev.snapclone.clone;

import dev.snapclone.access.Actor;
import dev.snapclone.access.RequestedAction;
import dev.snapclone.access.VisibleClouds;
import dev.snapclone.job.ImmediateSteps;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobRecords;
import dev.snapclone.job.JobState;
import dev.snapclone.job.Jobs;
import dev.snapclone.job.JournalEntry;
import dev.snapclone.job.LockKey;
import dev.snapclone.job.NewJob;
import dev.snapclone.job.Outcome;
import dev.snapclone.job.Plans;
import dev.snapclone.job.Workflow;
import dev.snapclone.request.Asking;
import dev.snapclone.request.JobSubmission;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Jobs in memory: stored when submitted, run when told, at once. */
public class MemoryJobs implements Jobs, JobSubmission, Plans, JobRecords {
  private final Map<String, Job> jobs = new LinkedHashMap<>();
  private final Map<String, Object> plans = new HashMap<>();
  private final Set<String> asking;
  private final List<RequestedAction> actions = new ArrayList<>();
  private @Nullable LockKey held;
  private Runnable before = () -> {};

  /** Jobs of these kinds wait for approval. */
  public MemoryJobs(String... asking) {
    this.asking = Set.of(asking);
  }

  /** Another job has this for itself. */
  public void hold(LockKey lock) {
    held = lock;
  }

  /** Somebody is quicker than whoever hands over the next job. */
  public void beforeNextSubmit(Runnable quicker) {
    before = quicker;
  }

  @Override
  public Job submit(NewJob job, RequestedAction action) {
    Runnable quicker = before;
    before = () -> {};
    quicker.run();
    actions.add(action);
    return submit(
        new NewJob(
            job.workflow(),
            job.invocation(),
            job.requester(),
            job.place(),
            job.cloud(),
            job.title(),
            job.planText(),
            job.plan(),
            job.locks(),
            asking.contains(action.command())));
  }

  /** What was handed over, as the rules see it. */
  public List<RequestedAction> actions() {
    return actions;
  }

  @Override
  public Job submit(NewJob job) {
    Optional<Job> known = findByInvocation(job.invocation());
    if (known.isPresent()) {
      return known.get();
    }
    if (held != null && job.locks().contains(held)) {
      throw new LockedException(held, "j0");
    }
    for (LockKey lock : job.locks()) {
      if (lock.isName() && holder(lock).isPresent()) {
        throw new LockedException(lock, holder(lock).map(Job::id).orElse(null));
      }
    }
    String id = "j" + (jobs.size() + 1);
    plans.put(id, job.plan());
    Job stored =
        new Job(
            id,
            job.workflow(),
            job.invocation(),
            job.requester(),
            job.place(),
            job.cloud(),
            job.title(),
            job.planText(),
            "{}",
            List.of(),
            job.locks(),
            job.waitsForApproval() ? JobState.WAITING_FOR_APPROVAL : JobState.QUEUED,
            0,
            Asking.NOW,
            null,
            null,
            null,
            null,
            null);
    jobs.put(id, stored);
    return stored;
  }

  @Override
  public <P> P of(Job job, Class<P> type) {
    return ImmediateSteps.throughJson(type.cast(plans.get(job.id())), type);
  }

  @Override
  public void amend(String id, UnaryOperator<Outcome> change) {
    Job job = find(id).orElseThrow();
    if (job.outcome() != null) {
      jobs.put(id, with(job, job.state(), change.apply(job.outcome()), job.card()));
    }
  }

  /** Runs a stored job with its workflow; it is DONE then, or FAILED and the failure is thrown. */
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
  public void end(String id, JobState state, @Nullable Outcome outcome) {
    Job job = find(id).orElseThrow();
    jobs.put(id, with(job, state, outcome, job.card()));
  }

  /** Stores a job as it is. */
  public void put(Job job) {
    jobs.put(job.id(), job);
  }

  private static Job with(
      Job job, JobState state, @Nullable Outcome outcome, @Nullable String card) {
    return new Job(
        job.id(),
        job.workflow(),
        job.invocation(),
        job.requester(),
        job.place(),
        job.cloud(),
        job.title(),
        job.planText(),
        job.plan(),
        job.outline(),
        job.locks(),
        state,
        job.epoch(),
        job.created(),
        job.started(),
        state.terminal() ? Asking.NOW : null,
        job.cancelledBy(),
        outcome,
        card);
  }

  @Override
  public Optional<Job> find(String id) {
    return Optional.ofNullable(jobs.get(id));
  }

  @Override
  public Optional<Job> findByInvocation(String invocation) {
    return jobs.values().stream().filter(j -> j.invocation().equals(invocation)).findFirst();
  }

  @Override
  public Optional<Job> earlier(String invocation) {
    return findByInvocation(invocation);
  }

  @Override
  public List<Job> recent(String guild, VisibleClouds clouds, boolean onlyOpen, int limit) {
    return new ArrayList<>(jobs.values());
  }

  @Override
  public List<Job> open() {
    return jobs.values().stream().filter(j -> !j.state().terminal()).toList();
  }

  @Override
  public List<JournalEntry> journal(String id) {
    return List.of();
  }

  @Override
  public Optional<Job> holder(LockKey lock) {
    return open().stream()
        .filter(job -> job.locks().contains(lock))
        .filter(job -> lock.isName() || job.state() != JobState.WAITING_FOR_APPROVAL)
        .findFirst();
  }

  @Override
  public Cancelled cancel(String id, Actor who) {
    return Cancelled.UNKNOWN;
  }

  @Override
  public String rememberCard(String id, String card) {
    Job job = find(id).orElseThrow();
    jobs.put(id, with(job, job.state(), job.outcome(), card));
    return card;
  }
}
