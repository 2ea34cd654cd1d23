package dev.snapclone.discord;

import dev.snapclone.approval.Approval;
import dev.snapclone.approval.AskedQuestion;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.ErrandHandler;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replies to the approval question, since an edit notifies nobody: a job still waits, or its
 * approvers are asked again. Sent once, even when carried out twice.
 */
final class ApprovalReminder implements ErrandHandler {
  /** Suffix of an errand that asks approvers again; without it the errand is a reminder. */
  private static final String AGAIN = "again";

  private static final int TRIES = 20;
  private static final Logger log = LoggerFactory.getLogger(ApprovalReminder.class);

  private final CardViews views;
  private final CardBoard cards;
  private final Chat chat;
  private final Renderer renderer;
  private final Pings pings;
  private final ApproverMessages directly;

  ApprovalReminder(
      CardViews views,
      CardBoard cards,
      Chat chat,
      Renderer renderer,
      Pings pings,
      ApproverMessages directly) {
    this.views = views;
    this.cards = cards;
    this.chat = chat;
    this.renderer = renderer;
    this.pings = pings;
    this.directly = directly;
  }

  /**
   * Sends the reply, unless the question has been answered meanwhile.
   *
   * @throws ChatException when Discord cannot be reached; the errand is tried again
   */
  @Override
  public boolean carryOut(String id, String payload, int attempt) {
    int colon = id.lastIndexOf(':');
    AskedQuestion question = AskedQuestion.parse(colon < 0 ? id : id.substring(0, colon));
    Optional<Approval> asked =
        views
            .approvals()
            .find(question.jobId())
            .filter(a -> a.state() == Approval.State.PENDING && a.round() == question.round());
    Optional<Job> waiting =
        views
            .jobs()
            .find(question.jobId())
            .filter(job -> job.state() == JobState.WAITING_FOR_APPROVAL);
    if (asked.isEmpty() || waiting.isEmpty()) {
      return true;
    }
    CardRef card = cards.where(question.jobId());
    if (card == null) {
      return attempt >= TRIES;
    }
    boolean again = id.endsWith(":" + AGAIN);
    try {
      post(waiting.get(), asked.get(), card, again);
    } catch (ChatException e) {
      if (e.kind() == ChatException.Kind.TRANSIENT) {
        throw e;
      }
      log.warn("job {}: its approvers cannot be told: {}", question.jobId(), e.getMessage());
    }
    return true;
  }

  private void post(Job job, Approval asked, CardRef card, boolean again) {
    Spot spot = card.questionSpot() == null ? card.spot() : card.questionSpot();
    String question =
        card.question() == null ? card.message() : Objects.requireNonNull(card.question());
    Locale locale = Wording.locale(job.place().locale());
    String footer = Reminders.footer(renderer.wording(), job, asked.round(), again);
    if (!again) {
      directly.remind(job, asked, card);
    }
    // Search on the first attempt too: the database may have lost an earlier one.
    if (chat.ownSince(spot, OwnMessages.from(job, job.created())).stream()
        .anyMatch(own -> own.footer().equals(footer))) {
      return;
    }
    MessageCreateData message = message(job, asked, again, locale, footer);
    String nonce = Nonce.of(again ? "a" : "r", AskedQuestion.of(asked).encode());
    chat.post(spot, pings.approvers(message, job, asked), question, nonce);
  }

  private MessageCreateData message(
      Job job, Approval asked, boolean again, Locale locale, String footer) {
    List<String> lines = new ArrayList<>();
    Wording wording = renderer.wording();
    lines.add(
        wording.markdown(
            locale,
            Text.of(
                again ? "card.reminder.again" : "card.reminder.still",
                Arg.text(job.title()),
                Arg.time(asked.expiresAt()))));
    if (again) {
      asked.differences().forEach(text -> lines.add("• " + wording.markdown(locale, text)));
    }
    MessageCreateData message =
        renderer.message(
            "",
            renderer.embed(locale, "", lines, footer, CardRenderer.colour(job.state())),
            List.of(),
            List.of());
    if (!again) {
      return message;
    }
    // The requester must learn why the job does not run.
    return Renderer.calling(message, List.of(), List.of(job.requester().id()));
  }
}
