package dev.snapclone.discord;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobListener;
import dev.snapclone.job.Jobs;
import dev.snapclone.job.Retry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import net.dv8tion.jda.api.utils.messages.MessageCreateData;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one card per job, posted where the command was given and edited in place. Every edit reads
 * the job, and reads it again afterwards: when two processes edit a card, the slower one puts the
 * latest state back.
 */
final class CardBoard implements JobListener {
  static final Duration PER_MESSAGE = Duration.ofSeconds(2);
  static final Duration PER_CHANNEL = Duration.ofSeconds(1);
  private static final Duration RETRY = Duration.ofSeconds(5);

  /** Ten thousand refused requests in ten minutes ban the address (topics/rate-limits.mdx). */
  private static final Duration LONGEST_RETRY = Duration.ofMinutes(5);

  /**
   * The process that creates a job posts its card at once. If there is no card after this time,
   * that process failed and the board posts it: a job without a card cannot be approved.
   */
  private static final Duration CARD_DUE = Duration.ofSeconds(10);

  /** How long a closed channel may take to reopen before the card of an ended job is given up. */
  private static final Duration HOPE = Duration.ofDays(2);

  /** Permission changes within this time cause one refresh. */
  private static final Duration RIGHTS_SETTLE = Duration.ofSeconds(1);

  private static final Logger log = LoggerFactory.getLogger(CardBoard.class);

  private final Jobs jobs;
  private final CardViews views;
  private final Chat chat;
  private final CardRenderer renderer;
  private final OwnMessages own;
  private final Question question;
  private final Pings pings;
  private final InstantSource clock;
  private final EditLanes.Later later;
  private final EditLanes lanes;
  private final Set<String> changed = ConcurrentHashMap.newKeySet();
  private final Set<String> expected = ConcurrentHashMap.newKeySet();
  private final Map<String, Integer> failures = new ConcurrentHashMap<>();

  /** Cards that are out of date because their channel is closed, and since when. */
  private final Map<String, Instant> unreached = new ConcurrentHashMap<>();

  /** Losing an entry costs one extra edit and one search for a replaced card. */
  private final Cache<String, Slot> slots =
      Caffeine.newBuilder().expireAfterAccess(Duration.ofHours(6)).build();

  /** What this process knows of a card. */
  private static final class Slot {
    /** Where the card is after a deleted one was replaced; null when as stored. */
    @Nullable CardRef moved;

    String card = "";
    String question = "";
    boolean remindersGone;
  }

  CardBoard(
      CardViews views,
      Chat chat,
      CardRenderer renderer,
      @Nullable String approvalsChannel,
      Pings pings,
      InstantSource clock,
      EditLanes.Later later) {
    this.jobs = views.jobs();
    this.views = views;
    this.chat = chat;
    this.renderer = renderer;
    this.own = new OwnMessages(chat, clock);
    this.question = new Question(chat, renderer, own, pings, approvalsChannel);
    this.pings = pings;
    this.clock = clock;
    this.later = later;
    this.lanes = new EditLanes(later, clock, PER_MESSAGE, PER_CHANNEL, this::editInTurn);
  }

  @Override
  public void jobChanged(String jobId) {
    if (changed.add(jobId)) {
      later.run(() -> line(jobId), Duration.ZERO);
    }
  }

  /** Updates the cards of all open jobs, since they may have changed while no process ran. */
  void refreshOpen() {
    jobs.open().forEach(job -> jobChanged(job.id()));
  }

  /**
   * Edits the cards of all open jobs, changed or not. The bot does not receive message events, so
   * only an edit reveals that a person deleted a card; without its card nobody could approve or
   * cancel the job.
   */
  void putBackDeleted() {
    try {
      Map<String, List<String>> standing = new HashMap<>();
      for (Job job : jobs.open()) {
        Slot slot = slots.getIfPresent(job.id());
        if (slot != null) {
          synchronized (slot) {
            slot.card = "";
            slot.question = "";
          }
        }
        String card = job.card();
        if (card == null) {
          jobChanged(job.id());
        } else {
          String channel = CardRef.parse(card).spot().channel();
          standing.computeIfAbsent(channel, c -> new ArrayList<>()).add(job.id());
        }
      }
      standing.forEach(lanes::wantWhenIdle);
    } catch (RuntimeException e) {
      log.warn("cannot look whether cards were deleted", e);
    }
    catchUp();
  }

  /** Permissions changed, so closed channels may be open now. Never blocks. */
  void rightsChanged() {
    if (!unreached.isEmpty()) {
      later.run(this::catchUp, RIGHTS_SETTLE);
    }
  }

  private void catchUp() {
    Instant old = clock.instant().minus(HOPE);
    unreached.values().removeIf(since -> since.isBefore(old));
    unreached.keySet().forEach(this::jobChanged);
  }

  private void line(String jobId) {
    changed.remove(jobId);
    try {
      Optional<Job> job = jobs.find(jobId);
      if (job.isPresent() && (job.get().card() != null || cardOverdue(job.get()))) {
        String card = job.get().card();
        Spot spot = card == null ? Spot.of(job.get().place()) : CardRef.parse(card).spot();
        lanes.want(spot.channel(), jobId, job.get().state().terminal());
      }
    } catch (RuntimeException | Error e) {
      retryLater(jobId, e);
    }
  }

  /** Whether a card is overdue; otherwise checks again when it would be. */
  private boolean cardOverdue(Job job) {
    if (job.card() != null || job.state().terminal()) {
      return false;
    }
    Duration left = Duration.between(clock.instant(), job.created().plus(CARD_DUE));
    if (left.isNegative() || left.isZero()) {
      return true;
    }
    if (expected.add(job.id())) {
      later.run(
          () -> {
            expected.remove(job.id());
            jobChanged(job.id());
          },
          left);
    }
    return false;
  }

  private void editInTurn(String jobId) {
    try {
      if (refresh(jobId)) {
        jobChanged(jobId);
      }
      failures.remove(jobId);
    } catch (ChatException e) {
      if (e.kind() == ChatException.Kind.TRANSIENT) {
        retryLater(jobId, e);
      } else {
        failures.remove(jobId);
        log.warn("job {}: card not edited: {}", jobId, e.getMessage());
      }
    } catch (RuntimeException | Error e) {
      retryLater(jobId, e);
    }
  }

  /** Retries later: Discord, the storage or this process may recover. */
  private void retryLater(String jobId, Throwable e) {
    Duration pause = Retry.pause(RETRY, LONGEST_RETRY, failures.merge(jobId, 1, Integer::sum));
    if (e instanceof ChatException) {
      log.info("job {}: card not edited, again in {}: {}", jobId, pause, e.getMessage());
    } else {
      log.warn("job {}: card not edited, again in {}", jobId, pause, e);
    }
    later.run(() -> jobChanged(jobId), pause);
  }

  /**
   * Posts the card of a job, and the question in the approvals channel, unless they exist. Blocks.
   * Safe to repeat after a crash.
   *
   * @throws ChatException when the card could not be posted
   */
  void show(String jobId) {
    Slot slot = slots.get(jobId, id -> new Slot());
    synchronized (slot) {
      Job job = jobs.find(jobId).orElse(null);
      if (job == null) {
        log.warn("job {}: there is none to show", jobId);
        return;
      }
      if (job.card() == null) {
        post(job, slot);
      }
    }
    jobChanged(jobId);
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

  /**
   * Brings the card of an ended job to its final state, posting it if needed. Blocks.
   *
   * @return where the card is; null when it has none
   * @throws ChatException when Discord refused
   */
  @Nullable CardRef settle(String jobId) {
    if (jobs.find(jobId).map(job -> job.card() == null).orElse(false)) {
      show(jobId);
    } else {
      refresh(jobId);
    }
    return where(jobId);
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
   * Edits the card and its question to the current state.
   *
   * @return whether the job changed meanwhile, so that another edit is needed
   */
  private boolean refresh(String jobId) {
    Slot slot = slots.get(jobId, id -> new Slot());
    synchronized (slot) {
      Job job = jobs.find(jobId).orElse(null);
      if (job != null && cardOverdue(job)) {
        post(job, slot);
        job = jobs.find(jobId).orElse(null);
      }
      if (job == null || job.card() == null) {
        return false;
      }
      CardRef ref = slot.moved != null ? slot.moved : CardRef.parse(job.card());
      CardView view = views.of(job, ref, chat);
      MessageCreateData card = renderer.card(view);
      ChatException closed = null;
      if (!json(card).equals(slot.card)) {
        try {
          ref = edit(job, ref, card, slot);
          slot.card = json(card);
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
      return !json(renderer.card(views.of(after, ref, chat))).equals(slot.card);
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
