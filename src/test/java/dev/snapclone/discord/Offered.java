package dev.snapclone.discord;

import dev.snapclone.access.AccessPolicy;
import dev.snapclone.access.Role;
import dev.snapclone.clone.CloneBench;
import dev.snapclone.clone.LiftIsolationPress;
import dev.snapclone.command.Button;
import dev.snapclone.command.JobPress;
import dev.snapclone.i18n.Messages;
import dev.snapclone.job.Estimates;
import dev.snapclone.job.Job;
import dev.snapclone.job.NoFirstAnswers;
import dev.snapclone.job.NoLeases;
import dev.snapclone.jobcontrol.CancelJobPress;
import dev.snapclone.jobcontrol.DetailsPress;
import dev.snapclone.jobcontrol.JobView;
import dev.snapclone.jobcontrol.RetryPress;
import dev.snapclone.linux.LinuxChecklistPress;
import dev.snapclone.removal.CleanUpPress;
import dev.snapclone.removal.DeleteSnapshotPress;
import dev.snapclone.request.CloneChoice;
import dev.snapclone.request.CloudOption;
import dev.snapclone.request.ExclusiveJobs;
import dev.snapclone.request.SubmittedJobs;
import dev.snapclone.windows.GuideRoom;
import dev.snapclone.windows.OpenConsolePress;
import dev.snapclone.windows.WindowsGuide;
import dev.snapclone.windows.WindowsStepsPress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What the features offer about a job, in the order in which the application adds them. */
final class Offered {
  private static final List<JobPress> PRESSES = presses();

  private Offered() {}

  /** The buttons that somebody with a role may press. */
  static List<Button> about(Job job, Role role) {
    return about(job, press -> role.covers(press.role()));
  }

  static List<Button> about(Job job, Predicate<JobPress> shown) {
    return PRESSES.stream().filter(shown).flatMap(press -> press.button(job).stream()).toList();
  }

  private static List<JobPress> presses() {
    CloneBench bench = new CloneBench();
    SubmittedJobs jobs = bench.jobs;
    ExclusiveJobs exclusive = new ExclusiveJobs(jobs, new CloudOption(bench.clouds), jobs);
    WindowsGuide guide = new WindowsGuide(clone -> Optional.empty());
    GuideRoom room =
        new GuideRoom((job, place, card, to, title, key, messages) -> null, Messages.load(), guide);
    CancelJobPress cancel = new CancelJobPress(jobs);
    AccessPolicy nobody = new AccessPolicy(Set.of(), List.of(), List.of(), List.of(), List.of());
    JobView view =
        new JobView(
            jobs,
            new NoFirstAnswers(),
            nobody,
            (job, who) -> about(job, Role.ADMIN),
            job -> job,
            Estimates.NONE,
            InstantSource.system());
    List<JobPress> all = new ArrayList<>();
    all.addAll(features(bench, exclusive, room, guide));
    all.add(cancel);
    all.addAll(
        DetailsPress.all(view, id -> Optional.empty(), nobody, true, Messages.load(), cancel));
    return all;
  }

  private static List<JobPress> features(
      CloneBench bench, ExclusiveJobs exclusive, GuideRoom room, WindowsGuide guide) {
    return List.of(
        new LinuxChecklistPress(OpenConsolePress.NAME, new CloneChoice(bench.drafts)),
        new WindowsStepsPress(room, guide),
        bench.cloneThis,
        new LiftIsolationPress(exclusive),
        bench.deleteClone,
        new DeleteSnapshotPress(exclusive),
        new CleanUpPress(exclusive, Duration.ZERO, InstantSource.system()),
        new RetryPress(exclusive, bench.jobs, bench.jobs, new NoLeases(), List.of()));
  }
}
