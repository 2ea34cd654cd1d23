package dev.snapclone.removal;

import dev.snapclone.cloud.Cloud;
import dev.snapclone.cloud.Marks;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobRecords;
import dev.snapclone.job.LockKey;
import dev.snapclone.job.Outcome;
import dev.snapclone.job.Steps;
import dev.snapclone.procedure.SnapshotMade;
import dev.snapclone.procedure.SnapshotRemoval;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * The steps that delete a snapshot with what is behind it.
 *
 * @param prefix of the step keys; different for each snapshot that one job deletes
 */
record SnapshotDeletion(DeleteSnapshotPlan plan, String prefix) {
  private static final int NONE = -1;

  private String key() {
    return prefix + "snapshot";
  }

  private String behindKey(int index) {
    return prefix + "behind-" + (index + 1);
  }

  /**
   * Deletes it, and waits until it is gone.
   *
   * @param behind the steps for one of the volume snapshots behind it
   * @throws ExplainedFailure when it cannot be deleted
   */
  void run(Cloud cloud, Steps steps, Function<Integer, Steps> behind) {
    SnapshotRemoval removal = new SnapshotRemoval(cloud);
    int first = plan.behind().isEmpty() ? NONE : plan.behind().indexOf(probed(removal, steps));
    if (first != NONE) {
      deleteBehind(removal, first, behind);
    }
    if (plan.ofOthers()) {
      removal.ofOthers(key(), plan.id(), plan.image(), steps);
    } else if (plan.image()) {
      removal.image(key(), plan.id(), plan.snapshotJob(), steps);
    } else {
      removal.volumeSnapshot(key(), plan.id(), plan.snapshotJob(), steps);
    }
    for (int i = 0; i < plan.behind().size(); i++) {
      if (i != first) {
        deleteBehind(removal, i, behind);
      }
    }
  }

  /**
   * The volume snapshot that goes before the image: the first one from which a volume was made.
   * Some clouds keep such a one; then the whole set stays, and can still be cloned.
   */
  private String probed(SnapshotRemoval removal, Steps steps) {
    return steps.once(
        key() + "-probe",
        String.class,
        () ->
            plan.behind().stream()
                .filter(id -> !removal.madeFrom(id).isEmpty())
                .findFirst()
                .orElse(Marks.NONE));
  }

  private void deleteBehind(SnapshotRemoval removal, int i, Function<Integer, Steps> steps) {
    removal.behindImage(
        behindKey(i), plan.behind().get(i), plan.name(), plan.snapshotJob(), steps.apply(i));
  }

  /** Records on the job that took it that it is gone. */
  void tellSource(JobRecords records, Steps steps) {
    if (plan.ofOthers()) {
      return;
    }
    steps.perform(
        prefix + "tell-source",
        () ->
            records
                .find(plan.snapshotJob())
                .ifPresent(job -> records.amend(job.id(), it -> without(job, it, steps.jobId()))));
  }

  private Outcome without(Job job, Outcome outcome, String by) {
    if (SnapshotMade.of(job).filter(made -> made.id().equals(plan.id())).isPresent()) {
      return SnapshotMade.deleted(outcome.leaving(List.of()), by);
    }
    // A copy's clone stays.
    return SnapshotMade.ofCopyDeleted(
        outcome.leaving(outcome.made().stream().filter(it -> !deletes(it.id())).toList()), by);
  }

  private boolean deletes(String id) {
    return id.equals(plan.id()) || plan.behind().contains(id);
  }

  /**
   * Requires that no open job needs the snapshot.
   *
   * @throws ExplainedFailure when one does
   */
  void requireNotNeeded(List<Job> open) {
    LockKey lock = new LockKey(plan.cloud(), plan.id());
    for (Job job : open) {
      if (!deletes(job) && job.work().locks().contains(lock)) {
        throw new ExplainedFailure(
            Text.of("snapshot.delete.needed-by-job", Arg.code(job.id()), Arg.text(job.title())),
            Text.of("snapshot.delete.needed-by-job-next"));
      }
    }
  }

  /** Whether a job only deletes what it locks. */
  static boolean deletes(Job job) {
    return job.workflow().startsWith("delete-");
  }

  /** What of it is gone and what is still there, by the keys of the steps that are done. */
  List<Text> standing(Set<String> done) {
    List<Text> lines = new ArrayList<>();
    Arg id = Arg.code(plan.id());
    if (done.contains(key() + "-gone")) {
      lines.add(Text.of("snapshot.delete.gone-already", id));
    } else {
      lines.add(Text.of("snapshot.delete.still-there", Arg.name(plan.name()), id));
    }
    for (int i = 0; i < plan.behind().size(); i++) {
      boolean gone = done.contains(behindKey(i) + "-gone");
      lines.add(
          Text.of(
              gone ? "snapshot.delete.gone-already" : "snapshot.delete.behind-still-there",
              Arg.code(plan.behind().get(i))));
    }
    return lines;
  }
}
