package dev.snapclone.storage;

import dev.snapclone.job.Errands.Kind;
import dev.snapclone.job.Lease;
import dev.snapclone.job.engine.Json;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The rows of leases. */
final class LeaseRows {
  private final Json json;

  LeaseRows(Json json) {
    this.json = json;
  }

  void insert(Handle handle, Lease lease) {
    handle
        .createUpdate(
            "insert into lease (job_id, version, lease, ends)"
                + " values (:job, :version, :lease, :ends) on conflict do nothing")
        .bind("job", lease.job())
        .bind("version", lease.version())
        .bind("lease", json.write(lease))
        .bind("ends", Rows.at(lease.ends()))
        .execute();
  }

  Optional<Lease> find(Handle handle, String jobId) {
    return handle
        .createQuery("select lease from lease where job_id = :job")
        .bind("job", jobId)
        .map((row, context) -> json.read(row.getString("lease"), Lease.class))
        .findOne();
  }

  /** Replaces a lease and stores its errand; false when it has another version by now. */
  boolean change(Handle handle, Lease before, Lease after) {
    int changed =
        handle
            .createUpdate(
                "update lease set version = :version, lease = :lease, ends = :ends"
                    + " where job_id = :job and version = :before")
            .bind("version", after.version())
            .bind("lease", json.write(after))
            .bind("ends", Rows.at(after.ends()))
            .bind("job", before.job())
            .bind("before", before.version())
            .execute();
    if (changed == 1 && after.next() != null) {
      ScheduledRuns.offer(
          handle, Kind.LEASE, after.job() + "/" + after.version(), "", after.next());
    }
    return changed == 1;
  }

  /** Begins the lease of a job that has just succeeded, if it has one. */
  void begin(Handle handle, String jobId, Instant now) {
    find(handle, jobId)
        .filter(lease -> lease.stage() == Lease.Stage.WAITING)
        .ifPresent(lease -> change(handle, lease, lease.begun(now)));
  }

  Map<String, Instant> ends(Handle handle, String cloud) {
    Map<String, Instant> ends = new HashMap<>();
    handle
        .createQuery(
            "select made.resource, lease.ends from lease join jobs on jobs.id = lease.job_id"
                + " join made on made.job_id = jobs.id"
                + " where jobs.cloud = :cloud and lease.ends is not null")
        .bind("cloud", cloud)
        .map(
            (row, context) ->
                ends.put(row.getString("resource"), Rows.instant(row, "ends")) == null)
        .list();
    return ends;
  }
}
