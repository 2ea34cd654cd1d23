package dev.snapclone.discord;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.snapclone.command.PrivateRoom;
import dev.snapclone.discord.OutcomeRenderer.Reader;
import dev.snapclone.job.ErrandHandler;
import dev.snapclone.job.Errands;
import dev.snapclone.job.FirstAnswers.FirstAnswer;
import dev.snapclone.job.Job;
import dev.snapclone.notification.NotifyChoice.Way;
import java.time.Duration;
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
 * Reports how a job ended: updates the card, then replies to it with a mention of the requester,
 * since edits notify nobody; or sends them a direct message before, if they want that. Safe to
 * repeat: nonces prevent duplicates for minutes, and later the bot's own messages are searched
 * first.
 */
final class OutcomeAnnouncer implements ErrandHandler {
  /** The key of the private lines among the messages of a room. */
  private static final String ADDRESSES = "addresses";

  private static final Logger log = LoggerFactory.getLogger(OutcomeAnnouncer.class);

  /** How often an outcome is looked for that is perhaps just being posted. */
  private static final int LOOKS = 3;

  private final CardViews views;
  private final CardBoard cards;
  private final Chat chat;
  private final OutcomeRenderer renderer;
  private final PrivateRoom rooms;
  private final InstantSource clock;

  /** What the outcomes say, by job. Losing an entry costs a search and an extra edit. */
  private final Cache<String, String> told =
      Caffeine.newBuilder().expireAfterAccess(Duration.ofHours(6)).build();

  OutcomeAnnouncer(
      CardViews views,
      CardBoard cards,
      Chat chat,
      OutcomeRenderer renderer,
      PrivateRoom rooms,
      InstantSource clock) {
    this.views = views;
    this.cards = cards;
    this.chat = chat;
    this.renderer = renderer;
    this.rooms = rooms;
    this.clock = clock;
  }

  /**
   * Reports the outcome of the job whose id the errand carries.
   *
   * @throws ChatException when Discord cannot be reached; the errand is tried again
   */
  @Override
  public boolean carryOut(String id, String payload, int attempt) {
    Job job = views.jobs().find(id).orElse(null);
    if (job == null) {
      log.warn("job {}: there is none to tell of", id);
      return true;
    }
    if (!job.state().terminal()) {
      return false;
    }
    if (job.quiet()) {
      return true;
    }
    boolean maybeAnnounced = payload.equals(Errands.MAYBE_ANNOUNCED);
    boolean settled = settle(job);
    if (renderer.isTakenBack(job) && !maybeAnnounced) {
      return settled;
    }
    Way way = way(job);
    Reader reader = tellDirectly(job, way, maybeAnnounced, attempt > 0 || maybeAnnounced);
    boolean sent = way == Way.DIRECT_MESSAGE && reader == Reader.NOBODY;
    if (announceInChannel(job, maybeAnnounced, reader)
        || announceAroundThread(job, maybeAnnounced, reader)) {
      sendPrivateLines(job);
    } else if (!sent
        && !announceDirectly(job, maybeAnnounced, Reader.ALONE)
        && !announceToApprovers(job, maybeAnnounced)) {
      announceOnlyTheEnd(job, maybeAnnounced);
    }
    if (attempt == 0 && !maybeAnnounced) {
      // Otherwise the nonce may have kept an earlier message, with other words.
      told.put(job.id(), words(job));
    }
    return settled;
  }

  /** A card that cannot be edited must not hold back the outcome. */
  private boolean settle(Job job) {
    try {
      cards.settle(job.id());
      return true;
    } catch (ChatException e) {
      log.info("job {}: card not brought to its final state: {}", job.id(), e.getMessage());
      return e.kind() != ChatException.Kind.TRANSIENT;
    }
  }

  /** How the requester is told; nobody is told by others' means of what they did themselves. */
  private Way way(Job job) {
    return renderer.isNews(job) ? views.choices().of(job.requester().id()).jobs() : Way.CHANNEL;
  }

  /**
   * Sends the direct message to whoever wants one. It comes before the outcome in the channel, so
   * where that stands already, it was sent or refused.
   *
   * @return what the outcome in the channel is like
   */
  private Reader tellDirectly(Job job, Way way, boolean maybeAnnounced, boolean again) {
    if (way == Way.CHANNEL) {
      return Reader.MENTIONED;
    }
    return way == Way.NONE
            || (again && standsInChannel(job))
            || announceDirectly(job, maybeAnnounced, Reader.BESIDE)
        ? Reader.NOBODY
        : Reader.UNREACHED;
  }

  private boolean standsInChannel(Job job) {
    String signature = renderer.signature(job);
    try {
      return chat.ownSince(place(job), OwnMessages.from(job, job.created())).stream()
          .anyMatch(own -> own.signed(signature));
    } catch (ChatException e) {
      if (e.kind() == ChatException.Kind.TRANSIENT) {
        throw e;
      }
      return false;
    }
  }

  /** Posts to the card's place; false when it is out of reach. */
  private boolean announceInChannel(Job job, boolean maybeAnnounced, Reader reader) {
    CardRef card = cards.where(job.id());
    MessageCreateData outcome = renderer.outcome(job, answered(job), reader, null);
    return announceAt(
        "o", job, maybeAnnounced, () -> place(job), outcome, card == null ? null : card.message());
  }

  private Spot place(Job job) {
    CardRef card = cards.where(job.id());
    return card == null ? Spot.of(job.place()) : card.spot();
  }

  /** Posts to the channel of a thread, such as one that a moderator locked. */
  private boolean announceAroundThread(Job job, boolean maybeAnnounced, Reader reader) {
    Optional<Spot> around = chat.aroundPublicThread(place(job));
    return around.isPresent()
        && announceAt("e", job, maybeAnnounced, around::get, elsewhere(job, reader), null);
  }

  private boolean announceDirectly(Job job, boolean maybeAnnounced, Reader reader) {
    MessageCreateData outcome = elsewhere(job, reader);
    return announceAt(
        "d", job, maybeAnnounced, () -> chat.direct(job.requester().id()), outcome, null);
  }

  /** The last resort: where the approval was asked. */
  private boolean announceToApprovers(Job job, boolean maybeAnnounced) {
    CardRef card = cards.where(job.id());
    Spot asked = card == null ? null : card.questionSpot();
    return card != null
        && asked != null
        && announceAt(
            "o",
            job,
            maybeAnnounced,
            () -> asked,
            elsewhere(job, Reader.MENTIONED),
            card.question());
  }

  /** The thread may be private, so others only read that the job ended. */
  private void announceOnlyTheEnd(Job job, boolean maybeAnnounced) {
    Spot thread = place(job);
    if (!thread.inThread()
        || !announceAt("e", job, maybeAnnounced, thread::around, renderer.ended(job), null)) {
      log.warn("job {}: its outcome could be told to nobody", job.id());
    }
  }

  /** The card's link; null when its channel is gone. */
  private @Nullable String link(Job job) {
    CardRef card = cards.where(job.id());
    boolean there = card != null && chat.lacking(card.spot()).isPresent();
    return card != null && there ? card.spot().link(card.message()) : null;
  }

  /**
   * Posts the outcome in a place.
   *
   * @param kind prefix of the nonce, which Discord may compare across channels
   * @return false when the place is out of reach
   */
  private boolean announceAt(
      String kind,
      Job job,
      boolean maybeAnnounced,
      Supplier<Spot> place,
      MessageCreateData outcome,
      @Nullable String replyTo) {
    try {
      announce(kind, job, maybeAnnounced, place.get(), outcome, replyTo);
      return true;
    } catch (ChatException e) {
      if (e.kind() == ChatException.Kind.TRANSIENT) {
        throw e;
      }
      log.info("job {}: outcome not told ({}): {}", job.id(), kind, e.getMessage());
      return false;
    }
  }

  private void announce(
      String kind,
      Job job,
      boolean maybeAnnounced,
      Spot spot,
      MessageCreateData outcome,
      @Nullable String replyTo) {
    Instant ended = Objects.requireNonNull(job.progress().ended());
    boolean nonceHolds = clock.instant().isBefore(ended.plus(Nonce.LASTS));
    if (maybeAnnounced || !nonceHolds) {
      // The database may have lost an end that was reported; that report may differ.
      if (edited(job, spot, maybeAnnounced ? job.created() : ended, outcome)) {
        return;
      }
    }
    chat.post(spot, outcome, replyTo, Nonce.of(kind, job.id()));
  }

  /** Edits the outcome in a place; false when it is not there. */
  private boolean edited(Job job, Spot spot, Instant since, MessageCreateData outcome) {
    String signature = renderer.signature(job);
    Optional<Chat.Own> told =
        chat.ownSince(spot, OwnMessages.from(job, since)).stream()
            .filter(own -> own.signed(signature))
            .findFirst();
    told.ifPresent(own -> chat.edit(spot, own.id(), outcome));
    return told.isPresent();
  }

  /**
   * Brings the card and the outcome of an ended job up to date, for {@link
   * dev.snapclone.job.Errands.Kind#FOLLOW_UP}. Notifies nobody, and posts nothing: an outcome that
   * a person deleted stays deleted. The edits wait until nobody waits for another one in their
   * channel; the errand is done when it finds that both messages say what is so.
   */
  ErrandHandler followUps() {
    return (id, payload, attempt) -> {
      int slash = id.indexOf('/');
      Job job = views.jobs().find(slash < 0 ? id : id.substring(0, slash)).orElse(null);
      if (job == null || !job.state().terminal() || job.quiet()) {
        return true;
      }
      boolean done = true;
      if (!cards.upToDate(job)) {
        cards.jobChanged(job.id());
        done = false;
      }
      if (!words(job).equals(told.getIfPresent(job.id()))) {
        String channel = place(job).channel();
        cards.wantFollowUp(channel, job.id() + "/outcome", () -> follow(job.id(), attempt));
        done = false;
      }
      return done;
    };
  }

  private boolean follow(String id, int attempt) {
    Job job = views.jobs().find(id).orElse(null);
    if (job == null) {
      return false;
    }
    try {
      // Perhaps it is just being posted.
      if (followed(job) || attempt >= LOOKS) {
        followPrivateLines(job);
        told.put(id, words(job));
      }
    } catch (ChatException e) {
      log.info("job {}: outcome not brought up to date now: {}", id, e.getMessage());
    }
    return true;
  }

  /** What the outcome of a job says, wherever it stands. */
  private String words(Job job) {
    return renderer.outcome(job, answered(job)).toData().toString();
  }

  /** Edits the outcome where it stands; false when it is nowhere. */
  private boolean followed(Job job) {
    CardRef card = cards.where(job.id());
    Spot asked = card == null ? null : card.questionSpot();
    Way way = way(job);
    Reader reader = way == Way.CHANNEL ? Reader.MENTIONED : Reader.NOBODY;
    MessageCreateData elsewhere = elsewhere(job, reader);
    if (followed(job, () -> place(job), renderer.outcome(job, answered(job), reader, null))
        || (place(job).inThread() && followed(job, () -> place(job).around(), elsewhere))
        || (asked != null && followed(job, () -> asked, elsewhere))) {
      if (way == Way.DIRECT_MESSAGE) {
        followedDirectly(job, Reader.BESIDE);
      }
      return true;
    }
    return followedDirectly(job, Reader.ALONE);
  }

  private boolean followedDirectly(Job job, Reader reader) {
    return followed(job, () -> chat.direct(job.requester().id()), elsewhere(job, reader));
  }

  private boolean followed(Job job, Supplier<Spot> place, MessageCreateData outcome) {
    try {
      Instant ended = Objects.requireNonNull(job.progress().ended());
      return edited(job, place.get(), ended, outcome);
    } catch (ChatException e) {
      if (e.kind() == ChatException.Kind.TRANSIENT) {
        throw e;
      }
      log.info("job {}: outcome not brought up to date: {}", job.id(), e.getMessage());
      return false;
    }
  }

  private @Nullable FirstAnswer answered(Job job) {
    return views.answered(job);
  }

  /** The outcome with a link to the card. */
  private MessageCreateData elsewhere(Job job, Reader reader) {
    return renderer.outcome(job, answered(job), reader, link(job));
  }

  private void sendPrivateLines(Job job) {
    if (renderer.privateLines(job).isEmpty()) {
      return;
    }
    CardRef card = cards.where(job.id());
    String title = renderer.title(job);
    String link =
        rooms.post(
            job.id(),
            job.place(),
            card == null ? null : card.encode(),
            job.requester(),
            title,
            ADDRESSES,
            List.of(renderer.privately(job)));
    if (link == null) {
      log.warn("job {}: its addresses could be told to nobody privately", job.id());
    }
  }

  /** What became of the job stands where its private lines were, too. */
  private void followPrivateLines(Job job) {
    if (renderer.hadPrivateLines(job)) {
      CardRef card = cards.where(job.id());
      rooms.rewrite(
          job.id(),
          job.place(),
          card == null ? null : card.encode(),
          job.requester(),
          List.of(ADDRESSES),
          renderer.privately(job));
    }
  }
}
