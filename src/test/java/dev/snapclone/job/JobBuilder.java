package dev.snapclone.job;

import dev.snapclone.access.Actor;
import dev.snapclone.access.Place;
import dev.snapclone.access.RequestedAction;
import dev.snapclone.i18n.Text;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Builds jobs for tests, with defaults for everything. */
public final class JobBuilder {
  public static final Instant NOW = Instant.parse("2026-11-23T09:30:00Z");
  private static final Actor ALICE = new Actor("u-alice", "Alice", Set.of(), Set.of(), false);
  private static final Place OPS = new Place("g1", "c1", "ops", "c1", "en-GB");

  private String id = "j1";
  private @Nullable String invocation;
  private Actor requester = ALICE;
  private Place place = OPS;
  private @Nullable Reason reason;
  private JobWork work = new JobWork("clone-v1", "main", Text.of("t"), List.of(), null);
  private JobPlan plan = new JobPlan("{}", List.of(), List.of());
  private Instant created = NOW;
  private JobProgress progress = JobProgress.unstarted(JobState.QUEUED);
  private @Nullable String card;

  private JobBuilder() {}

  /** A queued clone in the cloud {@code main}, requested by Alice. */
  public static JobBuilder aJob() {
    return new JobBuilder();
  }

  /** Starts with the values of an existing job. */
  public static JobBuilder like(Job job) {
    JobBuilder same = new JobBuilder();
    same.id = job.id();
    same.invocation = job.origin().invocation();
    same.requester = job.requester();
    same.place = job.place();
    same.reason = job.reason();
    same.work = job.work();
    same.plan = job.plan();
    same.created = job.created();
    same.progress = job.progress();
    same.card = job.card();
    return same;
  }

  public JobBuilder id(String value) {
    id = value;
    return this;
  }

  /** By default, the invocation is {@code i-} and the id. */
  public JobBuilder invocation(String value) {
    invocation = value;
    return this;
  }

  public JobBuilder by(Actor value) {
    requester = value;
    return this;
  }

  public JobBuilder in(Place value) {
    place = value;
    return this;
  }

  public JobBuilder because(@Nullable Reason value) {
    reason = value;
    return this;
  }

  public JobBuilder workflow(String value) {
    work = new JobWork(value, work.cloud(), work.title(), work.locks(), work.action());
    return this;
  }

  public JobBuilder cloud(String value) {
    work = new JobWork(work.workflow(), value, work.title(), work.locks(), work.action());
    return this;
  }

  public JobBuilder title(Text value) {
    work = new JobWork(work.workflow(), work.cloud(), value, work.locks(), work.action());
    return this;
  }

  public JobBuilder locks(LockKey... values) {
    work = new JobWork(work.workflow(), work.cloud(), work.title(), List.of(values), work.action());
    return this;
  }

  public JobBuilder action(RequestedAction value) {
    work = work.with(value);
    return this;
  }

  /** What people read of the plan. */
  public JobBuilder lines(List<PlanLine> lines) {
    plan = plan.told(lines);
    return this;
  }

  public JobBuilder outline(List<OutlineStep> steps) {
    plan = new JobPlan(plan.json(), plan.lines(), steps, plan.timing());
    return this;
  }

  public JobBuilder timing(@Nullable Timing timing) {
    plan = new JobPlan(plan.json(), plan.lines(), plan.outline(), timing);
    return this;
  }

  public JobBuilder created(Instant value) {
    created = value;
    return this;
  }

  /** Sets the state; a terminal one ends the job now, unless it has ended. */
  public JobBuilder state(JobState state) {
    Instant ended = progress.ended() == null ? NOW : progress.ended();
    return progress(state, progress.started(), state.terminal() ? ended : null);
  }

  /** Sets the state with both times. */
  public JobBuilder progress(JobState state, @Nullable Instant started, @Nullable Instant ended) {
    progress =
        new JobProgress(
            state, progress.epoch(), started, ended, progress.cancelledBy(), progress.outcome());
    return this;
  }

  public JobBuilder epoch(long value) {
    progress =
        new JobProgress(
            progress.state(),
            value,
            progress.started(),
            progress.ended(),
            progress.cancelledBy(),
            progress.outcome());
    return this;
  }

  public JobBuilder cancelledBy(@Nullable Actor value) {
    progress =
        new JobProgress(
            progress.state(),
            progress.epoch(),
            progress.started(),
            progress.ended(),
            value,
            progress.outcome());
    return this;
  }

  public JobBuilder outcome(@Nullable Outcome value) {
    progress =
        new JobProgress(
            progress.state(),
            progress.epoch(),
            progress.started(),
            progress.ended(),
            progress.cancelledBy(),
            value);
    return this;
  }

  public JobBuilder card(@Nullable String value) {
    card = value;
    return this;
  }

  /** The job as it is stored. */
  public Job build() {
    return new Job(id, origin(), work, plan, created, progress, card);
  }

  /** The job for a submission; it waits for approval if its state says so. */
  public NewJob fresh(Object typed) {
    return new NewJob(
        origin(), work, plan.lines(), typed, progress.state() == JobState.WAITING_FOR_APPROVAL);
  }

  private JobOrigin origin() {
    String asked = invocation == null ? "i-" + id : invocation;
    return new JobOrigin(asked, asked, requester, place, reason);
  }
}
