package dev.snapclone.sandbox.discord.chat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A running clock that can be moved forward, for example past a deadline. */
public final class ShiftedClock implements InstantSource {
  private final InstantSource base;
  private volatile Duration shift = Duration.ZERO;

  /** Starts with the time of the given clock. */
  public ShiftedClock(InstantSource base) {
    this.base = base;
  }

  @Override
  public Instant instant() {
    return base.instant().plus(shift);
  }

  /** Moves the time forward. */
  public synchronized void advance(Duration by) {
    shift = shift.plus(by);
  }
}
