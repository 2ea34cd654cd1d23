package dev.snapclone.storage;

import dev.snapclone.job.JournalEntry.Phase;
import dev.snapclone.job.engine.Entry;
import dev.snapclone.job.engine.Failure;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/** Reads and writes the rows of journals, in the caller's transaction. */
final class JournalRows {
  private static final int LONGEST_STATUS = 300;

  private final JobRows jobs;

  JournalRows(JobRows jobs) {
    this.jobs = jobs;
  }

  /** A job's journal, in the order in which its steps began. */
  List<Entry> of(Handle handle, String jobId) {
    return handle
        .createQuery("select * from journal where job_id = :job order by seq")
        .bind("job", jobId)
        .map((row, context) -> entry(row))
        .list();
  }

  /** Whether a job has begun a step. */
  boolean any(Handle handle, String jobId) {
    return handle
        .createQuery("select 1 from journal where job_id = :job limit 1")
        .bind("job", jobId)
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  /**
   * Writes an entry; the caller holds the lock on the job's row. (H2 and PostgreSQL have no common
   * upsert.)
   */
  void write(Handle handle, String jobId, Entry entry) {
    Update update =
        handle.createUpdate(
            "update journal set phase = :phase, result = :result, status = :status,"
                + " percent = :percent, since = :since, failure = :failure, doubt = :doubt,"
                + " tries = :tries, tried_at = :triedAt, faults = :faults,"
                + " fault_since = :faultSince where job_id = :job and step = :step");
    if (bound(update, jobId, entry).execute() == 0) {
      Update insert =
          handle.createUpdate(
              "insert into journal (job_id, step, seq, phase, result, status, percent, since,"
                  + " failure, doubt, tries, tried_at, faults, fault_since) values (:job, :step,"
                  + " (select coalesce(max(seq), 0) + 1 from journal where job_id = :job), :phase,"
                  + " :result, :status, :percent, :since, :failure, :doubt, :tries, :triedAt,"
                  + " :faults, :faultSince)");
      bound(insert, jobId, entry).execute();
    }
    if (entry.phase() == Phase.DONE && entry.attempts().count() > 0 && entry.result() != null) {
      made(handle, jobId, entry.result());
    }
  }

  /** Stores which job made a resource. The lineage needs that even when the resource is gone. */
  private void made(Handle handle, String jobId, String result) {
    jobs.text(result)
        .ifPresent(
            resource ->
                handle
                    .createUpdate(
                        "insert into made (resource, job_id) values (:resource, :job)"
                            + " on conflict do nothing")
                    .bind("resource", resource)
                    .bind("job", jobId)
                    .execute());
  }

  private Update bound(Update update, String jobId, Entry entry) {
    String status = entry.progress().status();
    return update
        .bind("job", jobId)
        .bind("step", entry.key())
        .bind("phase", entry.phase().name())
        .bindBySqlType("result", entry.result(), Types.VARCHAR)
        .bindBySqlType(
            "status", status == null ? null : Rows.text(status, LONGEST_STATUS), Types.VARCHAR)
        .bindBySqlType("percent", entry.progress().percent(), Types.INTEGER)
        .bind("since", Rows.at(entry.since()))
        .bindBySqlType("failure", jobs.orNull(entry.failure()), Types.VARCHAR)
        .bind("doubt", entry.attempts().doubt())
        .bind("tries", entry.attempts().count())
        .bindBySqlType("triedAt", Rows.at(entry.attempts().last()), Types.TIMESTAMP_WITH_TIMEZONE)
        .bind("faults", entry.trouble().faults())
        .bindBySqlType(
            "faultSince", Rows.at(entry.trouble().since()), Types.TIMESTAMP_WITH_TIMEZONE);
  }

  private Entry entry(ResultSet row) throws SQLException {
    int percent = row.getInt("percent");
    Integer known = row.wasNull() ? null : percent;
    return new Entry(
        row.getString("step"),
        Phase.valueOf(row.getString("phase")),
        row.getString("result"),
        new Entry.Progress(row.getString("status"), known),
        Rows.instant(row, "since"),
        jobs.optional(row, "failure", Failure.class),
        new Entry.Attempts(
            row.getBoolean("doubt"), row.getInt("tries"), Rows.instantOrNull(row, "tried_at")),
        new Entry.Trouble(row.getInt("faults"), Rows.instantOrNull(row, "fault_since")));
  }
}
