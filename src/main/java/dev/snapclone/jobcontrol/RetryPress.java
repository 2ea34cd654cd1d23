package dev.snapclone.jobcontrol;

import dev.snapclone.access.Role;
import dev.snapclone.cloud.Cloud;
import dev.snapclone.command.Button;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobRecords;
import dev.snapclone.job.JobState;
import dev.snapclone.job.Leases;
import dev.snapclone.job.Outcome;
import dev.snapclone.job.Plans;
import dev.snapclone.job.Reason;
import dev.snapclone.job.ResourceRef;
import dev.snapclone.procedure.CloneMade;
import dev.snapclone.removal.CleanUpPress;
import dev.snapclone.removal.CleanUpWorkflow;
import dev.snapclone.removal.Leftovers;
import dev.snapclone.request.ExclusiveJobs;
import dev.snapclone.request.JobSubmission;
import dev.snapclone.request.Repeatable;
import dev.snapclone.request.RequestPress;
import java.util.List;
import java.util.Optional;

/**
 * {@code Retry} on a job that failed or needs attention: asks for the same once more, planned anew,
 * as a new job with an approval of its own. The requester's own, or anybody's for an administrator.
 */
public final class RetryPress implements RequestPress {
  /** The press's name. */
  public static final String NAME = "retry";

  private final ExclusiveJobs exclusive;
  private final Plans plans;
  private final JobRecords records;
  private final List<Repeatable<?>> asking;
  private final Leases leases;

  /**
   * @param plans reads the plans of ended jobs
   * @param records where an ended job is told which one tries it again
   * @param leases how long what they were to make was to be kept
   * @param asking who asks for jobs that can be asked for again
   */
  public RetryPress(
      ExclusiveJobs exclusive,
      Plans plans,
      JobRecords records,
      Leases leases,
      List<? extends Repeatable<?>> asking) {
    this.exclusive = exclusive;
    this.plans = plans;
    this.records = records;
    this.leases = leases;
    this.asking = List.copyOf(asking);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Role roleForOthers() {
    return Role.ADMIN;
  }

  @Override
  public Optional<Button> button(Job job) {
    Outcome outcome = job.outcome();
    if (outcome != null
        && (outcome.retriedBy().isPresent() || CleanUpWorkflow.source(outcome).isPresent())) {
      return Optional.empty();
    }
    if (!CloneMade.all(job).isEmpty()) {
      return Optional.empty(); // some of its clones run
    }
    return switch (job.state()) {
      case FAILED -> Optional.of(exclusive.buttonAgain(NAME, job, Button.Style.PRIMARY));
      case NEEDS_ATTENTION -> Optional.of(exclusive.buttonAgain(NAME, job, Button.Style.SECONDARY));
      default -> Optional.empty();
    };
  }

  @Override
  public Reply press(Invocation invocation, Job job) {
    Arg id = Arg.code(job.id());
    boolean ended = job.state() == JobState.FAILED || job.state() == JobState.NEEDS_ATTENTION;
    if (!ended || !CloneMade.all(job).isEmpty()) {
      throw ExplainedFailure.of("approval.retry.not-failed", id);
    }
    ExclusiveJobs.Series series = exclusive.of(NAME, job.id());
    Optional<Job> open = series.open();
    if (open.isPresent()) {
      // Perhaps the process that made it died before it could say so.
      tell(job, open.get().id());
      return JobSubmission.already(open.get(), invocation);
    }
    series
        .done()
        .ifPresent(
            done -> {
              throw ExplainedFailure.of("approval.retry.done", id, Arg.code(done.id()));
            });
    exclusive
        .of(CleanUpPress.NAME, job.id())
        .open()
        .ifPresent(
            cleaning -> {
              throw ExplainedFailure.of("approval.retry.cleaning", id, Arg.code(cleaning.id()));
            });
    Repeatable<?> asks = asking(job);
    if (!asks.takesUpLeftovers()) {
      requireNothingLeft(job, invocation);
    }
    Reply reply = again(asks, job, invocation.withId(series.next()));
    if (reply.job() != null) {
      tell(job, reply.job());
    }
    return reply;
  }

  /** The ended job's card and outcome say which job tries it again. */
  private void tell(Job job, String by) {
    Outcome outcome = job.outcome();
    if (outcome != null && !outcome.retriedBy().equals(Optional.of(by))) {
      records.amend(job.id(), known -> known.retried(by));
    }
  }

  private <P> Reply again(Repeatable<P> asks, Job job, Invocation press) {
    Reason reason = job.reason();
    Invocation why =
        reason == null || press.option(Invocation.REASON).isPresent()
            ? press
            : press.with(Invocation.REASON, reason.text());
    Invocation same =
        leases.of(job.id()).map(lease -> why.with(Invocation.KEEP, lease.written())).orElse(why);
    return asks.again(plans.of(job, asks.kind().planType()), same);
  }

  private Repeatable<?> asking(Job job) {
    return asking.stream()
        .filter(one -> one.kind().includes(job))
        .findFirst()
        .orElseThrow(() -> ExplainedFailure.of("approval.retry.unknown", Arg.code(job.id())));
  }

  /** What a job left would be in the way of its second try, or be forgotten over it. */
  private void requireNothingLeft(Job job, Invocation invocation) {
    Outcome outcome = job.outcome();
    if (outcome == null) {
      return;
    }
    Arg id = Arg.code(job.id());
    if (!outcome.unresolved().isEmpty()) {
      throw ExplainedFailure.of("approval.retry.unresolved", id);
    }
    if (outcome.left().isEmpty()) {
      return;
    }
    Cloud cloud = exclusive.cloud(job, invocation);
    Leftovers leftovers = new Leftovers(cloud, job.id());
    for (ResourceRef left : outcome.left()) {
      leftovers
          .find(left)
          .ifPresent(
              found -> {
                throw ExplainedFailure.of(
                    "approval.retry.left", id, Arg.text(found.resource().words()));
              });
    }
  }
}
