package dev.snapclone.jobcontrol;

import dev.snapclone.access.Role;
import dev.snapclone.command.Button;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.JobPress;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Job;
import dev.snapclone.job.Jobs;
import java.util.Optional;

/**
 * {@code Cancel} on a job that waits or runs: the requester's own, or anybody's for an
 * administrator.
 */
public final class CancelJobPress implements JobPress {
  private final Jobs jobs;

  /**
   * @param jobs cancels
   */
  public CancelJobPress(Jobs jobs) {
    this.jobs = jobs;
  }

  @Override
  public String name() {
    return "cancel-job";
  }

  /** Pressed in private details, it replaces them: they and their button are out of date then. */
  @Override
  public Answer answer() {
    return Answer.IN_PLACE;
  }

  @Override
  public Role roleForOthers() {
    return Role.ADMIN;
  }

  @Override
  public Optional<Button> button(Job job) {
    return switch (job.state()) {
      case WAITING_FOR_APPROVAL, QUEUED, RUNNING ->
          Optional.of(new Button(name(), job.id(), Button.Style.SECONDARY));
      default -> Optional.empty();
    };
  }

  @Override
  public Reply press(Invocation invocation, Job job) {
    Arg id = Arg.code(job.id());
    return switch (jobs.cancel(job.id(), invocation.actor())) {
      case AT_ONCE -> Reply.of(Reply.Tone.SUCCESS, Text.of("approval.cancel.at-once", id));
      case UNDER_WAY -> Reply.of(Reply.Tone.SUCCESS, Text.of("approval.cancel.under-way", id));
      case FAILED_ALREADY -> throw ExplainedFailure.of("approval.cancel.failed-already", id);
      case TOO_LATE, UNKNOWN -> throw ExplainedFailure.of("approval.cancel.too-late", id);
    };
  }
}
