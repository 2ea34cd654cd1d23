package dev.snapclone.telemetry;

import dev.snapclone.job.BackgroundThreads;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs the probes in the background and stores their results, so that requests are answered at once
 * even while a probe hangs. A probe that does not return in time counts as failed.
 */
public final class Readiness implements AutoCloseable {
  private final List<Watched> watched;
  private final Duration interval;
  private final Duration patience;
  private final InstantSource clock;
  private final ScheduledExecutorService timer = BackgroundThreads.clock("readiness-timer");
  private final ExecutorService workers = BackgroundThreads.unlimited("readiness-probe");

  /**
   * @param patience after what time a probe that has not returned counts as failed
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
   * The state of one probe.
   *
   * @param ok whether it works
   * @param reason why not, or a detail
   * @param since since when it has been in this state
   */
  public record Status(String name, boolean ok, String reason, Instant since) {}

  /** Runs all probes now and then at every interval. */
  public void start() {
    var unused =
        timer.scheduleWithFixedDelay(
            this::refresh, 0, Math.max(1, interval.toMillis()), TimeUnit.MILLISECONDS);
  }

  /** Runs all probes now, in the background, except those that are still running. */
  public void refresh() {
    for (Watched one : watched) {
      if (one.begin(clock.instant())) {
        try {
          workers.execute(() -> one.end(look(one.probe), clock.instant()));
        } catch (RejectedExecutionException e) {
          // Closed in the meantime.
          return;
        }
      }
    }
  }

  private static ProbeResult look(Probe probe) {
    try {
      return probe.probe();
    } catch (RuntimeException | Error e) {
      // Errors too must end the run, or the probe would count as running forever.
      String message = e.getMessage();
      return ProbeResult.fails(message == null ? e.getClass().getSimpleName() : message);
    }
  }

  /** The current states, in the order of the probes. Never blocks. */
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
