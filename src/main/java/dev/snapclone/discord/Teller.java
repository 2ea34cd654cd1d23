package dev.snapclone.discord;

import dev.snapclone.command.PrivateRoom;
import dev.snapclone.job.ErrandHandler;
import dev.snapclone.job.Errands;
import dev.snapclone.job.Job;
import dev.snapclone.job.Jobs;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells how a job ended: the card's final state, then a new message that replies to the card and
 * mentions the requester, since edits notify nobody. Repeated, it tells once: the nonce holds for
 * minutes, and later the bot's own messages are looked through first.
 */
final class Teller implements ErrandHandler {
  private static final Logger log = LoggerFactory.getLogger(Teller.class);

  private final Jobs jobs;
  private final CardBoard cards;
  private final Chat chat;
  private final OutcomeRenderer renderer;
  private final Wording wording;
  private final PrivateRoom rooms;
  private final InstantSource clock;

  Teller(
      Jobs jobs,
      CardBoard cards,
      Chat chat,
      OutcomeRenderer renderer,
      Wording wording,
      PrivateRoom rooms,
      InstantSource clock) {
    this.jobs = jobs;
    this.cards = cards;
    this.chat = chat;
    this.renderer = renderer;
    this.wording = wording;
    this.rooms = rooms;
    this.clock = clock;
  }

  /**
   * Tells the outcome of the job whose id the errand bears.
   *
   * @throws ChatException when Discord cannot be reached; the errand is tried again
   */
  @Override
  public boolean carryOut(String id, String payload, int attempt) {
    Job job = jobs.find(id).orElse(null);
    if (job == null) {
      log.warn("job {}: there is none to tell of", id);
      return true;
    }
    if (!job.state().terminal()) {
      return false;
    }
    boolean perhapsTold = payload.equals(Errands.PERHAPS_TOLD);
    boolean settled = settle(job);
    if (tellInChannel(job, perhapsTold) || tellAroundThread(job, perhapsTold)) {
      tellPrivateLines(job);
    } else if (!tellDirectly(job, perhapsTold) && !tellApprovers(job, perhapsTold)) {
      tellThatItEnded(job, perhapsTold);
    }
    return settled;
  }

  /** A card that cannot be edited now must not hold the outcome back. */
  private boolean settle(Job job) {
    try {
      cards.settle(job.id());
      return true;
    } catch (ChatException e) {
      log.info("job {}: card not brought to its final state: {}", job.id(), e.getMessage());
      return e.kind() != ChatException.Kind.TRANSIENT;
    }
  }

  /** Whether it is told where the card stands; false when the channel is out of reach. */
  private boolean tellInChannel(Job job, boolean perhapsTold) {
    CardRef card = cards.where(job.id());
    MessageCreateData outcome = renderer.outcome(job, false);
    return tells(
        "o", job, perhapsTold, () -> place(job), outcome, card == null ? null : card.message());
  }

  private Spot place(Job job) {
    CardRef card = cards.where(job.id());
    return card == null ? Spot.of(job.place()) : card.spot();
  }

  /** Whether it is told in the channel around a thread that a moderator has locked, say. */
  private boolean tellAroundThread(Job job, boolean perhapsTold) {
    Optional<Spot> around = chat.aroundPublicThread(place(job));
    return around.isPresent()
        && tells("e", job, perhapsTold, around::get, renderer.outcome(job, false, link(job)), null);
  }

  private boolean tellDirectly(Job job, boolean perhapsTold) {
    MessageCreateData outcome = renderer.outcome(job, true, link(job));
    return tells("d", job, perhapsTold, () -> chat.direct(job.requester().id()), outcome, null);
  }

  /** The last place that knows of the job: where its approval was asked. */
  private boolean tellApprovers(Job job, boolean perhapsTold) {
    CardRef card = cards.where(job.id());
    Spot asked = card == null ? null : card.questionSpot();
    return card != null
        && asked != null
        && tells("o", job, perhapsTold, () -> asked, renderer.outcome(job, false), card.question());
  }

  /** Around a thread that others may not see, nobody else is to read how it ended. */
  private void tellThatItEnded(Job job, boolean perhapsTold) {
    Spot thread = place(job);
    if (!thread.inThread()
        || !tells("e", job, perhapsTold, thread::around, renderer.ended(job), null)) {
      log.warn("job {}: its outcome could be told to nobody", job.id());
    }
  }

  /** Where the card can be looked at; null when its channel is gone. */
  private @Nullable String link(Job job) {
    CardRef card = cards.where(job.id());
    boolean there = card != null && chat.lacking(card.spot()).isPresent();
    return card != null && there ? card.spot().link(card.message()) : null;
  }

  /**
   * Tells it in a place.
   *
   * @param kind of its nonce: Discord does not say that it keeps nonces apart by channel
   * @return false when the place is out of reach
   */
  private boolean tells(
      String kind,
      Job job,
      boolean perhapsTold,
      Supplier<Spot> place,
      MessageCreateData outcome,
      @Nullable String replyTo) {
    try {
      tell(kind, job, perhapsTold, place.get(), outcome, replyTo);
      return true;
    } catch (ChatException e) {
      if (e.kind() == ChatException.Kind.TRANSIENT) {
        throw e;
      }
      log.info("job {}: outcome not told ({}): {}", job.id(), kind, e.getMessage());
      return false;
    }
  }

  private void tell(
      String kind,
      Job job,
      boolean perhapsTold,
      Spot spot,
      MessageCreateData outcome,
      @Nullable String replyTo) {
    Instant ended = Objects.requireNonNull(job.progress().ended());
    boolean nonceHolds = clock.instant().isBefore(ended.plus(Nonce.LASTS));
    if (perhapsTold || !nonceHolds) {
      String footer = renderer.footer(job);
      Instant since = OwnMessages.from(job, perhapsTold ? job.created() : ended);
      Optional<Chat.Own> told =
          chat.ownSince(spot, since).stream().filter(o -> o.footer().equals(footer)).findFirst();
      if (told.isPresent()) {
        // Told of an end of which the database knows nothing any more, it may say something else.
        chat.edit(spot, told.get().id(), outcome);
        return;
      }
    }
    chat.post(spot, outcome, replyTo, Nonce.of(kind, job.id()));
  }

  private void tellPrivateLines(Job job) {
    if (renderer.privateLines(job).isEmpty()) {
      return;
    }
    CardRef card = cards.where(job.id());
    String title = wording.plain(Wording.locale(job.place().locale()), job.title());
    String link =
        rooms.post(
            job.id(),
            job.place(),
            card == null ? null : card.encode(),
            job.requester(),
            title,
            "addresses",
            List.of(renderer.privately(job)));
    if (link == null) {
      log.warn("job {}: its addresses could be told to nobody privately", job.id());
    }
  }
}
