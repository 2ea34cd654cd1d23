package dev.snapclone.linux;

import dev.snapclone.command.Button;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.JobPress;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Job;
import dev.snapclone.procedure.CloneMade;
import dev.snapclone.procedure.Os;
import dev.snapclone.request.CloneChoice;
import dev.snapclone.request.FinishedJobs;
import java.util.List;
import java.util.Optional;

/**
 * {@code Linux checklist} on finished Linux clones: what a copy still has of its original, a line
 * each, as a private answer.
 */
public final class LinuxChecklistPress implements JobPress {
  /** The press's name. */
  public static final String NAME = "linux-checklist";

  private final String console;
  private final CloneChoice choice;

  /**
   * @param console the press that opens the console, where most of the list can be done without a
   *     network
   * @param choice of one of several clones
   */
  public LinuxChecklistPress(String console, CloneChoice choice) {
    this.console = console;
    this.choice = choice;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Optional<Button> button(Job job) {
    return CloneMade.allStanding(job).stream()
        .findFirst()
        .filter(clone -> clone.copy().os() == Os.LINUX)
        .map(it -> new Button(NAME, job.id(), Button.Style.SECONDARY));
  }

  @Override
  public Optional<Reply> later(Invocation press, Job job) {
    if (!CloneMade.several(job)) {
      FinishedJobs.requireNotDeleted(FinishedJobs.clone(job));
    }
    return Optional.empty();
  }

  @Override
  public Reply press(Invocation invocation, Job job) {
    CloneMade clone = CloneMade.several(job) ? choice.of(invocation, job) : FinishedJobs.clone(job);
    FinishedJobs.requireNotDeleted(clone);
    if (clone.copy().os() == Os.WINDOWS) {
      throw new ExplainedFailure(
          Text.of("linux.not-linux", Arg.name(clone.copy().name())),
          Text.of("linux.not-linux-next"));
    }
    return new Reply(
        Reply.Tone.INFO,
        Text.of("linux.title", Arg.name(clone.copy().name())),
        new Checklist(clone, job.created()).lines(),
        List.of(new Button(console, job.id(), Button.Style.SECONDARY)),
        null,
        null);
  }
}
