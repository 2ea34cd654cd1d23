package dev.snapclone.job;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** Leases in memory, with the errands that they wait for. */
public final class MemoryLeases implements Leases {
  private final Map<String, Lease> leases = new HashMap<>();
  private final Map<String, Instant> errands = new TreeMap<>();

  @Override
  public synchronized void add(Lease lease) {
    leases.putIfAbsent(lease.job(), lease);
  }

  /** The job has made something at that time. */
  public synchronized void begin(String job, Instant at) {
    Lease lease = Objects.requireNonNull(leases.get(job));
    change(lease, lease.begun(at));
  }

  @Override
  public synchronized Optional<Lease> of(String jobId) {
    return Optional.ofNullable(leases.get(jobId));
  }

  @Override
  public synchronized boolean change(Lease before, Lease after) {
    Lease now = leases.get(before.job());
    if (now == null || now.version() != before.version()) {
      return false;
    }
    leases.put(before.job(), after);
    if (after.next() != null) {
      errands.put(after.job() + "/" + after.version(), after.next());
    }
    return true;
  }

  @Override
  public Map<String, Instant> ends(String cloud) {
    return Map.of();
  }

  /** The ids of the errands that wait, with when they are due. */
  public synchronized Map<String, Instant> errands() {
    return new TreeMap<>(errands);
  }

  /** An errand is done. */
  public synchronized void done(String errand) {
    errands.remove(errand);
  }
}
