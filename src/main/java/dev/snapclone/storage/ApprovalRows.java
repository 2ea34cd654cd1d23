package dev.snapclone.storage;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.snapclone.access.Reasons;
import dev.snapclone.access.Terms;
import dev.snapclone.approval.Approval;
import dev.snapclone.approval.Approval.Decision;
import dev.snapclone.approval.Approval.State;
import dev.snapclone.approval.AskedQuestion;
import dev.snapclone.i18n.Text;
import dev.snapclone.job.Errands.Kind;
import dev.snapclone.job.engine.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Reads and writes the rows of approvals, in the caller's transaction. */
final class ApprovalRows {
  private static final int LONGEST_TEXT = 4000;
  private static final Duration BEFORE_TERMS = Duration.ofDays(1);
  private static final Json JSON = new Json();

  private static final String ASKED = ":asked";
  private static final String DECIDED = ":decided";

  private ApprovalRows() {}

  /** Stores a new approval; false when the job has one already. */
  static boolean insert(Handle handle, Approval approval) {
    int inserted =
        handle
            .createUpdate(
                "insert into approval (job_id, plan_hash, required, four_eyes, requester_id,"
                    + " expires_at, state, terms, round, differences) values (:job, :hash,"
                    + " :required, :fourEyes, :requester, :expires, :state, :terms, :round,"
                    + " :differences) on conflict do nothing")
            .bind("job", approval.jobId())
            .bind("hash", approval.planHash())
            .bind("required", approval.required())
            .bind("fourEyes", approval.fourEyes())
            .bind("requester", approval.requesterId())
            .bind("expires", Rows.at(approval.expiresAt()))
            .bind("state", approval.state().name())
            .bind("terms", JSON.write(approval.terms()))
            .bind("round", approval.round())
            .bind("differences", JSON.write(approval.differences()))
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
                        Rows.instant(row, "decided_at"),
                        row.getBoolean("counts"),
                        Objects.requireNonNullElse(row.getString("press"), "")))
            .list();
    return handle
        .createQuery("select * from approval where job_id = :job")
        .bind("job", jobId)
        .map(
            (row, context) ->
                new Approval(
                    row.getString("job_id"),
                    row.getString("plan_hash"),
                    terms(row),
                    row.getString("requester_id"),
                    Rows.instant(row, "expires_at"),
                    State.valueOf(row.getString("state")),
                    decisions,
                    row.getInt("round"),
                    JSON.read(row.getString("differences"), new TypeReference<List<Text>>() {})))
        .findOne();
  }

  private static Terms terms(ResultSet row) throws SQLException {
    String stored = row.getString("terms");
    return stored != null
        ? JSON.read(stored, Terms.class)
        : new Terms(
            row.getInt("required"),
            row.getBoolean("four_eyes"),
            BEFORE_TERMS,
            Duration.ZERO,
            List.of(),
            Reasons.NONE,
            "");
  }

  /** Stores the changes: the question, new answers, and answers that do not count any more. */
  static void save(Handle handle, Approval before, Approval after) {
    handle
        .createUpdate(
            "update approval set state = :state, plan_hash = :hash, required = :required,"
                + " four_eyes = :fourEyes, expires_at = :expires, terms = :terms, round = :round,"
                + " differences = :differences where job_id = :job")
        .bind("state", after.state().name())
        .bind("hash", after.planHash())
        .bind("required", after.required())
        .bind("fourEyes", after.fourEyes())
        .bind("expires", Rows.at(after.expiresAt()))
        .bind("terms", JSON.write(after.terms()))
        .bind("round", after.round())
        .bind("differences", JSON.write(after.differences()))
        .bind("job", after.jobId())
        .execute();
    for (int i = 0; i < before.decisions().size(); i++) {
      if (before.decisions().get(i).counts() && !after.decisions().get(i).counts()) {
        handle
            .createUpdate(
                "update approval_decision set counts = false where job_id = :job and seq = :seq")
            .bind("job", after.jobId())
            .bind("seq", i)
            .execute();
      }
    }
    for (int i = before.decisions().size(); i < after.decisions().size(); i++) {
      Decision decision = after.decisions().get(i);
      handle
          .createUpdate(
              "insert into approval_decision (job_id, seq, person_id, person_name, yes, reason,"
                  + " decided_at, press) values (:job, :seq, :person, :name, :yes, :reason, :at,"
                  + " :press)")
          .bind("job", after.jobId())
          .bind("seq", i)
          .bind("person", decision.personId())
          .bind("name", Rows.text(decision.personName(), LONGEST_TEXT))
          .bind("yes", decision.yes())
          .bind("reason", Rows.text(decision.reason(), LONGEST_TEXT))
          .bind("at", Rows.at(decision.at()))
          .bind("press", decision.press())
          .execute();
    }
  }

  /** Stores that a question was asked or decided. */
  static void news(Handle handle, Approval approval, Instant now) {
    String word = approval.state() == State.PENDING ? ASKED : DECIDED;
    String id = AskedQuestion.of(approval).encode() + word;
    ScheduledRuns.offer(handle, Kind.APPROVAL, id, approval.state().name(), now);
  }

  /** Closes the approval of a cancelled job; false when it has none that is open. */
  static boolean withdraw(Handle handle, String jobId) {
    return handle
            .createUpdate(
                "update approval set state = 'WITHDRAWN' where job_id = :job and state = 'PENDING'")
            .bind("job", jobId)
            .execute()
        > 0;
  }
}
