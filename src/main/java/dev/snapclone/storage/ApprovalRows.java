package dev.snapclone.storage;

import dev.snapclone.approval.Approval;
import dev.snapclone.approval.Approval.Decision;
import dev.snapclone.approval.Approval.State;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The rows of approvals, within a transaction of the caller. */
final class ApprovalRows {
  private static final int LONGEST_TEXT = 4000;

  private ApprovalRows() {}

  /** Stores a question; false when the job has one. */
  static boolean insert(Handle handle, Approval approval) {
    int inserted =
        handle
            .createUpdate(
                "insert into approval (job_id, plan_hash, required, four_eyes, requester_id,"
                    + " expires_at, state) values (:job, :hash, :required, :fourEyes, :requester,"
                    + " :expires, :state) on conflict do nothing")
            .bind("job", approval.jobId())
            .bind("hash", approval.planHash())
            .bind("required", approval.required())
            .bind("fourEyes", approval.fourEyes())
            .bind("requester", approval.requesterId())
            .bind("expires", Rows.at(approval.expiresAt()))
            .bind("state", approval.state().name())
            .execute();
    return inserted == 1;
  }

  /** The approval of a job; lock it by locking the job's row. */
  static Optional<Approval> find(Handle handle, String jobId) {
    List<Decision> decisions =
        handle
            .createQuery("select * from approval_decision where job_id = :job order by seq")
            .bind("job", jobId)
            .map(
                (row, context) ->
                    new Decision(
                        row.getString("person_id"),
                        row.getString("person_name"),
                        row.getBoolean("yes"),
                        row.getString("reason"),
                        Rows.instant(row, "decided_at")))
            .list();
    return handle
        .createQuery("select * from approval where job_id = :job")
        .bind("job", jobId)
        .map(
            (row, context) ->
                new Approval(
                    row.getString("job_id"),
                    row.getString("plan_hash"),
                    row.getInt("required"),
                    row.getBoolean("four_eyes"),
                    row.getString("requester_id"),
                    Rows.instant(row, "expires_at"),
                    State.valueOf(row.getString("state")),
                    decisions))
        .findOne();
  }

  /** Stores what changed: the state and the answers that are new. */
  static void save(Handle handle, Approval before, Approval after) {
    handle
        .createUpdate("update approval set state = :state where job_id = :job")
        .bind("state", after.state().name())
        .bind("job", after.jobId())
        .execute();
    for (int i = before.decisions().size(); i < after.decisions().size(); i++) {
      Decision decision = after.decisions().get(i);
      handle
          .createUpdate(
              "insert into approval_decision (job_id, seq, person_id, person_name, yes, reason,"
                  + " decided_at) values (:job, :seq, :person, :name, :yes, :reason, :at)")
          .bind("job", after.jobId())
          .bind("seq", i)
          .bind("person", decision.personId())
          .bind("name", Rows.text(decision.personName(), LONGEST_TEXT))
          .bind("yes", decision.yes())
          .bind("reason", Rows.text(decision.reason(), LONGEST_TEXT))
          .bind("at", Rows.at(decision.at()))
          .execute();
    }
  }

  /** A cancelled job's question needs no answer any more. */
  static void withdraw(Handle handle, String jobId) {
    handle
        .createUpdate(
            "update approval set state = 'WITHDRAWN' where job_id = :job and state = 'PENDING'")
        .bind("job", jobId)
        .execute();
  }
}
