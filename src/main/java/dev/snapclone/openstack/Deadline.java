package dev.snapclone.openstack;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Until when a call of the port may take, signing in included: a worker that is taken for dead
 * after a while must not send anything later than that.
 */
final class Deadline {
  private final InstantSource clock;
  private final Instant end;

  Deadline(InstantSource clock, Duration limit) {
    this.clock = clock;
    this.end = clock.instant().plus(limit);
  }

  /** What is left; zero or negative when it has passed. */
  Duration left() {
    return Duration.between(clock.instant(), end);
  }
}
