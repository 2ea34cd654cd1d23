package dev.snapclone.openstack;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The time limit of one cloud call, signing in included. A worker that is considered dead must not
 * send anything after it.
 */
final class Deadline {
  private final InstantSource clock;
  private final Instant end;

  Deadline(InstantSource clock, Duration limit) {
    this.clock = clock;
    this.end = clock.instant().plus(limit);
  }

  /** The remaining time; zero or negative when it has passed. */
  Duration left() {
    return Duration.between(clock.instant(), end);
  }
}
