package dev.snapclone.jobcontrol;

import dev.snapclone.access.AccessPolicy;
import dev.snapclone.access.VisibleClouds;
import dev.snapclone.command.Command;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.OptionSpec;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.job.Jobs;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code /jobs}: what waits, runs and has ended lately in this guild, newest first. */
public final class JobsCommand implements Command {
  private static final int SHOWN = 15;
  private final Jobs jobs;
  private final AccessPolicy access;

  /**
   * @param access who sees what
   */
  public JobsCommand(Jobs jobs, AccessPolicy access) {
    this.jobs = jobs;
    this.access = access;
  }

  @Override
  public String name() {
    return "jobs";
  }

  @Override
  public List<OptionSpec> options() {
    return List.of(OptionSpec.oneOf("show", "open", "all"));
  }

  @Override
  public boolean makesJob() {
    return false;
  }

  @Override
  public Reply run(Invocation invocation) {
    boolean onlyOpen = invocation.option("show").filter("open"::equals).isPresent();
    VisibleClouds seen = access.visible(invocation.actor(), invocation.place(), role());
    List<Job> found = jobs.recent(invocation.place().guild(), seen, onlyOpen, SHOWN + 1);
    if (found.isEmpty()) {
      return Reply.of(
          Reply.Tone.INFO, Text.of("approval.jobs.none"), Text.of("approval.jobs.none.next"));
    }
    List<Text> lines = new ArrayList<>();
    found.stream().limit(SHOWN).forEach(job -> lines.add(line(job)));
    if (found.size() > SHOWN) {
      lines.add(Text.of("approval.jobs.more", Arg.number(SHOWN)));
    }
    return Reply.of(Reply.Tone.INFO, Text.of("approval.jobs"), lines.toArray(Text[]::new));
  }

  private static Text line(Job job) {
    boolean mended =
        job.state() == JobState.NEEDS_ATTENTION
            && job.outcome() != null
            && job.outcome().cleanedBy().isPresent();
    String state =
        mended ? "cleaned-up" : job.state().name().toLowerCase(Locale.ROOT).replace('_', '-');
    return Text.of(
        "approval.jobs.line",
        Arg.code(job.id()),
        Arg.text(job.title()),
        Arg.text(Text.of("approval.state." + state)),
        Arg.person(job.requester().id()),
        Arg.time(job.created()));
  }
}
