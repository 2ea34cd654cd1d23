package dev.snapclone.storage;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.snapclone.audit.AuditAnchor;
import dev.snapclone.audit.AuditEntry;
import dev.snapclone.audit.AuditEvent;
import dev.snapclone.audit.AuditLog;
import dev.snapclone.audit.AuditQuery;
import dev.snapclone.audit.AuditTrail;
import dev.snapclone.audit.AuditVerdict;
import dev.snapclone.audit.ChainCheck;
import dev.snapclone.job.engine.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * The audit in the database. Rows are only added, each with a hash over itself and the previous
 * hash, so that changed or missing rows are detected.
 *
 * <p>Each writer locks the single row of the head, for two statements and a commit. It uses a
 * separate transaction, so that no job or command holds the lock while it works.
 */
final class JdbiAuditLog implements AuditLog, AuditTrail {
  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_SUBJECT = 300;
  private static final int LONGEST_GUILD = 40;
  private static final int LONGEST_DETAIL = 1000;
  private static final int MOST_DETAILS = 40;
  private static final int CHUNK = 500;
  private static final TypeReference<Map<String, String>> DETAILS = new TypeReference<>() {};

  private final Transactions transactions;
  private final Json json;

  JdbiAuditLog(Transactions transactions, Json json) {
    this.transactions = transactions;
    this.json = json;
  }

  @Override
  public void append(AuditEvent given) {
    AuditEvent event = storable(given);
    transactions.run(handle -> append(handle, event));
  }

  private long append(Handle handle, AuditEvent event) {
    Head head =
        handle
            .createQuery("select seq, hash from audit_head where id = 1 for update")
            .map((row, context) -> new Head(row.getLong("seq"), row.getString("hash")))
            .one();
    long seq = head.seq() + 1;
    String hash = hash(head.hash(), seq, event, json);
    handle
        .createUpdate(
            "insert into audit (seq, happened_at, actor_id, actor_name, guild, action, subject,"
                + " result, details, prev_hash, hash) values (:seq, :at, :actor, :name, :guild,"
                + " :action, :subject, :result, :details, :previous, :hash)")
        .bind("seq", seq)
        .bind("at", Rows.at(event.at()))
        .bind("actor", event.actorId())
        .bind("name", event.actorName())
        .bind("guild", event.guild())
        .bind("action", event.action())
        .bind("subject", event.subject())
        .bind("result", event.result())
        .bind("details", json.write(event.details()))
        .bind("previous", head.hash())
        .bind("hash", hash)
        .execute();
    handle
        .createUpdate("update audit_head set seq = :seq, hash = :hash where id = 1")
        .bind("seq", seq)
        .bind("hash", hash)
        .execute();
    return seq;
  }

  /** The event as the columns can store it, so that its hash can be computed again from the row. */
  private static AuditEvent storable(AuditEvent event) {
    return new AuditEvent(
        event.at().truncatedTo(ChronoUnit.MICROS),
        Rows.text(event.actorId(), LONGEST_NAME),
        Rows.text(event.actorName(), LONGEST_SUBJECT),
        Rows.text(event.guild(), LONGEST_GUILD),
        Rows.text(event.action(), LONGEST_NAME),
        Rows.text(event.subject(), LONGEST_SUBJECT),
        Rows.text(event.result(), LONGEST_NAME),
        details(event.details()));
  }

  private static Map<String, String> details(Map<String, String> given) {
    Map<String, String> kept = new HashMap<>();
    given.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .limit(MOST_DETAILS)
        .forEach(
            e ->
                kept.put(
                    Rows.text(e.getKey(), LONGEST_NAME), Rows.text(e.getValue(), LONGEST_DETAIL)));
    return kept;
  }

  @Override
  public Optional<AuditAnchor> head() {
    return transactions.run(
        handle ->
            Optional.of(head(handle))
                .filter(head -> head.seq() > 0)
                .map(head -> new AuditAnchor(head.seq(), head.hash())));
  }

  @Override
  public Optional<AuditAnchor> at(long seq) {
    return transactions.run(
        handle ->
            handle
                .createQuery("select hash from audit where seq = :seq")
                .bind("seq", seq)
                .mapTo(String.class)
                .findOne()
                .map(hash -> new AuditAnchor(seq, hash)));
  }

  private static Head head(Handle handle) {
    return handle
        .createQuery("select seq, hash from audit_head where id = 1")
        .map((row, context) -> new Head(row.getLong("seq"), row.getString("hash")))
        .findOne()
        .orElse(new Head(0, "gone"));
  }

  @Override
  public boolean has(String action, String subject) {
    return transactions.run(
        handle ->
            handle
                .createQuery(
                    "select 1 from audit where subject = :subject and action = :action limit 1")
                .bind("subject", subject)
                .bind("action", action)
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
  }

  @Override
  public List<AuditEntry> newest(AuditQuery query) {
    List<Long> found = new AuditSearch(transactions, query, json).newest();
    if (found.isEmpty()) {
      return List.of();
    }
    return transactions.run(
        handle ->
            handle
                .createQuery("select * from audit where seq in (<found>) order by seq desc")
                .bindList("found", found)
                .map((row, context) -> entry(row))
                .list());
  }

  @Override
  public void each(@Nullable Instant since, @Nullable Instant until, Consumer<AuditEntry> reader) {
    long last = 0;
    while (true) {
      List<AuditEntry> some = chunk(last);
      if (some.isEmpty()) {
        return;
      }
      for (AuditEntry entry : some) {
        Instant at = entry.event().at();
        if ((since == null || !at.isBefore(since)) && (until == null || at.isBefore(until))) {
          reader.accept(entry);
        }
      }
      last = some.get(some.size() - 1).seq();
    }
  }

  /** {@link #verify} reports unreadable rows; here their readable parts are shown. */
  private AuditEntry entry(ResultSet row) throws SQLException {
    Map<String, String> details;
    try {
      details = json.read(row.getString("details"), DETAILS);
    } catch (IllegalArgumentException e) {
      details = Map.of("unreadable", row.getString("details"));
    }
    return new AuditEntry(
        row.getLong("seq"), event(row, details), row.getString("prev_hash"), row.getString("hash"));
  }

  private static AuditEvent event(ResultSet row, Map<String, String> details) throws SQLException {
    return new AuditEvent(
        Rows.instant(row, "happened_at"),
        row.getString("actor_id"),
        row.getString("actor_name"),
        row.getString("guild"),
        row.getString("action"),
        row.getString("subject"),
        row.getString("result"),
        details);
  }

  private List<AuditEntry> chunk(long after) {
    return transactions.run(
        handle -> after(handle, after).map((row, context) -> entry(row)).list());
  }

  private static Query after(Handle handle, long seq) {
    return handle
        .createQuery("select * from audit where seq > :seq order by seq limit " + CHUNK)
        .bind("seq", seq);
  }

  /**
   * The head is read after the last row. Writers change both in one transaction, so a head behind a
   * row that was read means manipulation.
   */
  @Override
  public AuditVerdict verify(List<AuditAnchor> anchors) {
    ChainCheck check = new ChainCheck(anchors);
    long before = notPositive();
    if (before > 0) {
      check.row(0, "", "", null);
    }
    while (true) {
      follow(check);
      Head head = transactions.run(JdbiAuditLog::head);
      if (head.seq() <= check.last() || !follow(check)) {
        return check.end(head.seq(), head.hash());
      }
    }
  }

  /** Checks all further rows; false when there were none. */
  private boolean follow(ChainCheck check) {
    boolean any = false;
    while (true) {
      List<StoredRow> rows =
          transactions.run(
              handle -> after(handle, check.last()).map((row, context) -> stored(row)).list());
      if (rows.isEmpty()) {
        return any;
      }
      any = true;
      rows.forEach(row -> check.row(row.seq(), row.previous(), row.hash(), row.computed()));
    }
  }

  private long notPositive() {
    return transactions.run(
        handle ->
            handle.createQuery("select count(*) from audit where seq < 1").mapTo(Long.class).one());
  }

  private StoredRow stored(ResultSet row) throws SQLException {
    long seq = row.getLong("seq");
    String previous = row.getString("prev_hash");
    return new StoredRow(seq, previous, row.getString("hash"), computed(row, seq, previous));
  }

  private @Nullable String computed(ResultSet row, long seq, String previous) throws SQLException {
    String written = row.getString("details");
    try {
      Map<String, String> details = json.read(written, DETAILS);
      // A different text could be parsed to the same value, but the bot always writes this one.
      return json.write(details).equals(written)
          ? hash(previous, seq, event(row, details), json)
          : null;
    } catch (IllegalArgumentException | NullPointerException e) {
      return null;
    }
  }

  private record StoredRow(long seq, String previous, String hash, @Nullable String computed) {}

  /** SHA-256, in hexadecimal, over the previous hash, the number and the event's JSON. */
  static String hash(String previous, long seq, AuditEvent event, Json json) {
    List<String> line = List.of(previous, Long.toString(seq), json.write(event));
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] hash = digest.digest(String.join("\n", line).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private record Head(long seq, String hash) {}
}
