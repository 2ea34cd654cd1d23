package dev.snapclone.discord;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobState;
import dev.snapclone.job.Jobs;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts the messages of jobs, cards and questions, and edits them to the current state. Every edit
 * reads the job, and reads it again afterwards: when two processes edit a card, the slower one puts
 * the latest state back. All of it blocks.
 */
final class CardMessages {
  /**
   * The process that creates a job posts its card at once. If there is no card after this time,
   * that process failed and another one posts it: a job without a card cannot be approved.
   */
  private static final Duration CARD_DUE = Duration.ofSeconds(10);

  /** How long a closed channel may take to reopen before the card of an ended job is given up. */
  private static final Duration HOPE = Duration.ofDays(2);

  private static final Logger log = LoggerFactory.getLogger(CardMessages.class);

  private final Jobs jobs;
  private final CardViews views;
  private final Chat chat;
  private final CardRenderer renderer;
  private final OwnMessages own;
  private final Question question;
  private final Pings pings;
  private final InstantSource clock;

  /** Cards that are out of date because their channel is closed, and since when. */
  private final Map<String, Instant> unreached = new ConcurrentHashMap<>();

  /** Losing an entry costs one extra edit and one search for a replaced card. */
  private final Cache<String, Slot> slots =
      Caffeine.newBuilder().expireAfterAccess(Duration.ofHours(6)).build();

  /** What this process knows of a card. */
  private static final class Slot {
    /** Where the card is after a deleted one was replaced; null when as stored. */
    @Nullable CardRef moved;

    /** The state that the card shows; null when not known. */
    volatile @Nullable JobState state;

    volatile String card = "";
    String question = "";
    boolean remindersGone;
  }

  /**
   * What came of bringing a card up to date.
   *
   * @param asked whether Discord was asked for anything
   * @param again whether the job changed meanwhile, so that another edit is needed
   */
  record Refreshed(boolean asked, boolean again) {}

  /**
   * @param approvalsChannel name or id of where the question goes too; null for nowhere
   */
  CardMessages(
      CardViews views,
      Chat chat,
      CardRenderer renderer,
      @Nullable String approvalsChannel,
      Pings pings,
      InstantSource clock) {
    this.jobs = views.jobs();
    this.views = views;
    this.chat = chat;
    this.renderer = renderer;
    this.own = new OwnMessages(chat, clock);
    this.question = new Question(chat, renderer, own, pings, approvalsChannel);
    this.pings = pings;
    this.clock = clock;
  }

  /** The state that a card shows; null when this process does not know. */
  @Nullable JobState shown(String jobId) {
    Slot slot = slots.getIfPresent(jobId);
    return slot == null ? null : slot.state;
  }

  /** Lets the next edit ask Discord even when nothing has changed. */
  void forgetWhatIsShown(String jobId) {
    Slot slot = slots.getIfPresent(jobId);
    if (slot != null) {
      synchronized (slot) {
        slot.card = "";
        slot.question = "";
      }
    }
  }

  /** Jobs whose cards are out of date because their channel is closed. */
  Set<String> unreached() {
    Instant old = clock.instant().minus(HOPE);
    unreached.values().removeIf(since -> since.isBefore(old));
    return Set.copyOf(unreached.keySet());
  }

  /** When the card of an open job is overdue; null when it stands, or needs none any more. */
  @Nullable Instant due(Job job) {
    return job.card() != null || job.state().terminal() || job.quiet()
        ? null
        : job.created().plus(CARD_DUE);
  }

  private boolean overdue(Job job) {
    Instant due = due(job);
    return due != null && !clock.instant().isBefore(due);
  }

  /**
   * Posts the card of a job, and the question in the approvals channel, unless they exist. Safe to
   * repeat after a crash.
   *
   * @throws ChatException when the card could not be posted
   */
  void show(String jobId) {
    Slot slot = slots.get(jobId, id -> new Slot());
    synchronized (slot) {
      Job job = jobs.find(jobId).orElse(null);
      if (job == null) {
        log.warn("job {}: there is none to show", jobId);
      } else if (job.card() == null && !job.quiet()) {
        post(job, slot);
      }
    }
  }

  /**
   * Whether the card of an ended job shows what is so now, as far as it can be edited; what is
   * {@link #unreached} is caught up with anyway.
   */
  boolean upToDate(Job job) {
    CardRef ref = where(job.id());
    Slot slot = slots.getIfPresent(job.id());
    return ref == null
        || unreached.containsKey(job.id())
        || (slot != null && json(renderer.card(views.of(job, ref, chat))).equals(slot.card));
  }

  private void post(Job job, Slot slot) {
    Spot spot = Spot.of(job.place());
    CardView view = views.of(job, null, chat);
    MessageCreateData card = renderer.card(view);
    String message =
        own.earlier(job, spot, renderer.cardSignature(job))
            .orElseGet(
                () -> {
                  boolean askedHere = view.asking() && question.spot(job) == null;
                  String posted =
                      chat.post(
                          spot,
                          askedHere ? pings.first(card, view) : card,
                          null,
                          Nonce.of("c", job.id()));
                  if (!job.state().terminal()) {
                    // Remember what was posted to avoid an edit that changes nothing. But a
                    // repeated nonce returns the first message unchanged, so a final state always
                    // gets an edit.
                    slot.card = json(card);
                    slot.state = job.state();
                  }
                  return posted;
                });
    CardRef ref = CardRef.of(spot, message);
    if (view.asking()) {
      ref = question.ask(view, ref);
    }
    String mine = ref.encode();
    CardRef kept = CardRef.parse(jobs.rememberCard(job.id(), mine));
    if (!kept.message().equals(message)) {
      slot.card = "";
      chat.delete(spot, message);
    }
    if (ref.questionSpot() != null
        && ref.question() != null
        && !ref.question().equals(kept.question())) {
      chat.delete(ref.questionSpot(), ref.question());
    }
  }

  /** Where the card of a job is; null when it has none. */
  @Nullable CardRef where(String jobId) {
    Slot slot = slots.getIfPresent(jobId);
    if (slot != null) {
      synchronized (slot) {
        if (slot.moved != null) {
          return slot.moved;
        }
      }
    }
    String card = jobs.find(jobId).map(Job::card).orElse(null);
    return card == null ? null : CardRef.parse(card);
  }

  /**
   * Edits the card and its question to the current state, unless they show it. Posts an overdue
   * card.
   */
  Refreshed refresh(String jobId) {
    Slot slot = slots.get(jobId, id -> new Slot());
    synchronized (slot) {
      Job job = jobs.find(jobId).orElse(null);
      if (job != null && overdue(job)) {
        post(job, slot);
        job = jobs.find(jobId).orElse(null);
      }
      if (job == null || job.card() == null) {
        return new Refreshed(false, false);
      }
      CardRef ref = slot.moved != null ? slot.moved : CardRef.parse(job.card());
      CardView view = views.of(job, ref, chat);
      MessageCreateData card = renderer.card(view);
      ChatException closed = null;
      boolean stale = !json(card).equals(slot.card);
      if (stale) {
        try {
          ref = edit(job, ref, card, slot);
          slot.card = json(card);
          slot.state = job.state();
        } catch (ChatException e) {
          if (e.kind() == ChatException.Kind.TRANSIENT) {
            throw e;
          }
          closed = e;
        }
      }
      ref = editQuestion(view, ref, slot);
      if (!view.asking() && !slot.remindersGone && closed == null) {
        Reminders.withdraw(chat, renderer.wording(), view, ref);
        slot.remindersGone = true;
      }
      if (closed != null) {
        unreached.putIfAbsent(jobId, clock.instant());
        throw closed;
      }
      unreached.remove(jobId);
      Job after = jobs.find(jobId).orElse(job);
      boolean again = !json(renderer.card(views.of(after, ref, chat))).equals(slot.card);
      return new Refreshed(stale, again);
    }
  }

  private CardRef edit(Job job, CardRef ref, MessageCreateData card, Slot slot) {
    try {
      chat.edit(ref.spot(), ref.message(), card);
      return ref;
    } catch (ChatException e) {
      if (e.kind() != ChatException.Kind.NO_MESSAGE) {
        throw e;
      }
    }
    // A person deleted the card. Another process, or this one before a restart, may have replaced
    // it.
    Optional<String> replaced = own.since(job, ref.spot(), renderer.cardSignature(job));
    String message;
    if (replaced.isPresent()) {
      message = replaced.get();
      chat.edit(ref.spot(), message, card);
    } else {
      message = chat.post(ref.spot(), card, null, Nonce.ofReplacement("m", ref.message()));
    }
    slot.moved = ref.moved(message);
    return slot.moved;
  }

  private CardRef editQuestion(CardView view, CardRef ref, Slot slot) {
    if (ref.question() == null) {
      return ref;
    }
    String shown = json(renderer.question(view, ref.spot().link(ref.message())));
    if (shown.equals(slot.question)) {
      return ref;
    }
    CardRef now = question.edit(view, ref);
    if (!now.equals(ref)) {
      slot.moved = now;
    }
    slot.question = shown;
    return now;
  }

  private static String json(MessageCreateData message) {
    return message.toData().toString();
  }
}
