package dev.snapclone.telemetry;

import dev.snapclone.job.BackgroundThreads;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs the probes in the background and remembers what they saw, so that whoever asks is answered
 * at once, also while a probe hangs: one that does not come back in time counts as failed.
 */
public final class Readiness implements AutoCloseable {
  private final List<Watched> watched;
  private final Duration interval;
  private final Duration patience;
  private final InstantSource clock;
  private final ScheduledExecutorService timer = BackgroundThreads.clock("readiness-timer");
  private final ExecutorService workers =
      Executors.newCachedThreadPool(BackgroundThreads.factory("readiness-probe"));

  /**
   * @param probes what is looked at
   * @param interval how often
   * @param patience after how long a probe that does not come back counts as failed
   */
  public Readiness(
      List<? extends Probe> probes, Duration interval, Duration patience, InstantSource clock) {
    this.interval = interval;
    this.patience = patience;
    this.clock = clock;
    Instant now = clock.instant();
    this.watched = probes.stream().map(p -> new Watched(p, now)).toList();
  }

  /**
   * What is known of one probe.
   *
   * @param name the probe's name
   * @param ok whether it works
   * @param reason why not, or a detail
   * @param since since when it has been so
   */
  public record Status(String name, boolean ok, String reason, Instant since) {}

  /** Begins to look, at once and then at every interval. */
  public void start() {
    var unused =
        timer.scheduleWithFixedDelay(
            this::refresh, 0, Math.max(1, interval.toMillis()), TimeUnit.MILLISECONDS);
  }

  /** Looks now, in the background; a probe that is still under way is not started again. */
  public void refresh() {
    for (Watched one : watched) {
      if (one.begin(clock.instant())) {
        try {
          workers.execute(() -> one.end(look(one.probe), clock.instant()));
        } catch (RejectedExecutionException e) {
          // Closed meanwhile: nobody asks any more.
          return;
        }
      }
    }
  }

  private static ProbeResult look(Probe probe) {
    try {
      return probe.probe();
    } catch (RuntimeException | Error e) {
      // An error too must end the look: it would count as under way forever.
      String message = e.getMessage();
      return ProbeResult.fails(message == null ? e.getClass().getSimpleName() : message);
    }
  }

  /** What is known now, in the order of the probes. Never waits. */
  public List<Status> statuses() {
    Instant now = clock.instant();
    return watched.stream().map(w -> w.status(now, patience)).toList();
  }

  @Override
  public void close() {
    timer.shutdownNow();
    workers.shutdownNow();
  }

  /** A probe with its last result. */
  private static final class Watched {
    private final Probe probe;
    private Status last;
    private @Nullable Instant begun;

    Watched(Probe probe, Instant now) {
      this.probe = probe;
      this.last = new Status(probe.name(), false, "not looked at yet", now);
    }

    synchronized boolean begin(Instant now) {
      if (begun != null) {
        return false;
      }
      begun = now;
      return true;
    }

    synchronized void end(ProbeResult result, Instant now) {
      begun = null;
      remember(result, now);
    }

    private void remember(ProbeResult result, Instant now) {
      Instant since = result.ok() == last.ok() ? last.since() : now;
      last = new Status(probe.name(), result.ok(), result.reason(), since);
    }

    synchronized Status status(Instant now, Duration patience) {
      Instant since = begun;
      if (since != null && Duration.between(since, now).compareTo(patience) > 0) {
        return new Status(probe.name(), false, "no answer", last.ok() ? since : last.since());
      }
      return last;
    }
  }
}
