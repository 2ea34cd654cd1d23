package dev.snapclone.discord;

import dev.snapclone.approval.Approval;
import dev.snapclone.i18n.Text;
import dev.snapclone.i18n.Text.Arg;
import dev.snapclone.job.ErrandHandler;
import dev.snapclone.job.Errands;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Once a day one message in each channel where approvals are asked: what waits there, the oldest
 * first. Nothing where nothing waits. Carries out {@link Errands.Kind#WAITING}.
 */
public final class WaitingList implements ErrandHandler {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Logger log = LoggerFactory.getLogger(WaitingList.class);

  private final CardViews views;
  private final CardBoard cards;
  private final Chat chat;
  private final Renderer renderer;
  private final Errands errands;
  private final When when;

  /**
   * When it comes.
   *
   * @param zone whose time of day
   * @param at the time of day; null for never
   */
  public record When(InstantSource clock, ZoneId zone, @Nullable LocalTime at) {
    /** The first time after another; null for never. */
    private @Nullable Instant after(Instant time) {
      if (at == null) {
        return null;
      }
      ZonedDateTime today = time.atZone(zone).with(at);
      return today.toInstant().isAfter(time)
          ? today.toInstant()
          : time.atZone(zone).plusDays(1).with(at).toInstant();
    }

    /**
     * The time whose list is due now, perhaps late; null when there is none, or the next one is
     * nearer.
     */
    private @Nullable Instant due() {
      Instant now = clock.instant();
      Instant slot = after(now.minus(DAY));
      return slot == null || slot.isAfter(now) || now.isAfter(slot.plus(DAY.dividedBy(2)))
          ? null
          : slot;
    }
  }

  WaitingList(
      CardViews views, CardBoard cards, Chat chat, Renderer renderer, Errands errands, When when) {
    this.views = views;
    this.cards = cards;
    this.chat = chat;
    this.renderer = renderer;
    this.errands = errands;
    this.when = when;
  }

  /** Sets the timer of the next list, unless it is set. */
  public void lookAgain() {
    Instant next = when.after(when.clock().instant());
    if (next != null) {
      errands.offer(Errands.Kind.WAITING, Long.toString(next.getEpochSecond()), "", next);
    }
  }

  /**
   * Posts the lists that are due. Where several were missed, it is the last one.
   *
   * @throws ChatException when Discord cannot be reached; the errand is tried again
   */
  @Override
  public boolean carryOut(String id, String payload, int attempt) {
    Instant slot = when.due();
    if (slot != null) {
      waiting().forEach((spot, asked) -> post(slot, spot, asked));
    }
    lookAgain();
    return true;
  }

  /** One job that waits. */
  private record Asked(Job job, Approval approval, String link) {}

  /** What waits, by where it is asked, the oldest first. */
  private Map<Spot, List<Asked>> waiting() {
    Map<Spot, List<Asked>> waiting = new LinkedHashMap<>();
    for (Job job : views.jobs().open()) {
      CardRef card = cards.where(job.id());
      Optional<Approval> approval =
          views.approvals().find(job.id()).filter(a -> a.state() == Approval.State.PENDING);
      if (job.state() == JobState.WAITING_FOR_APPROVAL && card != null && approval.isPresent()) {
        Spot spot = card.questionSpot() == null ? card.spot() : card.questionSpot();
        String message =
            card.question() == null ? card.message() : Objects.requireNonNull(card.question());
        waiting
            .computeIfAbsent(spot, first -> new ArrayList<>())
            .add(new Asked(job, approval.get(), spot.link(message)));
      }
    }
    return waiting;
  }

  private void post(Instant slot, Spot spot, List<Asked> asked) {
    MessageCreateData list = list(slot, asked);
    String footer =
        String.valueOf(Objects.requireNonNull(list.getEmbeds().get(0).getFooter()).getText());
    try {
      // Search on the first attempt too: the database may have lost an earlier one.
      if (chat.ownSince(spot, slot.minus(OwnMessages.CLOCK_SKEW)).stream()
          .noneMatch(own -> own.footer().equals(footer))) {
        String once = Long.toString(slot.getEpochSecond(), 36) + spot.channel();
        chat.post(spot, list, null, Nonce.of("w", once));
      }
    } catch (ChatException e) {
      if (e.kind() == ChatException.Kind.TRANSIENT) {
        throw e;
      }
      log.warn("what waits for approval cannot be listed in {}: {}", spot.link(), e.getMessage());
    }
  }

  private MessageCreateData list(Instant slot, List<Asked> asked) {
    Locale locale = Wording.locale(asked.get(0).job().place().locale());
    Wording wording = renderer.wording();
    List<String> lines = new ArrayList<>();
    Text title = Text.of("waiting.list", Arg.number(asked.size()));
    lines.add("**" + wording.markdown(locale, title) + "**");
    asked.forEach(one -> lines.add("• " + wording.markdown(locale, line(one))));
    String footer = wording.plain(locale, Text.of("waiting.footer", Arg.date(slot)));
    int colour = CardRenderer.colour(JobState.WAITING_FOR_APPROVAL);
    return renderer.message(
        "", renderer.embed(locale, "", lines, footer, colour), List.of(), List.of());
  }

  private static Text line(Asked one) {
    return Text.of(
        "waiting.line",
        Arg.link(one.job().title(), one.link()),
        Arg.person(one.job().requester().id()),
        Arg.time(one.job().created()),
        Arg.time(one.approval().expiresAt()));
  }
}
