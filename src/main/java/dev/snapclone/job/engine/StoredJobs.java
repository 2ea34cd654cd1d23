package dev.snapclone.job.engine;

import dev.snapclone.access.Actor;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobPlan;
import dev.snapclone.job.JobProgress;
import dev.snapclone.job.JobQuery;
import dev.snapclone.job.JobState;
import dev.snapclone.job.Jobs;
import dev.snapclone.job.JournalEntry;
import dev.snapclone.job.LockKey;
import dev.snapclone.job.NewJob;
import dev.snapclone.job.OutlineStep;
import dev.snapclone.job.Timing;
import dev.snapclone.job.Workflow;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The jobs in a {@link JobStore}. */
final class StoredJobs implements Jobs {
  private final JobStore store;
  private final Map<String, Workflow<?>> workflows;
  private final InstantSource clock;
  private final Json json;
  private final LocalHistory begun;
  private final Consumer<String> wake;

  /**
   * @param wake makes a job run soon
   */
  StoredJobs(
      JobStore store,
      Map<String, Workflow<?>> workflows,
      InstantSource clock,
      Json json,
      LocalHistory begun,
      Consumer<String> wake) {
    this.store = store;
    this.workflows = workflows;
    this.clock = clock;
    this.json = json;
    this.begun = begun;
    this.wake = wake;
  }

  @Override
  public Job submit(NewJob fresh, Consumer<Job> alongside) {
    Workflow<?> workflow = workflows.get(fresh.work().workflow());
    if (workflow == null) {
      throw new IllegalArgumentException("no workflow is called " + fresh.work().workflow());
    }
    Optional<Job> before = store.findByInvocation(fresh.origin().invocation());
    if (before.isPresent()) {
      return before.get();
    }
    String id = JobIds.of(fresh.origin().invocation());
    begun.submitted(id);
    JobState state = fresh.waitsForApproval() ? JobState.WAITING_FOR_APPROVAL : JobState.QUEUED;
    return store.insert(
        new Job(
            id,
            fresh.origin(),
            fresh.work(),
            new JobPlan(
                json.write(fresh.plan()),
                fresh.lines(),
                outline(workflow, fresh.plan()),
                Timing.of(fresh.plan())),
            clock.instant(),
            JobProgress.unstarted(state),
            null),
        alongside);
  }

  private static <P> List<OutlineStep> outline(Workflow<P> workflow, Object plan) {
    return workflow.outline(workflow.planType().cast(plan));
  }

  @Override
  public Optional<Job> find(String id) {
    return store.find(id);
  }

  @Override
  public Optional<Job> findByInvocation(String invocation) {
    return store.findByInvocation(invocation);
  }

  @Override
  public List<Job> recent(JobQuery query) {
    return store.recent(query);
  }

  @Override
  public List<Job> open() {
    return store.open();
  }

  @Override
  public List<JournalEntry> journal(String id) {
    return store.journal(id);
  }

  @Override
  public Optional<Job> maker(String cloud, String resource) {
    return store.maker(cloud, resource);
  }

  @Override
  public Optional<Job> holder(LockKey lock) {
    return store.holder(lock);
  }

  @Override
  public Cancelled cancel(String id, Actor who) {
    Cancelled cancelled = store.cancel(id, who, Outcomes.cancelledUnstarted(who), clock.instant());
    if (cancelled == Cancelled.UNDER_WAY) {
      wake.accept(id);
    }
    return cancelled;
  }

  @Override
  public String rememberCard(String id, String card) {
    return store.rememberCard(id, card);
  }
}
