package dev.snapclone.discord;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Paces the bot's edits of messages. Each channel is one lane with one budget, that which Discord
 * grants it ({@link Chat#pace}). In a lane edits run one at a time, since what is handed to JDA can
 * no longer be overtaken; what a person waits for goes first. Requests for the same message are
 * merged: the edit reads the latest state when its turn comes.
 */
final class EditLanes {
  /** After so many edits of higher ranks a rank has its turn, so that none is starved. */
  private static final int PATIENCE = 4;

  private static final Duration LONGEST_TURN = Duration.ofSeconds(20);

  private final Later later;
  private final InstantSource clock;
  private final Duration perMessage;
  private final Function<String, EditPace> paces;
  private final Map<String, Lane> lanes = new HashMap<>();

  /** Runs a task after a delay, on a thread that may block. */
  @FunctionalInterface
  interface Later {
    void run(Runnable work, Duration delay);
  }

  /** Brings messages up to date. */
  @FunctionalInterface
  interface Edit {
    /** Returns whether Discord was asked for anything, which uses up budget. */
    boolean make();
  }

  /** Who goes first. */
  enum Rank {
    /** A person waits for it: a decision was just taken, a live job has just ended. */
    AWAITED,
    /** What a live job is doing. */
    PROGRESS,
    /** Old messages that something became of. */
    FOLLOW_UP,
    /** Nothing known to have changed. */
    UNCHANGED
  }

  /**
   * How long the next edit of a channel has to wait after the last.
   *
   * @param awaited for {@link Rank#AWAITED}
   * @param others for the other ranks, which leave some of the budget to that one
   */
  record EditPace(Duration awaited, Duration others) {}

  private record Turn(Rank rank, String key, Edit edit) {}

  private static final class Lane {
    /** Fair, so that neither {@link #now} nor what waits keeps the other from its turn. */
    final Semaphore turn = new Semaphore(1, true);

    final Map<Rank, Map<String, Edit>> waiting = new EnumMap<>(Rank.class);
    final Map<Rank, Integer> passedOver = new EnumMap<>(Rank.class);
    final Map<String, Instant> last = new HashMap<>();
    Instant freeForAwaited = Instant.MIN;
    Instant free = Instant.MIN;
    @Nullable Instant scheduled;
    boolean running;

    Lane() {
      for (Rank rank : Rank.values()) {
        waiting.put(rank, new LinkedHashMap<>());
      }
    }

    Map<String, Edit> of(Rank rank) {
      return waiting.getOrDefault(rank, Map.of());
    }

    boolean impatient(Rank rank) {
      return rank != Rank.UNCHANGED && passedOver.getOrDefault(rank, 0) >= PATIENCE;
    }

    Instant open(Rank rank) {
      return rank == Rank.AWAITED || impatient(rank) ? freeForAwaited : free;
    }
  }

  /**
   * @param perMessage the least time between two edits of one message, unless it is awaited
   * @param paces how long a channel's next edit has to wait after the last
   */
  EditLanes(
      Later later, InstantSource clock, Duration perMessage, Function<String, EditPace> paces) {
    this.later = later;
    this.clock = clock;
    this.perMessage = perMessage;
    this.paces = paces;
  }

  /**
   * Requests an edit.
   *
   * @param key what it is about; a later request for the same replaces this one
   */
  synchronized void want(String channel, String key, Rank rank, Edit edit) {
    Lane lane = lane(channel);
    Rank rankNow = rank;
    for (Rank waiting : Rank.values()) {
      if (lane.of(waiting).containsKey(key) && waiting.compareTo(rank) < 0) {
        rankNow = waiting;
      } else if (waiting != rank) {
        lane.of(waiting).remove(key);
      }
    }
    lane.of(rankNow).put(key, edit);
    schedule(channel, lane);
  }

  /**
   * Requests edits of unchanged cards, to run when their channel has nothing else to edit. Ignored
   * while an earlier such round is running in the channel: with many cards the rounds would never
   * end.
   */
  synchronized void wantWhenIdle(
      String channel, Collection<String> keys, Function<String, Edit> edits) {
    Lane lane = lane(channel);
    if (!lane.of(Rank.UNCHANGED).isEmpty()) {
      return;
    }
    for (String key : keys) {
      if (lane.waiting.values().stream().noneMatch(waiting -> waiting.containsKey(key))) {
        lane.of(Rank.UNCHANGED).put(key, edits.apply(key));
      }
    }
    schedule(channel, lane);
  }

  /**
   * Makes an edit on this thread, after the one that is under way in the channel and before those
   * that wait.
   *
   * @throws ChatException as transient when the one under way takes too long
   */
  void now(String channel, Edit edit) {
    Lane lane;
    synchronized (this) {
      lane = lane(channel);
    }
    boolean mine = false;
    boolean asked = false;
    try {
      mine = lane.turn.tryAcquire(LONGEST_TURN.toMillis(), TimeUnit.MILLISECONDS);
      if (!mine) {
        throw new ChatException(ChatException.Kind.TRANSIENT, "another edit takes too long");
      }
      asked = true;
      asked = edit.make();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ChatException(ChatException.Kind.TRANSIENT, "interrupted");
    } finally {
      if (mine) {
        charge(channel, lane, null, asked);
        lane.turn.release();
      }
    }
  }

  private void run(String channel, Instant at) {
    Lane lane = begin(channel, at);
    if (lane == null) {
      return;
    }
    try {
      lane.turn.acquire();
      try {
        makeNext(channel, lane);
      } finally {
        lane.turn.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      // One failed card must not block the channel's other cards.
      end(channel, lane);
    }
  }

  private void makeNext(String channel, Lane lane) {
    Turn turn = take(lane);
    if (turn == null) {
      return;
    }
    boolean asked = true;
    try {
      asked = turn.edit().make();
    } finally {
      charge(channel, lane, turn.key(), asked);
    }
  }

  /** Null when another run replaces this one. */
  private synchronized @Nullable Lane begin(String channel, Instant at) {
    Lane lane = lane(channel);
    if (lane.running || !at.equals(lane.scheduled)) {
      return null;
    }
    lane.scheduled = null;
    lane.running = true;
    return lane;
  }

  private synchronized void end(String channel, Lane lane) {
    lane.running = false;
    schedule(channel, lane);
  }

  private synchronized void charge(String channel, Lane lane, @Nullable String key, boolean asked) {
    Instant now = clock.instant();
    if (asked) {
      EditPace pace = paces.apply(channel);
      lane.freeForAwaited = now.plus(pace.awaited());
      lane.free = now.plus(pace.others());
      if (key != null) {
        lane.last.put(key, now);
      }
    }
    lane.last.values().removeIf(at -> !at.plus(perMessage).isAfter(now));
  }

  private synchronized @Nullable Turn take(Lane lane) {
    Instant now = clock.instant();
    Turn chosen = null;
    for (Rank rank : Rank.values()) {
      Turn first = now.isBefore(lane.open(rank)) ? null : firstDue(lane, rank, now);
      if (first != null && (chosen == null || lane.impatient(rank))) {
        chosen = first;
      }
    }
    if (chosen != null) {
      lane.of(chosen.rank()).remove(chosen.key());
      for (Rank rank : Rank.values()) {
        if (rank.compareTo(chosen.rank()) > 0 && !lane.of(rank).isEmpty()) {
          lane.passedOver.merge(rank, 1, Integer::sum);
        }
      }
      lane.passedOver.remove(chosen.rank());
    }
    return chosen;
  }

  private @Nullable Turn firstDue(Lane lane, Rank rank, Instant now) {
    return lane.of(rank).entrySet().stream()
        .filter(e -> !due(lane, rank, e.getKey()).isAfter(now))
        .findFirst()
        .map(e -> new Turn(rank, e.getKey(), e.getValue()))
        .orElse(null);
  }

  private Instant due(Lane lane, Rank rank, String key) {
    Instant last = rank == Rank.AWAITED ? null : lane.last.get(key);
    return last == null ? Instant.MIN : last.plus(perMessage);
  }

  /** Plans the next run, unless an earlier one is planned. */
  private void schedule(String channel, Lane lane) {
    Instant next = null;
    for (Rank rank : Rank.values()) {
      for (String key : lane.of(rank).keySet()) {
        Instant due = due(lane, rank, key);
        Instant at = due.isBefore(lane.open(rank)) ? lane.open(rank) : due;
        next = next == null || at.isBefore(next) ? at : next;
      }
    }
    if (next == null
        || lane.running
        || (lane.scheduled != null && !next.isBefore(lane.scheduled))) {
      return;
    }
    Instant at = next;
    Instant now = clock.instant();
    lane.scheduled = at;
    later.run(() -> run(channel, at), at.isAfter(now) ? Duration.between(now, at) : Duration.ZERO);
  }

  private Lane lane(String channel) {
    return lanes.computeIfAbsent(channel, c -> new Lane());
  }
}
