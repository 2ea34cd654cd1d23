package dev.snapclone.removal;

import dev.snapclone.access.RequestedAction;
import dev.snapclone.access.Role;
import dev.snapclone.command.Button;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobKind;
import dev.snapclone.job.JobState;
import dev.snapclone.job.LockKey;
import dev.snapclone.job.Outcome;
import dev.snapclone.job.PlanLine;
import dev.snapclone.job.ResourceRef;
import dev.snapclone.request.ExclusiveJobs;
import dev.snapclone.request.FinishedJobs;
import dev.snapclone.request.JobRequest;
import dev.snapclone.request.Repeatable;
import dev.snapclone.request.RequestPress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code Clean up} on a job that needs attention: removes what it left. For the job's requester and
 * for administrators.
 */
public final class CleanUpPress implements RequestPress, Repeatable<CleanUpPlan> {
  /** The press's name. */
  public static final String NAME = "clean-up";

  /** On the card; the private details name all. */
  private static final int MOST_NAMED = 3;

  private final ExclusiveJobs exclusive;
  private final Duration settleTime;
  private final InstantSource clock;

  /**
   * @param settleTime how late a cloud may show accepted resources
   */
  public CleanUpPress(ExclusiveJobs exclusive, Duration settleTime, InstantSource clock) {
    this.exclusive = exclusive;
    this.settleTime = settleTime;
    this.clock = clock;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public JobKind<CleanUpPlan> kind() {
    return CleanUpWorkflow.KIND;
  }

  @Override
  public Reply again(CleanUpPlan before, Invocation press) {
    return press(press, FinishedJobs.named(exclusive.jobs(), before.job()));
  }

  @Override
  public Role roleForOthers() {
    return Role.ADMIN;
  }

  /** A clean-up that could not remove everything offers the next one, for the same original job. */
  @Override
  public Optional<Button> button(Job job) {
    Outcome outcome = job.outcome();
    if (job.state() != JobState.NEEDS_ATTENTION
        || outcome == null
        || !outcome.needsCleanUp()
        || outcome.cleanedBy().isPresent()
        || DeleteManyWorkflow.KIND.includes(job)) {
      return Optional.empty();
    }
    String source = CleanUpWorkflow.source(outcome).orElse(job.id());
    return Optional.of(exclusive.button(NAME, job, source, action(job), Button.Style.PRIMARY));
  }

  @Override
  public Reply press(Invocation invocation, Job ended) {
    return exclusive
        .of(NAME, ended.id())
        .request(invocation, exclusive.submission(), () -> request(ended));
  }

  private JobRequest request(Job ended) {
    CleanUpPlan plan = plan(ended);
    boolean again = ended.workflow().equals(CleanUpWorkflow.KIND.workflow());
    return new JobRequest(
        CleanUpWorkflow.KIND,
        List.of(new LockKey(plan.cloud(), "job/" + ended.id())),
        again ? ended.title() : Text.of("approval.cleanup.title", Arg.text(ended.title())),
        lines(plan),
        plan,
        action(ended),
        List.of());
  }

  /** The rules apply as for the original job. Jobs of older versions have no action. */
  private static RequestedAction action(Job ended) {
    RequestedAction before = ended.work().action();
    return before == null
        ? RequestedAction.of(CleanUpWorkflow.KIND.command(), ended.cloud())
        : before.as(CleanUpWorkflow.KIND.command());
  }

  /** Whether a job left only what others made. */
  private static boolean others(Job ended) {
    return CleanUpWorkflow.KIND.includes(ended) || DeleteManyWorkflow.KIND.includes(ended);
  }

  private CleanUpPlan plan(Job ended) {
    Outcome outcome = ended.outcome();
    Instant end = ended.progress().ended();
    if (outcome == null || end == null || others(ended)) {
      throw ExplainedFailure.of("approval.cleanup.nothing", Arg.code(ended.id()));
    }
    outcome
        .cleanedBy()
        .ifPresent(
            by -> {
              throw ExplainedFailure.of(
                  "approval.cleanup.done", Arg.code(ended.id()), Arg.code(by));
            });
    List<String> steps = outcome.unresolved();
    if (outcome.left().isEmpty() && steps.isEmpty()) {
      throw ExplainedFailure.of("approval.cleanup.nothing", Arg.code(ended.id()));
    }
    Instant settled = end.plus(settleTime);
    if (!steps.isEmpty() && clock.instant().isBefore(settled)) {
      throw ExplainedFailure.of(
          "approval.cleanup.too-early", Arg.code(ended.id()), Arg.time(settled));
    }
    return new CleanUpPlan(ended.cloud(), ended.id(), ended.created(), outcome.left(), steps);
  }

  /** The plan for people. */
  public static List<PlanLine> lines(CleanUpPlan plan) {
    List<PlanLine> lines = new ArrayList<>();
    lines.add(
        PlanLine.cost(
            plan.left().isEmpty()
                ? Text.of("approval.cleanup.cost-unknown", Arg.name(plan.cloud()))
                : Text.of(
                    "approval.cleanup.cost",
                    Arg.name(plan.cloud()),
                    Arg.number(plan.left().size()))));
    plan.left().stream()
        .limit(MOST_NAMED)
        .map(it -> Text.of("approval.cleanup.cost-one", it.kindInWords(), it.nameOrId()))
        .map(PlanLine::cost)
        .forEach(lines::add);
    for (ResourceRef left : plan.left()) {
      lines.add(PlanLine.makes(Text.of("approval.cleanup.plan.remove", Arg.text(left.words()))));
    }
    for (String step : plan.unresolved()) {
      lines.add(PlanLine.makes(Text.of("approval.cleanup.plan.look", Arg.code(step))));
    }
    lines.add(PlanLine.makes(Text.of("approval.cleanup.plan.only-marked", Arg.code(plan.job()))));
    return lines;
  }
}
