package dev.snapclone.openstack;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until it is moved. */
final class SettableClock implements InstantSource {
  private volatile Instant now = Instant.parse("2026-11-22T19:00:00Z");

  @Override
  public Instant instant() {
    return now;
  }

  void tick(Duration time) {
    now = now.plus(time);
  }
}
