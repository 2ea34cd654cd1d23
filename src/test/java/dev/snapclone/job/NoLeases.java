package dev.snapclone.job;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Nobody has a lease. */
public final class NoLeases implements Leases {
  @Override
  public void add(Lease lease) {
    throw new AssertionError("nobody asks for a lease here");
  }

  @Override
  public Optional<Lease> of(String jobId) {
    return Optional.empty();
  }

  @Override
  public boolean change(Lease before, Lease after) {
    return false;
  }

  @Override
  public Map<String, Instant> ends(String cloud) {
    return Map.of();
  }
}
