package dev.snapclone.discord;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Paces the edits of cards. In a channel edits run one at a time, within a limit per message and
 * one per channel; final states first, unchanged cards last. Requests for the same card are merged:
 * the edit reads the latest state when its turn comes.
 */
final class EditLanes {
  private final Later later;
  private final InstantSource clock;
  private final Duration perMessage;
  private final Duration perChannel;
  private final Consumer<String> edit;
  private final Map<String, Lane> lanes = new HashMap<>();

  /** Runs a task after a delay, on a thread that may block. */
  @FunctionalInterface
  interface Later {
    void run(Runnable work, Duration delay);
  }

  private static final class Lane {
    final Set<String> urgent = new LinkedHashSet<>();
    final Set<String> waiting = new LinkedHashSet<>();
    final Set<String> unchanged = new LinkedHashSet<>();
    final Map<String, Instant> last = new HashMap<>();
    Instant free = Instant.MIN;
    boolean scheduled;
  }

  /**
   * @param perMessage the least time between two edits of one message
   * @param perChannel the least time between two edits in one channel
   */
  EditLanes(
      Later later,
      InstantSource clock,
      Duration perMessage,
      Duration perChannel,
      Consumer<String> edit) {
    this.later = later;
    this.clock = clock;
    this.perMessage = perMessage;
    this.perChannel = perChannel;
    this.edit = edit;
  }

  /**
   * Requests an edit.
   *
   * @param urgent whether the card shows a final state
   */
  synchronized void want(String channel, String job, boolean urgent) {
    Lane lane = lanes.computeIfAbsent(channel, c -> new Lane());
    lane.unchanged.remove(job);
    if (urgent) {
      lane.waiting.remove(job);
      lane.urgent.add(job);
    } else if (!lane.urgent.contains(job)) {
      lane.waiting.add(job);
    }
    if (!lane.scheduled) {
      schedule(channel, lane);
    }
  }

  /**
   * Requests edits of unchanged cards, to run when their channel has nothing else to edit. Ignored
   * while an earlier such round is running in the channel: with many cards the rounds would never
   * end.
   */
  synchronized void wantWhenIdle(String channel, Collection<String> jobs) {
    Lane lane = lanes.computeIfAbsent(channel, c -> new Lane());
    if (!lane.unchanged.isEmpty()) {
      return;
    }
    lane.unchanged.addAll(jobs);
    lane.unchanged.removeAll(lane.urgent);
    lane.unchanged.removeAll(lane.waiting);
    if (!lane.scheduled && !lane.unchanged.isEmpty()) {
      schedule(channel, lane);
    }
  }

  private void run(String channel) {
    String job = take(channel);
    try {
      if (job != null) {
        edit.accept(job);
      }
    } finally {
      // One failed card must not block the channel's other cards.
      next(channel, job);
    }
  }

  private synchronized void next(String channel, @Nullable String edited) {
    Lane lane = lanes.get(channel);
    if (lane == null) {
      return;
    }
    Instant now = clock.instant();
    if (edited != null) {
      lane.free = now.plus(perChannel);
      lane.last.put(edited, now);
    }
    lane.last.values().removeIf(at -> !at.plus(perMessage).isAfter(now));
    lane.scheduled = false;
    if (!lane.urgent.isEmpty() || !lane.waiting.isEmpty() || !lane.unchanged.isEmpty()) {
      schedule(channel, lane);
    }
  }

  private synchronized @Nullable String take(String channel) {
    Lane lane = lanes.get(channel);
    Instant now = clock.instant();
    if (lane == null || now.isBefore(lane.free)) {
      return null;
    }
    Iterator<String> urgent = lane.urgent.iterator();
    if (urgent.hasNext()) {
      String job = urgent.next();
      urgent.remove();
      return job;
    }
    String changed = takeDue(lane, lane.waiting, now);
    return changed != null ? changed : takeDue(lane, lane.unchanged, now);
  }

  private @Nullable String takeDue(Lane lane, Set<String> jobs, Instant now) {
    for (Iterator<String> i = jobs.iterator(); i.hasNext(); ) {
      String job = i.next();
      if (!due(lane, job).isAfter(now)) {
        i.remove();
        return job;
      }
    }
    return null;
  }

  private Instant due(Lane lane, String job) {
    Instant last = lane.last.get(job);
    return last == null ? Instant.MIN : last.plus(perMessage);
  }

  private void schedule(String channel, Lane lane) {
    Instant now = clock.instant();
    Instant at = Instant.MIN;
    if (lane.urgent.isEmpty()) {
      at =
          Stream.concat(lane.waiting.stream(), lane.unchanged.stream())
              .map(j -> due(lane, j))
              .min(Instant::compareTo)
              .orElse(now);
    }
    if (at.isBefore(lane.free)) {
      at = lane.free;
    }
    lane.scheduled = true;
    later.run(() -> run(channel), at.isAfter(now) ? Duration.between(now, at) : Duration.ZERO);
  }
}
