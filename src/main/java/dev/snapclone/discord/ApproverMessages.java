package dev.snapclone.discord;

import dev.snapclone.access.AccessPolicy;
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
import java.util.Set;
import java.util.function.Supplier;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Direct messages to the approvers who want them, withdrawn when the question is answered. Whoever
 * takes none is mentioned beside the question. Carries out {@link
 * dev.snapclone.job.Errands.Kind#APPROVAL}; sent once, even when carried out twice.
 */
final class ApproverMessages implements ErrandHandler {
  private static final int TRIES = 20;
  private static final Logger log = LoggerFactory.getLogger(ApproverMessages.class);

  private final CardViews views;
  private final CardBoard cards;
  private final Chat chat;
  private final Renderer renderer;
  private final AccessPolicy access;

  ApproverMessages(
      CardViews views, CardBoard cards, Chat chat, Renderer renderer, AccessPolicy access) {
    this.views = views;
    this.cards = cards;
    this.chat = chat;
    this.renderer = renderer;
    this.access = access;
  }

  /**
   * Sends or withdraws what a question's approvers are told directly.
   *
   * @throws ChatException when Discord cannot be reached; the errand is tried again
   */
  @Override
  public boolean carryOut(String id, String payload, int attempt) {
    AskedQuestion question = AskedQuestion.parse(id.substring(0, id.lastIndexOf(':')));
    Job job = views.jobs().find(question.jobId()).orElse(null);
    List<String> people = views.choices().directlyAsked();
    if (job == null || people.isEmpty()) {
      return true;
    }
    CardRef card = cards.where(job.id());
    if (!payload.equals(Approval.State.PENDING.name())) {
      people.forEach(person -> withdraw(job, question, () -> chat.direct(person)));
      withdraw(job, question, () -> spot(job, card));
      return true;
    }
    Optional<Approval> asked =
        views.approvals().find(job.id()).filter(a -> waits(job, a, question.round()));
    if (asked.isEmpty()) {
      return true;
    }
    if (card == null) {
      return attempt >= TRIES;
    }
    send(job, asked.get(), card, footer(job, question.round()), "p", "notify.question");
    return true;
  }

  private static boolean waits(Job job, Approval asked, int round) {
    return job.state() == JobState.WAITING_FOR_APPROVAL
        && asked.state() == Approval.State.PENDING
        && asked.round() == round;
  }

  /**
   * Reminds those who were asked directly.
   *
   * @throws ChatException when Discord cannot be reached now
   */
  void remind(Job job, Approval asked, CardRef card) {
    String footer = Reminders.footer(renderer.wording(), job, asked.round(), false);
    send(job, asked, card, footer, "y", "notify.question.still");
  }

  /**
   * @param kind prefix of the nonces
   * @param key of what is said
   */
  private void send(Job job, Approval asked, CardRef card, String footer, String kind, String key) {
    Spot question = spot(job, card);
    String message = card.question() == null ? card.message() : card.question();
    Text text =
        Text.of(
            key,
            Arg.person(job.requester().id()),
            Arg.link(job.title(), question.link(Objects.requireNonNull(message))),
            Arg.time(asked.expiresAt()));
    List<String> unreached = new ArrayList<>();
    for (String person : views.choices().directlyAsked()) {
      if (mayAnswer(job, asked, person)) {
        String nonce = Nonce.of(kind, AskedQuestion.of(asked).encode() + "-" + shortened(person));
        MessageCreateData told = message(job, List.of(text), footer);
        if (!sent(job, () -> chat.direct(person), told, null, nonce)) {
          unreached.add(person);
        }
      }
    }
    if (!unreached.isEmpty()) {
      List<Text> lines = List.of(text, Text.of("notify.unreached"));
      String apart = unreachedFooter(job, footer);
      MessageCreateData told = Renderer.calling(message(job, lines, apart), List.of(), unreached);
      sent(job, () -> question, told, message, Nonce.of(kind, AskedQuestion.of(asked).encode()));
    }
  }

  private boolean mayAnswer(Job job, Approval asked, String person) {
    return asked.countsYesOf(person)
        && chat.member(job.place().guild(), person)
            .filter(who -> access.mayApprove(who, job.place(), job.cloud(), asked.terms()))
            .isPresent();
  }

  /** False when the place is out of reach. */
  private boolean sent(
      Job job,
      Supplier<Spot> place,
      MessageCreateData told,
      @Nullable String replyTo,
      String nonce) {
    String footer =
        String.valueOf(Objects.requireNonNull(told.getEmbeds().get(0).getFooter()).getText());
    try {
      Spot spot = place.get();
      // Search on the first attempt too: the database may have lost an earlier one.
      if (own(job, spot).stream().noneMatch(own -> own.footer().equals(footer))) {
        chat.post(spot, told, replyTo, nonce);
      }
      return true;
    } catch (ChatException e) {
      if (e.kind() == ChatException.Kind.TRANSIENT) {
        throw e;
      }
      log.info("job {}: an approver is not told directly: {}", job.id(), e.getMessage());
      return false;
    }
  }

  private List<Chat.Own> own(Job job, Spot spot) {
    return chat.ownSince(spot, OwnMessages.from(job, job.created()));
  }

  /** Deletes what says that a question waits. */
  private void withdraw(Job job, AskedQuestion question, Supplier<Spot> place) {
    String asked = footer(job, question.round());
    String still = Reminders.footer(renderer.wording(), job, question.round(), false);
    Set<String> footers =
        Set.of(asked, still, unreachedFooter(job, asked), unreachedFooter(job, still));
    try {
      Spot spot = place.get();
      own(job, spot).stream()
          .filter(own -> footers.contains(own.footer()))
          .forEach(own -> chat.delete(spot, own.id()));
    } catch (ChatException e) {
      if (e.kind() == ChatException.Kind.TRANSIENT) {
        throw e;
      }
      log.info("job {}: an approver's message stays: {}", job.id(), e.getMessage());
    }
  }

  private MessageCreateData message(Job job, List<Text> lines, String footer) {
    Locale locale = locale(job);
    List<String> words =
        lines.stream().map(line -> renderer.wording().markdown(locale, line)).toList();
    int colour = CardRenderer.colour(JobState.WAITING_FOR_APPROVAL);
    return renderer.message(
        "", renderer.embed(locale, "", words, footer, colour), List.of(), List.of());
  }

  private String footer(Job job, int round) {
    return renderer
        .wording()
        .plain(
            locale(job), Text.of("notify.question.footer", Arg.code(job.id()), Arg.number(round)));
  }

  private String unreachedFooter(Job job, String footer) {
    return renderer
        .wording()
        .plain(locale(job), Text.of("notify.unreached.footer", Arg.plain(footer)));
  }

  private static Spot spot(Job job, @Nullable CardRef card) {
    if (card == null) {
      return Spot.of(job.place());
    }
    return card.questionSpot() == null ? card.spot() : card.questionSpot();
  }

  private static String shortened(String person) {
    return Long.toString(Long.parseUnsignedLong(person), Character.MAX_RADIX);
  }

  private static Locale locale(Job job) {
    return Wording.locale(job.place().locale());
  }
}
