package dev.snapclone.procedure;

import dev.snapclone.command.Invocation;
import dev.snapclone.command.Refusal;
import dev.snapclone.i18n.Text;
import dev.snapclone.job.Job;
import dev.snapclone.job.Jobs;

/**
 * The job that a pressed button is about: checked against what is stored, and only within its own
 * guild.
 */
public final class JobTargets {
  private final Jobs jobs;

  /**
   * @param jobs the jobs
   */
  public JobTargets(Jobs jobs) {
    this.jobs = jobs;
  }

  /**
   * The job that the press's target names.
   *
   * @throws Refusal when there is none in the guild where it was pressed
   */
  public Job of(Invocation press) {
    return press
        .option(Invocation.TARGET)
        .flatMap(jobs::find)
        .filter(job -> job.place().guild().equals(press.place().guild()))
        .orElseThrow(
            () ->
                new Refusal(
                    Text.of("procedure.no-such-job"), Text.of("procedure.no-such-job.next")));
  }
}
