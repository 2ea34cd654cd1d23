package dev.snapclone.storage;

import dev.snapclone.job.Errands.Kind;
import dev.snapclone.job.engine.Engine;
import dev.snapclone.job.engine.JobStore.Errand;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Writes errands and rows of db-scheduler's table. Not through db-scheduler's client, so that they
 * are part of our transactions.
 */
final class ScheduledRuns {
  private static final int JOB_PRIORITY = 50;
  private static final int ERRAND_PRIORITY = 70;

  /** A person waits for it. */
  private static final int INTERACTION_PRIORITY = 90;

  private ScheduledRuns() {}

  /** Schedules a job's run. */
  static void scheduleJob(Handle handle, String workflow, String jobId, Instant due) {
    schedule(handle, workflow, jobId, due, JOB_PRIORITY);
  }

  /** Deletes a job's run, unless a worker has picked it; that worker will find the job ended. */
  static void unscheduleJob(Handle handle, String workflow, String jobId) {
    handle
        .createUpdate(
            "delete from scheduled_tasks where task_name = :task and task_instance = :id"
                + " and picked = false")
        .bind("task", workflow)
        .bind("id", jobId)
        .execute();
  }

  /** Deletes a job's run, even if a worker has picked it. */
  static void dropJob(Handle handle, String workflow, String jobId) {
    handle
        .createUpdate("delete from scheduled_tasks where task_name = :task and task_instance = :id")
        .bind("task", workflow)
        .bind("id", jobId)
        .execute();
  }

  private static void schedule(Handle handle, String task, String id, Instant due, int priority) {
    handle
        .createUpdate(
            "insert into scheduled_tasks"
                + " (task_name, task_instance, execution_time, picked, version, priority)"
                + " values (:task, :id, :due, false, 1, :priority) on conflict do nothing")
        .bind("task", task)
        .bind("id", id)
        .bind("due", Rows.at(due))
        .bind("priority", priority)
        .execute();
  }

  /** Stores an errand with its run; false when it was stored before. */
  static boolean offer(Handle handle, Kind kind, String id, String payload, Instant due) {
    int inserted =
        handle
            .createUpdate(
                "insert into errand (kind, id, payload, attempts, due)"
                    + " values (:kind, :id, :payload, 0, :due) on conflict do nothing")
            .bind("kind", kind.stored())
            .bind("id", id)
            .bind("payload", payload.replace("\0", ""))
            .bind("due", Rows.at(due))
            .execute();
    if (inserted == 0) {
      return false;
    }
    int priority = kind == Kind.INTERACTION ? INTERACTION_PRIORITY : ERRAND_PRIORITY;
    schedule(handle, Engine.taskName(kind), id, due, priority);
    return true;
  }

  /** Stores that the messages of an ended job are to be brought up to date. */
  static void followUp(Handle handle, String jobId, Instant now) {
    offer(handle, Kind.FOLLOW_UP, jobId + "/" + UUID.randomUUID(), "", now);
  }

  /** Counts an attempt of an errand and returns the errand; empty when it is done. */
  static Optional<Errand> begin(Handle handle, Kind kind, String id) {
    int begun =
        handle
            .createUpdate(
                "update errand set attempts = attempts + 1"
                    + " where kind = :kind and id = :id and done_at is null")
            .bind("kind", kind.stored())
            .bind("id", id)
            .execute();
    if (begun == 0) {
      return Optional.empty();
    }
    return handle
        .createQuery("select payload, attempts, due from errand where kind = :kind and id = :id")
        .bind("kind", kind.stored())
        .bind("id", id)
        .map(
            (row, context) ->
                new Errand(
                    Objects.requireNonNullElse(row.getString("payload"), ""),
                    row.getInt("attempts") - 1,
                    Rows.instant(row, "due")))
        .findOne();
  }

  /** Marks an errand as done and deletes its payload, which may contain an interaction token. */
  static void finish(Handle handle, Kind kind, String id, Instant now) {
    handle
        .createUpdate(
            "update errand set done_at = :now, payload = null where kind = :kind and id = :id")
        .bind("now", Rows.at(now))
        .bind("kind", kind.stored())
        .bind("id", id)
        .execute();
  }

  /**
   * Gives work that was due before this time the highest priority, so that the oldest runs first.
   */
  static int age(Handle handle, Instant dueBefore) {
    return handle
        .createUpdate(
            "update scheduled_tasks set priority = :urgent where picked = false"
                + " and priority < :urgent and execution_time < :before")
        .bind("urgent", INTERACTION_PRIORITY)
        .bind("before", Rows.at(dueBefore))
        .execute();
  }

  /**
   * Releases what a dead process had picked, and makes its parked jobs due, since no process
   * watches for them.
   */
  static int releasePicks(Handle handle, Instant now) {
    int parked =
        handle
            .createUpdate(
                "update scheduled_tasks set execution_time = :now, version = version + 1"
                    + " where picked = false and execution_time > :now and exists (select 1 from"
                    + " jobs where id = task_instance and workflow = task_name)")
            .bind("now", Rows.at(now))
            .execute();
    return parked
        + handle
            .createUpdate(
                "update scheduled_tasks set picked = false, picked_by = null, last_heartbeat ="
                    + " null, version = version + 1 where picked = true")
            .execute();
  }
}
