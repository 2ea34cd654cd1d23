package dev.snapclone.job;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Stores leases: how long what jobs make is kept. */
public interface Leases {
  /** Stores the lease of a new job, in the transaction that stores the job. */
  void add(Lease lease);

  /** The lease of a job; empty when it has none. */
  Optional<Lease> of(String jobId);

  /**
   * Replaces a lease and stores the errand of its new version, in one transaction.
   *
   * @param before as it was read
   * @param after with the next version
   * @return false when it was changed in the meantime
   */
  boolean change(Lease before, Lease after);

  /**
   * When what is kept for a time is deleted.
   *
   * @return by the id of the resource
   */
  Map<String, Instant> ends(String cloud);
}
