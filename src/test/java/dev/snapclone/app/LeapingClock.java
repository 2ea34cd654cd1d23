package dev.snapclone.app;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** The real time, ahead by what was leapt: long waits for nothing need not be sat through. */
final class LeapingClock implements InstantSource {
  private final InstantSource real = InstantSource.system();
  private final AtomicLong aheadMillis = new AtomicLong();

  @Override
  public Instant instant() {
    return real.instant().plusMillis(aheadMillis.get());
  }

  /** It is later by that, at once. */
  void leap(Duration time) {
    aheadMillis.addAndGet(time.toMillis());
  }
}
