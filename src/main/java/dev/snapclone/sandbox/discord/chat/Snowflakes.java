package dev.snapclone.sandbox.discord.chat;

import java.time.Instant;
import java.time.InstantSource;

/** Discord's ids: milliseconds since 2015 in the upper 42 bits (reference.mdx "Snowflakes"). */
public final class Snowflakes {
  private static final long EPOCH = 1_420_070_400_000L;

  private final InstantSource clock;
  private long last;

  /** Ids use this clock, and are unique even if it stands still. */
  public Snowflakes(InstantSource clock) {
    this.clock = clock;
  }

  /** Returns a new id, greater than all before. */
  public synchronized String next() {
    last = Math.max((clock.millis() - EPOCH) << 22, last + 1);
    return Long.toString(last);
  }

  /** Returns the time in an id. */
  public static Instant timeOf(String id) {
    return Instant.ofEpochMilli((Long.parseLong(id) >>> 22) + EPOCH);
  }
}
