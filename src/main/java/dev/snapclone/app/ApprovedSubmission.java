package dev.snapclone.app;

import dev.snapclone.access.RequestedAction;
import dev.snapclone.approval.Approvals;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.RateLimits;
import dev.snapclone.i18n.Text;
import dev.snapclone.job.Estimate;
import dev.snapclone.job.Estimates;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobOrigin;
import dev.snapclone.job.Jobs;
import dev.snapclone.job.Lease;
import dev.snapclone.job.Leases;
import dev.snapclone.job.LockKey;
import dev.snapclone.job.NewJob;
import dev.snapclone.job.PlanLine;
import dev.snapclone.job.PlanLine.Section;
import dev.snapclone.job.Reason;
import dev.snapclone.lease.LeaseTerms;
import dev.snapclone.procedure.Bill;
import dev.snapclone.procedure.Costs;
import dev.snapclone.procedure.PlanLines;
import dev.snapclone.request.JobSubmission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Submits the features' jobs for approval, within each cloud's limit, with how long what they make
 * is kept.
 */
record ApprovedSubmission(
    Approvals approvals,
    Jobs jobs,
    RateLimits limits,
    LeaseTerms terms,
    Leases leases,
    Estimates estimates,
    Costs costs)
    implements JobSubmission {
  @Override
  public void requireAllowed(Invocation by, RequestedAction action) {
    terms.require(action.command(), by.option(Invocation.KEEP).orElse(null));
    approvals.requireAllowed(
        by.actor(), by.place(), Reason.of(by.option(Invocation.REASON).orElse(null)), action);
  }

  @Override
  public Optional<Text> costs(String cloud, Bill bill, int times) {
    return costs.aMonth(cloud, bill, times);
  }

  @Override
  public List<PlanLine> beforehand(Invocation by, String cloud, Object plan, List<PlanLine> lines) {
    Optional<Estimate> estimate = estimates.of(cloud, plan);
    List<PlanLine> all = new ArrayList<>();
    for (Section section : Section.values()) {
      List<Text> told = PlanLine.of(section, lines);
      all.addAll(PlanLine.all(section, PlanLines.withoutGuesses(told, estimate.isPresent())));
    }
    if (plan instanceof Bill.Priced priced) {
      Duration keep =
          terms
              .wanted(by.name(), by.option(Invocation.KEEP).orElse(null))
              .map(LeaseTerms.Keep::time)
              .orElse(null);
      costs.of(cloud, priced, keep).map(PlanLine::cost).ifPresent(all::add);
    }
    estimate.map(Estimate::sentence).map(PlanLine::cost).ifPresent(all::add);
    return all;
  }

  @Override
  public boolean wantsReason(Job about, RequestedAction likely, @Nullable Reason given) {
    return approvals.wantsReason(about, likely, given);
  }

  @Override
  public Job submit(NewJob job, RequestedAction action) {
    Optional<LeaseTerms.Keep> keep = terms.wanted(job.work().workflow(), job.keep());
    // After a crash, a job that already exists is already counted.
    if (jobs.findByInvocation(job.origin().invocation()).isEmpty()) {
      limits.requireCloud(job.work().cloud());
    }
    JobOrigin origin = job.origin();
    return approvals.submit(
        job,
        action,
        stored ->
            keep.ifPresent(
                it ->
                    leases.add(
                        Lease.of(stored.id(), it.time(), origin.requester(), stored.created()))));
  }

  @Override
  public Job submitAgreed(NewJob job, RequestedAction action) {
    return approvals.submitAgreed(job, action);
  }

  /** Not counted against the limit, which is for what people ask for. */
  @Override
  public Job submitBeforehand(NewJob job, RequestedAction action, String approved) {
    return approvals.submitBeforehand(job, action, approved);
  }

  @Override
  public Optional<Job> holder(LockKey lock) {
    return jobs.holder(lock);
  }
}
