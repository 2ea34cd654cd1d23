package dev.snapclone.discord;

import dev.snapclone.discord.EditLanes.Rank;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobListener;
import dev.snapclone.job.JobState;
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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one card per job, posted where the command was given and edited in place when its turn
 * comes.
 */
final class CardBoard implements JobListener {
  static final Duration PER_MESSAGE = Duration.ofSeconds(2);
  private static final Duration RETRY = Duration.ofSeconds(5);

  /** Ten thousand refused requests in ten minutes ban the address (topics/rate-limits.mdx). */
  private static final Duration LONGEST_RETRY = Duration.ofMinutes(5);

  /** A final state that is younger was not shown yet; of an older one that is not known. */
  private static final Duration JUST_ENDED = Duration.ofMinutes(1);

  /** Permission changes within this time cause one refresh. */
  private static final Duration RIGHTS_SETTLE = Duration.ofSeconds(1);

  private static final Logger log = LoggerFactory.getLogger(CardBoard.class);

  /** What becomes due when a job takes longer than usual. */
  private static final String LATE = "/late";

  private final Jobs jobs;
  private final CardViews views;
  private final CardMessages messages;
  private final InstantSource clock;
  private final EditLanes.Later later;
  private final EditLanes lanes;
  private final Set<String> changed = ConcurrentHashMap.newKeySet();
  private final Set<String> expected = ConcurrentHashMap.newKeySet();
  private final Map<String, Integer> failures = new ConcurrentHashMap<>();

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
    this.messages = new CardMessages(views, chat, renderer, approvalsChannel, pings, clock);
    this.clock = clock;
    this.later = later;
    this.lanes = new EditLanes(later, clock, PER_MESSAGE, chat::pace);
  }

  @Override
  public void jobChanged(String jobId) {
    if (changed.add(jobId)) {
      later.run(() -> line(jobId, null), Duration.ZERO);
    }
  }

  /** Updates the cards of all open jobs, since they may have changed while no process ran. */
  void refreshOpen() {
    jobs.open().forEach(job -> later.run(() -> line(job.id(), Rank.FOLLOW_UP), Duration.ZERO));
  }

  /** Requests an edit of another message of a card's channel, in the turn of old messages. */
  void wantFollowUp(String channel, String key, EditLanes.Edit edit) {
    lanes.want(channel, key, Rank.FOLLOW_UP, edit);
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
        messages.forgetWhatIsShown(job.id());
        String card = job.card();
        if (card == null) {
          jobChanged(job.id());
        } else {
          String channel = CardRef.parse(card).spot().channel();
          standing.computeIfAbsent(channel, c -> new ArrayList<>()).add(job.id());
        }
      }
      standing.forEach((channel, ids) -> lanes.wantWhenIdle(channel, ids, this::editInTurn));
    } catch (RuntimeException e) {
      log.warn("cannot look whether cards were deleted", e);
    }
    catchUp();
  }

  /** Permissions changed, so closed channels may be open now. Never blocks. */
  void rightsChanged() {
    if (!messages.unreached().isEmpty()) {
      later.run(this::catchUp, RIGHTS_SETTLE);
    }
  }

  private void catchUp() {
    messages.unreached().forEach(this::jobChanged);
  }

  /**
   * @param rank null to tell it by the job
   */
  private void line(String jobId, @Nullable Rank rank) {
    changed.remove(jobId);
    try {
      Optional<Job> job = jobs.find(jobId);
      if (job.isPresent() && (job.get().card() != null || cardOverdue(job.get()))) {
        String card = job.get().card();
        Spot spot = card == null ? Spot.of(job.get().place()) : CardRef.parse(card).spot();
        lanes.want(spot.channel(), jobId, rank == null ? rank(job.get()) : rank, editInTurn(jobId));
        expect(jobId + LATE, jobId, views.untilLate(job.get()));
      }
    } catch (RuntimeException | Error e) {
      retryLater(jobId, e);
    }
  }

  private Rank rank(Job job) {
    JobState shown = messages.shown(job.id());
    Instant ended = job.progress().ended();
    boolean endedJustNow = ended != null && clock.instant().isBefore(ended.plus(JUST_ENDED));
    if (shown == null ? endedJustNow : shown != job.state()) {
      return Rank.AWAITED;
    }
    return job.state().terminal() ? Rank.FOLLOW_UP : Rank.PROGRESS;
  }

  /** Whether a card is overdue; otherwise checks again when it would be. */
  private boolean cardOverdue(Job job) {
    Instant due = messages.due(job);
    if (due == null) {
      return false;
    }
    Duration left = Duration.between(clock.instant(), due);
    if (left.isNegative() || left.isZero()) {
      return true;
    }
    expect(job.id(), job.id(), left);
    return false;
  }

  /**
   * Looks at a card again when something becomes due of which no change tells.
   *
   * @param left null for never
   */
  private void expect(String what, String jobId, @Nullable Duration left) {
    if (left != null && expected.add(what)) {
      later.run(
          () -> {
            expected.remove(what);
            jobChanged(jobId);
          },
          left);
    }
  }

  private EditLanes.Edit editInTurn(String jobId) {
    return () -> {
      boolean asked = true;
      try {
        CardMessages.Refreshed refreshed = messages.refresh(jobId);
        asked = refreshed.asked();
        if (refreshed.again()) {
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
      return asked;
    };
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
    messages.show(jobId);
    jobChanged(jobId);
  }

  /**
   * Brings the card of an ended job to its final state, posting it if needed. Blocks.
   *
   * @throws ChatException when Discord refused
   */
  void settle(String jobId) {
    CardRef card = where(jobId);
    if (card == null) {
      show(jobId);
    } else {
      lanes.now(card.spot().channel(), () -> messages.refresh(jobId).asked());
    }
  }

  /** Whether the card of an ended job shows what is so now, as far as it can be edited. */
  boolean upToDate(Job job) {
    return messages.upToDate(job);
  }

  /** Where the card of a job is; null when it has none. */
  @Nullable CardRef where(String jobId) {
    return messages.where(jobId);
  }
}
