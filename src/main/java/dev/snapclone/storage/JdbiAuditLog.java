package dev.snapclone.storage;

import dev.snapclone.audit.AuditEvent;
import dev.snapclone.audit.AuditLog;
import dev.snapclone.job.engine.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * The audit in the database: rows are only ever added, each with a hash over itself and the hash of
 * the one before, so that a changed or missing row shows.
 */
final class JdbiAuditLog implements AuditLog {
  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_SUBJECT = 300;
  private static final int LONGEST_GUILD = 40;

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

  /** The event as its columns can hold it, so that the hash can be computed again from the row. */
  private static AuditEvent storable(AuditEvent event) {
    return new AuditEvent(
        event.at().truncatedTo(ChronoUnit.MICROS),
        Rows.text(event.actorId(), LONGEST_NAME),
        Rows.text(event.actorName(), LONGEST_SUBJECT),
        Rows.text(event.guild(), LONGEST_GUILD),
        Rows.text(event.action(), LONGEST_NAME),
        Rows.text(event.subject(), LONGEST_SUBJECT),
        Rows.text(event.result(), LONGEST_NAME),
        event.details());
  }

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
