package dev.snapclone.lease;

import dev.snapclone.command.Button;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.JobPress;
import dev.snapclone.command.Reply;
import dev.snapclone.job.Job;

/** {@code Keep} on a reminder: it stays until somebody deletes it. */
public record KeepPress(Extension extension) implements JobPress {
  public static final String NAME = "keep-lease";

  /** The button; only reminders have it. */
  static Button of(Job job) {
    return new Button(NAME, job.id(), Button.Style.SECONDARY);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Reply press(Invocation press, Job job) {
    return extension.to(press, job, null);
  }
}
