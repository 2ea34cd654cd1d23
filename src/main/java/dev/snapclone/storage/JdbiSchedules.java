package dev.snapclone.storage;

import dev.snapclone.i18n.Text;
import dev.snapclone.job.engine.Json;
import dev.snapclone.schedule.Attempt;
import dev.snapclone.schedule.Schedule;
import dev.snapclone.schedule.Schedule.Run;
import dev.snapclone.schedule.Schedule.State;
import dev.snapclone.schedule.SchedulePlan;
import dev.snapclone.schedule.ScheduleStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Schedules in the database, so that all replicas share them. */
final class JdbiSchedules implements ScheduleStore {
  private static final int LONGEST_NAME = 255;

  private final Transactions transactions;
  private final Json json;

  JdbiSchedules(Transactions transactions, Json json) {
    this.transactions = transactions;
    this.json = json;
  }

  @Override
  public void add(Schedule schedule) {
    transactions.run(
        handle ->
            handle
                .createUpdate(
                    "insert into schedule (id, guild, plan, state, created, next_run) values (:id,"
                        + " :guild, :plan, :state, :created, :next) on conflict do nothing")
                .bind("id", schedule.id())
                .bind("guild", schedule.guild())
                .bind("plan", json.write(schedule.plan()))
                .bind("state", schedule.state().name())
                .bind("created", Rows.at(schedule.created()))
                .bind("next", Rows.at(schedule.next()))
                .execute());
  }

  @Override
  public Optional<Schedule> find(String id) {
    return transactions.run(
        handle ->
            handle
                .createQuery("select * from schedule where id = :id")
                .bind("id", id)
                .map((row, context) -> schedule(row))
                .findOne());
  }

  @Override
  public List<Schedule> all(@Nullable String guild) {
    String where = guild == null ? "" : " and guild = :guild";
    return transactions.run(
        handle -> {
          var query =
              handle.createQuery(
                  "select * from schedule where state <> 'REMOVED'"
                      + where
                      + " order by created, id");
          if (guild != null) {
            query.bind("guild", guild);
          }
          return query.map((row, context) -> schedule(row)).list();
        });
  }

  private Schedule schedule(ResultSet row) throws SQLException {
    return new Schedule(
        row.getString("id"),
        row.getString("guild"),
        json.read(row.getString("plan"), SchedulePlan.class),
        State.valueOf(row.getString("state")),
        Rows.instant(row, "created"),
        Rows.instantOrNull(row, "next_run"),
        Rows.instantOrNull(row, "told_at"));
  }

  @Override
  public boolean set(String id, State state, @Nullable Instant next) {
    return transactions.run(
            handle ->
                handle
                    .createUpdate(
                        "update schedule set state = :state, next_run = :next"
                            + " where id = :id and state <> 'REMOVED'")
                    .bind("id", id)
                    .bind("state", state.name())
                    .bind("next", Rows.at(next))
                    .execute())
        == 1;
  }

  @Override
  public void move(String id, @Nullable Instant from, @Nullable Instant to) {
    String still = from == null ? "next_run is null" : "next_run = :from";
    transactions.run(
        handle -> {
          var update =
              handle
                  .createUpdate(
                      "update schedule set next_run = :to where id = :id and state = 'ACTIVE' and "
                          + still)
                  .bind("id", id)
                  .bind("to", Rows.at(to));
          if (from != null) {
            update.bind("from", Rows.at(from));
          }
          return update.execute();
        });
  }

  @Override
  public void begin(String id, Instant slot, Instant now, @Nullable Instant next) {
    transactions.run(
        handle -> {
          handle
              .createUpdate(
                  "insert into schedule_run (schedule_id, slot, started, begun) values (:id, :slot,"
                      + " :now, false) on conflict do nothing")
              .bind("id", id)
              .bind("slot", Rows.at(slot))
              .bind("now", Rows.at(now))
              .execute();
          return handle
              .createUpdate(
                  "update schedule set next_run = :next where id = :id and state = 'ACTIVE' and"
                      + " next_run = :slot")
              .bind("id", id)
              .bind("slot", Rows.at(slot))
              .bind("next", Rows.at(next))
              .execute();
        });
  }

  @Override
  public Optional<Run> run(String id, Instant slot) {
    return transactions.run(
        handle ->
            handle
                .createQuery("select * from schedule_run where schedule_id = :id and slot = :slot")
                .bind("id", id)
                .bind("slot", Rows.at(slot))
                .map((row, context) -> run(row))
                .findOne());
  }

  @Override
  public List<Run> runsSince(String id, Instant since) {
    return transactions.run(
        handle ->
            handle
                .createQuery(
                    "select * from schedule_run where schedule_id = :id and started >= :since order"
                        + " by slot desc")
                .bind("id", id)
                .bind("since", Rows.at(since))
                .map((row, context) -> run(row))
                .list());
  }

  private static Run run(ResultSet row) throws SQLException {
    return new Run(
        row.getString("schedule_id"),
        Rows.instant(row, "slot"),
        Rows.instant(row, "started"),
        row.getBoolean("begun"),
        Rows.instantOrNull(row, "ended"));
  }

  @Override
  public void begun(String id, Instant slot) {
    transactions.run(
        handle ->
            handle
                .createUpdate(
                    "update schedule_run set begun = true where schedule_id = :id and slot = :slot")
                .bind("id", id)
                .bind("slot", Rows.at(slot))
                .execute());
  }

  @Override
  public void end(String id, Instant slot, Instant now, @Nullable Instant told) {
    transactions.run(
        handle -> {
          handle
              .createUpdate("update schedule set told_at = :told where id = :id")
              .bind("id", id)
              .bind("told", Rows.at(told))
              .execute();
          return handle
              .createUpdate(
                  "update schedule_run set ended = :now where schedule_id = :id and slot = :slot")
              .bind("id", id)
              .bind("slot", Rows.at(slot))
              .bind("now", Rows.at(now))
              .execute();
        });
  }

  @Override
  public void record(Attempt attempt) {
    Text said = attempt.said();
    transactions.run(
        handle ->
            handle
                .createUpdate(
                    "insert into schedule_attempt (schedule_id, slot, instance, name, job_id, said,"
                        + " gone) values (:id, :slot, :instance, :name, :job, :said, :gone) on"
                        + " conflict do nothing")
                .bind("id", attempt.schedule())
                .bind("slot", Rows.at(attempt.slot()))
                .bind("instance", attempt.instance())
                .bind("name", Rows.text(attempt.name(), LONGEST_NAME))
                .bind("job", attempt.job())
                .bind("said", said == null ? null : json.write(said))
                .bind("gone", attempt.job() == null)
                .execute());
  }

  @Override
  public List<Attempt> attempts(String id, Instant slot) {
    return transactions.run(
        handle ->
            handle
                .createQuery(
                    "select * from schedule_attempt where schedule_id = :id and slot = :slot order"
                        + " by name, instance")
                .bind("id", id)
                .bind("slot", Rows.at(slot))
                .map((row, context) -> attempt(row))
                .list());
  }

  @Override
  public Optional<Attempt> ofJob(String job) {
    return transactions.run(
        handle ->
            handle
                .createQuery("select * from schedule_attempt where job_id = :job")
                .bind("job", job)
                .map((row, context) -> attempt(row))
                .findFirst());
  }

  @Override
  public List<Attempt> kept(String id) {
    return transactions.run(
        handle ->
            handle
                .createQuery(
                    "select * from schedule_attempt where schedule_id = :id and gone = false order"
                        + " by slot desc, name")
                .bind("id", id)
                .map((row, context) -> attempt(row))
                .list());
  }

  private Attempt attempt(ResultSet row) throws SQLException {
    String said = row.getString("said");
    return new Attempt(
        row.getString("schedule_id"),
        Rows.instant(row, "slot"),
        row.getString("instance"),
        row.getString("name"),
        row.getString("job_id"),
        said == null ? null : json.read(said, Text.class));
  }

  @Override
  public void gone(Attempt attempt) {
    transactions.run(
        handle ->
            handle
                .createUpdate(
                    "update schedule_attempt set gone = true where schedule_id = :id and slot ="
                        + " :slot and instance = :instance")
                .bind("id", attempt.schedule())
                .bind("slot", Rows.at(attempt.slot()))
                .bind("instance", attempt.instance())
                .execute());
  }
}
