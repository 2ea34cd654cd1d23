package dev.snapclone.jobcontrol;

import dev.snapclone.access.AccessPolicy;
import dev.snapclone.access.VisibleClouds;
import dev.snapclone.approval.Approval;
import dev.snapclone.command.Command;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.OptionSpec;
import dev.snapclone.command.Reply;
import dev.snapclone.command.Suggestion;
import dev.snapclone.inventory.Lookup;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** {@code /job id}: a job with its steps, and what can be done about it. */
public final class JobCommand implements Command {
  private static final String ID = "id";

  private final JobView view;
  private final RecentJobs recent;
  private final AccessPolicy access;
  private final Lookup lookup;
  private final JobPeople people;

  /**
   * @param view shows it
   * @param recent what is suggested
   * @param access who sees what
   * @param lookup ranks and words what is suggested
   * @param approvals by the job's id
   */
  public JobCommand(
      JobView view,
      RecentJobs recent,
      AccessPolicy access,
      Lookup lookup,
      Function<String, Optional<Approval>> approvals) {
    this.view = view;
    this.recent = recent;
    this.access = access;
    this.lookup = lookup;
    this.people = new JobPeople(approvals);
  }

  @Override
  public String name() {
    return "job";
  }

  @Override
  public List<OptionSpec> options() {
    return List.of(OptionSpec.required(ID));
  }

  @Override
  public boolean makesJob() {
    return false;
  }

  @Override
  public Reply run(Invocation invocation) {
    return view.of(invocation, role(), invocation.option(ID).orElse(""), people);
  }

  @Override
  public List<Suggestion> suggest(Invocation invocation, String option, String typed) {
    VisibleClouds seen = access.visible(invocation.actor(), invocation.place(), role());
    return lookup
        .to(invocation)
        .jobs(
            recent.of(invocation.place().guild()).stream()
                .filter(job -> seen.include(job.cloud()))
                .toList(),
            typed);
  }
}
