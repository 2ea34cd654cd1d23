package dev.snapclone.request;

import dev.snapclone.job.Job;
import dev.snapclone.job.JobKind;
import dev.snapclone.job.JobState;
import dev.snapclone.job.PlanLine;
import dev.snapclone.job.PlanLine.Section;
import dev.snapclone.job.Plans;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Jobs that were asked for before an update wait on: an earlier version stored what they do as
 * lines without sections, so that an approver would see neither costs nor warnings. These are told
 * again from the stored plan. Nothing is stored: a replica of the earlier version may read it.
 */
public final class EarlierPlans implements UnaryOperator<Job> {
  private static final Logger log = LoggerFactory.getLogger(EarlierPlans.class);

  private static final Set<JobState> TELLING =
      Set.of(JobState.WAITING_FOR_APPROVAL, JobState.QUEUED);

  /**
   * How plans of a kind are told.
   *
   * @param lines from the plan alone; only costs and warnings count
   */
  public record Telling<P>(JobKind<P> kind, Function<P, List<PlanLine>> lines) {}

  private final Plans plans;
  private final List<Telling<?>> tellings;

  /**
   * @param plans reads stored plans
   */
  public EarlierPlans(Plans plans, List<Telling<?>> tellings) {
    this.plans = plans;
    this.tellings = List.copyOf(tellings);
  }

  /** The job with what its approvers must see; the same when it has that, or when it is unknown. */
  @Override
  public Job apply(Job job) {
    if (!TELLING.contains(job.state())
        || !job.plan().of(Section.COST).isEmpty()
        || !job.plan().of(Section.WARNING).isEmpty()) {
      return job;
    }
    return tellings.stream()
        .filter(telling -> telling.kind().includes(job))
        .findFirst()
        .map(telling -> told(job, telling))
        .orElse(job);
  }

  private <P> Job told(Job job, Telling<P> telling) {
    List<PlanLine> lines = new ArrayList<>();
    try {
      telling.lines().apply(plans.of(job, telling.kind().planType())).stream()
          .filter(l -> l.section() == Section.COST || l.section() == Section.WARNING)
          .forEach(lines::add);
    } catch (IllegalArgumentException e) {
      log.warn("job {}: its plan cannot be told: {}", job.id(), e.getMessage());
      return job;
    }
    lines.addAll(job.plan().lines());
    return job.with(job.plan().told(lines));
  }
}
