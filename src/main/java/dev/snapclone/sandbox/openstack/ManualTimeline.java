package dev.snapclone.sandbox.openstack;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Time that only moves when a test advances it. */
public final class ManualTimeline implements Timeline {
  private final PriorityQueue<Due> queue =
      new PriorityQueue<>(Comparator.comparing(Due::at).thenComparing(Due::order));
  private Instant now;
  private long order;

  private record Due(Instant at, long order, Runnable action) {}

  /**
   * @param start the initial time
   */
  public ManualTimeline(Instant start) {
    this.now = start;
  }

  @Override
  public synchronized Instant instant() {
    return now;
  }

  @Override
  public synchronized void after(Duration wait, Runnable action) {
    queue.add(new Due(now.plus(wait), order++, action));
  }

  /**
   * Advances the clock. Runs everything that becomes due on the way, in order, including what those
   * actions schedule.
   */
  public void advance(Duration by) {
    Instant end = instant().plus(by);
    for (Runnable next = dueBy(end); next != null; next = dueBy(end)) {
      next.run();
    }
  }

  private synchronized @Nullable Runnable dueBy(Instant end) {
    Due head = queue.peek();
    if (head == null || head.at().isAfter(end)) {
      now = end;
      return null;
    }
    queue.remove(head);
    now = head.at().isAfter(now) ? head.at() : now;
    return head.action();
  }

  @Override
  public synchronized void close() {
    queue.clear();
  }
}
