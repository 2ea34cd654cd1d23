package dev.snapclone.storage;

import dev.snapclone.job.Lease;
import dev.snapclone.job.Leases;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Leases in the database. */
final class JdbiLeases implements Leases {
  private final Transactions transactions;
  private final CommitListeners listeners;
  private final LeaseRows rows;

  JdbiLeases(Transactions transactions, CommitListeners listeners, LeaseRows rows) {
    this.transactions = transactions;
    this.listeners = listeners;
    this.rows = rows;
  }

  @Override
  public void add(Lease lease) {
    transactions.run(
        handle -> {
          rows.insert(handle, lease);
          return true;
        });
  }

  @Override
  public Optional<Lease> of(String jobId) {
    return transactions.run(handle -> rows.find(handle, jobId));
  }

  @Override
  public boolean change(Lease before, Lease after) {
    boolean changed = transactions.run(handle -> rows.change(handle, before, after));
    if (changed) {
      listeners.changed(before.job());
      listeners.due();
    }
    return changed;
  }

  @Override
  public Map<String, Instant> ends(String cloud) {
    return transactions.run(handle -> rows.ends(handle, cloud));
  }
}
