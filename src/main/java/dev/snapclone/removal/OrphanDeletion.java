package dev.snapclone.removal;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobRecords;
import dev.snapclone.job.LockKey;
import dev.snapclone.job.Outcome;
import dev.snapclone.job.ResourceRef;
import dev.snapclone.job.Steps;
import java.util.List;
import java.util.Set;

/**
 * The steps that remove an orphan.
 *
 * @param prefix of the step keys
 */
record OrphanDeletion(OrphanPlan plan, String prefix) {
  private String key() {
    return prefix + "orphan";
  }

  /**
   * Requires that neither its job nor another one that waits or runs has to do with it.
   *
   * @throws ExplainedFailure when one has
   */
  void requireFree(List<Job> open) {
    LockKey lock = new LockKey(plan.cloud(), plan.resource().id());
    for (Job job : open) {
      boolean needs = !SnapshotDeletion.deletes(job) && job.work().locks().contains(lock);
      if (needs || job.id().equals(plan.job())) {
        throw ExplainedFailure.of("removal.needed-by", Arg.code(job.id()), Arg.text(job.title()));
      }
    }
  }

  void run(Cloud cloud, Steps steps) {
    MarkedRemoval.remove(cloud, key(), plan.resource(), plan.job(), steps);
  }

  /** Records on the job that made it that it is gone. */
  void tellSource(JobRecords records, Steps steps) {
    steps.perform(
        prefix + "tell-source",
        () -> records.amend(plan.job(), outcome -> without(outcome, steps.jobId())));
  }

  private Outcome without(Outcome outcome, String by) {
    Outcome now = outcome.leaving(others(outcome.made()));
    boolean left = outcome.left().size() > others(outcome.left()).size();
    return left ? now.cleaned(others(outcome.left()), by) : now;
  }

  private List<ResourceRef> others(List<ResourceRef> all) {
    return all.stream().filter(it -> !it.id().equals(plan.resource().id())).toList();
  }

  /** Whether it is gone or still there, by the keys of the steps that are done. */
  List<Text> standing(Set<String> done) {
    boolean gone = done.contains(key() + "-gone");
    return List.of(
        Text.of(gone ? "removal.gone" : "removal.still-there", Arg.text(plan.resource().words())));
  }
}
