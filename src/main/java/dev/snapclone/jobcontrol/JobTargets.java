package dev.snapclone.jobcontrol;

import dev.snapclone.command.Invocation;
import dev.snapclone.command.Refusal;
import dev.snapclone.i18n.Text;
import dev.snapclone.job.Job;
import dev.snapclone.job.Jobs;

/**
 * The job that a pressed button is about: checked against what is stored, and only within its own
 * guild.
 */
final class JobTargets {
  private final Jobs jobs;

  JobTargets(Jobs jobs) {
    this.jobs = jobs;
  }

  Job of(Invocation press) {
    return press
        .option(Invocation.TARGET)
        .flatMap(jobs::find)
        .filter(job -> job.place().guild().equals(press.place().guild()))
        .orElseThrow(
            () ->
                new Refusal(Text.of("approval.no-such-job"), Text.of("approval.no-such-job.next")));
  }
}
