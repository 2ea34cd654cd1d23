package dev.snapclone.discord;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Time that moves by hand, and what is to happen later. */
final class HandClock implements InstantSource, EditLanes.Later {
  private Instant now;
  private final List<Due> due = new ArrayList<>();
  private long order;

  private record Due(Instant at, long order, Runnable work) {}

  HandClock(Instant now) {
    this.now = now;
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public void run(Runnable work, Duration delay) {
    due.add(new Due(now.plus(delay), order++, work));
  }

  /** Lets time pass; what falls due runs at its time. */
  void pass(Duration time) {
    Instant end = now.plus(time);
    while (true) {
      Due next =
          due.stream()
              .filter(d -> !d.at().isAfter(end))
              .min(Comparator.comparing(Due::at).thenComparing(Due::order))
              .orElse(null);
      if (next == null) {
        break;
      }
      due.remove(next);
      now = next.at().isAfter(now) ? next.at() : now;
      next.work().run();
    }
    now = end;
  }

  /** What is due now happens. */
  void settle() {
    pass(Duration.ZERO);
  }
}
