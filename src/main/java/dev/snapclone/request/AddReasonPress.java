package dev.snapclone.request;

import dev.snapclone.access.Role;
import dev.snapclone.command.Dialogue;
import dev.snapclone.command.GiveReasonPress;
import dev.snapclone.command.Invocation;
import dev.snapclone.command.JobPress;
import dev.snapclone.command.Reply;
import dev.snapclone.i18n.ExplainedFailure;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Job;
import dev.snapclone.job.Reason;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * {@code Give a reason} in the private answer to a button: its job waits for approval already, so
 * that nobody has to say why, but who wants to can. Approvers read it on the card.
 */
public final class AddReasonPress implements JobPress {
  static final String NAME = "add-reason";

  private final BiPredicate<Job, Reason> give;

  /**
   * @param give gives a waiting job its reason; false when it has one, or waits no more
   */
  public AddReasonPress(BiPredicate<Job, Reason> give) {
    this.give = give;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Answer answer() {
    return Answer.IN_PLACE;
  }

  @Override
  public Optional<Dialogue> dialogue(Invocation press, Role highest) {
    return highest.covers(role()) ? Optional.of(GiveReasonPress.dialogue()) : Optional.empty();
  }

  /** Nobody says why for another, not even an administrator. */
  @Override
  public Reply press(Invocation press, Job job) {
    if (!job.requester().id().equals(press.actor().id())) {
      throw ExplainedFailure.of("procedure.reason-not-yours", Arg.person(job.requester().id()));
    }
    Reason reason = Reason.of(press.option(Invocation.REASON).orElse(null));
    Arg id = Arg.code(job.id());
    if (reason == null || !give.test(job, reason)) {
      throw ExplainedFailure.of("procedure.reason-late", id);
    }
    return Reply.of(Reply.Tone.SUCCESS, Text.of("procedure.reason-added", id));
  }
}
