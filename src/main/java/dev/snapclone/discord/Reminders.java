package dev.snapclone.discord;

import dev.snapclone.access.Terms;
import dev.snapclone.approval.Approval;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.Job;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/** Finds the reminders of a question, which {@link ApprovalReminder} posts, and withdraws them. */
final class Reminders {
  private Reminders() {}

  /**
   * The words by which a reminder is found.
   *
   * @param again whether it asks once more about a changed plan
   */
  static String footer(Wording wording, Job job, int round, boolean again) {
    String key = again ? "card.reminder.again.footer" : "card.reminder.still.footer";
    return wording.plain(
        Wording.locale(job.place().locale()), Text.of(key, Arg.code(job.id()), Arg.number(round)));
  }

  /**
   * Deletes the reminders of a question that is answered: they say that it waits.
   *
   * @throws ChatException when Discord cannot be reached now
   */
  static void withdraw(Chat chat, Wording wording, CardView view, CardRef card) {
    Approval approval = view.approval();
    if (approval == null || !reminded(approval)) {
      return;
    }
    Set<String> footers = new HashSet<>();
    for (int round = 1; round <= approval.round(); round++) {
      footers.add(footer(wording, view.job(), round, true));
      footers.add(footer(wording, view.job(), round, false));
    }
    Spot spot = card.questionSpot() == null ? card.spot() : card.questionSpot();
    chat.ownSince(spot, OwnMessages.from(view.job(), view.job().created())).stream()
        .filter(own -> footers.contains(own.footer()))
        .forEach(own -> chat.delete(spot, own.id()));
  }

  /** Whether there can be a reminder: it was asked again, or answered late. */
  private static boolean reminded(Approval approval) {
    Terms terms = approval.terms();
    Instant due = approval.expiresAt().minus(terms.expireAfter()).plus(terms.remindAfter());
    boolean early =
        approval.state() != Approval.State.EXPIRED
            && !approval.decisions().isEmpty()
            && approval.decisions().stream().allMatch(d -> d.at().isBefore(due));
    return approval.round() > 1 || (!terms.remindAfter().isZero() && !early);
  }
}
