package dev.snapclone.request;

import dev.snapclone.i18n.Text;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobKind;
import dev.snapclone.job.JobPlan;
import dev.snapclone.job.JobState;
import dev.snapclone.job.Lease;
import dev.snapclone.job.Leases;
import dev.snapclone.job.PlanLine;
import dev.snapclone.job.Plans;
import dev.snapclone.procedure.Bill;
import dev.snapclone.procedure.CloneMade;
import dev.snapclone.procedure.Costs;
import dev.snapclone.procedure.SnapshotMade;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds to a job's plan what that costs, as long as it is decided about, and as long as what it made
 * stands. Not stored: prices and leases change.
 *
 * @param plans reads stored plans
 * @param kinds whose plans have a bill
 */
public record JobCosts(
    Costs costs, Plans plans, List<JobKind<? extends Bill.Priced>> kinds, Leases leases)
    implements UnaryOperator<Job> {
  private static final Logger log = LoggerFactory.getLogger(JobCosts.class);

  @Override
  public Job apply(Job job) {
    return worthTelling(job) ? said(job).map(cost -> with(job, cost)).orElse(job) : job;
  }

  private static boolean worthTelling(Job job) {
    return switch (job.state()) {
      case WAITING_FOR_APPROVAL, QUEUED -> true;
      case DONE -> SnapshotMade.standing(job).isPresent() || CloneMade.standing(job).isPresent();
      default -> false;
    };
  }

  private static Job with(Job job, Text cost) {
    List<PlanLine> lines = new ArrayList<>(job.plan().lines());
    lines.add(PlanLine.cost(cost));
    JobPlan told = job.plan().told(lines);
    return job.with(told);
  }

  private Optional<Text> said(Job job) {
    return kinds.stream()
        .filter(kind -> kind.includes(job))
        .findFirst()
        .flatMap(kind -> said(job, kind));
  }

  private Optional<Text> said(Job job, JobKind<? extends Bill.Priced> kind) {
    try {
      Bill.Priced plan = plans.of(job, kind.planType());
      return costs.of(job.cloud(), plan, leases.of(job.id()).map(l -> time(job, l)).orElse(null));
    } catch (IllegalArgumentException e) {
      log.warn("job {}: what it costs cannot be told: {}", job.id(), e.getMessage());
      return Optional.empty();
    }
  }

  /** From the end of the job to the end of its lease; null for ever. */
  private static @Nullable Duration time(Job job, Lease lease) {
    Instant made = job.progress().ended();
    Instant ends = lease.ends();
    if (job.state() != JobState.DONE || made == null) {
      return lease.keep();
    }
    return ends == null || ends.isBefore(made) ? null : Duration.between(made, ends);
  }
}
