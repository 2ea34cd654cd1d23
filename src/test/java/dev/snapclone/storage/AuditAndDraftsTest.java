package dev.snapclone.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.snapclone.access.Actor;
import dev.snapclone.access.Place;
import dev.snapclone.audit.AuditEvent;
import dev.snapclone.command.Invocation;
import dev.snapclone.job.engine.Json;
import dev.snapclone.job.engine.TestDatabases;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The audit's chain, and drafts. */
class AuditAndDraftsTest {
  private record Line(long seq, String previous, String hash, AuditEvent event) {}

  private static AuditEvent event(int number) {
    return new AuditEvent(
        Instant.parse("2026-11-22T10:00:00.123456789Z").plusSeconds(number),
        "u" + number,
        "Änne\0 😀",
        "g1",
        "command.snapshot",
        "s".repeat(1000),
        "ok",
        Map.of("cloud", "main", "request", "req-" + number));
  }

  @ParameterizedTest
  @EnumSource(TestDatabases.Kind.class)
  void everyRowOfTheAuditIsChainedToThePreviousOne(TestDatabases.Kind kind) throws Exception {
    Json json = new Json();
    try (Database database = kind.open()) {
      List<CompletableFuture<Void>> writers = new ArrayList<>();
      for (int writer = 0; writer < 4; writer++) {
        int number = writer;
        writers.add(
            CompletableFuture.runAsync(
                () -> {
                  for (int i = 0; i < 5; i++) {
                    database.audit().append(event(number * 5 + i));
                  }
                }));
      }
      for (CompletableFuture<Void> writer : writers) {
        writer.get(30, TimeUnit.SECONDS);
      }
      List<Line> lines = lines(database, json);
      assertEquals(20, lines.size());
      String previous = "0".repeat(64);
      for (int i = 0; i < lines.size(); i++) {
        Line line = lines.get(i);
        assertEquals(i + 1, line.seq());
        assertEquals(previous, line.previous());
        assertEquals(
            JdbiAuditLog.hash(previous, line.seq(), line.event(), json),
            line.hash(),
            "the row says what was hashed");
        previous = line.hash();
      }
    }
  }

  private static List<Line> lines(Database database, Json json) {
    return Jdbi.create(database.jobs().schedulerTable().dataSource())
        .withHandle(
            handle ->
                handle
                    .createQuery("select * from audit order by seq")
                    .map(
                        (row, context) ->
                            new Line(
                                row.getLong("seq"),
                                row.getString("prev_hash"),
                                row.getString("hash"),
                                new AuditEvent(
                                    Rows.instant(row, "happened_at"),
                                    row.getString("actor_id"),
                                    row.getString("actor_name"),
                                    row.getString("guild"),
                                    row.getString("action"),
                                    row.getString("subject"),
                                    row.getString("result"),
                                    json.read(
                                        row.getString("details"),
                                        new TypeReference<Map<String, String>>() {}))))
                    .list());
  }

  @Test
  void aDraftIsKeptForAnHour() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-22T10:00:00Z"));
    InstantSource clock = now::get;
    Invocation asked =
        new Invocation(
            "i1",
            "snapshot",
            Invocation.Kind.COMMAND,
            new Actor("u1", "A", Set.of("r"), Set.of("ops"), false),
            new Place("g", "c", "ops", "c", "sv-SE"),
            "en-GB",
            Map.of("server-name", "web-01"));
    try (Database database = Database.open(TestDatabases.h2InMemory(), clock)) {
      String id = database.drafts().keep(asked);
      String other = database.drafts().keep(asked);
      now.set(now.get().plusSeconds(3599));
      assertEquals(asked, database.drafts().find(id).orElseThrow());
      assertEquals(asked, database.drafts().find(id).orElseThrow(), "a button pressed twice");
      assertTrue(database.drafts().drop(other));
      assertFalse(database.drafts().drop(other));
      assertTrue(database.drafts().find(other).isEmpty());
      now.set(now.get().plusSeconds(2));
      assertTrue(database.drafts().find(id).isEmpty());
      database.jobs().purge(now.get().minusSeconds(3600), now.get());
      assertFalse(database.drafts().drop(id), "housekeeping took it");
    }
  }
}
