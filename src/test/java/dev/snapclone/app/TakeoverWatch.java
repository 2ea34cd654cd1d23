package dev.snapclone.app;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Measures in the scheduler's table how long it takes until another process goes on with what a
 * killed one had: with the runs that it had picked, and with jobs that were parked, for which it
 * may have watched the cloud, and whose time had not come. A row's version rises when its run is
 * picked, parked or revived, and a row that is over is gone; the dead can do neither.
 */
final class TakeoverWatch implements AutoCloseable {
  private static final String JOBS =
      "task_name not in ('interaction','tell','expiry','guide','housekeeping')";

  /** A row that somebody has to go on with. */
  private record Orphan(String row, long version, boolean picked, Instant killed) {}

  /** How long it took until somebody went on. */
  record Takeover(String row, boolean picked, Duration took) {}

  private final Ledger ledger;
  private final Duration takeoverAfter;
  private final List<Orphan> open = new ArrayList<>();
  private final List<Takeover> seen = new ArrayList<>();
  private final Set<String> orphaned = new HashSet<>();
  private final ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor();

  TakeoverWatch(Ledger ledger, Duration takeoverAfter) {
    this.ledger = ledger;
    this.takeoverAfter = takeoverAfter;
    var unused = clockwork.scheduleWithFixedDelay(this::look, 100, 100, TimeUnit.MILLISECONDS);
  }

  /**
   * To be told right after a process has died.
   *
   * @param pickName the name under which it picked
   */
  synchronized void died(String pickName, Instant at) {
    String columns = "select task_name || ' ' || task_instance as row, version, picked";
    for (Map<String, String> row :
        ledger.rows(columns + " from scheduled_tasks where picked and picked_by = ?", pickName)) {
      orphan(row, true, at);
      orphaned.add(row.get("row"));
    }
    for (Map<String, String> row :
        ledger.rows(
            columns
                + " from scheduled_tasks where not picked and "
                + JOBS
                + " and execution_time between now() and now() + make_interval(secs => ?)",
            (double) takeoverAfter.toMillis() / 1000)) {
      orphan(row, false, at);
    }
  }

  private void orphan(Map<String, String> row, boolean picked, Instant at) {
    open.add(new Orphan(row.get("row"), Long.parseLong(row.get("version")), picked, at));
  }

  private synchronized void look() {
    if (open.isEmpty()) {
      return;
    }
    Map<String, Long> now = new HashMap<>();
    ledger
        .rows("select task_name || ' ' || task_instance as row, version from scheduled_tasks")
        .forEach(row -> now.put(row.get("row"), Long.valueOf(row.get("version"))));
    Instant at = Instant.now();
    open.removeIf(
        orphan -> {
          boolean moved = now.getOrDefault(orphan.row(), -1L) != orphan.version();
          if (moved) {
            seen.add(
                new Takeover(orphan.row(), orphan.picked(), Duration.between(orphan.killed(), at)));
          }
          return moved;
        });
  }

  /** What was taken over so far. */
  synchronized List<Takeover> takeovers() {
    return List.copyOf(seen);
  }

  /** What still waits. */
  synchronized List<String> waiting() {
    return open.stream().map(Orphan::row).toList();
  }

  /** The runs that a process took into its grave: task and instance. */
  synchronized Set<String> orphaned() {
    return Set.copyOf(orphaned);
  }

  @Override
  public void close() {
    clockwork.shutdownNow();
  }
}
