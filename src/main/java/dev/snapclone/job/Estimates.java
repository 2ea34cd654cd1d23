package dev.snapclone.job;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells from the last jobs that succeeded how long such a job usually takes: the quartiles of those
 * of the same cloud, kind and size class, or where these are few, with those of half and twice the
 * size. Where those are few as well, nothing is claimed. A quartile is not moved by the odd job
 * that hung, and the time in which people were asked does not count.
 */
public final class Estimates {
  /** Of fewer jobs nothing is claimed. */
  static final int FEW = 5;

  /** So many of the last ones count: a cloud becomes faster or slower. */
  static final int LAST = 30;

  /** Nothing is late by less. */
  private static final Duration LEAST_LATE = Duration.ofSeconds(30);

  /** Nothing is ever claimed. */
  public static final Estimates NONE =
      new Estimates((cloud, timing, most) -> List.of(), InstantSource.system());

  private final History history;
  private final InstantSource clock;

  public Estimates(History history, InstantSource clock) {
    this.history = history;
    this.clock = clock;
  }

  /** What ended jobs took. */
  @FunctionalInterface
  public interface History {
    /**
     * How long the last jobs took that succeeded, from the start of the work.
     *
     * @param cloud the bot's name for the cloud
     */
    List<Duration> last(String cloud, Timing timing, int most);
  }

  /** How long a job that has not ended takes; empty when too little is known. */
  public Optional<Estimate> of(Job job) {
    return job.state().terminal() || job.state() == JobState.CANCELLING
        ? Optional.empty()
        : of(job.cloud(), job.plan().timing(), job.progress().started());
  }

  /** How long a job with a plan would take in a cloud; empty when too little is known. */
  public Optional<Estimate> of(String cloud, Object plan) {
    return of(cloud, Timing.of(plan), null);
  }

  private Optional<Estimate> of(String cloud, @Nullable Timing timing, @Nullable Instant started) {
    if (timing == null) {
      return Optional.empty();
    }
    List<Duration> took = new ArrayList<>(history.last(cloud, timing, LAST));
    if (took.size() < FEW) {
      timing.neighbours().forEach(other -> took.addAll(history.last(cloud, other, LAST)));
    }
    if (took.size() < FEW) {
      return Optional.empty();
    }
    Collections.sort(took);
    Duration from = quantile(took, 1);
    Duration to = quantile(took, 3);
    Duration left =
        started == null
            ? null
            : Duration.between(clock.instant(), started.plus(usualAtMost(from, to)));
    return Optional.of(new Estimate(from, to, left));
  }

  /** As Tukey tells outliers, by 1.5 of the quartiles' distance, and at least by half the time. */
  private static Duration usualAtMost(Duration from, Duration to) {
    Duration far = to.minus(from).multipliedBy(3).dividedBy(2);
    return to.plus(Collections.max(List.of(far, to.dividedBy(2), LEAST_LATE)));
  }

  /** A quartile, between two jobs by their distance. */
  private static Duration quantile(List<Duration> sorted, int quarter) {
    int quarters = quarter * (sorted.size() - 1);
    Duration below = sorted.get(quarters / 4);
    Duration above = sorted.get((quarters + 3) / 4);
    return below.plus(above.minus(below).multipliedBy(quarters % 4).dividedBy(4));
  }
}
