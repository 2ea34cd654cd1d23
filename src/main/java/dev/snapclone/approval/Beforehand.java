package dev.snapclone.approval;

import dev.snapclone.access.RequestedAction;
import dev.snapclone.access.Terms;
import dev.snapclone.job.Job;
import dev.snapclone.job.Jobs;
import dev.snapclone.job.NewJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Jobs that were approved before they were there, such as the runs of a schedule. */
record Beforehand(Jobs jobs, ApprovalStore store, ApprovalHistory history) {
  /**
   * Stores a job that an earlier approval covers, and queues it.
   *
   * @param action what it does, as the rules judged it
   * @param terms what they want for it today
   * @param approved the job whose approval was given for this one too
   * @return empty when that approval is not enough, so that this job has to be asked about
   * @throws Jobs.LockedException when another job has what it needs
   */
  Optional<Job> submit(NewJob job, RequestedAction action, Terms terms, String approved) {
    Optional<Approval> given =
        store.find(approved).filter(asked -> asked.state() == Approval.State.GRANTED);
    if (terms.required() > 0 && given.filter(it -> it.terms().covers(terms)).isEmpty()) {
      return Optional.empty();
    }
    List<Approval> used = new ArrayList<>();
    Job stored =
        jobs.submit(
            new NewJob(job.origin(), job.work().with(action), job.lines(), job.plan(), false),
            fresh ->
                given
                    .map(it -> it.beforehand(fresh.id(), PlanHash.of(fresh.plan().json())))
                    .ifPresent(
                        it -> {
                          store.grant(it);
                          used.add(it);
                        }));
    used.stream().findFirst().ifPresent(it -> history.usedBeforehand(stored, it, approved));
    return Optional.of(stored);
  }
}
