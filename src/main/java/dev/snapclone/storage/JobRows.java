package dev.snapclone.storage;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.snapclone.access.Actor;
import dev.snapclone.access.Place;
import dev.snapclone.access.RequestedAction;
import dev.snapclone.i18n.Text;
import dev.snapclone.job.Job;
import dev.snapclone.job.JobOrigin;
import dev.snapclone.job.JobPlan;
import dev.snapclone.job.JobProgress;
import dev.snapclone.job.JobQuery;
import dev.snapclone.job.JobState;
import dev.snapclone.job.JobWork;
import dev.snapclone.job.Jobs.LockedException;
import dev.snapclone.job.LockKey;
import dev.snapclone.job.Outcome;
import dev.snapclone.job.OutlineStep;
import dev.snapclone.job.PlanLine;
import dev.snapclone.job.Reason;
import dev.snapclone.job.Timing;
import dev.snapclone.job.engine.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Reads and writes the rows of jobs and their locks, in the caller's transaction. */
final class JobRows {
  /** The states that are not terminal, as a condition that uses an index. */
  private static final String OPEN =
      Arrays.stream(JobState.values())
          .filter(state -> !state.terminal())
          .map(state -> "'" + state.name() + "'")
          .collect(Collectors.joining(", ", "state in (", ")"));

  private final Json json;

  JobRows(Json json) {
    this.json = json;
  }

  /** Stores a new job; false when there is one of the same invocation. */
  boolean insert(Handle handle, Job job) {
    return handle
            .createUpdate(
                "insert into jobs (id, workflow, invocation, interaction, guild, requester, reason, place, cloud, title,"
                    + " plan_text, plan, outline, locks, state, epoch, signal, created, deed, timing)"
                    + " values (:id, :workflow, :invocation, :interaction, :guild, :requester, :reason, :place, :cloud,"
                    + " :title, :planText, :plan, :outline, :locks, :state, 0, 0, :created, :action, :timing)"
                    + " on conflict do nothing")
            .bind("id", job.id())
            .bind("workflow", job.workflow())
            .bind("invocation", job.origin().invocation())
            .bind("interaction", job.origin().interaction())
            .bind("guild", job.place().guild())
            .bind("requester", json.write(job.requester()))
            .bindBySqlType("reason", orNull(job.reason()), Types.VARCHAR)
            .bind("place", json.write(job.place()))
            .bind("cloud", job.cloud())
            .bind("title", json.write(job.title()))
            .bind("planText", json.write(job.plan().lines()))
            .bind("plan", job.plan().json())
            .bind("outline", json.write(job.plan().outline()))
            .bind("locks", json.write(job.work().locks()))
            .bind("state", job.state().name())
            .bind("created", Rows.at(job.created()))
            .bindBySqlType("action", orNull(job.work().action()), Types.VARCHAR)
            .bindBySqlType("timing", key(job.plan().timing()), Types.VARCHAR)
            .execute()
        == 1;
  }

  /** One job. */
  Optional<Job> find(Handle handle, String id) {
    return handle
        .createQuery("select * from jobs where id = :id")
        .bind("id", id)
        .map((row, context) -> job(row))
        .findOne();
  }

  /** One job, with its row locked until the transaction ends. */
  Optional<Job> lock(Handle handle, String id) {
    return handle
        .createQuery("select * from jobs where id = :id for update")
        .bind("id", id)
        .map((row, context) -> job(row))
        .findOne();
  }

  /** Whether a job has failed, even if it is still being undone. */
  boolean failed(Handle handle, String id) {
    return handle
            .createQuery("select count(*) from jobs where id = :id and failure is not null")
            .bind("id", id)
            .mapTo(Integer.class)
            .one()
        > 0;
  }

  /** The job of an invocation or of an interaction. */
  Optional<Job> findByInvocation(Handle handle, String id) {
    return handle
        .createQuery("select * from jobs where :id in (invocation, interaction)")
        .bind("id", id)
        .map((row, context) -> job(row))
        .findOne();
  }

  /** The jobs that a query finds, newest first. */
  List<Job> recent(Handle handle, JobQuery query) {
    boolean upwards = query.newerThan() != null;
    String of = " (select seq from jobs where id = :than)";
    String than = query.olderThan() != null ? " and seq <" + of : upwards ? " and seq >" + of : "";
    List<Job> found =
        handle
            .createQuery(
                "select * from jobs where guild = :guild and state in (<states>)"
                    + (query.requester() == null ? "" : " and requester like :requester escape '!'")
                    + Rows.visible(query.clouds(), "cloud = :cloud")
                    + than
                    + " order by seq "
                    + (upwards ? "asc" : "desc")
                    + " limit :most")
            .bind("guild", query.guild())
            .bindList("states", query.states().stream().map(JobState::name).toList())
            .bindMap(values(query))
            .bind("most", query.most())
            .map((row, context) -> job(row))
            .list();
    if (upwards) {
      Collections.reverse(found);
    }
    return found;
  }

  private static Map<String, String> values(JobQuery query) {
    Map<String, String> values = new HashMap<>(Rows.bound(query.clouds()));
    if (query.requester() != null) {
      // No name can hold that: its quotes would be escaped.
      values.put("requester", Rows.pattern("\"id\":\"" + query.requester() + "\""));
    }
    String than = query.olderThan() != null ? query.olderThan() : query.newerThan();
    if (than != null) {
      values.put("than", than);
    }
    return values;
  }

  /** All jobs that have not ended, oldest first. */
  List<Job> open(Handle handle) {
    return handle
        .createQuery("select * from jobs where " + OPEN + " order by seq")
        .map((row, context) -> job(row))
        .list();
  }

  /** The job that made a resource. */
  Optional<Job> maker(Handle handle, String cloud, String resource) {
    return handle
        .createQuery(
            "select jobs.* from made join jobs on made.job_id = jobs.id"
                + " where made.resource = :resource and jobs.cloud = :cloud order by jobs.seq")
        .bind("resource", resource)
        .bind("cloud", cloud)
        .map((row, context) -> job(row))
        .stream()
        .findFirst();
  }

  /** The job that holds a lock. */
  Optional<Job> holder(Handle handle, LockKey lock) {
    return handle
        .createQuery(
            "select jobs.* from jobs join resource_lock on resource_lock.job_id = jobs.id"
                + " where resource_lock.cloud = :cloud and resource_lock.resource = :resource")
        .bind("cloud", lock.cloud())
        .bind("resource", lock.resource())
        .map((row, context) -> job(row))
        .findOne();
  }

  /**
   * Takes a job's locks.
   *
   * @throws LockedException when another job has one
   */
  void takeLocks(Handle handle, Job job) {
    take(handle, job, lock -> true);
  }

  /**
   * Takes the locks for the names that a job claims, which it holds even while it waits for
   * approval.
   *
   * @throws LockedException when another job has one
   */
  void claimNames(Handle handle, Job job) {
    take(handle, job, LockKey::isName);
  }

  /** Always in the same order, to avoid deadlocks. */
  private void take(Handle handle, Job job, Predicate<LockKey> which) {
    List<LockKey> ordered =
        job.work().locks().stream()
            .filter(which)
            .distinct()
            .sorted(Comparator.comparing(LockKey::cloud).thenComparing(LockKey::resource))
            .toList();
    for (LockKey lock : ordered) {
      int taken =
          handle
              .createUpdate(
                  "insert into resource_lock (cloud, resource, job_id)"
                      + " values (:cloud, :resource, :job) on conflict do nothing")
              .bind("cloud", lock.cloud())
              .bind("resource", lock.resource())
              .bind("job", job.id())
              .execute();
      if (taken == 0) {
        String holder = holder(handle, lock).map(Job::id).orElse(null);
        if (!job.id().equals(holder)) {
          throw new LockedException(lock, holder);
        }
      }
    }
  }

  /** Releases a job's locks. */
  void releaseLocks(Handle handle, String jobId) {
    handle
        .createUpdate("delete from resource_lock where job_id = :job")
        .bind("job", jobId)
        .execute();
  }

  /** Raises a job's signal; false when it has ended. */
  boolean raiseSignal(Handle handle, String id) {
    return handle
            .createUpdate("update jobs set signal = signal + 1 where id = :id and ended is null")
            .bind("id", id)
            .execute()
        > 0;
  }

  /** A job's signal; 0 when there is no such job. */
  long signal(Handle handle, String id) {
    return handle
        .createQuery("select signal from jobs where id = :id")
        .bind("id", id)
        .mapTo(Long.class)
        .findOne()
        .orElse(0L);
  }

  /** Sets a job's state. */
  void setState(Handle handle, String id, JobState state) {
    handle
        .createUpdate("update jobs set state = :state where id = :id")
        .bind("state", state.name())
        .bind("id", id)
        .execute();
  }

  /**
   * Puts a job that has made nothing back to waiting for approval: raises its epoch, deletes its
   * journal and releases its locks.
   */
  void backToWaiting(Handle handle, Job job, @Nullable JobPlan plan) {
    JobPlan now = plan == null ? job.plan() : plan;
    handle
        .createUpdate(
            "update jobs set state = :state, epoch = epoch + 1, started = null, plan = :plan,"
                + " plan_text = :text, outline = :outline, deed = :action, timing = :timing where id = :id")
        .bind("state", JobState.WAITING_FOR_APPROVAL.name())
        .bind("plan", now.json())
        .bind("text", json.write(now.lines()))
        .bind("outline", json.write(now.outline()))
        .bindBySqlType("action", orNull(job.work().action()), Types.VARCHAR)
        .bindBySqlType("timing", key(now.timing()), Types.VARCHAR)
        .bind("id", job.id())
        .execute();
    handle.createUpdate("delete from journal where job_id = :job").bind("job", job.id()).execute();
    releaseLocks(handle, job.id());
    claimNames(handle, job);
  }

  /** Ends a job: state, time and outcome. */
  void end(Handle handle, String id, JobState state, Outcome outcome, Instant now) {
    handle
        .createUpdate(
            "update jobs set state = :state, ended = :now, outcome = :outcome where id = :id")
        .bind("state", state.name())
        .bind("now", Rows.at(now))
        .bind("outcome", json.write(outcome))
        .bind("id", id)
        .execute();
  }

  /** As {@link dev.snapclone.job.JobRecords#giveReason}. */
  boolean giveReason(Handle handle, String id, Reason reason) {
    return handle
            .createUpdate(
                "update jobs set reason = :reason"
                    + " where id = :id and reason is null and state = :waiting")
            .bind("reason", json.write(reason))
            .bind("id", id)
            .bind("waiting", JobState.WAITING_FOR_APPROVAL.name())
            .execute()
        > 0;
  }

  /** Replaces the outcome of a job that has ended. */
  void setOutcome(Handle handle, String id, Outcome outcome) {
    handle
        .createUpdate("update jobs set outcome = :outcome where id = :id")
        .bind("outcome", json.write(outcome))
        .bind("id", id)
        .execute();
  }

  private Job job(ResultSet row) throws SQLException {
    return new Job(
        row.getString("id"),
        new JobOrigin(
            row.getString("invocation"),
            Objects.requireNonNullElse(row.getString("interaction"), row.getString("invocation")),
            json.read(row.getString("requester"), Actor.class),
            json.read(row.getString("place"), Place.class),
            optional(row, "reason", Reason.class)),
        new JobWork(
            row.getString("workflow"),
            row.getString("cloud"),
            json.read(row.getString("title"), Text.class),
            json.read(row.getString("locks"), new TypeReference<List<LockKey>>() {}),
            optional(row, "deed", RequestedAction.class)),
        new JobPlan(
            row.getString("plan"),
            planLines(row.getString("plan_text")),
            json.read(row.getString("outline"), new TypeReference<List<OutlineStep>>() {}),
            Timing.parse(row.getString("timing"))),
        Rows.instant(row, "created"),
        new JobProgress(
            JobState.valueOf(row.getString("state")),
            row.getLong("epoch"),
            Rows.instantOrNull(row, "started"),
            Rows.instantOrNull(row, "ended"),
            optional(row, "cancelled_by", Actor.class),
            optional(row, "outcome", Outcome.class)),
        row.getString("card"));
  }

  /** Earlier versions stored bare texts. */
  private List<PlanLine> planLines(String stored) {
    return json.read(stored, new TypeReference<List<JsonNode>>() {}).stream()
        .map(
            line ->
                line.has("section")
                    ? json.read(line.toString(), PlanLine.class)
                    : PlanLine.makes(json.read(line.toString(), Text.class)))
        .toList();
  }

  /** The text of a JSON string; empty for any other value. */
  Optional<String> text(String value) {
    return Optional.of(json.read(value, JsonNode.class))
        .filter(JsonNode::isTextual)
        .map(JsonNode::textValue);
  }

  private static @Nullable String key(@Nullable Timing timing) {
    return timing == null ? null : timing.key();
  }

  /** Reads a JSON column that may be null. */
  <T> @Nullable T optional(ResultSet row, String column, Class<T> type) throws SQLException {
    String stored = row.getString(column);
    return stored == null ? null : json.read(stored, type);
  }

  /** Writes a JSON column that may be null. */
  @Nullable String orNull(@Nullable Object value) {
    return value == null ? null : json.write(Objects.requireNonNull(value));
  }
}
